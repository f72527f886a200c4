"""Which languages could be had by fetching a checkpoint, and which checkpoint for it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.routes import ANY, ENGLISH, TRANSLATION, Routes
from models.messages import Offer

_UNKNOWN = 1 << 50  # bytes: what has no size comes after what has one


@dataclass(frozen=True, slots=True)
class Fetchable:
    """A language that is not here, and the size of what brings it, None when not known."""

    code: str
    bytes: int | None
    measured: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """A pair that nothing here translates, and what would, the most sensible first."""

    source: str
    target: str
    offers: tuple[Offer, ...]


def is_fetchable_translator(offer: Offer) -> bool:
    """Whether it turns named languages into named ones."""
    return offer.task == TRANSLATION and bool(offer.pairs or (offer.sources and offer.targets))


def written(offer: Offer, source: str) -> frozenset[str]:
    """What an offer makes of `source`."""
    if offer.pairs:
        return frozenset(target for first, target in offer.pairs if first == source)
    return frozenset(offer.targets) - {source} if source in offer.sources else frozenset()


def completing(
    offers: Sequence[Offer], routes: Routes, source: str, target: str
) -> tuple[Offer, ...]:
    """What, once fetched, translates a pair: alone, or with what is here by way of English."""
    if source == target:
        return ()
    direct = [each for each in offers if target in written(each, source)]
    halves: list[Offer] = []
    if ENGLISH not in (source, target):
        halves = [each for each in offers if _is_half(each, routes, source, target)]
    return tuple(sorted(dict.fromkeys((*direct, *halves)), key=_rank))


def _is_half(offer: Offer, routes: Routes, source: str, target: str) -> bool:
    if not offer.pairs:
        return False
    reads = ENGLISH in written(offer, source) and routes.leg(ENGLISH, target) is not None
    return reads or (target in written(offer, ENGLISH) and bool(routes.leg(source, ENGLISH)))


def _rank(offer: Offer) -> tuple[bool, bool, int]:
    """Those for few pairs first, then free ones, then small ones."""
    return not offer.pairs, offer.commercial is False, offer.bytes or _UNKNOWN


def wish_for(offers: Sequence[Offer], routes: Routes, source: str, target: str) -> Wish | None:
    """The wish for a pair, None where no offer helps."""
    found = completing(offers, routes, source, target)
    return Wish(source, target, found) if found else None


def more_sources(offers: Sequence[Offer], routes: Routes, target: str) -> tuple[Fetchable, ...]:
    """Languages to read that nothing here reads."""
    codes = {first for each in offers for first in _read(each)} - routes.sources - ANY
    return tuple(_fetchables(codes, offers, routes, lambda code: (code, target)))


def more_targets(offers: Sequence[Offer], routes: Routes, source: str) -> tuple[Fetchable, ...]:
    """Languages that nothing here makes of `source`."""
    middles = (source, ENGLISH) if routes.leg(source, ENGLISH) else (source,)
    codes = frozenset[str]().union(*(written(one, m) for one in offers for m in middles))
    reached = routes.targets(source) | ANY | {source}
    return tuple(_fetchables(codes - reached, offers, routes, lambda code: (source, code)))


def _read(offer: Offer) -> Collection[str]:
    return {first for first, _ in offer.pairs} or offer.sources


def _fetchables(
    codes: Collection[str],
    offers: Sequence[Offer],
    routes: Routes,
    pair_of: Callable[[str], tuple[str, str]],
) -> Iterator[Fetchable]:
    for code in sorted(codes):
        best = next(iter(completing(offers, routes, *pair_of(code))), None)
        best = best or _any_way(offers, code)
        yield Fetchable(code, best.bytes, best.measured)


def _any_way(offers: Sequence[Offer], source: str) -> Offer:
    """What reads a language, whatever it writes."""
    return min((each for each in offers if source in _read(each)), key=_rank)


def nearest_wish(
    offers: Sequence[Offer], routes: Routes, source: str, target: str
) -> Wish | None:
    """The wish for a pair, else for that source and the target that is nearest to it."""
    found = wish_for(offers, routes, source, target)
    if found or not any(source in _read(each) for each in offers):
        return found
    targets = written(_any_way(offers, source), source) - ANY
    for other in sorted(targets, key=lambda code: (code != ENGLISH, code)):
        return wish_for(offers, routes, source, other)
    return None
