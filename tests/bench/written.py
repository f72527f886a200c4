"""Puts what was measured into the files that quote it."""

from __future__ import annotations

from pathlib import Path

BEGIN = "<!-- written by make bench -->"
END = "<!-- to here -->"


def quote(path: Path, text: str) -> None:
    """Replace what stands between the two marks of a file. Raises `ValueError` without them."""
    content = path.read_text("utf-8")
    before, begun, rest = content.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise ValueError(f"{path.name} has no {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", "utf-8")
