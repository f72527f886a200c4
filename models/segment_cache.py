"""Finished segments by checkpoint, options and sentence: an edit runs only what changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from models.messages import Segment


class SegmentCache:
    """Keeps the segments used last, at most `size` of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._segments: OrderedDict[Hashable, Segment] = OrderedDict()

    def get(self, key: Hashable) -> Segment | None:
        """The segment kept under `key`."""
        segment = self._segments.get(key)
        if segment is not None:
            self._segments.move_to_end(key)
        return segment

    def put(self, key: Hashable, segment: Segment) -> None:
        """Keep a segment; the one not used for longest goes."""
        self._segments[key] = segment
        if len(self._segments) > self._size:
            self._segments.popitem(last=False)
