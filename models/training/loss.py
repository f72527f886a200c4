"""The loss of a batch, computed at real places only."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional

from models.nets import Head
from models.training.batches import Batch
from models.training.guiding import guided_loss
from models.training.kinds import Trainable
from models.training.vocabulary import START


@dataclass(frozen=True)
class Loss:
    """What is made small: cross-entropy with label smoothing, summed over real target pieces.

    With smoothing e a piece's own probability counts 1 - e, the mean over the vocabulary e
    (Szegedy et al. 2016, section 7). A guided head adds its own loss, times `weight`.
    """

    smoothing: float = 0.0
    guided: Head | None = None
    weight: float = 0.0

    def __call__(self, net: Trainable, batch: Batch) -> tuple[Tensor, Tensor]:
        """What is learned from, and the part of it that is of the pieces."""
        memory = net.encode(batch.source)
        states, weights = net.states(memory, START, batch.target, self.guided)
        logits = memory.output(states[batch.real])  # (N, D) -> (N, V)
        own = functional.cross_entropy(
            logits.float(),
            batch.target[batch.real],
            reduction="sum",
            label_smoothing=self.smoothing,
        )
        if weights is None or batch.guide is None:
            return own, own
        return own + self.weight * guided_loss(weights, batch.guide), own


def summed_loss(net: Trainable, batch: Batch) -> Tensor:
    """Cross-entropy without smoothing, summed over the real target pieces."""
    return Loss()(net, batch)[1]
