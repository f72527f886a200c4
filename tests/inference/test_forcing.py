import numpy as np
import pytest

from models.alignment import Side, strengths
from models.messages import (
    Align,
    Attention,
    AttentionDone,
    AttentionKind,
    Finished,
    Options,
    Result,
    SegmentDone,
    Translate,
)
from tests.inference.running import events, failure, segments

EN_PT, PT_EN = "tiny-en-pt", "tiny-pt-en"
PAIRS = (
    ("The old house", "A velha casa"),
    ("She reads.", "Ela lê uma carta no jardim."),
    ("", ""),
    ("x", ""),
    ("", "y"),
)


def test_one_segment_for_each_pair_and_then_the_end(tiny):
    found = events(tiny, Align(3, PAIRS, EN_PT))
    done = [event for event in found if isinstance(event, SegmentDone)]
    assert [(each.index, each.done, each.total) for each in done] == [
        (at, at + 1, len(PAIRS)) for at in range(len(PAIRS))
    ]
    assert [(each.segment.source, each.segment.target) for each in done] == list(PAIRS)
    assert [type(event) for event in found[-2:]] == [Result, Finished]
    assert {event.request_id for event in found} == {3}


def test_no_pairs_are_no_error(tiny):
    assert segments(tiny, Align(0, (), EN_PT)) == []


@pytest.mark.parametrize(
    "text",
    [
        "a  b   c",
        " lead and trail ",
        "don't stop , please .",
        "e.g. 日本語 word",
        "a\u00a0b c",
        "  ",
    ],
)
def test_tokenized_words_are_what_blanks_divide(tiny, text):
    (segment,) = segments(tiny, Align(0, ((text, text),), EN_PT, tokenized=True))
    words = segment.alignment.words
    for tokens in (words.source, words.target):
        assert [token.text for token in tokens] == text.split()
        assert [text[token.start : token.end] for token in tokens] == text.split()


METHODS = ["auto", "guided", "shift", "norm", "average", "1", "norm:0", "0:1", "1:0"]
METHODS += ["shift:average", "shift:0", "shift:norm:1", "shift:1:1", "1:0+shift:norm:0"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_strengths(tiny, method):
    (segment,) = segments(tiny, Align(0, PAIRS[:1], EN_PT, method=method))
    for level in (segment.alignment.words, segment.alignment.pieces):
        values = np.frombuffer(level.matrix.data, "<f4")
        assert values.min() >= 0
        assert 0.1 < values.max() < 1.00001


def pieces_of(segment):
    matrix = segment.alignment.pieces.matrix
    return np.frombuffer(matrix.data, "<f4").reshape(matrix.shape)


def test_methods_read_what_they_say(tiny):
    (segment,) = segments(tiny, Align(0, PAIRS[:1], EN_PT))
    ids = tuple(piece.id for piece in segment.target_pieces)
    weights = attention(tiny, PAIRS[0][0], ids, AttentionKind.CROSS)[0]
    source = Side(segment.source, segment.source_pieces, ())
    target = Side(segment.target, segment.target_pieces, ())
    shift = weights[0].mean(0)
    shifted_head = [*weights[1, 1][1:], weights[1, 1][-1]]
    for name, rows in (
        ("guided", weights[1, 0]),
        ("auto", weights[1, 0]),
        ("0:1", weights[0, 1]),
        ("1", weights[1].mean(0)),
        ("average", weights.mean((0, 1))),
        ("shift", [*shift[1:], shift[-1]]),
        ("shift:1:1", shifted_head),
    ):
        (found,) = segments(tiny, Align(0, PAIRS[:1], EN_PT, method=name))
        expected = strengths(source, target, np.asarray(rows, np.float32)).pieces
        np.testing.assert_allclose(pieces_of(found), expected, atol=1e-3, err_msg=name)


@pytest.mark.parametrize(
    "method",
    [
        *("", "best", "-1:0", "0:-1", "0:", ":0", "²:0", "0:0:0", "norm:0:0", "norm:"),
        *("shift:", "shift:best", "shift:shift:0", "0:0+", "+", "1:0+auto"),
    ],
)
def test_an_unknown_method_is_a_usage_error_that_names_the_known(tiny, method):
    failed = failure(tiny, Align(0, PAIRS, EN_PT, method=method))
    assert failed.usage
    assert "LAYER:HEAD" in failed.hint


@pytest.mark.parametrize("method", ["2:0", "0:2", "99:99", "2", "norm:2", "shift:2"])
def test_a_head_that_is_not_there_is_a_usage_error(tiny, method):
    assert failure(tiny, Align(0, PAIRS, EN_PT, method=method)).usage


def test_both_directions_are_joined(tiny):
    turned = tuple((target, source) for source, target in PAIRS[:2])
    forward = segments(tiny, Align(0, PAIRS[:2], EN_PT, tokenized=True))
    backward = segments(tiny, Align(0, turned, PT_EN, tokenized=True))
    both = segments(tiny, Align(0, PAIRS[:2], EN_PT, reverse=PT_EN, tokenized=True))
    for one, other, joined in zip(forward, backward, both, strict=True):
        expected = (grid(one) + grid(other).T) / 2
        np.testing.assert_allclose(grid(joined), expected, atol=1e-5)


def grid(segment):
    matrix = segment.alignment.words.matrix
    return np.frombuffer(matrix.data, "<f4").reshape(matrix.shape)


def test_a_reverse_checkpoint_of_the_same_direction_is_a_usage_error(tiny):
    assert failure(tiny, Align(0, PAIRS, EN_PT, reverse=EN_PT)).usage


def test_batch_mates_change_nothing(tiny):
    together = segments(tiny, Align(0, PAIRS * 7, EN_PT))
    for pair, segment in zip(PAIRS * 7, together, strict=True):
        (alone,) = segments(tiny, Align(0, (pair,), EN_PT))
        np.testing.assert_allclose(grid(alone), grid(segment), atol=1e-5)
        assert alone.score == pytest.approx(segment.score, abs=1e-5)


def test_what_was_translated_is_aligned_the_same_when_forced(starters):
    text, full = "The old red house was sold yesterday.", Options(precision="fp32")
    (free,) = segments(starters, Translate(0, text, "starter-en-pt", options=full))
    pairs = ((text, free.target),)
    (forced,) = segments(starters, Align(0, pairs, "starter-en-pt", options=full))
    assert [p.id for p in forced.target_pieces] == [p.id for p in free.target_pieces]
    np.testing.assert_allclose(grid(forced), grid(free), atol=1e-4)


def attention(engine, source, ids, kind):
    (found,) = [
        event
        for event in events(engine, Attention(0, source, ids, EN_PT, kind))
        if isinstance(event, AttentionDone)
    ]
    values = np.frombuffer(found.matrix.data, "<f4").reshape(found.matrix.shape)
    return values, found.kind


@pytest.mark.parametrize("kind", [AttentionKind.CROSS, AttentionKind.ENCODER])
def test_raw_attention_holds_every_layer_and_head(tiny, kind):
    (segment,) = segments(tiny, Align(0, PAIRS[:1], EN_PT))
    sources = len(segment.source_pieces)
    values, told = attention(tiny, PAIRS[0][0], (5, 9, 0), kind)
    rows = 3 if kind is AttentionKind.CROSS else sources
    assert values.shape == (2, 2, rows, sources)
    assert told is kind
    np.testing.assert_allclose(values.sum(-1), 1, atol=1e-5)


def test_a_student_has_no_decoder_attention(tiny):
    failed = failure(tiny, Attention(0, "The house", (5, 0), EN_PT, AttentionKind.DECODER))
    assert failed.usage
    assert "recurrent" in failed.what


@pytest.mark.parametrize("ids", [(), (99_999,), (-1,), (5,) * 3000])
def test_pieces_that_cannot_be_are_told(tiny, ids):
    assert failure(tiny, Attention(0, "The house", ids, EN_PT)).what


@pytest.mark.parametrize("pair", [("the house " * 900, "a casa"), ("x", "a casa " * 900)])
def test_pairs_that_are_too_long_are_told(tiny, pair):
    assert failure(tiny, Align(0, (pair,), EN_PT)).what


def test_control_characters_and_surrogates(tiny):
    pair = ("\ud800 a\x00 b", "\udfff\n\r\t c")
    (segment,) = segments(tiny, Align(0, (pair,), EN_PT, options=Options(), tokenized=True))
    assert (segment.source, segment.target) == pair


def test_cancelled_between_batches(tiny):
    calls = iter([False, True])
    found = list(tiny.run(Align(0, PAIRS[:1] * 40, EN_PT), lambda: next(calls)))
    assert type(found[-1]).__name__ == "Cancelled"
    assert sum(isinstance(event, SegmentDone) for event in found) == 16
