"""What is known of the attention behind the sentence that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.head_links import Head
from models.messages import AttentionKind, Matrix


@dataclass(frozen=True, slots=True)
class Inspected:
    """Weights, and whose they are.

    `head` is the one that was chosen, None for the model's usual links. `failure` says in a
    sentence why there are no weights.
    """

    kind: AttentionKind = AttentionKind.CROSS
    head: Head | None = None
    weights: Matrix | None = None
    failure: str = ""
