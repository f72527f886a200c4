"""The names of alignment methods, as commands and kept choices spell them."""

from __future__ import annotations

import re

from models.messages import UsageError
from models.methods import (
    Average,
    Blend,
    LayerMean,
    Method,
    Norm,
    OneHead,
    Shifted,
    automatic,
)
from models.model import Model
from models.nets import Head
from models.no_attention import no_links

_NUMBER = re.compile(r"\d{1,4}", re.ASCII)


def method_of(name: str, model: Model, source: int, target: int) -> Method:
    """The method that `name` means for a model, for pairs of at most that many pieces.

    "auto" is the model's own, "guided" its guided head. Raises `UsageError` for a name that
    means nothing.
    """
    if not model.attends:
        raise no_links(model)
    if name == "auto" or (name == "guided" and model.guided):
        return automatic(model, source, target)
    if name == "guided":
        raise UsageError(
            f"{model.checkpoint.name} has no head trained on alignments.",
            "Use the method auto, norm or shift.",
        )
    return method_named(name)


def method_named(name: str) -> Method:
    """The method of that name.

    "average", "LAYER", "LAYER:HEAD" (both from 0) and "norm:LAYER", each also after "shift:";
    "shift" and "norm" alone are the usual ones without a choice: the lower middle layer, and
    that with the largest norms. Names joined by "+" are a blend. Raises `UsageError`.
    """
    parts = [_simple(part) for part in name.split("+")]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        raise UsageError(
            f"There is no alignment method {name}.",
            "Use auto, guided, shift, norm, average, LAYER, LAYER:HEAD or norm:LAYER, counted "
            "from 0, or one of the last four after shift: for the rows whose input is the "
            "piece.",
        )
    return found[0] if len(found) == 1 else Blend(tuple(found))


def _simple(name: str) -> Method | None:
    if name in ("shift", "norm"):
        return Shifted(LayerMean(None) if name == "shift" else Norm(None))
    if name.startswith("shift:"):
        plain = _plain(name.removeprefix("shift:"))
        return plain and Shifted(plain)
    return _plain(name)


def _plain(name: str) -> Method | None:
    if name == "average":
        return Average()
    kind, *numbers = name.split(":")
    if kind != "norm":
        numbers.insert(0, kind)
    if not all(_NUMBER.fullmatch(number) for number in numbers):
        return None
    match [int(number) for number in numbers]:
        case [layer]:
            return Norm(layer) if kind == "norm" else LayerMean(layer)
        case [layer, head] if kind != "norm":
            return OneHead(Head(layer, head))
    return None
