"""With which links sentences are shown instead of their own."""

from __future__ import annotations

from dataclasses import replace

from models.messages import Alignment, Segment


class Relinks:
    """Keeps the model's own links of every sentence that is shown with others."""

    def __init__(self) -> None:
        self._own: dict[int, Alignment] = {}
        self._threshold: float | None = None  # what the user wants instead of the model's

    def clear(self) -> None:
        """There is another text; the threshold stays."""
        self._own.clear()

    def forget(self, index: int) -> None:
        """Another translation stands for this sentence."""
        self._own.pop(index, None)

    def dressed(self, segment: Segment) -> Segment:
        """A sentence with the wanted threshold."""
        if self._threshold is None:
            return segment
        alignment = replace(segment.alignment, threshold=self._threshold)
        return replace(segment, alignment=alignment)

    def realign(self, segments: list[Segment], index: int, alignment: Alignment | None) -> None:
        """Give a sentence other links; None gives all their own again."""
        if alignment is None:
            for number, own in self._own.items():
                segments[number] = self.dressed(replace(segments[number], alignment=own))
            self._own.clear()
        elif index < len(segments):
            self._own.setdefault(index, segments[index].alignment)
            segments[index] = self.dressed(replace(segments[index], alignment=alignment))

    def set_threshold(self, segments: list[Segment], threshold: float) -> None:
        """Want links from this probability on, in all sentences."""
        self._threshold = threshold
        segments[:] = map(self.dressed, segments)
