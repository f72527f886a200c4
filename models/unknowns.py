"""Characters that a vocabulary does not have (emoji, other scripts) are carried over.

Symbols are withheld from the model (`models.text.familiar`); letters of other scripts it reads
as unknown pieces, and leaves a dash in their place, or nothing. A run of such characters takes
the place of that dash, or stands behind what the text before it became.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.messages import Piece
from models.text.rewritten import Rewritten

STAND_INS = frozenset("-–—\ufffd")
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
    """`target` with the runs of `source`; attention is (T, S)."""
    stand_ins: dict[int, Run] = {}
    homeless: list[Run] = []
    for run in runs:
        at = _stand_in(run, target, target_pieces, attention, stand_ins.keys())
        if at is not None:
            stand_ins[at] = run
        elif _stands_alone(run, source):
            homeless.append(run)
    parts = list(target)  # what stands for each code point of the target
    for at, run in stand_ins.items():
        start, end = target_pieces[at].start, target_pieces[at].end
        parts[start:end] = [source[run.start : run.end]] + [""] * (end - start - 1)
    for run in homeless:
        _insert(run, source, source_pieces, target, target_pieces, attention, parts)
    return Rewritten.joined(parts) if target else _alone(source, homeless)


def _alone(source: str, runs: Sequence[Run]) -> Rewritten:
    text = " ".join(source[run.start : run.end] for run in runs)
    return Rewritten(text, (len(text),))


def _stands_alone(run: Run, source: str) -> bool:
    # An unknown letter within a known word, or an odd mark, is lost for good reasons.
    if run.first == run.last:
        return True
    inside = source[run.start : run.end]
    if all(unicodedata.category(character)[0] in "PZ" for character in inside):
        return False
    around = source[max(run.start - 1, 0) : run.start] + source[run.end : run.end + 1]
    return not any(map(str.isalnum, around))


def _stand_in(
    run: Run,
    target: str,
    pieces: Sequence[Piece],
    attention: NDArray[np.float32],
    taken: Collection[int],
) -> int | None:
    if run.first == run.last:
        return None
    weights = attention[:, run.first : run.last].sum(axis=1)
    for at in np.argsort(-weights).tolist():
        text = target[pieces[at].start : pieces[at].end]
        if weights[at] < STAND_IN_ATTENTION:
            return None
        if text and set(text) <= STAND_INS and at not in taken:
            return int(at)
    return None


def _insert(
    run: Run,
    source: str,
    source_pieces: Sequence[Piece],
    target: str,
    target_pieces: Sequence[Piece],
    attention: NDArray[np.float32],
    parts: list[str],
) -> None:
    # Behind what the piece before it became; a sign before a number ("£5") before the number.
    text = source[run.start : run.end]
    spaced = run.start > 0 and source[run.start - 1].isspace()
    leads = source[run.end : run.end + 1].isalnum() and (spaced or run.start == 0)
    anchor = run.last if leads else _piece_before(run, source_pieces)
    if anchor is None or not parts:
        if parts:
            parts[0] = f"{text} {parts[0]}"
        return
    piece = target_pieces[int(attention[:, anchor].argmax())]
    if leads:
        at = target.rfind(" ", 0, piece.start + 1) + 1
        where, glued = max(at - 1, 0), text
        parts[where] = glued + parts[where] if at == 0 else parts[where] + glued
        return
    at = piece.end
    while at < len(target) and target[at].isalnum():
        at += 1
    glued = f" {text}" if spaced else text
    if at < len(target) and target[at] == " ":
        parts[at] = parts[at][:-1] + glued + " "
    else:
        where = max(at - 1, 0)
        parts[where] += glued


def _piece_before(run: Run, pieces: Sequence[Piece]) -> int | None:
    for at in range(run.first - 1, -1, -1):
        if pieces[at].end > pieces[at].start:
            return at
    return None
