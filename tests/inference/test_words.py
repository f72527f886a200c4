import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.messages import Span
from models.text.characters import splits_cluster
from models.text.words import words
from tests.inference.any_text import texts


def cut(text, pieces=(), split_punctuation=True):
    """The words of `text`; `pieces` are the pieces' texts, one after the other."""
    spans, at = [], 0
    for piece in pieces:
        spans.append(Span(at, at + len(piece)))
        at += len(piece)
    assert not pieces or at == len(text)
    return [text[word.start : word.end] for word in words(text, spans, split_punctuation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Hello,” she said.", ["“", "Hello", ",”", "she", "said", "."]),
        ("Don't use e-mail or 3.5 kg.", ["Don't", "use", "e-mail", "or", "3.5", "kg", "."]),
        ("The U.S. economy, e.g. Ph.D.s", ["The", "U.S.", "economy", ",", "e.g.", "Ph.D.s"]),
        ("in the U.S., and the U.S.", ["in", "the", "U.S.", ",", "and", "the", "U.S."]),
        ("It costs $3.50 (about 5%).", ["It", "costs", "$3.50", "(", "about", "5%", ")."]),
        ("20° at €5, £3 or 7‰", ["20°", "at", "€5", ",", "£3", "or", "7‰"]),
        ("-5 or +3 – no", ["-5", "or", "+3", "–", "no"]),
        ("really?! ... yes", ["really", "?!", "...", "yes"]),
        ("house—the big one", ["house", "—", "the", "big", "one"]),
        ("wait...what (word)s", ["wait", "...", "what", "(", "word)s"]),
        ("see https://x.org/a?b=c.", ["see", "https://x.org/a?b=c", "."]),
        ("me@example.org, @me #tag", ["me@example.org", ",", "@me", "#tag"]),
        ("AT&T and/or O’Neil’s", ["AT&T", "and/or", "O’Neil’s"]),
        ("¿Qué? «oui» „ja“", ["¿", "Qué", "?", "«", "oui", "»", "„", "ja", "“"]),
        ("I ❤️ you 😀!", ["I", "❤️", "you", "😀", "!"]),
        ("hi👩‍👩‍👧 👍🏽", ["hi", "👩‍👩‍👧", "👍🏽"]),
        ("cafe\u0301, nai\u0308ve.", ["cafe\u0301", ",", "nai\u0308ve", "."]),
        ("हिन्दी में।", ["हिन्दी", "में", "।"]),
        ("שלום, עולם!", ["שלום", ",", "עולם", "!"]),
        ("ما هذا؟", ["ما", "هذا", "؟"]),
        ("", []),
        (" \t\n", []),
    ],
)
def test_punctuation_at_the_edges_becomes_words(text, expected):
    assert cut(text) == expected


def test_without_splitting_a_word_is_a_run_between_blanks():
    text = "“Hello,” she said—don't\tgo. \u00a0😀!"
    assert cut(text, split_punctuation=False) == text.split()


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["我", "买了", "手机", "。"], ["我", "买了", "手机", "。"]),
        (["我买", "了iPhone", "手机"], ["我买", "了", "iPhone", "手机"]),
        (["在2024", "年，3", "月"], ["在", "2024", "年", "，", "3", "月"]),
        (["これ", "は", "ペン", "です。"], ["これ", "は", "ペン", "です", "。"]),
        (["สวัส", "ดีครับ"], ["สวัส", "ดีครับ"]),
        (["i", "Pho", "ne", " is", " nice"], ["iPhone", "is", "nice"]),
        ([" 你", "好 wo", "rld"], ["你", "好", "world"]),
        (["", "你好", "", "世界", ""], ["你好", "世界"]),
        (["か", "\u3099な"], ["か\u3099な"]),
    ],
)
def test_scripts_without_blanks_are_cut_at_pieces_and_at_other_scripts(pieces, expected):
    assert cut("".join(pieces), pieces) == expected


def test_fullwidth_marks_part_words_only_when_punctuation_is_split():
    assert cut("你好，世界。", ["你好，", "世界。"], split_punctuation=False) == [
        "你好，",
        "世界。",
    ]
    assert cut("你好，世界。", ["你好，", "世界。"]) == ["你好", "，", "世界", "。"]


@st.composite
def cut_texts(draw):
    """A text and spans of pieces in order, of which some are empty or begin with blanks."""
    text = draw(texts())
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    return text, [Span(*edge) for edge in pairwise(edges)]


@settings(deadline=None)
@given(cut_texts(), st.booleans())
def test_words_hold_all_but_white_space(case, split_punctuation):
    text, pieces = case
    found = words(text, pieces, split_punctuation)
    assert "".join(text[word.start : word.end] for word in found) == "".join(text.split())
    assert all(word.start < word.end for word in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None)
@given(cut_texts(), st.booleans())
def test_marks_and_emoji_sequences_are_never_torn(case, split_punctuation):
    text, pieces = case
    for word in words(text, pieces, split_punctuation):
        for edge in (word.start, word.end):
            beside_blank = edge < len(text) and (
                text[edge - 1].isspace() or text[edge].isspace()
            )
            assert beside_blank or not splits_cluster(text, edge)


@pytest.mark.parametrize(
    "unit", ["x", "x.", "'", "漢", "e\u0301", "🇩🇪", "👩\u200d", "-5", "a@"]
)
def test_a_long_run_takes_no_time(unit):
    start = time.perf_counter()
    words("a" + unit * 20_000, [], True)
    assert time.perf_counter() - start < 3
