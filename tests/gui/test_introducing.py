"""The first page of a first start, and the About dialog."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app import __version__
from desktop_app.about import nearest_folder
from desktop_app.beginnings import Beginnings, beginnings
from desktop_app.diagnostics import diagnostics
from desktop_app.libraries import LIBRARIES
from desktop_app.library_work import catalogue_offers
from desktop_app.settings import Settings, Theme
from desktop_app.view.about import AboutDialog
from desktop_app.view.metrics import SMALLEST_WINDOW
from tests.fakes import FakeEngine, FakeLibrary, checkpoint
from tests.gui.clipping import clipped
from tests.source_tree import ROOT

# The offscreen platform says so of every window that may be resized.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SECRET = "http://ann:secret@proxy:8080"


@pytest.fixture
def app(open_app):
    library = FakeLibrary(checkpoint(), checkpoint("fake-pt-en", "pt", "en"))
    return open_app(FakeEngine(), library, sample_seen=True)


def test_the_first_page_says_what_is_here_and_what_can_be_had(app):
    app.welcome()
    page = app.window.welcome
    assert page.isVisible()
    assert "English → Portuguese, Portuguese → English" in page.here.text.text()
    assert f"{len(catalogue_offers())} models" in page.more.text.text() or page.more.isHidden()
    assert "Your texts stay on this machine" in page.private.text.text()
    assert page.start.hasFocus() or not page.isActiveWindow()


def test_what_can_be_had_is_counted(qapp):
    offers = catalogue_offers()
    known = beginnings(
        (checkpoint(), checkpoint("cut", "de", "en", state="It is cut.")), offers
    )
    assert known.pairs == (("en", "pt"),)
    assert known.models == len(offers)
    assert known.languages > 100
    assert known.least == min(each.bytes for each in offers if each.bytes)
    assert beginnings((), ()) == Beginnings()


def test_it_leads_to_the_first_translation_and_does_not_come_again(app):
    app.welcome()
    assert not app.window.tabs.bar.isVisible()
    QTest.keyClick(app.window.welcome.start, Qt.Key.Key_Space)
    assert app.page.isVisible()
    assert app.window.tabs.bar.isVisible()
    assert app.settings.values.welcomed


def test_it_leads_to_the_library(app):
    app.welcome()
    app.window.welcome.library.click()
    assert app.window.library.isVisible()
    assert app.window.tabs.bar.currentIndex() == 2
    assert app.settings.values.welcomed


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3])
def test_the_keys_of_the_pages_leave_it(app, key):
    app.welcome()
    QTest.keyClick(app.window, key, Qt.KeyboardModifier.ControlModifier)
    assert not app.window.welcome.isVisible()
    assert app.window.pages.currentIndex() == key - Qt.Key.Key_1


def test_escape_leaves_it_and_other_keys_do_no_harm(app):
    app.welcome()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F8):
        QTest.keyClick(app.window, key)
    assert app.window.welcome.isVisible()
    QTest.keyClick(app.window, Qt.Key.Key_Escape)
    assert app.page.isVisible()


def test_without_a_model_the_library_is_what_one_would_open(open_app):
    app = open_app(FakeEngine(), FakeLibrary(), sample_seen=True)
    app.welcome()
    assert app.window.welcome.library.is_main
    assert not app.window.welcome.start.is_main


def test_the_first_page_fits_into_the_smallest_window(app, qtbot):
    app.window.resize(*SMALLEST_WINDOW)
    app.welcome()
    qtbot.wait(20)
    assert not clipped(app.window)
    assert app.window.welcome.area.verticalScrollBar().maximum() == 0


def about_of(app):
    app.window.about_wanted.emit()
    return app.window.findChild(AboutDialog)


def test_about_says_version_licences_and_whose_the_models_are(drive):
    dialog = about_of(drive.app)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert __version__ in said
    assert "Apache License 2.0" in said
    assert "PyTorch (BSD-3-Clause)" in said
    assert "Bergamot" in said
    assert "CC BY-SA 4.0" in said
    dialog.reject()


class Opened(QObject):
    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def open(self, url):
        self.urls.append(Path(url.toLocalFile()))


def test_folders_open_by_keyboard_also_before_they_are_there(app, home):
    home.mkdir(exist_ok=True)
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")
    try:
        dialog = about_of(app)
        links = [each for each in dialog.findChildren(QLabel) if "href" in each.text()]
        for link in links:
            link.setFocus()
            link.linkActivated.emit("folder")
        assert len(links) == 4
        assert opened.urls
        assert all(each.is_dir() for each in opened.urls)
        assert home in opened.urls
        dialog.reject()
    finally:
        QDesktopServices.unsetUrlHandler("file")


def test_the_nearest_folder_is_there(tmp_path):
    assert nearest_folder(tmp_path / "a" / "b") == tmp_path
    assert nearest_folder(tmp_path) == tmp_path


def test_all_of_about_has_a_name(app):
    dialog = about_of(app)
    for widget in dialog.findChildren(object):
        policy = getattr(widget, "focusPolicy", None)
        if policy and policy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            face = QAccessible.queryAccessibleInterface(widget)
            assert face.text(QAccessible.Text.Name), widget
    dialog.reject()


def test_diagnostics_are_copied_without_texts_and_secrets(app):
    app.settings.set("proxy", SECRET)
    app.settings.set("theme", Theme.DARK)
    app.page.source.edit.restore("My own letter.")
    app.settings.set("text", "My own letter.")
    dialog = about_of(app)
    dialog.copy.click()
    report = QGuiApplication.clipboard().text()
    assert f"Interlinear {__version__}" in report
    assert "Setting theme: dark" in report
    assert "Setting proxy: set" in report
    assert "torch 2" in report
    assert "Checkpoint fake-en-pt" in report
    assert "secret" not in report
    assert "letter" not in report
    assert dialog.copy.text() == "Copied"
    dialog.reject()


def test_no_setting_gets_into_the_report_unseen(qapp):
    home = str(Path.home())
    report = diagnostics(Settings(library=f"{home}/models", folders=(f"{home}/x",)), (), (), 0)
    assert home not in report
    assert "Setting library: set" in report


def test_the_libraries_are_those_that_are_installed_with_the_program():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {name_of(each) for each in project["dependencies"]}
    assert {each.distribution.casefold() for each in LIBRARIES} == names


def name_of(requirement):
    end = next(at for at, letter in enumerate(f"{requirement} ") if letter in " <>=~!;[")
    return requirement[:end].casefold()
