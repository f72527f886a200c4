"""From tensors to a net: strict filling, with one error that lists every fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod

import torch
from torch import Tensor, nn

from models.messages import Problem
from models.naming import Naming
from models.weights import Weights
from models.weights.names import Shape, assign, misfits

SHOWN_FAULTS = 12
READ_TYPES = frozenset({torch.float32, torch.float16, torch.bfloat16, torch.float64})


def fill(net: nn.Module, tensors: Mapping[str, Tensor], checkpoint: str) -> None:
    """Put `tensors` into `net`, built on the meta device, by parameter name.

    Raises one `Problem` with all missing, unexpected and wrongly shaped tensors.
    """
    wanted = _wanted(net)
    found = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    faults = misfits(wanted, found, found.keys() - wanted.keys(), {})
    if faults:
        raise _unfit(checkpoint, faults)
    _place(net, tensors)


def load_into(
    net: nn.Module,
    weights: Weights,
    naming: Naming,
    checkpoint: str,
    dtype: torch.dtype,
    device: str,
) -> None:
    """Put a checkpoint's weights into `net`, built on the meta device, tensor by tensor.

    What the net computed itself moves along to `device` and `dtype`. Raises one `Problem` with
    all missing, unexpected and wrongly shaped tensors, or for numbers that are not finite; the
    net is as it was then.
    """
    wanted = _wanted(net)
    given = {name: weights.shape(name) for name in weights.names}
    assignment = assign(wanted, given, naming)
    if assignment.faults:
        raise _unfit(f"{checkpoint} in {_files(weights)}", assignment.faults)
    tensors = _read(weights, assignment.sources, naming.ties, dtype, device)
    for name in assignment.zeros:
        tensors[name] = torch.zeros(wanted[name], dtype=dtype, device=device)
    _place(net, tensors)
    _move_computed(net, dtype, device)


def _wanted(net: nn.Module) -> dict[str, Shape]:
    return {name: tuple(tensor.shape) for name, tensor in net.state_dict().items()}


def _files(weights: Weights) -> str:
    names = sorted({weights.origin(name) for name in weights.names})
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _unfit(weights: str, faults: Sequence[str]) -> Problem:
    shown = "; ".join(faults[:SHOWN_FAULTS])
    more = len(faults) - SHOWN_FAULTS
    return Problem(
        f"The weights of {weights} do not fit the configuration: {shown}"
        + (f"; and {more} more." if more > 0 else "."),
        "Fetch or copy the checkpoint again.",
        "\n".join(faults),
    )


def _read(
    weights: Weights,
    sources: Mapping[str, str],
    ties: Sequence[tuple[str, ...]],
    dtype: torch.dtype,
    device: str,
) -> dict[str, Tensor]:
    """Every tensor once, in its new type and place; tied and equal ones are one tensor."""
    names: dict[str, list[str]] = {}
    for ours, theirs in sources.items():
        names.setdefault(weights.original(theirs), []).append(ours)
    tensors: dict[str, Tensor] = {}
    # The largest first: beside a tensor lies what it is converted from, and what it is compared
    # with, and that costs least while little else is there.
    for theirs in sorted(names, key=lambda name: (-prod(weights.shape(name)), name)):
        tensor = _checked(weights, theirs).to(device, dtype)
        mates = _mates(names[theirs], tensors, ties)
        tensor = next((mate for mate in mates if _equal(mate, tensor)), tensor)
        tensors |= dict.fromkeys(names[theirs], tensor)
    return tensors


def _checked(weights: Weights, name: str) -> Tensor:
    tensor = weights.read(name)
    file = weights.origin(name)
    if tensor.dtype not in READ_TYPES:
        found = str(tensor.dtype).removeprefix("torch.")
        raise Problem(
            f"The weights file {file} has {name} in {found}; only float32, float16 and "
            "bfloat16 can be read.",
            "Take a variant of the checkpoint that is not quantised.",
        )
    if not _is_finite(tensor):
        raise Problem(
            f"The weights file {file} holds numbers that are not finite in {name}.",
            "Fetch or copy the checkpoint again.",
        )
    return tensor


def _is_finite(tensor: Tensor) -> bool:
    # A sum costs an eighth of the full look and is finite only where all numbers are. Large
    # numbers may overflow it: then the full look decides.
    return bool(tensor.sum().isfinite()) or bool(tensor.isfinite().all())


def _mates(
    names: Sequence[str], tensors: Mapping[str, Tensor], ties: Sequence[tuple[str, ...]]
) -> Iterable[Tensor]:
    """The tensors read so far that any of these names is tied to."""
    groups = [group for group in ties if not set(group).isdisjoint(names)]
    return [tensors[name] for group in groups for name in group if name in tensors]


def _equal(one: Tensor, other: Tensor) -> bool:
    return one.shape == other.shape and torch.equal(one, other)


def _place(net: nn.Module, tensors: Mapping[str, Tensor]) -> None:
    """Put tensors in the place of parameters and buffers; one given twice stays one."""
    parameters = {name for name, _ in net.named_parameters(remove_duplicate=False)}
    placed: dict[int, nn.Parameter] = {}
    for name, tensor in tensors.items():
        parent, _, leaf = name.rpartition(".")
        module = net.get_submodule(parent)
        if name not in parameters:
            setattr(module, leaf, tensor)
            continue
        if id(tensor) not in placed:
            placed[id(tensor)] = nn.Parameter(tensor, requires_grad=False)
        setattr(module, leaf, placed[id(tensor)])
    net.eval()


def _move_computed(net: nn.Module, dtype: torch.dtype, device: str) -> None:
    for module in net.modules():
        for name, buffer in module.named_buffers(recurse=False):
            kind = dtype if buffer.is_floating_point() else buffer.dtype
            setattr(module, name, buffer.to(device, kind))
