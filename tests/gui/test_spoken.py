"""What screen readers are told of words, cells and heads."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from desktop_app.settings import Panel
from desktop_app.view.places import Side
from tests.gui.rewriting_driving import place_caret

RED_HOUSE = "The old red house on the hill was sold yesterday."


def name_of(thing):
    return QAccessible.queryAccessibleInterface(thing).text(QAccessible.Text.Name)


def description_of(thing):
    return QAccessible.queryAccessibleInterface(thing).text(QAccessible.Text.Description)


def test_every_word_of_both_rows_says_where_it_comes_from(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    level = drive.page.links.reading.segments[0].alignment.words
    for side, tokens in ((Side.SOURCE, level.source), (Side.TARGET, level.target)):
        row = drive.strip.row(side)
        face = QAccessible.queryAccessibleInterface(row)
        assert face.role() is QAccessible.Role.List
        for box, token in zip(row.boxes, tokens, strict=True):
            said = name_of(box)
            assert said.startswith(f"{token.text}, ")
            assert said.split(" of ")[-1]
            assert "percent" in said or "linked to nothing" in said
    assert "from red" in name_of(drive.box(Side.TARGET, "vermelha"))


def test_every_cell_of_the_matrix_has_its_text(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    drive.app.settings.set("panel", Panel.MATRIX)
    matrix = drive.page.strip.matrix
    rows, columns = matrix.sheet.size
    matrix.setFocus()
    said = set()
    for row in range(rows):
        for _ in range(columns - 1):
            said.add(description_of(matrix))
            QTest.keyClick(matrix, Qt.Key.Key_Right if row % 2 == 0 else Qt.Key.Key_Left)
        said.add(description_of(matrix))
        QTest.keyClick(matrix, Qt.Key.Key_Down)
    assert len(said) == rows * columns
    assert all("percent" in each and "row" in each for each in said)
    assert any(each.startswith("vermelha from red, ") for each in said)


def test_the_word_at_the_caret_is_described(drive):
    drive.paste(RED_HOUSE)
    drive.wait_translated()
    place_caret(drive, "vermelha")
    assert "vermelha, from red, " in description_of(drive.result)
    place_caret(drive, "colina")
    assert "colina, from hill, " in description_of(drive.result)
    drive.type("x")
    assert description_of(drive.result) == ""
