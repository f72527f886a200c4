"""The lines of a document: list markers, blank lines, and which lines are one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.messages import Span
from models.text.abbreviations import is_ordinal_date
from models.text.characters import BLANKLESS, LINE_BREAK, columns
from models.text.function_words import FUNCTION_WORDS

_LINE = re.compile(rf"([^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*)(?:{LINE_BREAK}|\Z)")
# ">>fra<<" tells a checkpoint the target language and is no quote.
_QUOTE = re.compile(r"[^\S\n]*(?:(?!>>[^<>\s]+<<)>[ \t]*)*")
_BULLET = re.compile(
    r"(?:[-*+–—•‣◦⁃∙·▪▫●○■□◆◇►▶➤➢→✓✔✗✘☐☑☒]|#{1,6}|\[[ xX]\]|(?:\d{1,3}\.){2,4}"
    r"|\d{1,3}[.)]|[（(](?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[)）]|[A-Za-z]\))(?=\s)\s*"
    r"|(?:\d{1,3}[．）)、]|•|[（(](?:\d{1,3})[)）])(?=\w)"
)
_NUMBERED = re.compile(r"\d{1,3}\.\s")
_CHECKBOX = re.compile(r"\[[ xX]\]\s+")
_LETTER = re.compile(r"[^\W_]")
_COLUMN_GAP = re.compile(r"[ \xa0]*\t\s*|[ \xa0]{4,}")
_FIRST_WORD = re.compile(r"\S+")

# A paragraph is hard-wrapped at a column within these.
_NARROWEST = 45
_WIDEST = 100
_SLACK = 2  # columns that a word more may have left free
_NEARLY_FULL = 0.85
_ALIKE = 8  # columns by which the paragraphs of one document differ in width
_MOST_LINES = 200  # looked at together
_LOOK = 20  # code points at a line's end that tell whether its sentence goes on

_ENDS_SENTENCE = re.compile(r"[.!?:…。！？։۔؟।॥][\"'”’»)\]」』]*$")
_GOES_ON = re.compile(r"[,;\-–—،、，；/(]$")
# A sentence that begins within a line and not at its start; "Prof." ends none.
_BEGINS_INSIDE = re.compile(r"[^\W\d_]{5}[.!?…][\"'”’»)\]]*[ \xa0]+[\"'“‘«‹„¿¡(\[]*[^\W\d_]")
_INNER = re.compile(r"(?<=[^\s.!?:…])[ \xa0]([^\W\d_])")  # of a word within a sentence

_RARE = 0.1  # capitals among the words within lines, up to which those at the start tell
_LEAST_SAID = 0.3
_IN_USUAL = 0.5
_ALL_FUNCTION_WORDS = frozenset[str]().union(*FUNCTION_WORDS.values())


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with text: its words are text[start:end], behind `quote` and a marker."""

    start: int
    end: int
    quote: str
    indent: int
    marker: bool
    width: int  # columns
    cells: bool  # its words stand in columns


def paragraphs(text: str, language: str) -> Iterator[Span]:
    """Stretches of `text` in which sentences are to be found, without markers and blanks.

    A stretch is one line or a cell of it, or several lines of a hard-wrapped paragraph.
    """
    usual: set[int] = set()  # how wide the hard-wrapped paragraphs were
    for chain in _chains(text, language):
        width = max(line.width for line in chain)
        if len(chain) > 1 and _flows(text, chain, language, _is_near(width, usual)):
            usual.add(width)
            yield Span(chain[0].start, chain[-1].end)
        else:
            for line in chain:
                yield from _cells(text, line)


def _chains(text: str, language: str) -> Iterator[list[_Line]]:
    """Lines that look as if they were one paragraph filled to a column."""
    block: list[_Line] = []
    for line in _lines(text, language):
        full = len(block) == _MOST_LINES
        if block and (full or line is None or line.marker or line.quote != block[0].quote):
            yield from _from_block(text, block)
            block = []
        if line is not None:
            block.append(line)
    yield from _from_block(text, block)


def _lines(text: str, language: str) -> Iterator[_Line | None]:
    """Every line; None where a line has no letter and no digit."""
    for found in _LINE.finditer(text):
        start, end = found.span(1)
        yield _line(text, start, end, language) if _LETTER.search(text, start, end) else None


def _line(text: str, start: int, end: int, language: str) -> _Line:
    quote = _QUOTE.match(text, start, end)
    behind_quote = quote.end() if quote else start
    first = _behind_marker(text, behind_quote, end, language)
    last = end
    while text[last - 1].isspace():
        last -= 1
    marks = text[start:behind_quote]
    return _Line(
        start=first,
        end=last,
        quote="".join(marks.split()),
        indent=columns(text[start:first].expandtabs(8)),
        marker=first > behind_quote,
        width=columns(text[start:last].expandtabs(8)),
        cells=_COLUMN_GAP.search(text, first, last) is not None,
    )


def _behind_marker(text: str, start: int, end: int, language: str) -> int:
    """Where the text begins behind a list marker; `start` where there is none."""
    found = _BULLET.match(text, start, end)
    if found is None or not _LETTER.search(text, found.end(), end):
        return start
    if _NUMBERED.match(text, start) and is_ordinal_date(text, found.end(), language):
        return start
    checkbox = _CHECKBOX.match(text, found.end(), end)
    if checkbox and _LETTER.search(text, checkbox.end(), end):
        return checkbox.end()
    return found.end()


def _from_block(text: str, block: list[_Line]) -> Iterator[list[_Line]]:
    """Cut `block`, lines without a blank line or a marker between them, into chains."""
    widest = max((line.width for line in block if line.width <= _WIDEST), default=0)
    first = 0
    for at in range(1, len(block) + 1):
        if at == len(block) or not _is_soft(text, block, first, at, widest):
            yield block[first:at]
            first = at


def _is_soft(text: str, block: list[_Line], first: int, at: int, widest: int) -> bool:
    """Whether the break before line `at` looks like that of a paragraph filled to `widest`."""
    line, after = block[at - 1], block[at]
    if line.cells or after.cells or not _NARROWEST <= line.width <= _WIDEST:
        return False
    if after.width > _WIDEST or (at - first > 1 and after.indent != line.indent):
        return False
    if at - first == 1 and after.indent > line.indent and not line.marker:
        return False
    word = _FIRST_WORD.match(text, after.start)
    needed = columns(word.group()) if word else 0
    if BLANKLESS.match(text, after.start):
        needed = 2
    return line.width + 1 + needed > widest - _SLACK or line.width >= _NEARLY_FULL * widest


def _flows(text: str, chain: list[_Line], language: str, usual: bool) -> bool:
    """Whether sentences go on from line to line more often than they seem to begin anew.

    In a document that wraps its paragraphs (`usual`) half a sentence less is enough.
    """
    capitals = text[chain[0].start : chain[-1].end].isupper()
    going_on = beginning = 0
    for line, after in pairwise(chain):
        end = text[max(line.start, line.end - _LOOK) : line.end]
        if _ENDS_SENTENCE.search(end):
            continue
        opening = _LETTER.search(text, after.start, after.end)
        capital = opening is not None and opening.group().isupper()
        if not capital or capitals or _is_unfinished(text, line, end, language):
            going_on += 1
        else:
            beginning += 1
    if not going_on + beginning:
        return False
    said = _said_by_capitals(text, chain) if beginning else 0.0
    return going_on + _IN_USUAL * usual > said * beginning


def _is_near(width: int, usual: set[int]) -> bool:
    return any(abs(width - one) <= _ALIKE for one in usual)


def _is_unfinished(text: str, line: _Line, end: str, language: str) -> bool:
    """Whether a line, whose last characters are `end`, stops within a sentence."""
    small = FUNCTION_WORDS.get(language, _ALL_FUNCTION_WORDS)
    if _GOES_ON.search(end) or end.rsplit(maxsplit=1)[-1] in small:
        return True
    return _BEGINS_INSIDE.search(text, line.start, line.end) is not None


def _said_by_capitals(text: str, chain: list[_Line]) -> float:
    """How much a capital at a line's start says: the less, the more stand within lines."""
    inner = [first for one in chain for first in _INNER.findall(text, one.start, one.end)]
    share = sum(map(str.isupper, inner)) / max(len(inner), 1)
    return max(_LEAST_SAID, min(1.0, _RARE / share)) if share else 1.0


def _cells(text: str, line: _Line) -> Iterator[Span]:
    """The line, or its cells where tabs or wide gaps part it."""
    first = line.start
    if line.cells:
        for found in _COLUMN_GAP.finditer(text, line.start, line.end):
            yield Span(first, found.start())
            first = found.end()
    yield Span(first, line.end)
