"""What stands on page after page and is no part of the text: numbers, head and foot lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median_high

from models.documents.pdf_lines import Line

_EDGE = 2  # lines from the top and from the bottom
_SMALL = 0.95  # of the usual size of letters
_GAP = 1.7  # sizes of letters
_FEWEST = 3  # pages that a head line must be on
_SHARE = 0.3  # of all pages; left and right ones may have different heads
_MOST = 0.5  # of all pages
_SAME_STEP = 0.8  # of the pages on which a number must go up with the pages
_SENTENCE = re.compile(r"[.!?…。！？؟।۔][\"'”’»)\]」』]*\Z")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\W*(?:\w+\W+)?#(?:\W+(?:\w+\W+)?#)?\W*")
_LONGEST_WORD = 10  # code points: "Page", "Seite", "página"

_Places = list[tuple[int, Line]]  # the number of a page, and one of its lines


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the lines that are surely furniture."""
    same: dict[str, _Places] = defaultdict(list)
    numbered: dict[str, _Places] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in _set_apart(page):
            same[line.text].append((number, line))
        for line in _edges(page):
            if _NUMBER.search(line.text):
                numbered[_NUMBER.sub("#", line.text)].append((number, line))
    groups = [found for found in same.values() if _is_on_most(found, len(pages))]
    groups += [found for sign, found in numbered.items() if _counts_pages(sign, found)]
    groups.append(
        _with_page_number([place for found in same.values() for place in found], pages)
    )
    furniture = {place for found in groups for place in found}
    return [
        [line for line in page if (number, line) not in furniture]
        for number, page in enumerate(pages)
    ]


def _edges(page: list[Line]) -> list[Line]:
    """The lines at the top and at the bottom, by their places and by their order."""
    by_height = sorted(page, key=lambda line: line.y)
    near = (*page[:1], *page[-1:], *by_height[:_EDGE], *by_height[-_EDGE:])
    return list(dict.fromkeys(near))


def _set_apart(page: list[Line]) -> list[Line]:
    """Those of the outermost lines between which and the text there is a gap.

    A sentence is text, unless its letters are small.
    """
    downwards = sorted(page, key=lambda line: -line.y)
    usual = median_high(line.size for line in page) if page else 0.0
    found: dict[Line, None] = {}
    for lines in (downwards, downwards[::-1]):
        for count in range(1, min(_EDGE, len(lines) - 1) + 1):
            outer, inner = lines[count - 1], lines[count]
            if abs(outer.y - inner.y) > _GAP * max(outer.size, inner.size):
                found.update(dict.fromkeys(lines[:count]))
    return [
        line for line in found if not _SENTENCE.search(line.text) or line.size < _SMALL * usual
    ]


def _is_on_most(found: _Places, pages: int) -> bool:
    return len({number for number, _ in found}) >= max(_FEWEST, _SHARE * pages)


def _counts_pages(sign: str, found: _Places) -> bool:
    """Whether the first or the last number of the lines goes up with the pages."""
    words = sign.split()
    bare = _PAGE_NUMBER.fullmatch(sign) and all(len(word) <= _LONGEST_WORD for word in words)
    if len({number for number, _ in found}) < (2 if bare else _FEWEST):
        return False
    for at in (0, -1):
        steps = Counter(_step(page, line, at) for page, line in found)
        if steps.most_common(1)[0][1] >= _SAME_STEP * len(found):
            return True
    return False


def _with_page_number(places: _Places, pages: Sequence[list[Line]]) -> _Places:
    """The lines with the number that their page has, where most pages show theirs."""
    with_numbers = [(page, line) for page, line in places if _NUMBER.search(line.text)]
    steps = Counter(
        step
        for page, line in with_numbers
        for step in {_step(page, line, at) for at in (0, -1)}
    )
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    if count < max(_FEWEST, _MOST * len(pages)):
        return []
    return [
        (page, line)
        for page, line in with_numbers
        if step in (_step(page, line, 0), _step(page, line, -1))
    ]


def _step(page: int, line: Line, at: int) -> int:
    """How much further than the pages the first or the last number of a line is."""
    return int(_NUMBER.findall(line.text)[at][:9]) - page
