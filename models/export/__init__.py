"""Segments with their links as files: for other programs, for learners, for print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.export.interlinear_html import interlinear_html
from models.export.interlinear_text import interlinear_text
from models.export.json_lines import json_line, json_lines
from models.export.lines import pharaoh, pharaoh_line, tsv
from models.export.word_pairs import word_pairs
from models.messages import Segment

__all__ = [
    "FORMATS",
    "Format",
    "interlinear_html",
    "interlinear_text",
    "json_line",
    "json_lines",
    "pharaoh",
    "pharaoh_line",
    "tsv",
    "word_pairs",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `encoding` is what other programs expect of it."""

    id: str
    suffix: str
    write: Callable[[Sequence[Segment]], str]
    encoding: str = "utf-8"


FORMATS = (
    Format("text", ".txt", interlinear_text),
    Format("html", ".html", interlinear_html),
    Format("pairs", ".csv", word_pairs, "utf-8-sig"),  # spreadsheets know UTF-8 by its mark
    Format("tsv", ".tsv", tsv),
    Format("pharaoh", ".pharaoh", pharaoh),
    Format("json", ".jsonl", json_lines),
)
