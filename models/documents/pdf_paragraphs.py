"""Which lines of a document's pages are one paragraph, and which are headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from models.documents.blocks import Block, Role
from models.documents.lines import joined, words_of
from models.documents.pdf_lines import Line

_ENDS = re.compile(r"[.!?…:。！？：؟।۔][\"'”’»)\]」』]*$")
_BULLET = re.compile(r"(?:[•‣◦⁃∙·▪●○■□–—-]|\uf0b7)\s+")
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-zA-Z]\)|§+\s*\d+)\s")

_WIDER_GAP = 1.2  # times the usual distance of lines
_NEAREST, _FARTHEST = 0.5, 3.0  # sizes of letters between two lines of one text
_WITHIN = 0.3  # of all distances are surely within paragraphs
_MANY_STEPS = 8  # distances that tell the usual one
_TYPICAL_STEP = 1.5
_OTHER_SIZE = 0.12  # share by which letters differ in size between two kinds of text
_HEADING_SIZE = 1.15  # times the size of most letters
_LONGEST_HEADING = 200  # code points
_INDENT = 0.8  # times the size of letters
_SHORT = 0.75  # of the usual length, with which a paragraph's last line ends a sentence
_VERY_SHORT = 0.5  # with which a line was not broken for its length
_FULL = 0.8  # of all lines that are no longer than the usual length


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """The paragraphs and headings of all pages, those that go on over a page's end whole."""
    words = words_of(line.text for page in pages for line in page)
    usual, step = _usual_size(pages), _usual_step(pages)
    blocks: list[Block] = []
    for page in pages:
        groups = _groups(page, step)
        if groups and blocks and _goes_over_page(blocks[-1], groups[0], usual):
            first = blocks.pop()
            blocks.append(Block(first.role, _text(groups.pop(0), words, first.text)))
        for group in groups:
            role = Role.HEADING if _is_heading(group, usual) else Role.PARAGRAPH
            blocks.append(_block(role, _text(group, words)))
    return [block for block in blocks if block.text]


def _block(role: Role, text: str) -> Block:
    bullet = _BULLET.match(text)
    return Block(Role.ITEM, text[bullet.end() :], 1) if bullet else Block(role, text)


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page:
            letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _usual_step(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of lines, in sizes of their letters; 0 where it cannot be told."""
    steps = sorted(
        (above.y - line.y) / above.size
        for page in pages
        for above, line in pairwise(page)
        if _NEAREST * above.size < above.y - line.y < _FARTHEST * above.size
    )
    usual = steps[int(_WITHIN * len(steps))] if steps else 0.0
    return usual if len(steps) >= _MANY_STEPS else min(usual, _TYPICAL_STEP)


def _groups(page: Sequence[Line], step: float) -> list[list[Line]]:
    lengths = sorted(len(line.text) for line in page)
    length = lengths[int(_FULL * (len(lengths) - 1))] if lengths else 0
    groups: list[list[Line]] = []
    for line in page:
        if groups and not _begins_paragraph(groups[-1][-1], line, step, length):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _begins_paragraph(above: Line, line: Line, step: float, usual_length: int) -> bool:
    size = above.size or 1.0
    ended = bool(_ENDS.search(above.text))
    if abs(line.size - size) > _OTHER_SIZE * size or _BULLET.match(line.text):
        return True
    gap = (above.y - line.y) / size
    if step and gap > _WIDER_GAP * step:
        return True
    if ended and (_NUMBERED.match(line.text) or abs(line.x - above.x) > _INDENT * size):
        return True
    length = len(above.text)
    if ended:
        return length < _SHORT * usual_length
    return length < _VERY_SHORT * usual_length and not line.text[0].islower()


def _goes_over_page(block: Block, group: list[Line], usual: float) -> bool:
    return (
        block.role in (Role.PARAGRAPH, Role.ITEM)
        and not _ENDS.search(block.text)
        and not _is_heading(group, usual)
        and not group[0].text[0].isupper()
        and not _BULLET.match(group[0].text)
    )


def _is_heading(group: list[Line], usual: float) -> bool:
    letters = sum(len(line.text) for line in group)
    return (
        usual > 0
        and all(line.size > _HEADING_SIZE * usual for line in group)
        and letters <= _LONGEST_HEADING
    )


def _text(group: list[Line], words: frozenset[str], text: str = "") -> str:
    for line in group:
        text = joined(text, line.text, words)
    return text
