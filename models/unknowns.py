"""Characters that a vocabulary does not have (emoji, other scripts) are carried over.

The model reads an unknown piece and cannot write it: it leaves a dash, or nothing. The run of
unknown characters takes the place of that dash, or stands after the word that the words
before it became.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
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
    """Source pieces first..last, all unknown: one run of characters."""

    first: int
    last: int
    text: str


def unknown_runs(source: str, pieces: Sequence[Piece], unknown: int) -> list[Run]:
    """The runs of unknown pieces, each with its characters; empty pieces between join them."""
    runs: list[Run] = []
    for at, piece in enumerate(pieces):
        if piece.id != unknown:
            continue
        start = pieces[runs[-1].first].start if runs else 0
        if runs and not source[pieces[runs[-1].last].end : piece.start]:
            runs[-1] = Run(runs[-1].first, at, source[start : piece.end])
        else:
            runs.append(Run(at, at, source[piece.start : piece.end]))
    return runs


def carry_over(
    source: str,
    source_pieces: Sequence[Piece],
    target: str,
    target_pieces: Sequence[Piece],
    attention: NDArray[np.float32],
    unknown: int,
) -> Rewritten:
    """`target` with the unknown characters of `source`; attention is (T, S)."""
    runs = unknown_runs(source, source_pieces, unknown)
    characters = list(target)
    taken: set[int] = set()
    for run in runs:
        at = _stand_in(run, target, target_pieces, attention, taken)
        if at is not None:
            taken.add(at)
            piece = target_pieces[at]
            characters[piece.start : piece.end] = [run.text] + [""] * (
                piece.end - piece.start - 1
            )
        elif _stands_alone(run, source, source_pieces):
            _insert(run, characters, target_pieces, attention)
    return Rewritten.joined(characters)


def _stands_alone(run: Run, source: str, pieces: Sequence[Piece]) -> bool:
    # A letter within a known word, or an odd mark, is lost for good reasons.
    start, end = pieces[run.first].start, pieces[run.last].end
    if all(unicodedata.category(character)[0] in "PZ" for character in run.text):
        return False
    around = source[max(start - 1, 0) : start] + source[end : end + 1]
    return not any(map(str.isalnum, around))


def _stand_in(
    run: Run,
    target: str,
    pieces: Sequence[Piece],
    attention: NDArray[np.float32],
    taken: set[int],
) -> int | None:
    weights = attention[:, run.first : run.last + 1].sum(axis=1)
    for at in np.argsort(-weights).tolist():
        text = target[pieces[at].start : pieces[at].end]
        if weights[at] < STAND_IN_ATTENTION:
            return None
        if text and set(text) <= STAND_INS and at not in taken:
            return at  # type: ignore[no-any-return]
    return None


def _insert(
    run: Run, characters: list[str], pieces: Sequence[Piece], attention: NDArray[np.float32]
) -> None:
    # After the last piece of a word that looks at what stands before the run.
    end = 0
    for piece, source in zip(pieces, attention.argmax(axis=1).tolist(), strict=True):
        in_word = any(map(str.isalnum, characters[piece.start : piece.end]))
        if in_word and source < run.first:
            end = piece.end
    if not characters:
        characters.append(run.text)
    elif end == 0:
        characters[0] = f"{run.text} {characters[0]}"
    else:
        characters[end - 1] = f"{characters[end - 1]} {run.text}"
