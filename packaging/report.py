"""What the build says of its result: largest files, sizes, start times, and their limits."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import proofs
from proofs import Bundle, Start

MEGABYTE: Final = 1_000_000
UNPACKED: Final = 620.0  # MB at most, as the following
PACKED: Final = 245.0
WINDOW: Final = 1.5  # seconds at most on an idle machine, as the following
TRANSLATION: Final = 4.0
# A busy machine may need this many times as long before the program counts as broken.
PATIENCE: Final = 10


@dataclass(frozen=True)
class Result:
    """What was built, and how its starts went."""

    made: Bundle
    packed: Sequence[Path]
    starts: Sequence[Start]

    def sizes(self) -> Iterator[tuple[str, int, float]]:
        """Name, bytes, and MB at most."""
        yield "unpacked", self.made.size(), UNPACKED
        yield from ((file.name, file.stat().st_size, PACKED) for file in self.packed)

    def times(self) -> Iterator[tuple[str, list[float], float]]:
        """What is waited for, seconds of each start that got there, and seconds at most."""
        if self.starts:
            yield "start to window", [start.window for start in self.starts], WINDOW
            seen = [start.translation for start in self.starts]
            yield "start to first translation", [each for each in seen if each], TRANSLATION


def largest(made: Bundle) -> str:
    """The twenty largest files with the reason why each is there."""
    lines = ["The largest files, in MB:"]
    for size, place, reason in proofs.largest(made):
        lines.append(f"{size / MEGABYTE:7.1f}  {place:<60}  {reason or 'NO REASON KNOWN'}")
    return "\n".join(lines)


def table(result: Result) -> str:
    """Sizes and times beside their limits, in Markdown."""
    rows = [(machine(), "is", "at most"), ("---", "--:", "--:")]
    rows += [
        (name, f"{size / MEGABYTE:.0f} MB", f"{most:.0f} MB")
        for name, size, most in result.sizes()
    ]
    for name, seconds, most in result.times():
        each = " · ".join(f"{one:.2f}" for one in seconds)
        rows.append((name, f"{each} s" if seconds else "never", f"{most} s"))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def faults(result: Result) -> list[str]:
    """What grew beyond its limit, and starts that no busy machine explains."""
    found = [
        f"{name} has {size / MEGABYTE:.1f} MB and may have {most:.0f} MB."
        for name, size, most in result.sizes()
        if size > most * MEGABYTE
    ]
    for name, seconds, most in result.times():
        if not seconds:
            found.append(f"From {name} it never came.")
        elif min(seconds) > PATIENCE * most:
            found.append(f"From {name} it took {min(seconds):.0f} s.")
    return found


def machine() -> str:
    """The system and its processor: times depend on it."""
    info = Path("/proc/cpuinfo")
    text = info.read_text("utf-8") if info.exists() else ""
    name = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    processor = name[1] if name else platform.processor() or platform.machine()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} × {processor}"
