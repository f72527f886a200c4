"""Pairs of linked words as comma-separated values, for spreadsheets and flash cards."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from models.export.linked_words import links_of
from models.messages import Segment

HEADER = ("segment", "source", "target", "probability", "source_start", "target_start")


def word_pairs(segments: Sequence[Segment]) -> str:
    """One row a link; segments count from 1, places from 0 within the segment's texts."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADER)
    for number, segment in enumerate(segments, 1):
        words = segment.alignment.words
        for link in links_of(segment):
            source, target = words.source[link.source], words.target[link.target]
            row = (
                source.text,
                target.text,
                f"{link.probability:.4f}",
                source.start,
                target.start,
            )
            writer.writerow((number, *row))
    return written.getvalue()
