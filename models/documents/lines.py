"""Lines that were broken to fit a width, put together again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from models.text.characters import HAN_OR_KANA

_WIDE_MARKS = frozenset("、。，．・：；？！「」『』（）《》〈〉【】…—")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_GOES_ON = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def joined(text: str, line: str, words: Collection[str] = frozenset()) -> str:
    """`text` going on with `line`; `words` (folded) are those that the document has elsewhere.

    A word parted by a hyphen is whole again; Chinese and Japanese are joined without a blank.
    """
    text, line = text.rstrip(), line.lstrip()
    if not text or not line:
        return text + line
    broken, rest = _BROKEN.search(text), _GOES_ON.match(line)
    if broken and rest and (line[0].islower() or not line[0].isupper()):
        return text[: broken.end(1)] + _hyphen(broken[1], rest[0], text[-1], words) + line
    if text[-1] in "\xad\u2010-" and broken:
        return text.rstrip("\xad") + line
    if _is_wide(text[-1]) and _is_wide(line[0]):
        return text + line
    return f"{text} {line}"


def _hyphen(first: str, rest: str, mark: str, words: Collection[str]) -> str:
    """What stands between the halves of a word: a hyphen where it is written so elsewhere."""
    if mark == "\xad":
        return ""
    with_hyphen, without = f"{first}-{rest}".casefold(), f"{first}{rest}".casefold()
    return "-" if with_hyphen in words and without not in words else ""


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words within lines, folded, those with hyphens whole."""
    return frozenset(
        word.casefold().replace("\u2010", "-") for line in lines for word in _WORD.findall(line)
    )


def _is_wide(character: str) -> bool:
    return character in _WIDE_MARKS or bool(HAN_OR_KANA.match(character))
