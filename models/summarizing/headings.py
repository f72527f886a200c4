"""Which sentences of a document are title lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from models.text.characters import LINE_BREAK

_MOST_WORDS = 14  # of a title that has no mark of its own
_MOST_IN_A_ROW = 4  # short lines, one after another: more of them are a list or a poem
_LETTERS = 0.5  # of a title's characters at least; rows of a table have fewer

_BREAK = re.compile(LINE_BREAK)
_HASHES = re.compile(r"#{1,6}")
_NUMBERING = re.compile(r"[（(]?(?:\d{1,3}|[ivxIVX]{1,5}|[A-Z])(?:[.)、．）]|\.\d{1,3})*[.)]?")
_UNDERLINE = re.compile(
    rf"[ \t]*{LINE_BREAK}[ \t]*(?:={{3,}}|-{{3,}}|~{{3,}})[ \t]*{LINE_BREAK}"
)
_ENDS = re.compile(  # a note may follow: [^1]
    r"[.!?…。！？।۔؟,;:،؛，；：、][\"'”’»)\]」』）]*(?:\[\^?\w{1,9}\])*$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence among the lines of its document.

    `marker` is what stands before it in its line: a bullet, a number, hashes. `after` is the
    document's text between it and the next one.
    """

    start: int
    end: int
    words: int
    text: str
    marker: str
    after: str
    opens_line: bool
    opens_paragraph: bool


def headings(places: Sequence[Place]) -> list[bool]:
    """For each sentence whether it is a title line."""
    marked = [_is_marked(place) for place in places]
    titles = [mark or _looks_like(places, at) for at, mark in enumerate(marked)]
    at = 0
    for title, group in groupby(titles):
        run = len(list(group))
        if title and (run > _MOST_IN_A_ROW or at + run == len(titles)):
            titles[at : at + run] = marked[at : at + run]
        at += run
    return titles


def _is_marked(place: Place) -> bool:
    """Whether hashes before or a line below make it a title."""
    if not _is_alone(place):
        return False
    if _HASHES.fullmatch(place.marker):
        return True
    return place.words <= _MOST_WORDS and _UNDERLINE.match(place.after) is not None


def _looks_like(places: Sequence[Place], at: int) -> bool:
    """Whether it is a short line of its own, without an end mark, above a text."""
    place = places[at]
    if at + 1 == len(places) or place.words > _MOST_WORDS or not _is_alone(place):
        return False
    if _ENDS.search(place.text) or place.text[0].islower() or not _is_text(place.text):
        return False
    following = places[at + 1]
    if place.marker and (not _NUMBERING.fullmatch(place.marker) or following.marker):
        return False
    above = at == 0 or place.opens_paragraph or bool(places[at - 1].marker)
    below = len(_BREAK.findall(place.after)) > 1 or following.words > 2 * _MOST_WORDS
    return above and below


def _is_alone(place: Place) -> bool:
    """Whether its line holds nothing else."""
    return (
        place.opens_line
        and _BREAK.search(place.after) is not None
        and not _BREAK.search(place.text)
    )


def _is_text(text: str) -> bool:
    dense = "".join(text.split())
    return "\t" not in text and sum(map(str.isalpha, dense)) >= _LETTERS * len(dense)
