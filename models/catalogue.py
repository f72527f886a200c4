"""The catalogue: checkpoints worth fetching, known without a network.

Its file is read strictly, because a wrong entry would only be found by the one who fetches it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from models.families.folder.language_lists import M2M100, MBART_50, NLLB
from models.offers import Offer
from models.text.languages import tag, tags

# Lists of languages that the program knows from reading such checkpoints.
KNOWN_LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"M2M-100": tags(M2M100), "mBART-50": tags(MBART_50), "NLLB-200": tags(NLLB)}
)
REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
MOST = 1 << 40  # of any number in the file

PARTS = frozenset({"about", "languages", "checkpoints"})
REQUIRED = frozenset({"repo", "task", "family", "why"})
OPTIONAL = frozenset(
    {"pairs", "languages", "licence", "commercial", "bytes", "measured", "net"}
)
NET_REQUIRED = frozenset({"width", "layers", "inner", "vocabulary"})
NET_OPTIONAL = frozenset({"places", "across", "gated", "tied", "windowed"})


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The numbers that decide how many parameters a Transformer has.

    `layers` and `places` are of encoder and decoder; `places` counts learned positions.
    `across` is the width of all heads together, that of the net where it is 0. A `gated`
    feed-forward part has three matrices; an output layer that is not `tied` has its own table;
    `windowed` encoders project once more for their global attention (LED).
    """

    width: int
    layers: tuple[int, int]
    inner: int
    vocabulary: int
    places: tuple[int, int] = (0, 0)
    across: int = 0
    gated: bool = False
    tied: bool = True
    windowed: bool = False

    @property
    def parameters(self) -> int:
        """All matrices and tables; norms and biases, below one percent, are left out."""
        attention = 4 * self.width * (self.across or self.width)
        feed_forward = (3 if self.gated else 2) * self.width * self.inner
        global_attention = 3 * self.width * self.width if self.windowed else 0
        encoder = self.layers[0] * (attention + global_attention + feed_forward)
        decoder = self.layers[1] * (2 * attention + feed_forward)
        rows = self.vocabulary * (1 if self.tied else 2) + sum(self.places)
        return encoder + decoder + rows * self.width


def read_catalogue(text: str) -> tuple[Offer, ...]:
    """The offers in the catalogue's file. Raises `ValueError` for the first wrong entry."""
    content = _object(json.loads(text), "the catalogue", PARTS)
    named, entries = content["languages"], content["checkpoints"]
    if not isinstance(named, dict) or not isinstance(entries, list):
        raise ValueError("languages is no object, or checkpoints no list")
    lists = {**KNOWN_LISTS, **{name: _languages(each, name) for name, each in named.items()}}
    offers = tuple(_offer(entry, lists) for entry in entries)
    ids = [offer.id for offer in offers]
    twice = {id for id in ids if ids.count(id) > 1}
    if twice:
        raise ValueError(f"{min(twice)} is listed twice")
    return offers


def _offer(entry: object, lists: Mapping[str, tuple[str, ...]]) -> Offer:
    values = _object(entry, "an entry", REQUIRED, OPTIONAL)
    name = _text(values, "repo", REPOSITORY)
    if not ("pairs" in values) ^ ("languages" in values):
        raise ValueError(f"{name} needs either pairs or languages")
    pairs = _pairs(values["pairs"], name) if "pairs" in values else ()
    several = _listed(values["languages"], lists, name) if "languages" in values else ()
    net = _dimensions(values["net"], name) if "net" in values else None
    return Offer(
        repo=name,
        task=_text(values, "task"),
        family=_text(values, "family"),
        pairs=pairs,
        sources=several or tuple(dict.fromkeys(source for source, _ in pairs)),
        targets=several or tuple(dict.fromkeys(target for _, target in pairs)),
        licence=_text(values, "licence") if "licence" in values else "",
        commercial=_flag(values, "commercial", None),
        bytes=_number(values, "bytes", name) if "bytes" in values else None,
        measured=bool(_flag(values, "measured", False)),
        parameters=None if net is None else net.parameters,
        why=_text(values, "why"),
    )


def _dimensions(entry: object, name: str) -> Dimensions:
    values = _object(entry, f"the net of {name}", NET_REQUIRED, NET_OPTIONAL)
    return Dimensions(
        width=_number(values, "width", name),
        layers=_two_numbers(values["layers"], name),
        inner=_number(values, "inner", name),
        vocabulary=_number(values, "vocabulary", name),
        places=_two_numbers(values["places"], name) if "places" in values else (0, 0),
        across=_number(values, "across", name) if "across" in values else 0,
        gated=bool(_flag(values, "gated", False)),
        tied=bool(_flag(values, "tied", True)),
        windowed=bool(_flag(values, "windowed", False)),
    )


def _object(
    value: object,
    name: str,
    required: frozenset[str],
    optional: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is no object")
    missing, strange = required - set(value), set(value) - required - optional
    if missing or strange:
        called = value.get("repo", name)
        raise ValueError(f"{called}: missing {sorted(missing)}, unknown {sorted(strange)}")
    return value


def _text(values: Mapping[str, Any], key: str, form: re.Pattern[str] | None = None) -> str:
    value = values[key]
    if not isinstance(value, str) or not value or (form and not form.fullmatch(value)):
        raise ValueError(f"{values['repo']}: {key} cannot be {value!r}")
    return value


def _flag(values: Mapping[str, Any], key: str, usual: bool | None) -> bool | None:
    value = values.get(key, usual)
    if not isinstance(value, bool) and (key in values or value is not None):
        raise ValueError(f"{key} cannot be {value!r}")
    return value


def _number(values: Mapping[str, Any], key: str, name: str) -> int:
    return _whole(values[key], f"{name}: {key}")


def _whole(value: object, name: str) -> int:
    if type(value) is not int or not 0 < value < MOST:
        raise ValueError(f"{name} cannot be {value!r}")
    return value


def _two_numbers(value: object, name: str) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(f"{name}: {value!r} are not two numbers")
    return _whole(value[0], name), _whole(value[1], name)


def _pairs(value: object, name: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{name}: {value!r} is no list of pairs")
    return tuple(_pair(each, name) for each in value)


def _pair(value: object, name: str) -> tuple[str, str]:
    codes = value.split(">") if isinstance(value, str) else []
    if len(codes) != 2 or codes[0] == codes[1]:
        raise ValueError(f"{name}: {value!r} is no pair such as en>pt")
    return _language(codes[0], name), _language(codes[1], name)


def _listed(value: object, lists: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    if isinstance(value, str) and value in lists:
        return lists[value]
    return _languages(value, name)


def _languages(value: object, name: str) -> tuple[str, ...]:
    codes = value.split() if isinstance(value, str) else []
    if not codes or len(set(codes)) < len(codes):
        raise ValueError(f"{name}: {value!r} is no list of languages")
    return tuple(_language(code, name) for code in codes)


def _language(code: str, name: str) -> str:
    if not LANGUAGE.fullmatch(code) or tag(code) != code:
        raise ValueError(f"{name}: {code!r} is no language code")
    return code
