"""A document as its sentences: what a summary reads, quotes and points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.messages import Span
from models.summarizing.headings import Place, headings
from models.summarizing.stopping import Asked, stoppable
from models.text.characters import BLANKLESS, LINE_BREAK
from models.text.long_sentences import split_long
from models.text.sentences import sentences

# A sentence of more words is divided: a list without marks, a text without punctuation.
_MOST_WORDS = 120
_WORDS_OF_A_PART = 60
_LONG_LINE = 100  # code points: nobody wraps by hand there, so a break ends a paragraph
_LONGEST_ROW = 200  # code points of a table's line that is one sentence

_BREAK = re.compile(LINE_BREAK)
_CELLS = re.compile(r"[^\S\n\r]*\t[^\S\n\r]*|[ \xa0]{4,}")
_WORD = re.compile(r"[^\W_]\S*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, text[start:end], without white space at its ends.

    `paragraph` counts runs between blank lines, list items and headings; a `heading` is a
    title line. `words` is what `count_words` says.
    """

    start: int
    end: int
    paragraph: int
    heading: bool
    words: int


def sentences_of(
    text: str, language: str = "", cancelled: Asked | None = None
) -> tuple[Sentence, ...]:
    """Every sentence of `text` in order; each word is in exactly one.

    List markers and lines without any letter or digit are in none. `language` is a BCP-47
    code; without one the marks decide. Raises `Stopped` when cancelled.
    """
    parts = _parts(text, language)
    places = _places(text, list(stoppable(parts, cancelled) if cancelled else parts))
    titles = headings(places)
    found: list[Sentence] = []
    paragraph = 0
    for at, place in enumerate(places):
        title = titles[at]
        if found and (place.opens_paragraph or title or found[-1].heading):
            paragraph += 1
        found.append(Sentence(place.start, place.end, paragraph, title, place.words))
    return tuple(found)


def count_words(text: str) -> int:
    """How many words `text` has: runs between white space that hold a letter or a digit.

    In scripts without blanks two characters count as a word.
    """
    if text.isascii() or not BLANKLESS.search(text):
        return len(_WORD.findall(text))
    others, characters = BLANKLESS.subn(" ", text)
    return len(_WORD.findall(others)) + (characters + 1) // 2


def _parts(text: str, language: str) -> Iterator[tuple[Span, int]]:
    """Sentences, over-long ones in parts, with their words."""
    for span in _rows(text, sentences(text, language)):
        source = text[span.start : span.end]
        words = count_words(source)
        if words <= _MOST_WORDS:
            yield span, words
            continue
        for part in split_long(source, count_words, _WORDS_OF_A_PART):
            start, end = span.start + part.start, span.start + part.end
            yield Span(start, end), count_words(text[start:end])


def _rows(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """The spans, with the short cells of one line of a table as one."""
    row: Span | None = None
    for span in spans:
        if row is None:
            row = span
        elif span.end - row.start <= _LONGEST_ROW and _CELLS.fullmatch(
            text, row.end, span.start
        ):
            row = Span(row.start, span.end)
        else:
            yield row
            row = span
    if row is not None:
        yield row


def _places(text: str, parts: list[tuple[Span, int]]) -> list[Place]:
    """Each sentence with how it stands among the lines of the document."""
    found: list[Place] = []
    reached = line = 0
    ends = [span.start for span, _ in parts[1:]] + [len(text)]
    for at, (span, words) in enumerate(parts):
        before, after = text[reached : span.start], text[span.end : ends[at]]
        breaks = list(_BREAK.finditer(before))
        marker = before[breaks[-1].end() if breaks else 0 :].strip(" \t>")
        opens_line = bool(breaks) or at == 0
        wide = bool(breaks) and reached - line > _LONG_LINE
        opens = len(breaks) > 1 or wide or (opens_line and bool(marker))
        if opens_line:
            line = span.start
        found.append(
            Place(
                start=span.start,
                end=span.end,
                words=words,
                text=text[span.start : span.end],
                marker=marker,
                after=after,
                opens_line=opens_line,
                opens_paragraph=opens,
            )
        )
        reached = span.end
        inner = text.rfind("\n", span.start, span.end)
        line = max(line, inner + 1)
    return found
