"""Which languages and models can be chosen, and what a choice leads to. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.messages import Checkpoint

READY = "ready"


@dataclass(frozen=True, slots=True)
class Model:
    """A checkpoint of the model box; `reference` is what a request calls it."""

    reference: str
    checkpoint: Checkpoint

    @property
    def usable(self) -> bool:
        """Whether it can be opened; otherwise `checkpoint.state` says why not."""
        return self.checkpoint.state == READY


@dataclass(frozen=True, slots=True)
class Choices:
    """What the boxes offer and what is chosen. Without any model all fields are empty."""

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    models: tuple[Model, ...] = ()  # for the pair, then the broken ones
    model: Model | None = None
    reversible: bool = False

    @property
    def pair(self) -> str:
        """The pair's name in the settings."""
        return f"{self.source}-{self.target}"


def choose(
    models: Sequence[Model], source: str, target: str, remembered: Mapping[str, str]
) -> Choices:
    """The nearest possible choice to the wanted languages, with the pair's remembered model."""
    usable = [each for each in models if each.usable]
    pairs = _pairs(usable)
    if not pairs:
        return Choices(models=tuple(models))
    source, target = _nearest(pairs, source, target)
    offered = [each for each in usable if each.checkpoint.translates(source, target)]
    wanted = remembered.get(f"{source}-{target}")
    return Choices(
        sources=tuple(sorted({first for first, _ in pairs})),
        targets=tuple(sorted(second for first, second in pairs if first == source)),
        source=source,
        target=target,
        models=(*offered, *(each for each in models if not each.usable)),
        model=next((each for each in offered if each.reference == wanted), offered[0]),
        reversible=(target, source) in pairs,
    )


def _pairs(models: Sequence[Model]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for each in models:
        checkpoint = each.checkpoint
        found.update(
            checkpoint.pairs
            or (
                (source, target)
                for source in checkpoint.sources
                for target in checkpoint.targets
                if source != target
            )
        )
    return found


def _nearest(pairs: set[tuple[str, str]], source: str, target: str) -> tuple[str, str]:
    """The pair itself, else one of its source, else its reverse, else the first."""
    if (source, target) in pairs:
        return source, target
    same_source = sorted(pair for pair in pairs if pair[0] == source)
    return same_source[0] if same_source else min(pairs)


def after_source(choices: Choices, models: Sequence[Model], source: str) -> tuple[str, str]:
    """The pair wanted once `source` was chosen: a collision turns the pair round."""
    pairs = _pairs([each for each in models if each.usable])
    if source == choices.target and (source, choices.source) in pairs:
        return source, choices.source
    return source, choices.target
