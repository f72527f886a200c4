"""The language of a text that was wrapped by hand, whose lines say little without it."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from models.summarizing.notices import LANGUAGES
from models.text.detection import Detector

_FEWEST_LINES = 3
# A line that is about full, with another one below.
_FULL = re.compile(r"^[^\n]{45,100}\n(?=[^\n]*[^\W_])", re.MULTILINE)


def wrapped_in(text: str) -> str:
    """The language (BCP-47) of a text with several full lines; empty where that is unsure."""
    lines = sum(1 for _ in islice(_FULL.finditer(text), _FEWEST_LINES))
    guess = _detector().detect(text) if lines == _FEWEST_LINES else None
    return guess.language if guess else ""


@cache
def _detector() -> Detector:
    return Detector(tuple(LANGUAGES))  # reads its statistics once, which takes half a second
