"""How much a checkpoint reads and writes at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """How much the net reads at once.

    `limit` counts source pieces with all special ones; `places` is how many pieces the net can
    hold on either side, whatever their quality. `single_sentences` says that the training data
    held nothing longer. `reference` says that there is an implementation whose output must be
    met, piece for piece. `source_ids` and `target_ids` are the rows that the weights have for
    pieces; None leaves that to the vocabulary.
    """

    limit: int = 512
    places: int = 2048
    target_places: int = 2048
    single_sentences: bool = False
    reference: bool = True
    source_ids: int | None = None
    target_ids: int | None = None
