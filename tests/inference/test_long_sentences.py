import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.text.characters import splits_cluster
from models.text.cleaning import clean
from models.text.long_sentences import split_long
from tests.inference.any_text import texts


def count(text: str) -> int:
    """A tokenizer's count: a piece for every three code points of a word."""
    return sum(-(-len(word) // 3) for word in text.split()) + 1


def parts(text: str, limit: int) -> list[str]:
    return [text[part.start : part.end] for part in split_long(text, count, limit)]


def test_a_short_sentence_is_one_part():
    assert parts("Hello world.", 10) == ["Hello world."]


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        (
            "The house was old, red and ugly; nobody wanted it at any price.",
            15,
            ["The house was old, red and ugly;", "nobody wanted it at any price."],
        ),
        (
            "He opened the heavy door, but nobody was in the room.",
            12,
            ["He opened the heavy door,", "but nobody was in the room."],
        ),
        (
            "She went home early because she was tired again",
            15,
            ["She went home early", "because she was tired again"],
        ),
        (
            "今天天气很好我们去公园玩，明天可能会下雨所以不去了",
            8,
            ["今天天气很好我们去公园玩，", "明天可能会下雨所以不去了"],
        ),
        ("你好你好，\u0301你好你好吗", 3, ["你好你好，\u0301", "你好你好吗"]),
        ("abcdefghijklmnopqrstuvwxyz", 6, ["abcdefghijklm", "nopqrstuvwxyz"]),
    ],
)
def test_the_cut_is_made_at_the_best_point(text, limit, expected):
    assert parts(text, limit) == expected


def test_parts_are_balanced():
    sizes = [count(part) for part in parts("word and more " * 130, 128)]
    assert max(sizes) <= 128
    assert min(sizes) > max(sizes) / 2


def test_a_word_of_five_thousand_letters_works():
    found = parts("x" * 5000, 128)
    assert "".join(found) == "x" * 5000
    assert all(count(part) <= 128 for part in found)


def test_the_tokenizer_is_asked_seldom():
    asked = []

    def counting(text: str) -> int:
        asked.append(len(text))
        return count(text)

    text = "some words, and some more words " * 2000
    assert len(split_long(text, counting, 100)) > 200
    assert sum(asked) < 12 * len(text)


def test_long_texts_take_no_time():
    start = time.perf_counter()
    for text in ("x" * 200_000, "a, " * 70_000, "漢字" * 100_000, "e\u0301" * 100_000):
        split_long(text, count, 128)
    assert time.perf_counter() - start < 5


@settings(deadline=None)
@given(texts(), st.integers(1, 20))
def test_parts_hold_all_but_white_space(text, limit):
    found = split_long(text, count, limit)
    assert "".join("".join(text[part.start : part.end].split()) for part in found) == "".join(
        text.split()
    )
    for part in found:
        inside = text[part.start : part.end]
        assert inside == inside.strip() != ""
        one_cluster = all(splits_cluster(text, at) for at in range(part.start + 1, part.end))
        assert count(inside) <= limit or one_cluster
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None)
@given(texts())
def test_no_letter_loses_its_marks(text):
    for part in split_long(text, count, 2):
        start = part.start
        assert start == 0 or text[start - 1].isspace() or not splits_cluster(text, start)


@settings(deadline=None)
@given(texts())
def test_clean_text_is_safe_and_as_long(text):
    found = clean(text)
    assert len(found) == len(text)
    found.encode("utf-8")
    assert not any(ord(c) < 32 and c not in "\t\r\n" for c in found)
    assert not any(0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE for c in found)
    assert clean(found) == found


def test_clean_text_says_what_it_can():
    assert (
        clean("a\x00b\ud83dc\x85d\ufffee\U0001ffff\n\t😀") == "a b\ufffdc d\ufffde\ufffd\n\t😀"
    )
