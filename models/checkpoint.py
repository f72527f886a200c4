"""From tensors to a net: strict filling, with one error that lists every fault."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import prod
from typing import TypeVar

import torch
from torch import Tensor, nn

from models.messages import Problem
from models.naming import Naming
from models.nets.int8_places import put_int8
from models.nets.int8_rows import PLAIN, Int8Rows, Kernels
from models.weights import Weights
from models.weights.names import Shape, assign, misfits

SHOWN_FAULTS = 12
Part = TypeVar("Part", Tensor, Tensor | Int8Rows)  # what a tensor of a file becomes
READ_TYPES = frozenset({torch.float32, torch.float16, torch.bfloat16, torch.float64})


def fill(
    net: nn.Module,
    parts: Mapping[str, Tensor | Int8Rows],
    checkpoint: str,
    kernels: Kernels = PLAIN,
    kept: Collection[str] = (),
) -> None:
    """Put tensors and 8-bit rows into `net`, built on the meta device, by parameter name.

    `kernels` and `kept` are for the rows (see `put_int8`). Raises one `Problem` with all
    missing, unexpected and wrongly shaped ones.
    """
    wanted = shapes_of(net)
    found = {name: tuple(part.shape) for name, part in parts.items()}
    faults = misfits(wanted, found, found.keys() - wanted.keys(), {})
    if faults:
        raise _unfit(checkpoint, faults)
    _place(net, {name: part for name, part in parts.items() if isinstance(part, Tensor)})
    rows = {name: part for name, part in parts.items() if not isinstance(part, Tensor)}
    put_int8(net, rows, kernels, kept)


def load_into(
    net: nn.Module,
    weights: Weights,
    naming: Naming,
    checkpoint: str,
    dtype: torch.dtype,
    device: str,
) -> None:
    """Put a checkpoint's weights into `net`, built on the meta device, tensor by tensor.

    What the net computed itself moves along to `device` and `dtype`. Raises as `read_parts`;
    the net is as it was then.
    """

    def converted(names: Sequence[str], tensor: Tensor) -> Tensor:
        del names  # all are converted alike
        return tensor.to(device, dtype)

    _place(net, read_parts(net, weights, naming, checkpoint, converted))
    _move_computed(net, dtype, device)


def read_parts(
    net: nn.Module,
    weights: Weights,
    naming: Naming,
    checkpoint: str,
    made: Callable[[Sequence[str], Tensor], Part],
) -> dict[str, Part]:
    """What `made` makes of each tensor and its names in `net`, by these names.

    Tensors are views of a file: what is made of them must not be. Raises one `Problem` with
    all missing, unexpected and wrongly shaped tensors, or for numbers that are not finite.
    """
    wanted = shapes_of(net)
    given = {name: weights.shape(name) for name in weights.names}
    assignment = assign(wanted, given, naming)
    if assignment.faults:
        raise _unfit(f"{checkpoint} in {_files(weights)}", assignment.faults)
    parts = _read(weights, assignment.sources, naming.ties, made)
    for name in assignment.zeros:
        parts[name] = made([name], torch.zeros(wanted[name]))
    return parts


def shapes_of(net: nn.Module) -> dict[str, Shape]:
    """The shape of every parameter and buffer that a checkpoint has to give."""
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
    made: Callable[[Sequence[str], Tensor], Part],
) -> dict[str, Part]:
    """What is made of every tensor, once; of tied and equal ones it is the same."""
    names: dict[str, list[str]] = {}
    for ours, theirs in sources.items():
        names.setdefault(weights.original(theirs), []).append(ours)
    parts: dict[str, Part] = {}
    # The largest first: beside a tensor lies what it is converted from, and what it is compared
    # with, and that costs least while little else is there.
    for theirs in sorted(names, key=lambda name: (-prod(weights.shape(name)), name)):
        part = made(names[theirs], _checked(weights, theirs))
        mates = _mates(names[theirs], parts, ties)
        part = next((mate for mate in mates if _equal(mate, part)), part)
        parts |= dict.fromkeys(names[theirs], part)
    return parts


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
    names: Sequence[str], parts: Mapping[str, Part], ties: Sequence[tuple[str, ...]]
) -> Iterable[Part]:
    """The parts made so far that any of these names is tied to."""
    groups = [group for group in ties if not set(group).isdisjoint(names)]
    return [parts[name] for group in groups for name in group if name in parts]


def _equal(one: Tensor | Int8Rows, other: Tensor | Int8Rows) -> bool:
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return one.shape == other.shape and torch.equal(one, other)
    if isinstance(one, Tensor) or isinstance(other, Tensor):
        return False
    return _equal(one.values, other.values) and _equal(one.scales, other.scales)


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
