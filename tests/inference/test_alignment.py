import numpy as np
import pytest

from desktop_app.commands.gold import GoldPair, Measures, measure
from models.alignment import (
    Backward,
    Side,
    align,
    block_diagonal,
    compose,
    in_text,
    overlap,
    strengths,
    word_matrix,
)
from models.messages import Matrix, Piece, Span


def side(text, *spans):
    pieces = [Piece(text[a:b], a, b, 5, -0.5) for a, b in spans]
    pieces.append(Piece("</s>", len(text), len(text), 0, -0.1))
    at, words = 0, []
    for word in text.split():
        at = text.index(word, at)
        words.append(Span(at, at + len(word)))
        at += len(word)
    return Side(text, tuple(pieces), tuple(words))


SOURCE = side("red houses", (0, 3), (4, 9), (9, 10))
TARGET = side("casas vermelhas", (0, 5), (6, 10), (10, 15))
ROWS = np.array(
    [[0.0, 0.7, 0.2, 0.1], [0.9, 0.1, 0.0, 0.0], [0.5, 0.1, 0.1, 0.3], [0, 0, 0, 1]],
    np.float32,
)


def test_the_share_of_a_piece_in_a_word():
    words = [Span(0, 2), Span(2, 4), Span(5, 9)]
    pieces = [Span(0, 3), Span(3, 4), Span(4, 4), Span(4, 7), Span(9, 9)]
    expected = [[2 / 3, 1 / 3, 0], [0, 1, 0], [0, 0, 0], [0, 0, 2 / 3], [0, 0, 0]]
    np.testing.assert_allclose(overlap(pieces, words), expected, atol=1e-6)
    assert overlap([], words).shape == (0, 3)
    assert overlap(pieces, []).shape == (5, 0)


def test_words_sum_over_source_pieces_and_average_over_target_pieces():
    shares = [overlap(side.pieces, side.words) for side in (SOURCE, TARGET)]
    found = word_matrix(ROWS, *shares)
    np.testing.assert_allclose(found, [[0.0, 0.9], [0.7, 0.15]], atol=1e-6)


def test_words_are_linked_across_their_order():
    found = align(SOURCE, TARGET, ROWS).words
    assert [(link.source, link.target) for link in found.links(0.45)] == [(0, 1), (1, 0)]
    assert [token.text for token in found.target] == ["casas", "vermelhas"]


def test_special_pieces_never_win():
    rows = np.array([[0.1, 0, 0, 0.9], [0, 0.2, 0, 0.8], [0, 0.1, 0, 0.9], [0, 0, 0, 1]])
    found = strengths(SOURCE, TARGET, rows.astype(np.float32)).pieces
    assert (found[:3].argmax(axis=1) == [0, 1, 1]).all()
    assert not found[:, 3].any() and not found[3].any()
    assert in_text(SOURCE.pieces).tolist() == [True, True, True, False]


def test_nothing_is_linked_where_only_the_end_is_looked_at():
    rows = np.zeros((4, 4), np.float32)
    rows[:, 3] = 1
    assert align(SOURCE, TARGET, rows).words.links(0.01) == ()


def test_certainty_of_a_word_is_the_product_over_its_pieces():
    found = align(SOURCE, TARGET, ROWS)
    assert [t.certainty for t in found.words.target] == pytest.approx(np.exp([-0.5, -1.0]))
    assert [t.certainty for t in found.pieces.target] == pytest.approx(
        np.exp([-0.5, -0.5, -0.5, -0.1])
    )


def test_two_directions_are_averaged():
    back_rows = np.array([[0.0, 0.4, 0.4, 0.2], [0.8, 0.1, 0.1, 0], [1, 0, 0, 0], [0, 0, 0, 1]])
    backward = Backward(SOURCE.pieces, TARGET.pieces, back_rows.astype(np.float32))
    one = strengths(SOURCE, TARGET, ROWS)
    other = strengths(TARGET, SOURCE, back_rows.astype(np.float32))
    found = align(SOURCE, TARGET, ROWS, backward)
    for level, here, there in zip(
        (found.words, found.pieces),
        (one.words, one.pieces),
        (other.words, other.pieces),
        strict=True,
    ):
        values = np.frombuffer(level.matrix.data, "<f4").reshape(level.matrix.shape)
        np.testing.assert_allclose(values, (here + there.T) / 2, atol=1e-6)


def test_pieces_of_the_other_direction_may_be_others():
    pieces = (Piece("red houses", 0, 10, 5), Piece("</s>", 10, 10, 0))
    rows = np.array([[0.5, 0.5, 0, 0], [0, 0, 0, 1]], np.float32)
    backward = Backward(pieces, TARGET.pieces, rows)
    found = backward.strengths(SOURCE, TARGET)
    assert found.pieces.shape == (4, 4)
    np.testing.assert_allclose(found.pieces[0, :3], found.pieces[0, 0])
    assert found.words.shape == (2, 2)


def test_a_target_word_without_pieces_has_no_links():
    found = word_matrix(
        ROWS, overlap(SOURCE.pieces, SOURCE.words), np.zeros((4, 1), np.float32)
    )
    assert found.tolist() == [[0, 0]]


def test_a_pivot_is_the_product_of_its_matrices():
    second, middle = np.array([[1.0, 0], [0.5, 0.5]]), np.array([[0.0, 1], [1, 0]])
    first = np.array([[0.9, 0.1], [0.2, 0.8]])
    expected = [[0.2, 0.8], [0.55, 0.45]]
    np.testing.assert_allclose(compose(second, middle, first), expected, atol=1e-6)


def test_blocks_have_nothing_to_do_with_each_other():
    found = block_diagonal([np.ones((1, 2)), np.full((2, 1), 2.0)])
    assert found.tolist() == [[1, 1, 0], [0, 0, 2], [0, 0, 2]]


def links(text):
    return frozenset(tuple(map(int, link.split("-"))) for link in text.split())


def gold(sure, possible=""):
    return GoldPair("", "", links(sure), links(possible))


def test_the_error_rate_of_och_and_ney():
    measures = measure([links("0-0 1-1 2-3")], [gold("0-0 1-2", possible="1-1")])
    assert measures.precision == pytest.approx(2 / 3)
    assert measures.recall == pytest.approx(1 / 2)
    assert measures.error == pytest.approx(1 - (1 + 2) / (3 + 2))


def test_measures_of_nothing():
    assert measure([frozenset()], [gold("")]) == Measures(0, 0, 0)
    assert measure([links("0-0")], [gold("0-0")]) == Measures(1, 1, 0)
    assert measure([frozenset()], [gold("0-0")]).error == 1


def test_a_matrix_crosses_as_plain_bytes():
    matrix = align(SOURCE, TARGET, ROWS).pieces.matrix
    assert matrix.shape == (4, 4)
    values = np.frombuffer(matrix.data, "<f4").reshape(4, 4)
    np.testing.assert_array_equal(values, strengths(SOURCE, TARGET, ROWS).pieces)
    assert Matrix.of([[1.0, 2.0], [3.0, 4.0]], 2).at(1, 0) == 3.0
