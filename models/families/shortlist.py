"""Lexical shortlists of Marian students (`lex.*.s2t.bin`): target pieces a source may need.

Layout, little endian: six u64 (magic, checksum, first, best, number of offsets, length of the
list), the offsets as u64, the list as u32. The candidates of a source are the first `first`
target ids and list[offsets[id] : offsets[id + 1]] of each of its ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.messages import Problem
from models.nets import Candidates

MAGIC = 0xF11A48D5013417F5
HEADER_BYTES = 48


class LexicalShortlist:
    """The shortlist of one checkpoint, mapped from its file."""

    def __init__(
        self, path: Path, source_vocabulary: int, target_vocabulary: int, eos: int
    ) -> None:
        """Map the file; the target's end token is always a candidate.

        Raises `Problem`, naming the file, when it is not whole or does not fit.
        """
        self._path = path
        try:
            header = np.fromfile(path, "<u8", 6)
            magic, _, first, _, offsets, listed = (int(x) for x in header)
            size = path.stat().st_size
        except (OSError, ValueError) as error:
            raise self._broken("its head cannot be read") from error
        if magic != MAGIC or size != HEADER_BYTES + 8 * offsets + 4 * listed:
            raise self._broken("it is not a whole shortlist")
        if offsets != source_vocabulary + 1:
            fault = f"it is for {offsets - 1} source pieces, not for {source_vocabulary}"
            raise self._broken(fault)
        self._offsets = np.fromfile(path, "<u8", offsets, offset=HEADER_BYTES).astype(np.int64)
        # As a plain array: slices of a memmap take ten times as long.
        self._listed: NDArray[np.uint32] = np.asarray(
            np.memmap(path, "<u4", "r", HEADER_BYTES + 8 * offsets, (listed,))
        )
        ends = self._offsets[[0, -1]]
        if (np.diff(self._offsets) < 0).any() or ends[0] < 0 or ends[1] > listed:
            raise self._broken("its offsets are out of order")
        always = [*range(min(first, target_vocabulary)), eos]
        self._always = np.unique(np.asarray(always, np.int64))
        self._vocabulary = target_vocabulary

    def _broken(self, fault: str) -> Problem:
        return Problem(
            f"The shortlist {self._path.name} is damaged: {fault}.",
            f"Fetch or copy the checkpoint {self._path.parent.name} again.",
            str(self._path),
        )

    def _of(self, source: Sequence[int], forced: Sequence[int]) -> NDArray[np.int64]:
        # what one sentence may use, some of it more than once
        offsets, listed = self._offsets, self._listed
        lists = [listed[offsets[id] : offsets[id + 1]] for id in set(source)]
        wanted = np.concatenate([self._always, *lists, np.asarray(forced, np.int64)])
        if wanted.max() >= self._vocabulary:
            raise self._broken(f"it names target piece {wanted.max()} of {self._vocabulary}")
        return wanted

    def candidates(
        self, sources: Sequence[Sequence[int]], forced: Sequence[Sequence[int]]
    ) -> Candidates:
        """See `model.Shortlist.candidates`."""
        own = np.zeros((len(sources), self._vocabulary), np.bool_)
        for row, *pair in zip(own, sources, forced, strict=True):
            row[self._of(*pair)] = True
        ids = np.flatnonzero(np.bitwise_or.reduce(own, axis=0))
        if len(own) == 1:
            return Candidates(torch.from_numpy(ids))
        banned = np.where(own.take(ids, axis=1), np.float32(0), np.float32(-np.inf))
        return Candidates(torch.from_numpy(ids), torch.from_numpy(banned))
