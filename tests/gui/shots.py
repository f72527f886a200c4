"""Pictures of the page in every state: `python tests/gui/shots.py FOLDER`.

With `--language zh-CN` in that language.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.app import App
from desktop_app.application import make_application
from desktop_app.paths import find_paths
from desktop_app.settings import Language, Theme
from desktop_app.speaking import speak
from desktop_app.view.languages import LanguageNames
from tests.gui.clipping import clipped, missing_letters
from tests.gui.comparing_shots import COMPARING_SHOTS
from tests.gui.introducing_shots import INTRODUCING_SHOTS
from tests.gui.library_shots import LIBRARY_SHOTS
from tests.gui.panel_shots import PANEL_SHOTS
from tests.gui.rewriting_shots import REWRITING_SHOTS
from tests.gui.shot_states import SHOTS
from tests.gui.summary_shots import SUMMARY_SHOTS

DEADLINE_S = 60


def wait(condition):
    """Let the program run until `condition`."""
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        QApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > deadline:
            raise TimeoutError("the window never reached this state")


def idle(seconds):
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() > end)


def take(shot, theme, folder, language):
    """Open the window in one state, save its picture, and return what is wrong with it."""
    home = Path(tempfile.mkdtemp(prefix="interlinear-shot-"))
    engine = shot.engine and shot.engine()
    app = App(
        find_paths(home),
        (lambda: engine) if engine else None,
        shot.library() if shot.engine else None,
        names=LanguageNames([language.value if shot.names == "en" else shot.names]),
        outside=shot.outside(),
    )
    app.settings.set("theme", theme)
    for name, value in {**shot.settings, "text": shot.text}.items():
        app.settings.set(name, value)
    app.selection.reload()
    app.window.show_settings(app.settings.values)
    app.window.resize(*shot.size)
    app.show()
    wait(lambda: shot.until(app))
    shot.prepare(app)
    idle(shot.settle)
    name = f"{shot.name}-{theme.value}.png"
    picture(app.window, shot.scale).save(str(folder / name))
    faults = [f"{name}: {fault}" for fault in clipped(app.window)]
    letters = missing_letters(app.window)
    app.close()
    app.worker.wait()
    app.window.deleteLater()
    return faults, letters


def picture(window, scale):
    """The window with its popups."""
    image = QPixmap(window.size() * scale)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("magenta"))
    window.render(image)
    dialog = next((each for each in window.findChildren(QDialog) if each.isVisible()), None)
    if dialog:
        place = window.rect().center() - dialog.rect().center()
        dialog.render(image, QPoint(max(0, place.x()), max(0, place.y())))
    popup = QApplication.activePopupWidget()
    if popup:
        popup.render(image, popup.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()))
        popup.close()
    return image


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--allow-missing-glyphs", action="store_true")
    parser.add_argument("--only", default="", help="states whose name contains this")
    languages = [each.value for each in Language if each is not Language.SYSTEM]
    parser.add_argument("--language", default="en", choices=languages)
    options = parser.parse_args()
    language = Language(options.language)
    options.folder.mkdir(parents=True, exist_ok=True)
    speak(make_application(), language)
    faults, letters = [], set()
    every = (*SHOTS, *COMPARING_SHOTS, *SUMMARY_SHOTS, *REWRITING_SHOTS)
    for shot in (*every, *LIBRARY_SHOTS, *PANEL_SHOTS, *INTRODUCING_SHOTS):
        for theme in (Theme.LIGHT, Theme.DARK) if options.only in shot.name else ():
            wrong, missing = take(shot, theme, options.folder, language)
            faults += wrong
            letters |= set(missing)
            print(f"{shot.name} {theme.value}", flush=True)
    if letters and not options.allow_missing_glyphs:
        faults.append(f"no font here has these letters: {' '.join(sorted(letters))}")
    print("\n".join(faults) or f"pictures are in {options.folder}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
