"""The settings' file: JSON that holds only what differs from the defaults. No Qt."""

from __future__ import annotations

import enum
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args, get_origin, get_type_hints

from desktop_app.settings import Settings

_log = logging.getLogger(__name__)


def write_settings(path: Path, values: Settings) -> None:
    """Write the differences; a crash in the middle leaves the old file."""
    try:
        _write(path, json.dumps(_differences(values), indent=1))
    except OSError as error:
        _log.warning("settings were not saved: %s", error)


def _differences(values: Settings) -> dict[str, object]:
    default = Settings()
    return {
        each.name: _encode(getattr(values, each.name))
        for each in fields(values)
        if getattr(values, each.name) != getattr(default, each.name)
    }


def _encode(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another window may write the same settings at the same time.
    temporary = path.with_suffix(f".{os.getpid()}.new")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)  # noqa: PTH105  (Path.replace is the same call)


def read_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where it holds none or cannot be read."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not a table of settings")
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("settings could not be read, starting with defaults: %s", error)
        _keep_aside(path)
        return Settings()
    return Settings(**_decoded(stored))


def _keep_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".bad"))
    except OSError as error:
        _log.warning("the broken settings file stays where it is: %s", error)


def _decoded(stored: dict[str, object]) -> dict[str, Any]:
    kinds = get_type_hints(Settings)
    values: dict[str, Any] = {}
    for name, value in stored.items():
        if name not in kinds:
            _log.warning("unknown setting dropped: %s", name)
            continue
        try:
            values[name] = _decode(kinds[name], value)
        except (TypeError, ValueError):
            _log.warning("setting with a wrong value dropped: %s", name)
    return values


def _decode(kind: Any, value: object) -> object:  # noqa: ANN401
    """`value` from JSON as the declared type `kind`, or an error."""
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_decode(inner, each) for each in cast(list[object], _is(value, list)))
    if get_origin(kind) is Mapping:
        table = cast(dict[str, object], _is(value, dict))
        return MappingProxyType({name: _is(each, str) for name, each in table.items()})
    return _is(value, cast(type, kind))


def _is(value: object, kind: type) -> object:
    if type(value) is not kind:  # True is no number here
        raise TypeError(f"{value!r} is not {kind.__name__}")
    return value
