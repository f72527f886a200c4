"""What nets share around the output layer: its inputs, its candidates, what is told of it."""

from __future__ import annotations

import torch
from torch import Tensor

from models.nets import Candidates, Replay, Want


def inputs_after(start: int, target: Tensor) -> Tensor:
    """What a decoder is given for a target (B, T): the start token, then all but the last."""
    return torch.cat([target.new_full((target.shape[0], 1), start), target[:, :-1]], dim=1)


def restricted(
    weight: Tensor, bias: Tensor | None, candidates: Candidates | None
) -> tuple[Tensor, Tensor | None]:
    """An output layer (V, D), (V), of which only the candidates' rows are kept."""
    if candidates is None:
        return weight, bias
    return weight[candidates.ids], None if bias is None else bias[candidates.ids]


def scores_of(logits: Tensor, target: Tensor, want: Want) -> Replay:
    """What a replay tells of logits (B, T, V) for target ids (B, T)."""
    logprobs = logits.float().log_softmax(dim=-1)
    top = logprobs.topk(want.top, dim=-1) if want.top else None
    return Replay(
        logprobs=logprobs.gather(2, target[:, :, None]).squeeze(2),
        top_ids=top.indices if top else None,
        top_logprobs=top.values if top else None,
        entropy=-(logprobs.exp() * logprobs).sum(dim=-1) if want.entropy else None,
    )
