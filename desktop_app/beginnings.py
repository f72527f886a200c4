"""What the first page of a first start tells, in plain data. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.library_rows import READY
from desktop_app.routes import is_translator
from models.messages import Checkpoint, Offer


@dataclass(frozen=True, slots=True)
class Beginnings:
    """`pairs` are translated here already; `models` can be fetched, for so many languages.

    `least` is the size of the smallest of those, None where no size is known.
    """

    pairs: tuple[tuple[str, str], ...] = ()
    models: int = 0
    languages: int = 0
    least: int | None = None


def beginnings(checkpoints: Sequence[Checkpoint], offers: Sequence[Offer]) -> Beginnings:
    """What is here and what one can get."""
    usable = [each for each in checkpoints if each.state == READY and is_translator(each)]
    installed = {each.id for each in checkpoints}
    offered = [each for each in offers if each.id not in installed]
    languages = {code for each in offered for code in _languages(each)}
    sizes = [each.bytes for each in offered if each.bytes]
    pairs = tuple(dict.fromkeys(pair for each in usable for pair in each.pairs))
    return Beginnings(pairs, len(offered), len(languages), min(sizes, default=None))


def _languages(offer: Offer) -> Iterator[str]:
    yield from (*offer.sources, *offer.targets)
    yield from (code for pair in offer.pairs for code in pair)
