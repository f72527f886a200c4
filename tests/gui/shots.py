"""Pictures of the page in every state: `python tests/gui/shots.py FOLDER`."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_app.app import App
from desktop_app.application import make_application
from desktop_app.paths import find_paths
from desktop_app.settings import Theme, Tokens
from desktop_app.view.places import Place, Side
from models.messages import Problem
from tests.fakes import FakeLibrary
from tests.gui.clipping import clipped, missing_letters
from tests.gui.scripted import ARABIC, CHECKPOINTS, CHINESE, LETTER, ScriptedEngine, document

WIDE, NARROW = (1280, 800), (720, 480)
DEADLINE_S = 60


def translated(app):
    return app.page.links.reading.segments and not app.controller.busy


@dataclass
class Shot:
    """One state: an engine (None is the real one), a text, and what is done then."""

    name: str
    engine: Callable | None = ScriptedEngine
    text: str = ""
    settings: dict = field(default_factory=dict)
    library: Callable = lambda: FakeLibrary(*CHECKPOINTS)
    prepare: Callable = lambda app: None
    size: tuple = WIDE
    scale: int = 1
    settle: float = 0.1
    until: Callable = translated


def idle_worker(app):
    return app.worker.isRunning() and not app.controller.busy


def started(app):
    return app.controller.busy


def failed(app):
    return app.page.message.isVisible()


def pin(segment, side, token):
    return lambda app: app.page.links.pin(Place(segment, side, token))


def details(app):
    app.page.message.more.click()


def scroll(app):
    bar = app.page.source.edit.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)


def popup(app):
    app.page.header.models.showPopup()


LETTER_TEXT, LETTER_PARTS = document(*LETTER)
LONG_TEXT, LONG_PARTS = document(*(LETTER * 40), gap="\n")
CHINESE_TEXT, CHINESE_PARTS = document(CHINESE)
ARABIC_TEXT, ARABIC_PARTS = document(ARABIC)
WIDE_TEXT, WIDE_PARTS = document(*(LETTER * 3), gap=" ")
FAULT = Problem(
    "The file model.npz of tiny en→pt is cut off after 3 of 17 MB.",
    "Fetch it again or choose another model.",
    "model.npz: tensor decoder_l1_ffn needs bytes 3,145,728 to 3,407,872",
)


def letter():
    return ScriptedEngine(LETTER_PARTS)


def empty_library():
    return FakeLibrary()


SEEN = {"sample_seen": True}
SHOTS = (
    Shot("empty", settings=SEEN, until=idle_worker),
    Shot("sample", None),
    Shot(
        "loading",
        lambda: ScriptedEngine(loading=True),
        "Good morning.",
        SEEN,
        settle=0.8,
        until=started,
    ),
    Shot(
        "working",
        lambda: ScriptedEngine(LONG_PARTS, stop_after=31),
        LONG_TEXT,
        SEEN,
        settle=1.2,
        until=started,
    ),
    Shot("result", letter, LETTER_TEXT, SEEN, prepare=pin(0, Side.TARGET, 5)),
    Shot(
        "error",
        lambda: ScriptedEngine(fault=FAULT),
        "Good morning.",
        SEEN,
        prepare=details,
        until=failed,
    ),
    Shot("no-model", settings=SEEN, library=empty_library, until=failed),
    Shot("long", lambda: ScriptedEngine(LONG_PARTS), LONG_TEXT, SEEN, prepare=scroll),
    Shot(
        "cjk",
        lambda: ScriptedEngine(CHINESE_PARTS),
        CHINESE_TEXT,
        {**SEEN, "source": "zh", "target": "en"},
        prepare=pin(0, Side.SOURCE, 4),
    ),
    Shot(
        "arabic",
        lambda: ScriptedEngine(ARABIC_PARTS),
        ARABIC_TEXT,
        {**SEEN, "source": "en", "target": "ar"},
        prepare=pin(0, Side.SOURCE, 2),
    ),
    Shot("pieces", None, settings={"tokens": Tokens.PIECES}),
    Shot("strip-closed", letter, LETTER_TEXT, {**SEEN, "strip_open": False}),
    Shot(
        "strip-full", letter, LETTER_TEXT, SEEN, prepare=lambda app: app.page.fill_with_strip()
    ),
    Shot("models", letter, LETTER_TEXT, SEEN, prepare=popup),
    Shot("narrow", letter, LETTER_TEXT, SEEN, prepare=pin(0, Side.SOURCE, 1), size=NARROW),
    Shot(
        "narrow-working",
        lambda: ScriptedEngine(LONG_PARTS, stop_after=31),
        LONG_TEXT,
        SEEN,
        size=NARROW,
        settle=1.6,
        until=started,
    ),
    Shot(
        "narrow-error",
        lambda: ScriptedEngine(fault=FAULT),
        "Hello.",
        SEEN,
        size=NARROW,
        until=failed,
    ),
    Shot("twice", None, scale=2),
)


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


def take(shot, theme, folder):
    """Open the window in one state, save its picture, and return what is wrong with it."""
    home = Path(tempfile.mkdtemp(prefix="interlinear-shot-"))
    engine = shot.engine and shot.engine()
    app = App(
        find_paths(home),
        (lambda: engine) if engine else None,
        shot.library() if shot.engine else None,
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
    popup = QApplication.activePopupWidget()
    if popup:
        popup.render(image, popup.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()))
        popup.close()
    return image


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--allow-missing-glyphs", action="store_true")
    parser.add_argument("--only", default="", help="states whose name contains this")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    make_application()
    faults, letters = [], set()
    for shot in SHOTS:
        for theme in (Theme.LIGHT, Theme.DARK) if options.only in shot.name else ():
            wrong, missing = take(shot, theme, options.folder)
            faults += wrong
            letters |= set(missing)
            print(f"{shot.name} {theme.value}", flush=True)
    if letters and not options.allow_missing_glyphs:
        faults.append(f"no font here has these letters: {' '.join(sorted(letters))}")
    print("\n".join(faults) or f"pictures are in {options.folder}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
