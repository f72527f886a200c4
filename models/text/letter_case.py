"""Capitals and title case: translated as ordinary text, and given back to the output."""

from __future__ import annotations

import enum
import re

from models.text.function_words import FUNCTION_WORDS
from models.text.languages import primary
from models.text.rewritten import Rewritten

# A word with its marks and apostrophes: don't, ΐ in parts.
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f'’]+[^\W\d_]*)*")
_ENGLISH_I = re.compile(r"(?<![\w.'’-])i(?![\w-]|\.\w)")
_ELISION = re.compile(r"(?i:l|d|c|s|n|m|t|j|qu|un|all|dell|nell|sull|dall|quell)['’](?=\w)")

_OPENS_TITLE = re.compile(r"[.:!?–—][\s\"'“‘«„¿¡(\[]+$")
_ELIDING = frozenset({"fr", "it", "ca", "oc"})

_DOTTED_I = frozenset({"tr", "az"})
_NOUNS_UPPER = frozenset({"de", "lb"})  # languages that write their nouns with capitals
_NO_CAPITAL = frozenset("ßªº")
_LONG = 6  # letters that a word alone must have to be more than an acronym
_TITLE_WORDS = 4


class LetterCase(enum.Enum):
    """How a text uses capitals."""

    ORDINARY = "ordinary"
    CAPITALS = "capitals"
    TITLE = "title"


def detect(text: str, language: str) -> LetterCase:
    """How `text`, one sentence or heading, uses capitals.

    Acronyms and names in an ordinary sentence do not make a text special.
    """
    words = [word for word in _WORD.findall(text) if _is_cased(word)]
    if _is_capitals(text, words):
        return LetterCase.CAPITALS
    if _is_title(words, primary(language)):
        return LetterCase.TITLE
    return LetterCase.ORDINARY


def lower(text: str, case: LetterCase, language: str) -> str:
    """`text` written as an ordinary sentence, with as many code points."""
    if case is LetterCase.ORDINARY:
        return text
    base = primary(language)
    if case is LetterCase.TITLE:
        return _lower_title(text, base)
    lowered = _lower_all(text, base)
    if base == "en":
        lowered = _ENGLISH_I.sub("I", lowered)
    first = _WORD.search(lowered)
    if first is None:
        return lowered
    return lowered[: first.start()] + text[first.start()] + lowered[first.start() + 1 :]


def restore(text: str, case: LetterCase, language: str) -> Rewritten:
    """`text`, an output in `language`, with the letter case that its source had."""
    base = primary(language)
    if case is LetterCase.CAPITALS:
        return Rewritten.joined([_upper(character, base) for character in text])
    if case is LetterCase.TITLE:
        return _upper_initials(text, base)
    return Rewritten.unchanged(text)


def _is_cased(word: str) -> bool:
    return word.lower() != word.upper()


def _is_capitals(text: str, words: list[str]) -> bool:
    if any(c.islower() and c not in _NO_CAPITAL for word in words for c in word):
        return False
    cased = [sum(character.isupper() for character in word) for word in words]
    if 10 * sum(cased) <= 9 * sum(character.isalpha() for character in text):
        return False  # acronyms in a text of a script without letter case
    return sum(count >= 2 for count in cased) >= 2 or max(cased, default=0) >= _LONG


def _is_title(words: list[str], base: str) -> bool:
    if len(words) < _TITLE_WORDS:
        return False
    small = FUNCTION_WORDS.get(base, frozenset())
    carrying = [word for word in words if word.lower() not in small]
    if base in _NOUNS_UPPER:
        tail = [word for word in words[1:] if word.lower() in small]
        return (
            len(tail) >= 2
            and all(word[0].isupper() for word in tail)
            and all(word[0].isupper() for word in carrying if len(word) >= 4)
        )
    plain = [word for word in words if _is_plain(word)]
    return (
        len(carrying) >= 2
        and len(plain) >= 3
        and all(_has_capital(word) for word in carrying if len(word) >= 4)
        and 5 * sum(_has_capital(word) for word in carrying) >= 4 * len(carrying)
    )


def _has_capital(word: str) -> bool:
    return word != word.lower()


def _is_plain(word: str) -> bool:
    """Whether `word` is a capital followed by small letters."""
    return word[0].isupper() and word[1:] == word[1:].lower() and len(word) > 1


def _lower_all(text: str, base: str) -> str:
    if base in _DOTTED_I:
        text = text.replace("I", "ı").replace("İ", "i")
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _lower_title(text: str, base: str) -> str:
    small = FUNCTION_WORDS.get(base, frozenset())
    first = _WORD.search(text)

    def ordinary(found: re.Match[str]) -> str:
        word = found.group()
        if first is not None and found.start() == first.start():
            return word
        if base == "en" and re.split("['’]", word)[0] == "I":
            return word
        if base in _NOUNS_UPPER and word.lower() not in small:
            return word
        initial = len(word) == 1 and text[found.end() : found.end() + 1] == "."
        single = len(word) == 1 and not initial
        return _lower_all(word, base) if single or _is_plain(word) else word

    return _WORD.sub(ordinary, text)


def _upper(character: str, base: str) -> str:
    small = character.lower()
    if "\u10d0" <= small <= "\u10ff":
        return small  # Georgian has capitals that fonts lack and headings rarely use
    return "İ" if character == "i" and base in _DOTTED_I else character.upper()


def _upper_initials(text: str, base: str) -> Rewritten:
    """Each word's first letter up, but not of small words between the first and the last."""
    small = FUNCTION_WORDS.get(base, frozenset())
    words = list(_WORD.finditer(text))
    parts = list(text)
    for nth, found in enumerate(words):
        if _has_capital(found.group()):
            continue
        opens = nth == 0 or _opens_title(text, found.start())
        if found.group().lower() in small and not opens and nth < len(words) - 1:
            continue
        for at in _initials(found, opens, base):
            dotted = text[at] == "i" and base in _DOTTED_I
            parts[at] = "İ" if dotted else text[at].title()
    return Rewritten.joined(parts)


def _opens_title(text: str, start: int) -> bool:
    """Whether a colon, dash or full stop stands before the word at `start`."""
    return _OPENS_TITLE.search(text, max(0, start - 4), start) is not None


def _initials(word: re.Match[str], opens: bool, base: str) -> tuple[int, ...]:
    """Where the capitals of `word` stand: d'Amélie, but L'Amour where it opens a title."""
    start, end = word.span()
    elided = _ELISION.match(word.string, start, end) if base in _ELIDING else None
    if elided is None:
        return (start,)
    return (start, elided.end()) if opens else (elided.end(),)
