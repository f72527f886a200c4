"""Which languages the installed translators reach, alone and two in a row. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.messages import Checkpoint, Task

READY = "ready"
TRANSLATION = "translation"
ENGLISH = "en"
ANY = frozenset({"und", "mul"})  # codes that say nothing of which language


@dataclass(frozen=True, slots=True)
class Model:
    """A checkpoint of the model box; `reference` is what a request calls it."""

    reference: str
    checkpoint: Checkpoint

    @property
    def usable(self) -> bool:
        """Whether it can be opened; otherwise `checkpoint.state` says why not."""
        return self.checkpoint.state == READY

    def writes(self, source: str) -> frozenset[str]:
        """The languages it writes when it reads `source`."""
        checkpoint = self.checkpoint
        if checkpoint.pairs:
            return frozenset(target for first, target in checkpoint.pairs if first == source)
        if source not in checkpoint.sources:
            return frozenset()
        return frozenset(checkpoint.targets) - {source}


@dataclass(frozen=True, slots=True)
class Route:
    """A model and what it is asked, and for a pivot the second one."""

    model: Model
    task: Task
    via: Model | None = None
    via_task: Task = field(default_factory=Task)

    @property
    def models(self) -> tuple[Model, ...]:
        """The one model, or both in their order."""
        return (self.model, self.via) if self.via else (self.model,)

    @property
    def references(self) -> tuple[str, ...]:
        """What a request calls its models."""
        return tuple(each.reference for each in self.models)

    def is_like(self, other: Route) -> bool:
        """Whether both ask the same models for the same languages."""
        tasks = self.task, self.via_task
        return self.references == other.references and tasks == (other.task, other.via_task)


def is_translator(checkpoint: Checkpoint) -> bool:
    """Whether its languages can be chosen from."""
    languages = checkpoint.pairs or (checkpoint.sources and checkpoint.targets)
    return checkpoint.task == TRANSLATION and bool(languages)


def primary(code: str) -> str:
    """The language without script and region: "pt-BR" -> "pt"."""
    return code.partition("-")[0]


class Routes:
    """Answers by looking through the models: no table of pairs is ever made.

    `remembered` maps "en-pt" to the reference of the model that was chosen for it.
    """

    def __init__(self, models: Sequence[Model], remembered: Mapping[str, str]) -> None:
        usable = [each for each in models if each.usable and is_translator(each.checkpoint)]
        self._models = sorted(usable, key=_rank)
        # Two models in a row make more mistakes than one: no fallback is among them.
        self._legs = [each for each in self._models if not each.checkpoint.fallback]
        self._remembered = remembered
        self.sources = frozenset(_sources(self._models))
        self.own_sources = frozenset(
            first for each in usable for first, _ in each.checkpoint.pairs
        )

    def own_targets(self, source: str) -> frozenset[str]:
        """Targets of `source` that a checkpoint of few pairs is made for."""
        return _union(each.writes(source) for each in self._models if each.checkpoint.pairs)

    def targets(self, source: str) -> frozenset[str]:
        """What `source` can be turned into, by one model or by two."""
        direct = self._written(source)
        middles = _union(each.writes(source) for each in self._legs) - ANY - {source}
        through = _union(self._onward(each, middles) for each in self._legs)
        return direct | (through - {source} - ANY)

    def between(self, source: str, target: str) -> tuple[Model, ...]:
        """The models for a pair: those for few pairs, larger ones first; fallbacks last."""
        return tuple(
            each for each in self._models if each.checkpoint.translates(source, target)
        )

    def best(self, source: str, target: str) -> Model | None:
        """The remembered model for a pair, else the first."""
        return self._chosen(self.between(source, target), source, target)

    def leg(self, source: str, target: str) -> Model | None:
        """The best model for a pair as a part of longer work."""
        fitting = [each for each in self._legs if each.checkpoint.translates(source, target)]
        return self._chosen(fitting, source, target)

    def _chosen(self, offered: Sequence[Model], source: str, target: str) -> Model | None:
        wanted = self._remembered.get(f"{source}-{target}")
        first = offered[0] if offered else None
        return next((each for each in offered if each.reference == wanted), first)

    def route(self, source: str, target: str) -> Route | None:
        """The way from `source` to `target`: through another language only if need be."""
        model = self.best(source, target)
        if model:
            return Route(model, Task(source, target))
        return self._through(source, target, self._written(source))

    def others(self, source: str, target: str, chosen: Route | None) -> tuple[Route, ...]:
        """The ways but the chosen one: other models, and two that are made for their pairs."""
        if chosen is None or chosen.via:
            return ()
        task = Task(source, target)
        ways = [Route(each, task) for each in self.between(source, target)]
        through = self._through(source, target, self.own_targets(source))
        if through and all(each.checkpoint.pairs for each in through.models):
            ways.append(through)
        return tuple(way for way in ways if way.references != chosen.references)

    def _through(self, source: str, target: str, middles: frozenset[str]) -> Route | None:
        """The best way by one of some other languages."""
        asked = middles - ANY - {source, target}
        ways = (self._pivot(source, middle, target) for middle in asked)
        return min((way for way in ways if way), key=_pivot_rank, default=None)

    def _pivot(self, source: str, middle: str, target: str) -> Route | None:
        first, second = self.leg(source, middle), self.leg(middle, target)
        if not first or not second:
            return None
        return Route(first, Task(source, middle), second, Task(middle, target))

    def _written(self, source: str) -> frozenset[str]:
        return _union(each.writes(source) for each in self._models)

    def _onward(self, model: Model, middles: frozenset[str]) -> frozenset[str]:
        """What a model makes of any of `middles`."""
        checkpoint = model.checkpoint
        if checkpoint.pairs:
            return frozenset(target for first, target in checkpoint.pairs if first in middles)
        read = middles.intersection(checkpoint.sources)
        targets = frozenset(checkpoint.targets) if read else frozenset()
        return targets - read if len(read) == 1 else targets


def _sources(models: Iterable[Model]) -> Iterable[str]:
    for each in models:
        checkpoint = each.checkpoint
        if checkpoint.pairs:
            yield from (first for first, _ in checkpoint.pairs)
        elif len(checkpoint.targets) > 1:
            yield from checkpoint.sources
        else:
            yield from (one for one in checkpoint.sources if one not in checkpoint.targets)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _rank(model: Model) -> tuple[bool, bool, int]:
    checkpoint = model.checkpoint
    return checkpoint.fallback, not checkpoint.pairs, -checkpoint.bytes


def _pivot_rank(way: Route) -> tuple[bool, int, int, str]:
    middle = way.task.target
    several = sum(not each.checkpoint.pairs for each in way.models)
    size = sum(each.checkpoint.bytes for each in way.models)
    return primary(middle) != ENGLISH, several, -size, middle
