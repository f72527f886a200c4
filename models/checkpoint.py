"""From tensors to a net: strict filling, with one error that lists every fault."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

from models.messages import Problem

SHOWN_FAULTS = 12


def fill(net: nn.Module, tensors: Mapping[str, Tensor], checkpoint: str) -> None:
    """Put `tensors` into `net`, built on the meta device, by parameter name.

    Raises one `Problem` with all missing, unexpected and wrongly shaped tensors.
    """
    wanted = dict(net.named_parameters())
    faults = [f"missing: {name}" for name in sorted(wanted.keys() - tensors.keys())]
    faults += [f"unexpected: {name}" for name in sorted(tensors.keys() - wanted.keys())]
    faults += [
        f"{name} is {tuple(tensors[name].shape)} and should be {tuple(wanted[name].shape)}"
        for name in sorted(wanted.keys() & tensors.keys())
        if tensors[name].shape != wanted[name].shape
    ]
    if faults:
        raise _unfit(checkpoint, faults)
    net.load_state_dict(dict(tensors), assign=True)
    net.requires_grad_(False)
    net.eval()


def _unfit(checkpoint: str, faults: list[str]) -> Problem:
    shown = "; ".join(faults[:SHOWN_FAULTS])
    more = len(faults) - SHOWN_FAULTS
    return Problem(
        f"The weights of {checkpoint} do not fit its configuration: {shown}"
        + (f"; and {more} more." if more > 0 else "."),
        "Fetch or copy the checkpoint again.",
        "\n".join(faults),
    )
