"""The text of the first start, and the word of it whose links are shown."""

from __future__ import annotations

import json
from dataclasses import dataclass

from resources import read_text


@dataclass(frozen=True, slots=True)
class Sample:
    """`pinned` is a word of `text`."""

    text: str
    pinned: str


def sample_in(language: str) -> Sample | None:
    """The sample in a language, where there is one."""
    found = json.loads(read_text("sample.json")).get(language)
    return Sample(found["text"], found["pinned"]) if found else None
