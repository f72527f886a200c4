"""What was measured: figures, what is asked of them, and whether they fell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXPECTED = Path(__file__).with_name("ratios.json")


@dataclass(frozen=True)
class Figure:
    """One measure of ours beside a peer's, or beside a limit.

    `ratio` says how many times better ours is: 2.0 is half the time, the memory or the cost.
    A figure without a ratio is told and not compared.
    """

    what: str
    precision: str
    own: str
    peer: str = ""
    other: str = ""
    ratio: float | None = None

    @property
    def key(self) -> str:
        """The name that its ratio is expected under."""
        return " · ".join(filter(None, (self.what, self.precision, self.peer)))


@dataclass(frozen=True)
class Expected:
    """What `ratios.json` says of one figure: what is asked, aimed at, and was seen before."""

    asked: float | None = None
    goal: float | None = None
    seen: float | None = None


@dataclass(frozen=True)
class Expectations:
    """All of `ratios.json`. Ratios differ from machine to machine: `seen` is of `machine`."""

    tolerance: float
    machine: str
    figures: Mapping[str, Expected]

    @classmethod
    def read(cls, path: Path = EXPECTED) -> Expectations:
        """The stored ratios."""
        content = json.loads(path.read_text("utf-8"))
        figures = {key: Expected(**value) for key, value in content["figures"].items()}
        return cls(content["tolerance"], content["machine"], figures)

    def of(self, figure: Figure) -> Expected:
        """What is expected of a figure; nothing of one that is not listed."""
        return self.figures.get(figure.key, Expected())

    def faults(self, figures: Iterable[Figure], machine: str) -> list[str]:
        """A sentence for each ratio below what is asked, or below what was seen here."""
        same = machine == self.machine
        return [
            f"{figure.key}: {figure.ratio:.2f}, {why} {limit:.2f}"
            for figure in figures
            if figure.ratio is not None
            for why, limit in limits(self.of(figure), same)
            if figure.ratio < limit * (1 - self.tolerance)
        ]

    def missed(self, figures: Iterable[Figure]) -> list[str]:
        """A line for each ratio that does not reach its figure, however near it is."""
        found = []
        for figure in figures:
            expected = self.of(figure)
            asked, goal = expected.asked or 0.0, expected.goal or 0.0
            if figure.ratio is not None and figure.ratio < max(asked, goal):
                short = f"asked {asked:g}×" if figure.ratio < asked else f"goal {goal:g}×"
                found.append(f"{figure.key}: {figure.ratio:.2f}×, {short}")
        return found

    def store(self, figures: Sequence[Figure], machine: str, path: Path = EXPECTED) -> None:
        """Write the ratios of these figures as what was seen, on this machine."""
        kept = dict(self.figures) if machine == self.machine else self._without_seen()
        for figure in figures:
            if figure.ratio is not None:
                old = kept.get(figure.key, Expected())
                kept[figure.key] = Expected(old.asked, old.goal, round(figure.ratio, 2))
        content: dict[str, Any] = {"tolerance": self.tolerance, "machine": machine}
        content["figures"] = {
            key: {name: number for name, number in vars(one).items() if number is not None}
            for key, one in kept.items()
        }
        text = json.dumps(content, ensure_ascii=False, indent=2)
        path.write_text(text + "\n", "utf-8")

    def _without_seen(self) -> dict[str, Expected]:
        return {key: Expected(one.asked, one.goal) for key, one in self.figures.items()}


def limits(expected: Expected, same_machine: bool) -> list[tuple[str, float]]:
    """What a ratio must not fall below, and why."""
    found = [("asked", expected.asked)]
    if same_machine:
        found.append(("seen before", expected.seen))
    return [(why, limit) for why, limit in found if limit is not None]
