"""The sentences of a document, as spans: what lies between them is kept letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.messages import Span
from models.text.boundaries import boundaries
from models.text.characters import cluster_end, cluster_start, extends, is_symbol
from models.text.cleaning import clean
from models.text.languages import primary
from models.text.paragraphs import paragraphs
from models.text.wrapping import unwrap

# Code points given to the sentence splitter at once: at most 10 kB of UTF-8.
_CHUNK = 2500
# A boundary this near the end of a chunk may look different with the text that follows.
_MARGIN = 100

_LETTER = re.compile(r"[^\W_]")
# Pieces that tell a checkpoint the target language: ">>fra<<", "<2fr>".
_TARGET = re.compile(r">>[^<>\s]+<<|<2[A-Za-z_]+>")
_LINE = re.compile(r"[^\n]*\n?")


def split_document(text: str, language: str) -> tuple[Span, ...]:
    """Every sentence of `text`, in order, without white space or symbols at its edges.

    Blank lines, indents, list markers, emoji at the edges of sentences and lines without
    any letter or digit are in no span. A sentence of a hard-wrapped paragraph may hold line
    breaks (see `models.text.wrapping`).
    """
    return tuple(sentences(text, language))


def sentences(text: str, language: str) -> Iterator[Span]:
    """The spans of `split_document` one by one, the first at once however long `text` is."""
    base = primary(language)
    for paragraph in paragraphs(text, base):
        start = paragraph.start
        for end in _ends(unwrap(text[paragraph.start : paragraph.end]), base):
            span = _core(text, start, paragraph.start + end)
            if span is not None:
                yield span
            start = paragraph.start + end


def split_lines(text: str) -> tuple[Span, ...]:
    """One span for each line that has a letter or a digit; a line ends with a line feed."""
    found = (_core(text, *line.span()) for line in _LINE.finditer(text) if line.group())
    return tuple(span for span in found if span is not None)


def whole_lines(text: str) -> tuple[Span, ...]:
    """One span for each line that is not blank, without its line break and nothing else."""
    found = []
    for line in _LINE.finditer(text):
        end = line.start() + len(line.group().removesuffix("\n").removesuffix("\r"))
        if text[line.start() : end].strip():
            found.append(Span(line.start(), end))
    return tuple(found)


def _ends(paragraph: str, language: str) -> Iterator[int]:
    """Where the sentences of `paragraph` end, the last at its end."""
    safe = clean(paragraph)
    start = 0
    while len(safe) - start > _CHUNK:
        chunk = safe[start : start + _CHUNK]
        found = [at for at in boundaries(chunk, language) if at <= _CHUNK - _MARGIN]
        yield from (start + at for at in found or [_forced(chunk)])
        start += found[-1] if found else _forced(chunk)
    yield from (start + at for at in boundaries(safe[start:], language))
    yield len(safe)


def _forced(chunk: str) -> int:
    """A cut in a chunk without any sentence boundary: at its last blank, if it has one."""
    blank = chunk.rfind(" ", len(chunk) // 2)
    if blank > 0:
        return blank
    return cluster_start(chunk, len(chunk) - 1) or len(chunk)


def _core(text: str, start: int, end: int) -> Span | None:
    """text[start:end] without white space and symbols at its edges; None without a letter."""
    if _LETTER.search(text, start, end) is None:
        return None
    while _is_outside(text[start]) and not _TARGET.match(text, start):
        start += 1
    last = end - 1
    while _is_outside(text[last]):
        last -= 1
    return Span(start, min(cluster_end(text, last + 1), end))


def _is_outside(character: str) -> bool:
    """Whether `character` can be left out at an edge; a mark goes with what it hangs on."""
    if character.isalnum():
        return False
    return character.isspace() or is_symbol(character) or extends(character)
