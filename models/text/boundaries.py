"""Sentence boundaries within one paragraph: those of sentencex, put right where it errs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from models.text.abbreviations import ENDS_LIST, goes_on
from models.text.characters import BLANKLESS

# Within quotation marks and brackets sentencex finds no boundary; longer ones are looked into.
_LONG = 160
_LOOK = 60  # code points on each side of a boundary that decide

_LETTER = re.compile(r"[^\W_]")
_BLANK = re.compile(r"\s")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

_QUOTES = '"“”„‟«»‹›「」『』（）()[]{}‘’‚‛'
_QUOTE = re.compile(f"[{re.escape(_QUOTES)}]")
_EDGE = frozenset(_QUOTES + "'")
_CLOSERS = "\"'”’»›“«‹)]}」』）】》〉"  # “ and « close in German
_CLOSING = frozenset(_CLOSERS)
_CLOSING_AFTER_BLANK = frozenset("»›”)]}")  # as in French
_OPENING_BEFORE_WORDS = frozenset("“„«‹‘")
_WIDE_STOPS = frozenset("。！？｡．؟۔।॥።፧։")

_STOP = re.compile(r"[.!?…。！？]+\s+")
# Each looks back for the start of a run of stops, lest a long run be read again and again.
_BRACKETED = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»]*[)\]]\s+")
_BEFORE_NUMBER = re.compile(r"(?<![。！？])[。！？]+[」』”’）]*(?=[0-9a-z])")
_QUOTATIVE = re.compile("と|って|など|が|を|に|の")  # 「行くよ。」と言った


def boundaries(text: str, language: str) -> list[int]:
    """Offsets 0 < at < len(text) at which a sentence of `text` ends and another begins.

    `text` is one line, clean, and of less than 10 kB.
    """
    found: list[int] = []
    for at in sorted({*_of_sentencex(text, language), *_overlooked(text)}):
        start = found[-1] if found else 0
        if start < at < len(text) and _is_boundary(text, start, at, language):
            found.append(at)
    while found and not _LETTER.search(text, found[-1]):
        found.pop()
    return found


def _of_sentencex(text: str, language: str) -> Iterator[int]:
    """What sentencex finds, also within long quotations."""
    masked = _BLANK.sub(" ", text)  # beside wider blanks it may cut within a code point
    if "'" in text:  # an apostrophe could pass for a quotation mark
        masked = _APOSTROPHE.sub("ʼ", masked).replace("'", " ")
    start = 0
    for end in [*sentence_ends(masked, language), len(text)]:
        if end - start > _LONG and not _EDGE.isdisjoint(text[start:end]):
            inner = _QUOTE.sub(" ", masked[start:end])
            for within in sentence_ends(inner, language):
                yield _beside_quotes(text, start + within)
        yield _beside_quotes(text, end)
        start = end


def sentence_ends(text: str, language: str) -> list[int]:
    """Where sentencex ends each sentence of `text`; every full stop where it panics.

    A panic of its Rust code is no `Exception`: it would end the thread.
    """
    try:
        found = sentencex.get_sentence_boundaries(language, text)
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        return [stop.end() for stop in _STOP.finditer(text)]
    return [sentence["end_index"] for sentence in found]


def _overlooked(text: str) -> Iterator[int]:
    """Ends of a bracketed sentence, of a list that ends in "etc.", and before a number."""
    for pattern in (_BRACKETED, ENDS_LIST):
        for found in pattern.finditer(text):
            if text[found.end() : found.end() + 2].lstrip("\"'“‘«„¿¡(")[:1].isupper():
                yield found.end()
    for found in _BEFORE_NUMBER.finditer(text):
        yield found.end()


def _beside_quotes(text: str, at: int) -> int:
    """Move a boundary so that closing marks stay with what they close."""
    first = at
    while first and (text[first - 1].isspace() or text[first - 1] in _EDGE):
        first -= 1
    end = first
    while end < len(text) and text[end] in _CLOSING and not _opens(text, first, end):
        end += 1
    while True:
        after = end
        while after < len(text) and text[after].isspace():
            after += 1
        mark, beyond = text[after : after + 1], text[after + 1 : after + 2]
        if after == end or mark not in _CLOSING_AFTER_BLANK or not beyond.isspace():
            return after
        end = after + 1


def _opens(text: str, first: int, at: int) -> bool:
    """Whether the mark at `at`, in a run of marks from `first` on, opens a quotation."""
    if not text[at + 1 : at + 2].isalnum():
        return False
    return text[at] in _OPENING_BEFORE_WORDS or (text[at] in "\"'" and at > first)


def _is_boundary(text: str, start: int, at: int, language: str) -> bool:
    if not _LETTER.search(text, start, at):
        return False
    left = text[max(start, at - _LOOK) : at].rstrip()
    right = text[at : at + _LOOK].lstrip()
    core = left.rstrip(_CLOSERS)
    quoted = core != left
    wide = core[-1:] in _WIDE_STOPS
    if wide:
        return not (quoted and _QUOTATIVE.match(right))
    if not (text[at - 1].isspace() or text[at].isspace() or _begins_anew(left, right)):
        return False
    if quoted and right[:1].islower():
        return False  # "No!" she said.
    if left[-1:] in ")]" and "." in left[-2:] and not _is_enclosed(text, start):
        return False
    return quoted or core[-1:] != "." or not goes_on(left, right, language)


def _begins_anew(left: str, right: str) -> bool:
    """Whether `right`, without a blank before it, can open a sentence: not in 50 a.C."""
    if right[:1].isupper():
        return left[-1:] != "." or left[-3:-1].isalpha()
    return BLANKLESS.match(right) is not None


def _is_enclosed(text: str, start: int) -> bool:
    """Whether a sentence begins with a bracket, so that its closing bracket ends it."""
    return text[start : start + 2].lstrip()[:1] in {"(", "["}
