"""All heads at a glance, and links taken from one of them."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from desktop_app.head_links import Head, closest_head, fits, head_of, realigned, self_level
from desktop_app.settings import Panel, Tokens
from desktop_app.view.heads_geometry import HeadGrid
from desktop_app.view.heads_view import HeadsView
from desktop_app.view.panel_area import USUAL_HEIGHT
from desktop_app.view.places import Side
from models.messages import (
    Alignment,
    AttentionKind,
    Level,
    Matrix,
    Piece,
    Segment,
    Token,
)
from tests.gui.panel_sheets import weights

SOURCE = (Piece("▁un", 0, 2, 5), Piece("happy", 2, 7, 6), Piece("</s>", 7, 7, 0))
TARGET = (
    Piece("▁in", 0, 2, 7, -0.1),
    Piece("feliz", 2, 7, 8, -0.1),
    Piece("</s>", 7, 7, 0, 0.0),
)
ROWS = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.0, 0.0, 1.0]]


def tokens_of(pieces, text):
    return tuple(Token(text[p.start : p.end] or p.text, p.start, p.end) for p in pieces)


def one_word():
    """One word on each side, each of two pieces and an end."""
    pieces = Level(
        tokens_of(SOURCE, "unhappy"), tokens_of(TARGET, "infeliz"), Matrix.of(ROWS, 3)
    )
    words = Level((Token("unhappy", 0, 7),), (Token("infeliz", 0, 7),), Matrix.of([[0.9]], 1))
    alignment = Alignment(words, pieces, 0.4)
    return Segment(0, "", "unhappy", "infeliz", -0.1, SOURCE, TARGET, alignment)


def stacked(*heads, layers=1):
    """Weights (L, H, T, S) of matrices given as rows."""
    data = b"".join(Matrix.of(rows, 3).data for rows in heads)
    return Matrix((layers, len(heads) // layers, 3, 3), data)


def test_a_words_links_are_sums_over_columns_and_means_over_rows():
    found = realigned(one_word(), stacked(ROWS), Head(0, 0))
    assert found.words.matrix.at(0, 0) == pytest.approx(0.9)  # (0.7 + 0.2 + 0.1 + 0.8) / 2
    assert found.pieces.matrix == Matrix.of(ROWS, 3)
    assert found.threshold == 0.4


def test_the_closest_head_looks_where_the_links_are():
    flat = [[0.34, 0.33, 0.33]] * 3
    both = stacked(flat, ROWS, flat, flat, layers=2)
    assert closest_head(one_word(), both, 1) == Head(0, 1)
    assert head_of(both, Head(0, 1)) == Matrix.of(ROWS, 3)


def test_weights_of_other_pieces_do_not_fit():
    segment = one_word()
    assert fits(segment, AttentionKind.CROSS, stacked(ROWS))
    assert not fits(segment, AttentionKind.CROSS, weights(1, 1, 3, 4))
    assert not fits(segment, AttentionKind.DECODER, weights(1, 1, 2, 2))


def test_a_decoders_columns_lose_the_start():
    level = self_level(
        one_word(), AttentionKind.DECODER, stacked(ROWS), Head(0, 0), Tokens.PIECES
    )
    assert list(level.matrix.row(0)) == pytest.approx([0.2, 0.1, 0.0])
    assert level.source == level.target
    source = self_level(
        one_word(), AttentionKind.ENCODER, stacked(ROWS), Head(0, 0), Tokens.WORDS
    )
    assert [token.text for token in source.source] == ["unhappy"]


@pytest.fixture
def heads(qtbot):
    view = HeadsView()
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    qtbot.waitExposed(view)
    view.show_weights(weights(2, 4, 10, 12))
    qtbot.waitUntil(lambda: view.complete)
    return view


def test_every_head_shows_its_diagonal(heads):
    image = heads.viewport().grab().toImage()
    base = heads.palette().base().color()
    for layer in range(2):
        for head in range(4):
            place = heads.rect_of(Head(layer, head))
            corner = image.pixelColor(place.topLeft().x() + 3, place.topLeft().y() + 3)
            far = image.pixelColor(place.right() - 3, place.top() + 3)
            assert corner != far
            assert far == base


def test_a_click_or_a_key_chooses_a_head(heads, qtbot):
    with qtbot.waitSignal(heads.chosen) as clicked:
        QTest.mouseClick(
            heads.viewport(),
            Qt.MouseButton.LeftButton,
            pos=heads.rect_of(Head(1, 2)).center(),
        )
    assert clicked.args == [Head(1, 2)]
    heads.setFocus()
    QTest.keyClick(heads, Qt.Key.Key_Right)
    QTest.keyClick(heads, Qt.Key.Key_Up)
    assert heads.accessibleDescription() == "Layer 1, head 4"
    with qtbot.waitSignal(heads.chosen) as chosen:
        QTest.keyClick(heads, Qt.Key.Key_Return)
    assert chosen.args == [Head(0, 3)]


def test_heads_fit_the_width_or_scroll():
    bands = QSize(80, 24)
    small = HeadGrid.fitting(12, 16, QSize(1280, 560), bands)
    assert small.size.width() <= 1280
    assert small.size.height() <= 560
    assert small.side >= 36
    for head in (Head(0, 0), Head(11, 15)):
        assert small.at(small.rect(head).center()) == head
    assert small.at(small.rect(Head(11, 15)).bottomRight() * 2) is None
    assert HeadGrid.fitting(2, 16, QSize(300, 400), bands).size.width() > 300
    beside = HeadGrid.fitting(6, 8, QSize(1280, USUAL_HEIGHT), bands)
    assert beside.size.height() <= USUAL_HEIGHT, "six layers are seen without scrolling"
    assert beside.width == 2 * beside.side, "there is room at the right"
    assert beside.at(beside.rect(Head(5, 7)).center()) == Head(5, 7)
    narrow = HeadGrid.fitting(6, 8, QSize(420, 400), bands)
    assert narrow.size.width() <= 420
    assert narrow.width >= narrow.side


def test_a_chosen_head_is_used_everywhere_and_automatic_goes_back(drive):
    drive.paste("The old red house on the hill was sold yesterday.")
    drive.wait_translated()
    drive.app.settings.set("panel", Panel.HEADS)
    strip = drive.page.strip
    drive.wait(lambda: strip.heads.isVisible() and strip.heads.complete)
    own = drive.page.links.reading.segments[0].alignment
    QTest.mouseClick(
        strip.heads.viewport(),
        Qt.MouseButton.LeftButton,
        pos=strip.heads.rect_of(Head(0, 5)).center(),
    )
    drive.wait(lambda: drive.page.links.reading.segments[0].alignment != own)
    used = drive.page.links.reading.segments[0].alignment
    drive.app.settings.set("panel", Panel.MATRIX)
    assert strip.matrix.sheet.level == used.words
    drive.hover(drive.source, "house")
    level, threshold = used.words, used.threshold
    at = next(n for n, token in enumerate(level.source) if token.text == "house")
    linked = {
        token.text
        for row, token in enumerate(level.target)
        if level.matrix.at(row, at) >= threshold
    }
    assert set(drive.lit(drive.result)) == linked
    assert "Layer 1, head 6" in strip.options.head.text()
    strip.options.automatic.click()
    assert drive.page.links.reading.segments[0].alignment == own


def test_attention_within_the_source_and_none_within_the_translation(drive):
    drive.paste("The old red house on the hill was sold yesterday.")
    drive.wait_translated()
    drive.app.settings.set("panel", Panel.MATRIX)
    strip = drive.page.strip
    strip.options.kinds.group.button(1).click()
    drive.wait(lambda: bool(strip.matrix.sheet) and strip.matrix.sheet.rows is Side.SOURCE)
    labels = strip.matrix.sheet
    assert [labels.row_text(at) for at in range(3)] == ["The", "old", "red"]
    strip.options.kinds.group.button(2).click()
    drive.wait(lambda: "recurrent" in strip.hint.text())
    assert strip.hint.isVisible()
    strip.options.kinds.group.button(0).click()
    assert strip.matrix.isVisible()


def test_another_text_throws_the_weights_away(drive):
    drive.app.settings.set("panel", Panel.HEADS)
    drive.paste("The old red house.")
    drive.wait_translated()
    strip = drive.page.strip
    drive.wait(strip.heads.isVisible)
    drive.type(" And")
    assert not strip.heads.isVisible()
    drive.wait_translated()
    drive.wait(strip.heads.isVisible)


def test_numbers_of_a_pinned_word(drive):
    drive.paste("The old red house on the hill was sold yesterday.")
    drive.wait_translated()
    drive.app.settings.set("panel", Panel.MATRIX)
    strip = drive.page.strip
    strip.options.explain.click()
    assert "Pin a word" in strip.step.toPlainText()
    drive.click(drive.result, "vermelha", Qt.KeyboardModifier.ControlModifier)
    drive.wait(lambda: "Likeliest" in strip.step.toPlainText())
    text = strip.step.toPlainText()
    assert "vermelha" in text
    assert "▁red" in text
    assert "score = query · key × 0.177" in text
    rows = [line for line in text.splitlines() if line.startswith("▁red")]
    assert rows
    strip.options.explain.click()
    assert not strip.step.isVisible()


def test_another_sentence_leaves_the_heads_where_they_were(heads, qtbot):
    heads.show_weights(weights(30, 4, 10, 12))
    heads.verticalScrollBar().setValue(150)
    heads.show_weights(None)
    heads.show_weights(weights(30, 4, 20, 22))
    assert heads.verticalScrollBar().value() == 150
    qtbot.waitUntil(lambda: heads.complete)
    assert heads.tip_at(heads.rect_of(Head(12, 3)).center()) == "Layer 13, head 4"
