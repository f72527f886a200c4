"""Word under word as plain text, with the whole translation below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.export.columns import GAP, blocks, row, width_of
from models.export.directions import (
    LEFT_TO_RIGHT_MARK,
    RIGHT_TO_LEFT_MARK,
    is_right_to_left,
    isolated,
)
from models.export.linked_words import glosses, joined
from models.messages import Segment

NOTHING = "–"  # stands where a word has no partner


def interlinear_text(segments: Sequence[Segment], width: int = 80) -> str:
    """Blocks of two lines, source above target, then the translation after an arrow.

    Where a text runs from right to left every word is isolated and each line begins with the
    mark of the source's direction, so that columns stay above each other in any viewer.
    """
    return "\n".join("\n".join([*_lines(segment, width), ""]) for segment in segments)


def _lines(segment: Segment, width: int) -> Iterator[str]:
    backwards = is_right_to_left(segment.source)
    mixed = backwards or is_right_to_left(segment.target)
    mark = "" if not mixed else RIGHT_TO_LEFT_MARK if backwards else LEFT_TO_RIGHT_MARK
    columns = [
        tuple(isolated(text) if mixed else text for text in pair) for pair in _pairs(segment)
    ]
    for block in blocks(columns, width + len(GAP)):
        widths = [width_of(column) for column in block]
        for texts in zip(*block, strict=True):
            yield mark + row(texts, widths)
        yield ""
    translation = " ".join(segment.target.split())
    yield mark + "→ " + (isolated(translation) if mixed else translation)


def _pairs(segment: Segment) -> Iterator[tuple[str, str]]:
    for gloss in glosses(segment.alignment):
        source = gloss.source.text if gloss.source else NOTHING
        yield source, joined(gloss.target) or NOTHING
