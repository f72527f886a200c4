"""What a code point is to the splitting of text: part of a cluster, a symbol, a script."""

from __future__ import annotations

import re
from unicodedata import category, combining, east_asian_width

# One line break, as a pattern.
LINE_BREAK = r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])"

_KANA = "\u3005-\u3007\u3031-\u3035\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI_LAO = "\u0e00-\u0eff"
_TIBETAN = "\u0f00-\u0fff"
_MYANMAR = "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"
_KHMER = "\u1780-\u17ff"

# Scripts written without blanks between words; in the first two a line may end anywhere.
HAN_OR_KANA = re.compile(f"[{_KANA}{_HAN}]")
BLANKLESS = re.compile(f"[{_KANA}{_HAN}{_THAI_LAO}{_TIBETAN}{_MYANMAR}{_KHMER}]")

# Symbols that belong to the words beside them, although Unicode files them under pictures.
_WORDLIKE_SYMBOLS = frozenset("°©®™℠℗№℃℉℅℀℁℆")

_MOST_FLAGS = 200  # regional indicators in a row that are told apart; an even number

# Letters by Unicode that hang on their neighbour: Thai and Lao vowels, kana voice marks.
_HANGING = frozenset("\u0e33\u0eb3\uff9e\uff9f\u200c\u200d")
_LEANING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u200d")


def splits_cluster(text: str, at: int) -> bool:
    """Whether a cut at `at` parts a letter from its marks or tears an emoji sequence."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":
        return before == "\r" and after == "\n"
    return (
        extends(after)
        or (before in _LEANING and not after.isspace())
        or (combining(before) == 9 and after.isalpha())  # virama: the next letter joins it
        or _parts_flag(text, at)
        or _parts_syllable(before, after)
    )


def extends(character: str) -> bool:
    """Whether `character` belongs to the one before it."""
    return character >= "\u0300" and (
        character in _HANGING
        or category(character)[0] == "M"
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= character <= "\U000e007f"  # tags of regional flags
    )


def cluster_start(text: str, at: int) -> int:
    """The last offset not after `at` where the text can be cut."""
    while splits_cluster(text, at):
        at -= 1
    return at


def cluster_end(text: str, at: int) -> int:
    """The first offset not before `at` where the text can be cut."""
    while splits_cluster(text, at):
        at += 1
    return at


def is_symbol(character: str) -> bool:
    """Whether `character` is a picture or invisible, not part of the language.

    Emoji, arrows, private and control characters; not punctuation, signs of currency or
    arithmetic, nor signs read as words, as in 20 °C.
    """
    if character < "\x7f":
        return character < "\x20" or character == "\x7f"
    kind = category(character)
    if kind == "So":
        return character not in _WORDLIKE_SYMBOLS
    return (
        kind[0] == "C"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\u2190" <= character <= "\u21ff"  # arrows, some of them filed under arithmetic
    )


def columns(text: str) -> int:
    """How wide `text` is in a terminal: East Asian letters take two columns, marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if category(c) in {"Mn", "Me", "Cf"} else 2 if east_asian_width(c) in "WF" else 1
        for c in text
    )


def _parts_flag(text: str, at: int) -> bool:
    """Whether `at` is in the middle of a pair of regional indicators."""
    if not _is_regional(text[at]):
        return False
    first = at
    nearest = max(0, at - _MOST_FLAGS)
    while first > nearest and _is_regional(text[first - 1]):
        first -= 1
    return (at - first) % 2 == 1


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _parts_syllable(before: str, after: str) -> bool:
    """Whether both are Hangul letters of one syllable."""
    return "\u1160" <= after <= "\u11ff" and (
        "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    )
