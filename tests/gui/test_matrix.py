"""The matrix: what it paints, and how mouse and keyboard move in it."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.settings import Panel, Tokens
from desktop_app.view import colors
from desktop_app.view.matrix_geometry import CELLS, Grid
from desktop_app.view.matrix_image import colors_of, quantized
from desktop_app.view.matrix_sheet import Sheet, cell_spoken, cell_tip
from desktop_app.view.matrix_view import MatrixView
from desktop_app.view.places import Place, Side
from desktop_app.view.scroll_bar import THICKNESS
from models.messages import Level, Matrix, Token
from tests.fakes import segment, tokens
from tests.gui.driving import CONTROL
from tests.gui.panel_sheets import sheet, weights
from tests.gui.scripted import ARABIC, ScriptedEngine

CROSSING = segment(
    "the red house", "a casa vermelha", [(0, 0, 0.5), (1, 2, 0.93), (2, 1, 0.8), (2, 2, 0.3)]
)
SHEET = Sheet(0, CROSSING.alignment.words, 0.4)


@pytest.fixture
def matrix(qtbot):
    view = MatrixView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_sheet(SHEET)
    view.show()
    qtbot.waitExposed(view)
    return view


def text_picture(view, ground="."):
    """A letter a cell: # is as strong as a link, + weaker, . empty."""
    image = view.viewport().grab().toImage()
    base = view.palette().base().color()
    rows, columns = view.sheet.size
    lines = []
    for row in range(rows):
        seen = [
            image.pixelColor(view.rect_of(row, column).center()) for column in range(columns)
        ]
        lines.append("".join(letter(color, base) for color in seen))
    return lines


def letter(color, base):
    distance = abs(color.red() - base.red()) + abs(color.green() - base.green())
    return "#" if distance > 40 else "+" if distance > 5 else "."


def test_weights_become_bytes_exactly():
    data = weights(7, 5)
    expected = [round(min(1.0, value) * 255) for value in data.values()]
    assert list(quantized(data.data)) == pytest.approx(expected, abs=1)
    assert quantized(b"") == b""
    above = Matrix.of([[1.0, 1.000001, 1.0, 1.0, 0.5]], 5)
    assert list(quantized(above.data)) == [255, 255, 255, 255, 128]


def test_cells_are_painted_where_the_words_meet(matrix):
    assert text_picture(matrix) == ["#..", "..#", ".#+"]


def test_colours_are_those_of_the_rows(matrix):
    image = matrix.viewport().grab().toImage()
    place = matrix.rect_of(2, 1).center()
    link = colors.link(matrix.palette(), 0.93)
    wanted = colors.blend(matrix.palette().base().color(), QColor(link.rgb()), link.alphaF())
    shown = image.pixelColor(place)
    for channel in ("red", "green", "blue"):
        assert abs(getattr(shown, channel)() - getattr(wanted, channel)()) <= 2
    below = colors_of(matrix.palette(), 0.2, 0.4).alphaF()
    assert 0 < below < colors.WEAKEST < colors_of(matrix.palette(), 0.4, 0.4).alphaF()


def test_columns_from_right_to_left(matrix):
    plain = [matrix.rect_of(0, column).x() for column in range(3)]
    matrix.show_sheet(SHEET, turned=True)
    assert [matrix.rect_of(0, column).x() for column in range(3)] == plain[::-1]
    assert text_picture(matrix) == ["#..", "..#", ".#+"], "the cells went with their columns"
    matrix.setFocus()
    QTest.keyClick(matrix, Qt.Key.Key_Left)
    assert matrix.current == (0, 1), "left is where the next word is"


def test_what_is_said_of_a_cell(matrix):
    assert cell_tip(SHEET, 2, 1) == "vermelha ← red: 93 %"
    assert matrix.tip_at(matrix.rect_of(2, 1).center()) == "vermelha ← red: 93 %"
    assert cell_spoken(SHEET, 2, 1) == (
        "vermelha from red, 93 percent, linked, row 3 of 3, column 2 of 3"
    )
    assert (
        cell_spoken(SHEET, 2, 2) == "vermelha from house, 30 percent, row 3 of 3, column 3 of 3"
    )


def test_keys_walk_pin_and_zoom(matrix, qtbot):
    matrix.setFocus()
    walked = []
    matrix.walked.connect(walked.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_PageUp):
        QTest.keyClick(matrix, key)
    target, source = (
        (lambda at: Place(0, Side.TARGET, at)),
        (lambda at: Place(0, Side.SOURCE, at)),
    )
    assert walked == [
        (target(1), source(0)),
        (target(1), source(1)),
        (target(1), source(2)),
        (target(0), source(2)),
    ]
    assert matrix.accessibleDescription().startswith("a from house")
    with qtbot.waitSignal(matrix.clicked) as pinned:
        QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert pinned.args == [(target(0), source(2)), False]
    usual = matrix.rect_of(0, 0).size()
    QTest.keyClick(matrix, Qt.Key.Key_Plus)
    larger = matrix.rect_of(0, 0).size()
    assert larger.height() > usual.height()
    ratio = usual.width() / usual.height()
    assert larger.width() / larger.height() == pytest.approx(ratio, rel=0.05)
    QTest.keyClick(matrix, Qt.Key.Key_Minus)
    assert matrix.rect_of(0, 0).size() == usual


def test_the_wheel_zooms_with_ctrl_only(matrix):
    for modifiers, grown in ((Qt.KeyboardModifier.NoModifier, False), (CONTROL, True)):
        side = matrix.rect_of(0, 0).width()
        wheel(matrix, modifiers)
        assert (matrix.rect_of(0, 0).width() > side) is grown


def wheel(view, modifiers):
    place = QPointF(50, 50)
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_labels_stay_while_a_long_sentence_scrolls(matrix):
    matrix.show_sheet(sheet(200, 200))
    before = matrix.viewport().grab().toImage()
    matrix.horizontalScrollBar().setValue(0)
    matrix.bring_into_view(Place(0, Side.TARGET, 150))
    assert matrix.verticalScrollBar().value() > 0
    cell = matrix.rect_of(150, 0)
    assert matrix.viewport().rect().contains(cell.center())
    after = matrix.viewport().grab().toImage()
    head = QPoint(0, 0), QPoint(matrix.viewport().width(), cell.height())
    top = [image.copy(0, 0, head[1].x(), head[1].y()) for image in (before, after)]
    assert top[0] == top[1], "the words above the columns did not move"
    beside = [image.copy(0, 60, 80, 200) for image in (before, after)]
    assert beside[0] != beside[1], "other words stand beside the rows"


def test_words_stand_upright_above_cells_as_wide_as_they_are(matrix):
    matrix.resize(900, 500)
    for turned in (False, True):
        matrix.show_sheet(sheet(10, 10), turned)
        first, last = sorted((matrix.rect_of(0, 0), matrix.rect_of(0, 9)), key=QRect.x)
        assert first.width() > matrix.fontMetrics().horizontalAdvance("wort9")
        assert first.y() < 2 * matrix.fontMetrics().height(), "one line of words is above"
        assert last.right() < matrix.viewport().width()
        assert matrix.tip_at(QPoint(first.right(), 5)) in ("wort0", "wort9")


def test_cells_take_the_room_there_is_and_are_never_narrower_than_high(matrix):
    for width, columns in ((500, 12), (500, 40), (1200, 40)):
        matrix.resize(width, 500)
        matrix.show_sheet(sheet(10, columns))
        cell, across = matrix.rect_of(0, 0), matrix.viewport().width()
        assert cell.width() >= cell.height()
        used = cell.x() + columns * cell.width()
        assert across - columns - THICKNESS < used <= across or cell.width() == cell.height()
        assert cell.y() > matrix.fontMetrics().horizontalAdvance("wort0"), "words are turned"


def test_a_long_word_reaches_over_short_ones_beside_it(matrix):
    matrix.resize(540, 300)
    long = ("a", "incomprehensible", "b", "c", "d", "e")
    for words, upright in ((long, True), (long[1:2] * 6, False)):
        row = tuple(Token(word, 20 * at, 20 * at + 1) for at, word in enumerate(words))
        level = Level(row, tokens("a b"), weights(2, 6))
        matrix.show_sheet(Sheet(0, level, 0.4))
        assert matrix.horizontalScrollBar().maximum() == 0
        assert (matrix.rect_of(0, 0).y() < 2 * matrix.fontMetrics().height()) is upright


def test_no_word_turns_when_rows_begin_to_scroll(matrix):
    matrix.resize(900, 200)
    matrix.show_sheet(sheet(4, 10))
    few = matrix.rect_of(0, 0)
    matrix.show_sheet(sheet(40, 10))
    assert matrix.verticalScrollBar().maximum() > 0
    many = matrix.rect_of(0, 0)
    assert (many.width(), many.y()) == (few.width(), few.y())
    assert many.height() < few.height(), "more rows are seen at once"


def test_an_empty_matrix_paints_nothing_and_answers_nothing(matrix):
    matrix.show_sheet(Sheet(0, Level((), (), Matrix((0, 0), b"")), 0.4))
    matrix.setFocus()
    QTest.keyClick(matrix, Qt.Key.Key_Right)
    assert matrix.tip_at(QPoint(30, 30)) == ""
    matrix.show_sheet(None)
    assert isinstance(matrix.viewport().grab().toImage(), QImage)


def test_rows_of_a_grid_are_found_again():
    for turned in (False, True):
        grid = Grid(5, 7, CELLS[3], turned, CELLS[7])
        for column in range(7):
            assert grid.column_at(grid.x(column) + 1) == column
            assert column in grid.columns_between(grid.x(column), grid.x(column) + 1)
        assert grid.column_at(grid.width) is None
        assert (grid.width, grid.height) == (7 * CELLS[7], 5 * CELLS[3])
        assert grid.row_at(-1) is None


def test_hovering_a_cell_previews_in_the_panes_and_a_click_pins(drive_fake):
    drive = drive_fake(ScriptedEngine((CROSSING,)), panel=Panel.MATRIX)
    drive.paste(CROSSING.source)
    drive.wait_translated()
    matrix = drive.page.strip.matrix
    assert matrix.isVisible()
    assert not drive.page.strip.view.isVisible()
    drive.move(matrix.viewport(), matrix.rect_of(2, 1).center())
    assert drive.lit(drive.source)["red"] == 1.0
    assert drive.lit(drive.result)["vermelha"] == 1.0
    drive.move(matrix.viewport(), QPoint(1, 1))
    assert drive.lit(drive.source) == {}
    QTest.mouseClick(
        matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.rect_of(2, 1).center()
    )
    assert {pin.side for pin in drive.page.links.pointing.pins} == set(Side)
    drive.window.setFocus()
    drive.key(Qt.Key.Key_Escape)
    assert drive.page.links.pointing.pins == ()


def test_words_pieces_and_threshold(drive_fake):
    drive = drive_fake(ScriptedEngine((CROSSING,)), panel=Panel.MATRIX)
    drive.paste(CROSSING.source)
    drive.wait_translated()
    strip = drive.page.strip
    strip.options.slider.setValue(90)
    assert strip.matrix.sheet.threshold == pytest.approx(0.9)
    drive.hover(drive.source, "house")
    assert set(drive.lit(drive.result)) == set()
    strip.options.slider.setValue(20)
    drive.move(drive.source.viewport(), QPoint(1, 1))
    drive.hover(drive.source, "house")
    assert set(drive.lit(drive.result)) == {"casa", "vermelha"}
    drive.app.settings.set("tokens", Tokens.PIECES)
    assert len(strip.matrix.sheet.level.source) == len(CROSSING.alignment.pieces.source)


def test_emoji_and_arabic_stand_at_the_edges(drive_fake):
    smile = segment("😀 red", "🟥 😀", [(0, 1, 0.9), (1, 0, 0.9)])
    for each in (smile, ARABIC):
        drive = drive_fake(ScriptedEngine((each,)), panel=Panel.MATRIX)
        drive.paste(each.source)
        drive.wait_translated()
        shown = drive.page.strip.matrix.sheet
        assert [shown.row_text(at) for at in range(shown.size[0])] == [
            token.text for token in each.alignment.words.target
        ]
    assert tokens("😀 red")[1].start == 2
