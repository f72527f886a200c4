"""Which languages and models can be chosen, and what a choice leads to. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.fetchable import Fetchable, more_sources, more_targets
from desktop_app.routes import ENGLISH, Model, Route, Routes, primary
from models.messages import Checkpoint, Offer


@dataclass(frozen=True, slots=True)
class Choices:
    """What the boxes offer and what is chosen. Without any model all fields are empty.

    `own_sources` and `own_targets` are languages that some checkpoint is made for, `recent`
    those that were chosen last. `more_sources` and `more_targets` would have to be fetched.
    """

    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    models: tuple[Model, ...] = ()  # for the pair, then the broken ones
    route: Route | None = None
    others: tuple[Route, ...] = ()  # further ways from the source to the target
    back: Route | None = None  # the way from the target to the source
    own_sources: frozenset[str] = frozenset()
    own_targets: frozenset[str] = frozenset()
    recent: tuple[str, ...] = ()
    more_sources: tuple[Fetchable, ...] = ()
    more_targets: tuple[Fetchable, ...] = ()

    @property
    def pair(self) -> str:
        """The pair's name in the settings."""
        return f"{self.source}-{self.target}"

    @property
    def reversible(self) -> bool:
        """Whether the pair can be turned round."""
        return self.back is not None

    @property
    def model(self) -> Model | None:
        """The model that reads the text."""
        return self.route.model if self.route else None

    @property
    def via(self) -> Model | None:
        """The second model of a pivot."""
        return self.route.via if self.route else None


def choose(
    models: Sequence[Model],
    source: str,
    target: str,
    remembered: Mapping[str, str],
    recent: tuple[str, ...] = (),
    offers: Sequence[Offer] = (),
) -> Choices:
    """The nearest possible choice to the wanted languages, with the pair's remembered model."""
    routes = Routes(models, remembered)
    broken = tuple(each for each in models if not each.usable)
    if not routes.sources:
        return Choices(models=broken, more_sources=more_sources(offers, routes, target))
    source = _nearest(source, routes.sources, routes.own_sources)
    targets, own_targets = routes.targets(source), routes.own_targets(source)
    target = _nearest(target, targets, own_targets)
    route = routes.route(source, target)
    return Choices(
        sources=tuple(sorted(routes.sources)),
        targets=tuple(sorted(targets)),
        source=source,
        target=target,
        models=(*routes.between(source, target), *broken),
        route=route,
        others=routes.others(source, target, route),
        back=routes.route(target, source) if source != target else None,
        own_sources=routes.own_sources,
        own_targets=own_targets,
        recent=recent,
        more_sources=more_sources(offers, routes, target),
        more_targets=more_targets(offers, routes, source),
    )


def _nearest(wanted: str, offered: Collection[str], own: Collection[str]) -> str:
    """`wanted` itself, else a variant of it, else one of `own`, English before others."""
    return min(
        offered,
        key=lambda code: (
            code != wanted,
            primary(code) != primary(wanted),
            code not in own,
            primary(code) != ENGLISH,
            code,
        ),
    )


def after_source(choices: Choices, models: Sequence[Model], source: str) -> tuple[str, str]:
    """The pair wanted once `source` was chosen: a collision turns the pair round."""
    if source == choices.target and Routes(models, {}).route(source, choices.source):
        return source, choices.source
    return source, choices.target


def pair_for(checkpoint: Checkpoint, source: str, target: str) -> tuple[str, str]:
    """The pair of a translator that is nearest to the wanted one."""
    if checkpoint.translates(source, target):
        return source, target
    if checkpoint.pairs:
        return min(checkpoint.pairs, key=lambda pair: (pair[0] != source, pair[1] != target))
    source = _nearest(source, checkpoint.sources, ())
    others = [code for code in checkpoint.targets if code != source]
    return source, _nearest(target, others, ()) if others else source
