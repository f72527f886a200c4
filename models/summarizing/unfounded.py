"""Numbers, names and dates of a summary's sentence that its evidence does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.checks.number_words import MONTHS
from models.checks.quantities import quantities
from models.checks.quantity import Quantity, Strength
from models.messages import Span
from models.text.characters import BLANKLESS

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_NUMBERED_WORD = re.compile(r"\w*\d\w*")
# What may stand before a capital without making a name of the word; a full stop after a word
# of up to three letters ends an abbreviation, as in Mr. Smith.
_OPENS = re.compile(r"(?:^|(?<=\w{4})\.|[!?…:]|[\"“„«‘¿¡–—])[\"“„«‘¿¡\s]*$")
_WITHIN_DATE = re.compile(r"[\s.,]*(?:(?:de|of|d[eo]l|the)\s+)*", re.IGNORECASE)
_ALSO_WORDS = frozenset(["may", "march", "mars"])  # beside months
_LOOK = 12  # code points before a word that tell whether a sentence begins with it
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3  # letters that a form of a name may have more than the other
_LONGEST_OTHER_ENDING = 2  # letters that each of two forms may have in another way
# Above this share of capitals among the words within a sentence, capitals make no names: in
# German nouns have them, in some titles all words.
_CAPITALS_SAY_NOTHING = 0.3
_ENOUGH_WORDS = 12  # for that share to be meaningful


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    text: str
    first: bool  # of a sentence or a quotation

    @property
    def acronym(self) -> bool:
        """Whether a capital stands behind its first letter: UN, McDonald, iPhone."""
        return any(map(str.isupper, self.text[1:]))

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() and len(self.text) > 1


class _Evidence:
    """What the evidence has."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.quantities = [every for text in texts for every in _with_parts(quantities(text))]
        words = [word for text in texts for word in _words(text)]
        self.words = {word.text.casefold() for word in words}
        self.tokens = {token.casefold() for text in texts for _, token in _tokens(text)}
        self._months = {
            MONTHS[word.text.casefold()]
            for word in words
            if word.text.casefold() in MONTHS and word.text not in _ALSO_WORDS
        }
        self._stems = {word[:_SHORTEST_STEM] for word in self.words}
        self.initials = "".join(word.text[0].casefold() for word in words)
        self.capitals_name = _capitals_name(words)

    def has_number(self, one: Quantity, written: str) -> bool:
        """Whether the number, `written` so, is there; a month's name also as a number."""
        month = MONTHS.get(written.casefold())
        if month is not None and self._months:
            return month in self._months
        if any(map(one.equals, self.quantities)):
            return True
        return bool(one.parts) and all(
            any(map(part.equals, self.quantities)) for part in one.parts
        )

    def has_word(self, word: _Word) -> bool:
        """Whether the word is there in some form, or as the initials of others."""
        wanted = word.text.casefold()
        if wanted in self.words or all(part in self.words for part in wanted.split("-")):
            return True
        if word.text.isupper() and wanted in self.initials:
            return True
        return wanted[:_SHORTEST_STEM] in self._stems and any(
            _are_forms(wanted, other) for other in self.words
        )


def unfounded(sentence: str, evidence: Sequence[str]) -> tuple[Span, ...]:
    """The places of `sentence` that name what no text of `evidence` has, in order.

    Numbers are compared by what they mean (1,250 is 1250, five is 5), names by their words in
    any form; names are capitalised words within a sentence and words with inner capitals, so
    that scripts without case have none.
    """
    there = _Evidence(evidence)
    found = [*_numbers(sentence, there), *_names(sentence, there)]
    return tuple(_joined(sentence, sorted(found, key=lambda span: (span.start, span.end))))


def _numbers(sentence: str, there: _Evidence) -> Iterator[Span]:
    found = quantities(sentence)
    for at, one in enumerate(found):
        if one.strength is Strength.HINT and not _is_month(sentence, found, at):
            continue
        written = sentence[one.start : one.end].rstrip(" .")
        token = _token_at(sentence, one.start) or written
        if not there.has_number(one, written) and token.casefold() not in there.tokens:
            yield Span(one.start, one.start + len(written))


def _token_at(sentence: str, at: int) -> str:
    """The word of letters and digits that holds the character; empty where there is none."""
    for start, token in _tokens(sentence):
        if start <= at < start + len(token):
            return token
    return ""


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Words with a digit, and where they start."""
    for found in _NUMBERED_WORD.finditer(BLANKLESS.sub(" ", text)):
        yield found.start(), found[0]


def _is_month(sentence: str, found: Sequence[Quantity], at: int) -> bool:
    """Whether the number is a month's name, which may have to stand beside digits for it."""
    one = found[at]
    word = sentence[one.start : one.end].casefold()
    if word not in MONTHS:
        return False
    beside = [*found[max(at - 1, 0) : at], *found[at + 1 : at + 2]]
    return word not in _ALSO_WORDS or any(
        other.strength is Strength.DIGITS
        and _WITHIN_DATE.fullmatch(
            sentence, min(one.end, other.end), max(one.start, other.start)
        )
        for other in beside
    )


def _names(sentence: str, there: _Evidence) -> Iterator[Span]:
    words = list(_words(sentence))
    meaningful = there.capitals_name and _capitals_name(words)
    dates = [
        one
        for one in quantities(sentence)
        if there.has_number(one, sentence[one.start : one.end])
    ]
    for at, word in enumerate(words):
        abbreviated = len(word.text) < _SHORTEST_STEM and sentence[word.span.end :][:1] == "."
        capital = word.capital and not (word.first or abbreviated)
        name = word.acronym or (meaningful and capital)
        if not name or there.has_word(word) or _is_within(word, dates):
            continue
        before = words[at - 1] if at else word
        opens = before.first and before.capital and _touch(sentence, before, word)
        if opens and not there.has_word(before):
            yield before.span
        yield word.span


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(BLANKLESS.sub(" ", text)):
        start = found.start()
        first = _OPENS.search(text, max(0, start - _LOOK), start) is not None
        yield _Word(Span(*found.span()), found[0], first)


def _capitals_name(words: Sequence[_Word]) -> bool:
    """Whether a capital within a sentence is rare enough to mean a name."""
    within = [word for word in words if not word.first]
    capitals = sum(word.capital for word in within)
    return len(within) < _ENOUGH_WORDS or capitals <= _CAPITALS_SAY_NOTHING * len(within)


def _with_parts(found: Sequence[Quantity]) -> Iterator[Quantity]:
    for one in found:
        yield one
        yield from one.parts


def _are_forms(word: str, other: str) -> bool:
    """Whether two words are one in different forms: Orrin and Orrin's, Москве and Москвы."""
    same = 0
    for here, there in zip(word, other, strict=False):
        if here != there:
            break
        same += 1
    endings = sorted((len(word) - same, len(other) - same))
    if endings[0] == 0:
        return same >= _SHORTEST_STEM and endings[1] <= _LONGEST_ENDING
    return same > _SHORTEST_STEM and endings[1] <= _LONGEST_OTHER_ENDING


def _is_within(word: _Word, numbers: Sequence[Quantity]) -> bool:
    return any(one.start <= word.span.start < one.end for one in numbers)


def _touch(sentence: str, word: _Word, following: _Word) -> bool:
    return sentence[word.span.end : following.span.start].isspace()


def _joined(sentence: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans with nothing but blanks or a hyphen between them as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and not sentence[last.end : span.start].strip(" \t-"):
            last = Span(last.start, max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
