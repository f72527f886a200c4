"""Which tensor of a checkpoint goes to which parameter, and what does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.naming import Naming

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Assignment:
    """Our names -> the file's, ties followed; our names that stay zero; and every fault."""

    sources: Mapping[str, str]
    zeros: tuple[str, ...]
    faults: tuple[str, ...]


def assign(
    wanted: Mapping[str, Shape], given: Mapping[str, Shape], naming: Naming
) -> Assignment:
    """Find a tensor among those `given` by the file for every one `wanted` by the net."""
    named, twice = _renamed(given, naming)
    sources = _sources(wanted, named, naming)
    zeros = tuple(
        name
        for name in wanted
        if name not in sources
        and any(re.fullmatch(pattern, name) for pattern in naming.optional)
    )
    shapes = {ours: given[theirs] for ours, theirs in sources.items()}
    shapes |= {ours: wanted[ours] for ours in zeros}
    known = set(wanted).union(*naming.ties)
    unexpected = [theirs for ours, theirs in named.items() if ours not in known]
    faults = misfits(wanted, shapes, unexpected, sources)
    return Assignment(sources, zeros, (*faults, *twice))


def misfits(
    wanted: Mapping[str, Shape],
    found: Mapping[str, Shape],
    unexpected: Iterable[str],
    theirs: Mapping[str, str],
) -> list[str]:
    """What is missing, unexpected or wrongly shaped, one phrase each.

    `theirs` are the file's names by ours, where they differ.
    """
    faults = [f"missing: {name}" for name in sorted(wanted.keys() - found.keys())]
    faults += [f"unexpected: {name}" for name in sorted(unexpected)]
    faults += [
        f"{theirs.get(name, name)} is {found[name]} and should be {wanted[name]}"
        for name in sorted(wanted.keys() & found.keys())
        if found[name] != wanted[name]
    ]
    return list(dict.fromkeys(faults))


def _renamed(names: Iterable[str], naming: Naming) -> tuple[dict[str, str], list[str]]:
    """Our names -> the file's, without what is ignored; and names that two tensors claim."""
    renames = [(re.compile(pattern), ours) for pattern, ours in naming.renames]
    named: dict[str, str] = {}
    twice = []
    for theirs in sorted(names):
        matches = ((pattern.fullmatch(theirs), ours) for pattern, ours in renames)
        found, template = next((pair for pair in matches if pair[0]), (None, theirs))
        if template is None:
            continue
        ours = found.expand(template) if found else theirs
        if ours in named:
            twice.append(f"twice the same: {named[ours]} and {theirs}")
        named.setdefault(ours, theirs)
    return named, twice


def _sources(wanted: Iterable[str], named: Mapping[str, str], naming: Naming) -> dict[str, str]:
    sources = {}
    for ours in wanted:
        mates = [mate for group in naming.ties if ours in group for mate in group]
        present = next((name for name in (ours, *mates) if name in named), None)
        if present is not None:
            sources[ours] = named[present]
    return sources
