"""Subtitles (.srt, .vtt): what is said, as sentences in paragraphs, without times and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from models.documents.blocks import Block, Role
from models.documents.lines import joined

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^{}\n]{0,100}\}")
_NOT_SAID = ("NOTE", "STYLE", "REGION", "WEBVTT")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟।♪][\"'”’»)\]」』]*$")
_SPEAKER = re.compile(r"[-–—]\s*(?=\S)|>>\s*")

_PAUSE = 2.0  # seconds after a sentence that begin a new paragraph
_LONG_PAUSE = 6.0  # seconds that do so anywhere
_AT_ONCE = 0.1  # seconds between cues of which the first seems to stay
_LONG = 600  # code points after which the next sentence begins one


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float  # seconds
    end: float
    lines: tuple[str, ...]


def read_subtitles(text: str) -> list[Block]:
    """The paragraphs of what is said."""
    return [Block(Role.PARAGRAPH, each) for each in _paragraphs(_new_lines(_cues(text)))]


def _cues(text: str) -> Iterator[_Cue]:
    lines = text.splitlines()
    places = [at for at, line in enumerate(lines) if _TIMES.match(line)]
    for at, following in zip(places, [*places[1:], len(lines)], strict=True):
        times = _TIMES.match(lines[at])
        if times:
            start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
            yield _Cue(start, end, tuple(_said(lines[at + 1 : following])))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _said(lines: list[str]) -> Iterator[str]:
    """The lines of a cue, without the number of the next and without comments."""
    for number, line in enumerate(lines):
        if not line.strip():
            if number:
                return
            continue
        if line.split(maxsplit=1)[0] in _NOT_SAID and number == 0:
            return
        if plain := unescape(_TAG.sub("", line)).strip():
            yield plain


def _new_lines(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Each cue without the lines that stay from the one just before it, as captions roll."""
    last: tuple[str, ...] = ()
    end = 0.0
    for cue in cues:
        sizes = range(len(cue.lines), 0, -1) if cue.start - end < _AT_ONCE else ()
        shared = next((n for n in sizes if last[-n:] == cue.lines[:n]), 0)
        last, end = cue.lines, cue.end
        if cue.lines[shared:]:
            yield _Cue(cue.start, cue.end, cue.lines[shared:])


def _paragraphs(cues: Iterator[_Cue]) -> Iterator[str]:
    """Cues joined until a speaker, a pause or a long paragraph ends."""
    text, end = "", 0.0
    for cue in cues:
        pause = cue.start - end
        over = pause > _LONG_PAUSE or (
            (pause > _PAUSE or len(text) > _LONG) and _ENDS_SENTENCE.search(text)
        )
        for line in cue.lines:
            spoken = _SPEAKER.match(line)
            if text and (over or spoken):
                yield text
                text = ""
            over = False
            text = joined(text, line)
        end = cue.end
    if text:
        yield text
