"""Drawing tokens by their probabilities, with the draws of reference transformers 5."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from models.generation import Sampling
from models.rules import NEVER


class Draw:
    """Draws a column for each row.

    Each sentence has its own stream of random numbers from the same seed, and uses numbers
    only for what it may choose from: its draws do not depend on its batch mates, and equal
    those of the reference for this sentence alone.
    """

    def __init__(
        self, sampling: Sampling, sentences: int, device: torch.device, banned: Tensor | None
    ) -> None:
        """`banned` (B, C) is that of `Candidates`."""
        self._sampling = sampling
        self._streams = [torch.Generator(device) for _ in range(sentences)]
        for stream in self._streams:
            stream.manual_seed(sampling.seed)
        self._own = (
            None if banned is None else [row.isfinite().nonzero()[:, 0] for row in banned]
        )

    def __call__(self, scores: Tensor, sentences: Sequence[int]) -> Tensor:
        """Columns (R) for scores (R, C); the rows of a sentence stand together."""
        probabilities = warped(scores, self._sampling).softmax(dim=-1)
        # The smallest of exponential variables with these rates is a draw by probability:
        # what `torch.multinomial` does for one draw a row, without its checks.
        waits = torch.full_like(probabilities, float("inf"))
        for at, rows in enumerate(waits.chunk(len(sentences))):
            sentence = sentences[at]
            if self._own is None:
                rows.exponential_(generator=self._streams[sentence])
            else:
                own = self._own[sentence]
                some = rows.new_empty(len(rows), len(own))
                rows[:, own] = some.exponential_(generator=self._streams[sentence])
        return (probabilities / waits).argmax(dim=-1)


def warped(scores: Tensor, sampling: Sampling) -> Tensor:
    """New scores (R, C) under temperature, top-k and top-p, in the reference's order."""
    scores = scores / sampling.temperature
    if sampling.top_k:
        least = scores.topk(min(sampling.top_k, scores.shape[1])).values[:, -1:]
        scores = scores.masked_fill(scores < least, NEVER)
    if sampling.top_p < 1:
        scores = nucleus(scores, sampling.top_p)
    return scores


def nucleus(scores: Tensor, share: float) -> Tensor:
    """The fewest columns with this share of the probability (Holtzman et al. 2020)."""
    rising = scores.sort(dim=-1)
    unlikely = rising.values.softmax(dim=-1).cumsum(dim=-1) <= 1 - share
    unlikely[:, -1] = False
    return scores.masked_fill(unlikely.scatter(1, rising.indices, unlikely), NEVER)
