"""Brackets and quotation marks of the output that lost their partner."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from models.checks.finding import CheckKind, Finding
from models.messages import Segment

_CLOSING = MappingProxyType(
    dict(zip("([{（［｛【〔「『《〈", ")]}）］｝】〕」』》〉", strict=True))
)
_OPENING = MappingProxyType({closing: opening for opening, closing in _CLOSING.items()})
_QUOTES = frozenset('"“”„‟«»＂')
_WIDE = str.maketrans("（）［］｛｝", "()[]{}")


def check_brackets(segment: Segment) -> Iterator[Finding]:
    """Only what is paired in the source: a list's "a)" has no partner anywhere."""
    broken = {_family(segment.source[at]) for at in _lone_brackets(segment.source)}
    for at in _lone_brackets(segment.target):
        mark = segment.target[at]
        if _family(mark) not in broken:
            what = f"The bracket {mark} has no partner in the translation."
            yield Finding(CheckKind.BRACKET, "target", at, at + 1, what)
    quotes = _quotes(segment.target)
    if len(quotes) % 2 and len(_quotes(segment.source)) % 2 == 0:
        at = quotes[-1]  # which of them it is cannot be told
        what = f"The quotation mark {segment.target[at]} has no partner in the translation."
        yield Finding(CheckKind.BRACKET, "target", at, at + 1, what)


def _family(bracket: str) -> str:
    return _OPENING.get(bracket, bracket).translate(_WIDE)


def _lone_brackets(text: str) -> list[int]:
    lone: list[int] = []
    opened: list[int] = []
    for at, mark in enumerate(text):
        if mark in _CLOSING:
            opened.append(at)
        elif mark in _OPENING:
            fitting = [
                n for n in opened if _CLOSING[text[n]].translate(_WIDE) == mark.translate(_WIDE)
            ]
            if fitting:
                opened.remove(fitting[-1])
            else:
                lone.append(at)
    return sorted(lone + opened)


def _quotes(text: str) -> list[int]:
    """Places of quotation marks; one after a digit is inches or seconds."""
    return [
        at
        for at, mark in enumerate(text)
        if mark in _QUOTES and not (mark in '"”' and text[at - 1 : at].isdigit())
    ]
