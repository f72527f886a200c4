"""Reading a training file (TOML), every value checked before anything is read or built."""

from __future__ import annotations

import dataclasses
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from models.messages import Problem, UsageError
from models.training.config import (
    Config,
    Data,
    First,
    Head,
    Output,
    RecurrentNet,
    Training,
    TransformerNet,
    Vocabulary,
)

T = TypeVar("T")
SECTIONS = ("data", "first", "vocabulary", "net", "training", "output")
NETS = MappingProxyType({"transformer": TransformerNet, "recurrent": RecurrentNet})


def read_config(path: Path, folder: Path | None = None) -> Config:
    """Read a training file; its paths begin in `folder`, usually that of the file.

    Raises `UsageError` naming the file and the key for what cannot be meant.
    """
    file = _File(path, _read(path))
    head = file.head()
    net: TransformerNet | RecurrentNet = file.section(NETS[head.kind], "net")
    config = Config(
        name=head.name or path.parent.resolve().name,
        kind=head.kind,
        task=head.task,
        source_language=head.source_language,
        target_language=head.target_language,
        data=file.section(Data, "data"),
        first=file.section(First, "first"),
        vocabulary=file.section(Vocabulary, "vocabulary"),
        net=net,
        training=file.section(Training, "training"),
        output=file.section(Output, "output"),
        folder=folder or path.parent,
    )
    for key, fault in _contradictions(config):
        raise file.wrong(key, fault)
    return config


def _contradictions(config: Config) -> list[tuple[str, str]]:
    """Keys whose values do not go together, and why."""
    net, found = config.net, []
    shared = net.hidden if isinstance(net, RecurrentNet) else net.width
    if shared % net.heads:
        found.append(("net.heads", f"{shared} cannot be shared by {net.heads} heads"))
    unguided = isinstance(net, RecurrentNet) and (net.hard or net.attention == "none")
    if unguided and config.training.guided != "none":
        found.append(("training.guided", "the net has no soft attention"))
    if bool(config.first.train) != bool(config.first.steps):
        found.append(("first", "it needs both train and steps"))
    if isinstance(net, TransformerNet):
        wanted = {"data": config.data.longest, "output": config.output.longest}
        fault = f"the net has {net.places} places (net.places)"
        found += [
            (f"{key}.longest", fault) for key, most in wanted.items() if most > net.places
        ]
    return found


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise Problem(
            f"The training file {path} cannot be read: {error.strerror}.", "Check its name."
        ) from error
    except ValueError as error:
        raise UsageError(f"The training file {path} is no TOML: {error}.", "Mend it.") from None


@dataclass(frozen=True)
class _File:
    """A training file and what stands in it."""

    path: Path
    values: dict[str, object]

    def head(self) -> Head:
        """What stands before the sections."""
        own = {key: value for key, value in self.values.items() if key not in SECTIONS}
        return self._checked(Head, own, "")

    def section(self, kind: type[T], name: str) -> T:
        """One section; what it leaves out is as usual."""
        values = self.values.get(name, {})
        if not isinstance(values, dict):
            raise self.wrong(name, "it is no section")
        return self._checked(kind, values, f"{name}.")

    def _checked(self, kind: type[T], values: dict[str, object], prefix: str) -> T:
        fields = {one.name: one for one in dataclasses.fields(kind)}  # type: ignore[arg-type]
        for key, value in values.items():
            if key not in fields:
                raise self.wrong(prefix + key, f"known are {', '.join(fields)}")
            if fault := _fault(fields[key], value):
                raise self.wrong(prefix + key, fault)
        return kind(**values)

    def wrong(self, key: str, fault: str) -> UsageError:
        """The problem that a key has."""
        return UsageError(f"{self.path.name}: {key} cannot be used: {fault}.", "Change it.")


def _fault(one: dataclasses.Field[object], value: object) -> str:
    wanted, got = str(one.type), type(value).__name__
    if got != wanted and (wanted, got) != ("float", "int"):
        return f"it should be of the type {wanted}, not {got}"
    known = one.metadata.get("known")
    if known and value not in known:
        return f"known are {', '.join(known)}"
    if isinstance(value, int | float) and "least" in one.metadata:
        least, most = one.metadata["least"], one.metadata["most"]
        if not (math.isfinite(value) and least <= value <= most):
            return f"it should be from {least} to {most}"
    return ""
