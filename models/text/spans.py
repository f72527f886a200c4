"""Which code points a piece stands for, in a text that is read and in one that is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from unicodedata import category

BLANK = "\u2581"  # SentencePiece's sign for the blank before a word

Extent = tuple[int, int]

_BEFORE = re.compile("[\\s\ufffd]+")
# What joins the code point before it, when it was composed with that or left out.
_JAMO = range(0x1160, 0x1200)


def without_blanks(text: str, start: int, end: int) -> Extent:
    """The span without the blanks at its ends, and what tokenizers read as a blank."""
    inside = text[start:end]
    if found := _BEFORE.match(inside):
        start += found.end()
        inside = inside[found.end() :]
    return start, start + len(inside.rstrip())


def read(text: str, names: Sequence[str], spans: Sequence[Extent]) -> list[Extent]:
    """The spans of the pieces `names` as they are shown: no blanks, no mark left behind.

    A piece that is only the sign for a blank stands for no letter; a combining mark that was
    composed with its letter belongs to the letter's piece.
    """
    found = []
    for name, (start, end) in zip(names, spans, strict=True):
        first, last = without_blanks(text, start, end)
        if not name.strip(BLANK) and name and text[first:last].strip(BLANK):
            last = first
        found.append((first, last))
    if text.isascii() or not found:
        return found
    following = [start for start, _ in found[1:]] + [len(text)]
    return [
        (start, _with_marks(text, start, end, limit))
        for (start, end), limit in zip(found, following, strict=True)
    ]


def _with_marks(text: str, start: int, end: int, limit: int) -> int:
    if start < end:
        while end < limit and (category(text[end])[0] == "M" or ord(text[end]) in _JAMO):
            end += 1
    return end


def written(text: str, guesses: Sequence[str], prefix: Callable[[int], str]) -> list[Extent]:
    """The spans in `text` of pieces that should read `guesses`, "" for those never shown.

    Where they do not (bytes of one character, blanks that are dropped) `prefix(n)`, the text of
    the first n pieces, tells. All bytes of one character have its span.
    """
    joined = "".join(guesses)
    skipped = len(joined) - len(joined.lstrip())
    if text == joined:
        skipped = 0
    elif text != joined.strip():
        return _by_prefixes(text, guesses, prefix)
    ends = [
        min(max(0, end - skipped), len(text))
        for end in accumulate(map(len, guesses), initial=0)
    ]
    return [_word_in(text, start, end) for start, end in pairwise(ends)]


def _by_prefixes(
    text: str, guesses: Sequence[str], prefix: Callable[[int], str]
) -> list[Extent]:
    found, reached = [], 0
    for n, guess in enumerate(guesses, 1):
        if not guess:
            found.append((reached, reached))
            continue
        shown = prefix(n)
        end = len(shown)
        while end > reached and not text.startswith(shown[:end]):
            end -= 1
        end = max(end, reached)
        # The first bytes of a character show as a sign that the text does not have there.
        unfinished = (
            text[end : end + 1] not in {"", "\ufffd"} and shown[end : end + 1] == "\ufffd"
        )
        found.append(_word_in(text, reached, end + unfinished))
        reached = end
    return found


def _word_in(text: str, start: int, end: int) -> Extent:
    inside = text[start:end].lstrip()
    start = end - len(inside)
    return start, start + len(inside.rstrip())
