"""Hands and eyes for tests of the Summarize page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.view.document_edit import DocumentEdit
from tests.fakes import FakeLibrary, checkpoint
from tests.gui.driving import CONTROL, NONE, Driver
from tests.gui.summaries import SummaryEngine, summarizer


class SummaryDriver(Driver):
    """Works the Summarize page as a user does and reads what it shows."""

    def __init__(self, qtbot, app):
        super().__init__(qtbot, app)
        self.summarize = self.window.summarize
        self.document: DocumentEdit = self.summarize.document.edit
        self.summary = self.summarize.summary.edit
        self.control = app._parts.summarizing

    def open(self):
        self.window.show_page(1)
        self.wait(self.document.isVisible)

    def paste_document(self, text):
        QApplication.clipboard().setText(text)
        self.document.selectAll()
        self.document.paste()

    def wait_summarized(self):
        """Until the summary belongs to all of the present document."""
        self.wait(
            lambda: (
                not self.control.busy
                and not self.control.is_old
                and self.summarize.evidence.known is not None
            ),
            30_000,
        )

    def summary_text(self):
        return self.summary.plain_text()

    def press(self, key, modifiers=NONE):
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def press_control(self, key):
        self.press(key, CONTROL)

    def choose_model(self, name):
        box = self.summarize.header.models
        at = [box.itemText(row) for row in range(box.count())].index(name)
        box.activated.emit(at)

    def said(self):
        """What the line below the panes says."""
        line = self.summarize.line
        return " ".join((line.label.text(), line.about.whole)).strip()

    def work(self):
        return self.summarize.status.work.text()

    def click_band(self, number):
        overview = self.summarize.document.overview
        point = overview.rect_of(overview.bands[number]).center().toPoint()
        QTest.mouseClick(overview, Qt.MouseButton.LeftButton, NONE, point)

    def painted(self, edit):
        """The selections that Qt paints: (text, opacity of the ground, underlined)."""
        return [
            (
                each.cursor.selectedText(),
                round(each.format.background().color().alphaF(), 2),
                each.format.underlineStyle().value,
            )
            for each in edit.extraSelections()
        ]


def opener(qtbot, open_app):
    """Makes windows that show the page, with a translator and a summarizer installed."""

    def make(engine=None, *checkpoints, **settings):
        library = FakeLibrary(checkpoint(), summarizer(), *checkpoints)
        outside = settings.pop("outside", None)
        app = open_app(
            engine or SummaryEngine(), library, outside=outside, sample_seen=True, **settings
        )
        drive = SummaryDriver(qtbot, app)
        drive.open()
        return drive

    return make
