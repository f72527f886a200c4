"""How a checkpoint's tensors are named, which may be missing, and which are tied."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Naming:
    """From a checkpoint's tensor names to a net's parameter names.

    `renames` are regexes on the checkpoint's names, the first full match wins; None stands
    for a tensor that may be there and is not needed. `optional` are regexes of our names that a
    file may lack; they are zero then. `ties` are groups of our names: a missing one takes the
    first of its group that is there, present and equal ones share one tensor, and present ones
    that differ stay apart (the rule of reference transformers 5, `tie_weights`). A group may
    hold a name that is no parameter: a tensor that only stands for others.
    """

    renames: tuple[tuple[str, str | None], ...] = ()
    optional: tuple[str, ...] = ()
    ties: tuple[tuple[str, ...], ...] = ()
