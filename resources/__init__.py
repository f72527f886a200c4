"""Files that come with the program, readable from source and from a frozen build."""

from __future__ import annotations

from importlib.resources import files


def read_text(name: str) -> str:
    """The text of a resource, for example `icons/copy.svg`."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """The bytes of a resource."""
    return files(__name__).joinpath(name).read_bytes()
