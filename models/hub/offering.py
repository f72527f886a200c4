"""What the hub says of a repository, as an offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from huggingface_hub import ModelInfo

from models.hub.choosing import choose
from models.hub.licences import commercial
from models.hub.names import REPOSITORY
from models.hub.skeleton import describe
from models.messages import Problem
from models.offers import Offer
from models.text.languages import ANY, nearest, primary, tags

LICENCE = "license:"
TASKS = ("translation", "summarization")  # that the hub knows by these names, as we do


def offer_of(info: ModelInfo, config: Mapping[str, Any] | None = None) -> Offer | None:
    """The offer; None when there is nothing in the repository that this program runs.

    `config` is the content of config.json where it was fetched; else the hub's excerpt counts.
    """
    values = info.config if config is None else config
    names = [sibling.rfilename for sibling in info.siblings or ()]
    if not isinstance(values, Mapping) or not REPOSITORY.fullmatch(info.id):
        return None
    try:
        chosen = choose(info.id, names)
    except Problem:
        return None
    found = describe(info.id, values, chosen)
    if found is None:
        return None
    family, known = found
    licence = _licence(info)
    spoken = () if known else _languages(info)
    size = _bytes(info, chosen)
    return Offer(
        repo=info.id,
        task=known.task if known else _task(info),
        family=family.name,
        pairs=known.pairs if known else (),
        sources=known.sources if known else spoken,
        targets=known.targets if known else spoken,
        licence=licence,
        commercial=commercial(licence),
        bytes=size,
        measured=size is not None,
        parameters=info.safetensors.total if info.safetensors else None,
        downloads=info.downloads,
        gated=bool(info.gated),
    )


def fits(offer: Offer, task: str, source: str, target: str) -> bool:
    """Whether an offer does a task between languages; an empty wish fits everything."""
    if task and offer.task != task:
        return False
    if offer.pairs:
        return any(_is(source, one) and _is(target, other) for one, other in offer.pairs)
    return _among(source, offer.sources) and _among(target, offer.targets)


def _is(wanted: str, language: str) -> bool:
    return not wanted or language in ANY or primary(language) == primary(wanted)


def _among(wanted: str, languages: Collection[str]) -> bool:
    known = tuple(languages)
    return bool(not wanted or not known or ANY.intersection(known) or nearest(wanted, known))


def _task(info: ModelInfo) -> str:
    return info.pipeline_tag if info.pipeline_tag in TASKS else "text"


def _licence(info: ModelInfo) -> str:
    for tag in info.tags or ():
        if tag.startswith(LICENCE):
            return tag.removeprefix(LICENCE)
    stated = info.card_data.get("license") if info.card_data else None
    return stated if isinstance(stated, str) else ""


def _languages(info: ModelInfo) -> tuple[str, ...]:
    stated = info.card_data.get("language") if info.card_data else None
    listed = [stated] if isinstance(stated, str) else stated
    return tags([str(one) for one in listed]) if isinstance(listed, list) else ()


def _bytes(info: ModelInfo, chosen: Collection[str]) -> int | None:
    """Of the files to fetch; None when the hub does not say."""
    known = {sibling.rfilename: sibling.size for sibling in info.siblings or ()}
    total = 0
    for name in chosen:
        size = known.get(name)
        if size is None:
            return None
        total += size
    return total
