"""Sentences longer than a model takes, cut at the best points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from models.messages import Span
from models.text.characters import BLANKLESS, cluster_end, cluster_start, splits_cluster
from models.text.function_words import CLAUSE_OPENERS

# How much of the part's length a cut may move away from the ideal place for its quality.
_STOP = 0.30
_SEMICOLON = 0.26
_COMMA = 0.20
_BRACKET = 0.15
_CLAUSE = 0.12
_BLANK = 0.0
_REACH = 0.35

_AFTER_MARK = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s)|(?<![。！？｡])[。！？｡]+[」』”’）]*)"
    r"|(?P<semicolon>[;:–—](?=\s)|[；：])"
    r"|(?P<comma>,(?=\s)|[，、،؛])"
    r"|(?P<bracket>[)\]}](?=\s)|[）】」』》])"
)
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]*")
_WORTH = MappingProxyType(
    {"stop": _STOP, "semicolon": _SEMICOLON, "comma": _COMMA, "bracket": _BRACKET}
)


def split_long(text: str, count: Callable[[str], int], limit: int) -> tuple[Span, ...]:
    """`text` in parts of at most `limit` pieces each, without white space at their edges.

    `count` says how many pieces a text has. The parts are about equally long; a cut is
    made after a semicolon rather than a comma, at a blank rather than within a word, and
    never between a letter and its marks, so that one such cluster may exceed the limit.
    """
    return tuple(_parts(text, 0, len(text), count, limit))


def _parts(
    text: str, start: int, end: int, count: Callable[[str], int], limit: int
) -> Iterator[Span]:
    start, end = _stripped(text, start, end)
    if start == end:
        return
    pieces = count(text[start:end])
    if pieces <= limit or cluster_end(text, start + 1) >= end:
        yield Span(start, end)
        return
    wanted = -(-pieces // max(limit, 1))
    cut = _best_cut(text, start, end, (wanted // 2) / wanted)
    yield from _parts(text, start, cut, count, limit)
    yield from _parts(text, cut, end, count, limit)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _best_cut(text: str, start: int, end: int, share: float) -> int:
    """The best place within reach of start + share · length; never an edge."""
    length = end - start
    ideal = start + round(share * length)
    low = max(start + 1, round(ideal - _REACH * length * share))
    high = min(end - 1, round(ideal + _REACH * length * share))
    best = max(
        _candidates(text, low, high),
        key=lambda place: place[1] - abs(place[0] - ideal) / (length * share),
        default=None,
    )
    if best is not None:
        return best[0]
    return _within_word(text, start, end, ideal)


def _candidates(text: str, low: int, high: int) -> Iterator[tuple[int, float]]:
    """Places low..high where the text may be cut, with their worth."""
    for found in _AFTER_MARK.finditer(text, low - 1, high):
        if low <= found.end() <= high and not splits_cluster(text, found.end()):
            yield found.end(), _WORTH[found.lastgroup or ""]
    for found in _BLANKS.finditer(text, low, high):
        word = _WORD.match(text, found.end())
        opens = word is not None and word.group().lower() in CLAUSE_OPENERS
        yield found.start(), _CLAUSE if opens else _BLANK


def _within_word(text: str, start: int, end: int, ideal: int) -> int:
    """A cut at a far blank that leaves no crumbs, or else inside the word."""
    crumb = (end - start) // 10
    before = text.rfind(" ", start + crumb, ideal)
    after = text.find(" ", ideal, end - crumb)
    blanks = [at for at in (before, after) if at > start]
    if blanks and not BLANKLESS.match(text, ideal):
        return min(blanks, key=lambda at: abs(at - ideal))
    cut = cluster_start(text, ideal)
    return cut if cut > start else min(cluster_end(text, max(ideal, start + 1)), end)
