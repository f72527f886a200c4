"""Raised and lowered signs in plain text: powers, formulas, and the numbers of notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.text.characters import HAN_OR_KANA

_PLAIN = "0123456789+-−()"
_SUPERSCRIPTS = str.maketrans(_PLAIN + "n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_POWER = re.compile(r"[+−-]?[\dn]+|[\dn]*\(?[\dn]*[+−-][\dn]*\)?")
_INDEX = re.compile(r"[\d+−()-]+")

_NUMBERS = re.compile(r"[0-9]{1,3}(?:\s*[,;–-]\s*[0-9]{1,3})*")
_LABEL = re.compile(rf"{_NUMBERS.pattern}|[a-z]|\[[^\[\]]*\]")
_NO_POWER = re.compile("[,;–]")
# After these a raised number is that of a note: a year, a word, the end of a clause. Shorter
# words are units and variables, which have powers, as functions do.
_YEAR = re.compile(r"(?<![\d.,])(?:1[5-9]|20)\d\d$")
_WORD = re.compile(r"(?<![^\W\d_])(?!(?:sin|cos|tan|cot|sec|log|exp|mol)$)[^\W\d_]{3,}$")
_CLAUSE = re.compile(r"[.,;:!?…\"'”’»。，；：！？」』]$")
_LOOK_BEHIND = 24  # code points before a sign that say what it is


def superscript(text: str, before: str) -> str:
    """Raised `text` after `before`: “ [4]” for a note, “⁶” for a power, or as it is."""
    sign = text.strip()
    if _NUMBERS.fullmatch(sign) and (_NO_POWER.search(sign) or _is_of_note(before)):
        return reference(text, before)
    return sign.translate(_SUPERSCRIPTS) if _POWER.fullmatch(sign) else text


def reference(text: str, before: str) -> str:
    """`text` that leads to a note, after `before`: “ [4]”; as it is where it is no label."""
    sign = text.strip()
    if not _LABEL.fullmatch(sign):
        return text
    blank = " " if before[-1:].strip() else ""
    return blank + (sign if sign.startswith("[") else f"[{sign}]")


def subscript(text: str) -> str:
    """Lowered `text`: “₂” for a number, or as it is."""
    sign = text.strip()
    return sign.translate(_SUBSCRIPTS) if _INDEX.fullmatch(sign) else text


def behind(parts: Sequence[str], end: int) -> str:
    """The last code points of `parts` before the one at `end`."""
    before = ""
    for at in range(end - 1, -1, -1):
        before = parts[at] + before
        if len(before) >= _LOOK_BEHIND:
            break
    return before[-_LOOK_BEHIND:]


def _is_of_note(before: str) -> bool:
    return (
        any(each.search(before) for each in (_YEAR, _WORD, _CLAUSE))
        or HAN_OR_KANA.fullmatch(before[-1:]) is not None
    )
