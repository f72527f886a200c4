"""Characters that a vocabulary does not have (emoji, other scripts) are carried over.

Symbols are withheld from the model (`models.text.familiar`); letters of other scripts it reads
as unknown pieces, and leaves a dash in their place, or nothing. A run of such characters takes
the place of that dash, or stands behind what the text before it became.

A model may also write unknown pieces, or bytes that make no character, where none were read:
of these nothing is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.messages import Piece
from models.text.characters import BLANKLESS
from models.text.cleaning import BROKEN
from models.text.rewritten import Rewritten

LOST = BROKEN  # what unknown pieces and bytes of no character are spelt as
_LOST = re.compile(f"{LOST}+")
STAND_INS = frozenset(f"-–—{LOST}")
# A stand-in's attention to the unknown run; below it the dash is the sentence's own.
STAND_IN_ATTENTION = 0.3


@dataclass(frozen=True)
class Run:
    """Code points start..end of the source; source pieces first..last - 1 stand for them."""

    start: int
    end: int
    first: int
    last: int


def withheld_runs(source: str, read: str, pieces: Sequence[Piece]) -> list[Run]:
    """The runs of symbols in whose place the model read blanks."""
    found: list[Run] = []
    for at, (own, shown) in enumerate(zip(source, read, strict=True)):
        if shown != " " or own.isspace() or unicodedata.category(own) == "Cc":
            continue
        if found and not source[found[-1].end : at].strip():
            found[-1] = Run(found[-1].start, at + 1, found[-1].first, found[-1].last)
        else:
            next_piece = sum(piece.start < at for piece in pieces)
            found.append(Run(at, at + 1, next_piece, next_piece))
    return found


def unknown_runs(source: str, pieces: Sequence[Piece], unknown: int) -> list[Run]:
    """The runs of unknown pieces; blanks between do not part them."""
    runs: list[Run] = []
    for at, piece in enumerate(pieces):
        if piece.id != unknown:
            continue
        if runs and not source[runs[-1].end : piece.start].strip():
            runs[-1] = Run(runs[-1].start, piece.end, runs[-1].first, at + 1)
        else:
            runs.append(Run(piece.start, piece.end, at, at + 1))
    return runs


def carry_over(
    source: str,
    source_pieces: Sequence[Piece],
    runs: Sequence[Run],
    target: str,
    target_pieces: Sequence[Piece],
    attention: NDArray[np.float32],
) -> Rewritten:
    """`target` with the runs of `source` and nothing lost; attention is (T, S)."""
    carrier = _Carrier(source, source_pieces, target, target_pieces, attention)
    homeless = [run for run in runs if not carrier.take_stand_in(run)]
    homeless = [run for run in homeless if _stands_alone(run, source)]
    if not target:
        text = " ".join(source[run.start : run.end] for run in homeless)
        return Rewritten(text, (len(text),))
    for run in homeless:
        carrier.insert(run)
    if LOST not in source:
        carrier.leave_out_lost()
    return Rewritten.joined(carrier.parts)


def _stands_alone(run: Run, source: str) -> bool:
    # An unknown letter within a known word, or an odd mark, is lost for good reasons.
    if run.first == run.last:
        return True
    inside = source[run.start : run.end]
    if all(unicodedata.category(character)[0] in "PZ" for character in inside):
        return False
    around = source[max(run.start - 1, 0) : run.start] + source[run.end : run.end + 1]
    return not any(map(str.isalnum, around))


class _Carrier:
    """Puts runs of one source into its target; `parts` stand for the target's code points."""

    def __init__(
        self,
        source: str,
        source_pieces: Sequence[Piece],
        target: str,
        target_pieces: Sequence[Piece],
        attention: NDArray[np.float32],
    ) -> None:
        self._source, self._source_pieces = source, source_pieces
        self._target, self._target_pieces = target, target_pieces
        self._attention = attention
        self._taken: set[int] = set()
        self.parts = list(target)

    def take_stand_in(self, run: Run) -> bool:
        """Put the run in the place of the dash that looks at it, if there is one."""
        weights = self._attention[:, run.first : run.last].sum(axis=1)
        for at in np.argsort(-weights).tolist():
            if weights[at] < STAND_IN_ATTENTION:
                return False
            start, end = self._target_pieces[at].start, self._target_pieces[at].end
            text = self._target[start:end]
            if text and set(text) <= STAND_INS and at not in self._taken:
                self._taken.add(at)
                own = self._source[run.start : run.end]
                self.parts[start:end] = [own] + [""] * (end - start - 1)
                return True
        return False

    def leave_out_lost(self) -> None:
        """Show nothing for what is no character, and one blank where it had two beside it."""
        for found in _LOST.finditer(self._target):
            start, end = found.span()
            for at in range(start, end):
                self.parts[at] = self.parts[at].replace(LOST, "")
            following, left = self._target[end : end + 1], "".join(self.parts[start:end])
            if left and not left[0].isspace():
                continue  # a run took its place
            if start and self.parts[start - 1] == " " and not following.isalnum():
                self.parts[start - 1] = ""
            elif not start and following == " " == self.parts[end]:
                self.parts[end] = ""

    def insert(self, run: Run) -> None:
        """Put the run before the mark or the number that it leads, else behind its words."""
        source, text = self._source, self._source[run.start : run.end]
        spaced = run.start > 0 and source[run.start - 1].isspace()
        behind = f" {text}" if spaced else text
        before, after = self._piece_before(run), source[run.end : run.end + 1]
        if after.isalnum() and (spaced or run.start == 0):
            self._lead(text, self._partner(run.last))
        elif before is None:
            self.parts[0] = f"{text} {self.parts[0]}"
        elif after.strip() and self._text(self._partner(run.last)) == after:
            self._before_mark(behind, self._partner(run.last))
        else:
            self._follow(behind, self._partner(before))

    def _text(self, piece: Piece) -> str:
        return self._target[piece.start : piece.end]

    def _partner(self, source_piece: int) -> Piece:
        return self._target_pieces[int(self._attention[:, source_piece].argmax())]

    def _piece_before(self, run: Run) -> int | None:
        for at in range(run.first - 1, -1, -1):
            if self._source_pieces[at].end > self._source_pieces[at].start:
                return at
        return None

    def _lead(self, text: str, piece: Piece) -> None:
        blank = self._target.rfind(" ", 0, piece.start + 1)
        if blank < 0:
            self.parts[0] = text + self.parts[0]
        else:
            self.parts[blank] += text

    def _before_mark(self, text: str, piece: Piece) -> None:
        at = piece.start - 1
        if at < 0:
            self.parts[0] = text + self.parts[0]
        elif self._target[at] == " ":
            self.parts[at] = self.parts[at][:-1] + text  # the blank was the run's
        else:
            self.parts[at] += text

    def _follow(self, text: str, piece: Piece) -> None:
        at, target = piece.end, self._target
        while target[at : at + 1].isalnum() and not BLANKLESS.match(target, at):
            at += 1
        if target[at : at + 1] == " ":
            self.parts[at] = f"{self.parts[at][:-1]}{text} "
        else:
            self.parts[max(at - 1, 0)] += text
