"""The dialog that asks where a file is to be saved: the name that is typed is kept whole."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from desktop_app.view.saving import ask_where, with_ending

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs


class Hands:
    """Type a name into each dialog that opens, and answer what it asks."""

    def __init__(self, folder, names, replaces=True):
        self.folder, self.names, self.asked = folder, list(names), []
        self.offered = []
        self._replaces = replaces
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self):
        shown = QApplication.activeModalWidget()
        if isinstance(shown, QMessageBox):
            self.asked.append(shown.text().splitlines()[0])
            buttons = QMessageBox.StandardButton
            shown.button(buttons.Yes if self._replaces else buttons.No).click()
            if not self._replaces:
                self.names = []
        elif isinstance(shown, QFileDialog):
            self._save(shown)

    def _save(self, dialog):
        line = dialog.findChild(QLineEdit)
        self.offered.append(Path(line.text()).name)
        if not self.names:
            dialog.reject()
            return
        if name := self.names.pop(0):
            line.setText(str(self.folder / name))
        # Not from within this timer: it would not look at what the dialog then asks.
        QTimer.singleShot(0, line, lambda: QTest.keyClick(line, Qt.Key.Key_Return))


@pytest.mark.parametrize(
    ("typed", "suffix", "expected"),
    [
        ("chapter", ".png", "chapter.png"),
        ("chapter 1.2", ".png", "chapter 1.2.png"),
        ("v2.0 final", ".svg", "v2.0 final.svg"),
        ("notes.json", ".jsonl", "notes.json.jsonl"),
        ("PICTURE.PNG", ".png", "PICTURE.PNG"),
    ],
)
def test_a_name_is_kept_and_gets_its_ending(qapp, tmp_path, typed, suffix, expected):
    hands = Hands(tmp_path, [typed])
    assert ask_where(None, "Save", "interlinear", suffix) == tmp_path / expected
    assert hands.offered == [f"interlinear{suffix}"]
    assert not hands.asked


@pytest.mark.parametrize("typed", ["chapter 1.2", "chapter 1.2.png", "mine"])
def test_no_file_is_replaced_without_a_question(qapp, tmp_path, typed):
    path = with_ending(tmp_path / typed, ".png")
    path.write_text("other chapter")
    again = [] if typed == "chapter 1.2.png" else [""]  # the dialog opens with the whole name
    hands = Hands(tmp_path, [typed, *again])
    assert ask_where(None, "Save", "interlinear", ".png") == path
    assert [path.name in said for said in hands.asked] == [True]


def test_what_is_not_to_be_replaced_is_left_alone(qapp, tmp_path):
    (tmp_path / "chapter 1.2.png").write_text("other chapter")
    hands = Hands(tmp_path, ["chapter 1.2", ""], replaces=False)
    assert ask_where(None, "Save", "interlinear", ".png") is None
    assert len(hands.asked) == 1
