"""The largest scores of rows that may be as wide as a vocabulary."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from models.nets.native import Native, native
from models.rules import NEVER

# Columns from which a row is looked through in blocks. `Tensor.topk` sorts copies of whole
# rows: for 4 x 58,101 scores 2 ms on one core, in blocks 0.06 ms.
WIDE = 4096
BLOCK = 128
MOST_INSERTED = 32  # largest scores that are kept in order while a row is passed over


class Largest(NamedTuple):
    """The largest scores (R, k) of each row, the largest first, and their columns."""

    values: Tensor
    columns: Tensor


def largest(scores: Tensor, count: int) -> Largest:
    """The `count` largest scores of each row (R, C), or all where there are fewer."""
    width = scores.shape[1]
    count = min(count, width)
    kernels = _kernels(scores)
    if kernels is not None and count <= MOST_INSERTED:
        return Largest(*kernels.ranked(scores, count)[:2])
    if width < WIDE or count * BLOCK > width or scores.device.type != "cpu":
        return Largest(*scores.topk(count))
    columns = _columns_of(_tops(scores).topk(count).indices)
    scored = scores.gather(1, columns.clamp_max(width - 1))
    found = scored.masked_fill_(columns >= width, NEVER).topk(count)
    return Largest(found.values, columns.gather(1, found.indices))


def likeliest(scores: Tensor) -> Tensor:
    """The column (R) of each row's largest score (R, C)."""
    width = scores.shape[1]
    if width < WIDE or scores.device.type != "cpu":
        return scores.argmax(dim=-1)
    columns = _columns_of(_tops(scores).argmax(dim=-1, keepdim=True)).clamp_max_(width - 1)
    found = scores.gather(1, columns).argmax(dim=-1, keepdim=True)
    return columns.gather(1, found).squeeze(1)


def likeliest_logprobs(scores: Tensor) -> Largest:
    """The column (R) of each row's largest score (R, C), and its log-probability."""
    kernels = _kernels(scores)
    if kernels is None:
        columns = likeliest(scores)
        logprobs = scores.log_softmax(dim=-1).gather(1, columns.unsqueeze(1)).squeeze(1)
        return Largest(logprobs, columns)
    values, found, totals = kernels.ranked(scores, 1)
    return Largest(values.squeeze(1).sub_(totals), found.squeeze(1))


def log_totals(scores: Tensor) -> Tensor | None:
    """What is taken off scores (R, C) to make them log-probabilities, (R).

    None where a softmax takes no longer.
    """
    kernels = _kernels(scores)
    return None if kernels is None else kernels.ranked(scores, 0)[2]


def _kernels(scores: Tensor) -> Native | None:
    fits = scores.device.type == "cpu" and scores.dtype is torch.float32
    return native() if fits and scores.is_contiguous() else None


def _tops(scores: Tensor) -> Tensor:
    # (R, C) -> the largest of each block; what is left over at the end is the last block
    rows, width = scores.shape
    whole = width - width % BLOCK
    tops = scores[:, :whole].reshape(rows, -1, BLOCK).amax(dim=-1)
    if whole == width:
        return tops
    return torch.cat([tops, scores[:, whole:].amax(dim=-1, keepdim=True)], dim=1)


def _columns_of(blocks: Tensor) -> Tensor:
    # (R, k) -> the columns (R, k * BLOCK), of a short last block some beyond the row's end
    inside = torch.arange(BLOCK, device=blocks.device)
    return (blocks[:, :, None] * BLOCK + inside).flatten(1)
