"""A text that was rewritten, and where each old offset is now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.text.characters import LINE_BREAK

_BREAK = re.compile(rf"[ \t]*(?:{LINE_BREAK}[ \t>]*)+")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """`offsets[i]` is the place in `text` of offset i of the old text, for 0..len(old)."""

    text: str
    offsets: tuple[int, ...]

    @staticmethod
    def unchanged(text: str) -> Rewritten:
        """The same text, every offset in its place."""
        return Rewritten(text, tuple(range(len(text) + 1)))

    @staticmethod
    def joined(parts: list[str]) -> Rewritten:
        """The text made of `parts`, of which part i stands for code point i of the old text."""
        offsets = [0]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        return Rewritten("".join(parts), tuple(offsets))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where old[start:end] is now, without a line break that was put in before it."""
        new_start, new_end = self.offsets[start], self.offsets[end]
        found = _BREAK.match(self.text, new_start, new_end)
        return found.end() if found else new_start, new_end

    def then(self, other: Rewritten) -> Rewritten:
        """Go on with `other`, a rewriting of this text."""
        return Rewritten(other.text, tuple(other.offsets[at] for at in self.offsets))
