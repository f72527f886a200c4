"""What is said when a net has no attention that could be read."""

from __future__ import annotations

from models.inspection import AttentionKind
from models.messages import UsageError
from models.model import Model


def no_links(model: Model) -> UsageError:
    """The error that a net does not look at its source."""
    return UsageError(
        f"{model.checkpoint.name} has no attention, so nothing says which source words its "
        "output came from.",
        "Choose another checkpoint.",
    )


def none_of(kind: AttentionKind, model: Model) -> UsageError:
    """The error that a net has no attention of that kind."""
    if kind is AttentionKind.CROSS or not model.attends:
        return no_links(model)
    return UsageError(
        f"The {kind.value} of {model.checkpoint.name} is recurrent and has no attention of its "
        "own.",
        "Choose cross attention.",
    )
