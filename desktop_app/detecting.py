"""The language of a text; reads the statistics at the first text. For threads only."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.text.detection import Detector


class Detection:
    """Tells languages apart, for several threads."""

    def __init__(self) -> None:
        self._reading = threading.Lock()  # of the statistics, which takes a second
        self._detector: Detector | None = None

    def mismatch(self, text: str, source: str, candidates: Collection[str]) -> str | None:
        """The language of a text, where that is surely not `source`."""
        from models.text.detection import Detector  # noqa: PLC0415  (loads numpy)

        with self._reading:
            if self._detector is None:
                self._detector = Detector(())
            return self._detector.among(candidates).mismatch(text, source)
