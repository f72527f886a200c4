"""What the program remembers: a frozen record, and a file that holds only differences."""

from __future__ import annotations

import enum
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args, get_origin, get_type_hints

from PySide6.QtCore import QObject, QTimer, Signal

_log = logging.getLogger(__name__)

_SAVE_AFTER_MS = 500


class Theme(enum.Enum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Device(enum.Enum):
    """What computes: the best that writes the same as the processor, or a certain one."""

    AUTO = "auto"
    PROCESSOR = "cpu"
    CUDA = "cuda"
    MPS = "mps"


class Precision(enum.Enum):
    """The numbers that models compute in."""

    AUTO = "auto"
    FULL = "fp32"
    HALF = "bf16"


class Tokens(enum.Enum):
    """What the strip and the highlights are made of."""

    WORDS = "words"
    PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything remembered between two starts, with its default.

    `models` maps "en-pt" to a checkpoint's reference; `folders` are checkpoints outside the
    library that were opened by path; `recent` are the languages chosen last. Geometry and
    splitter positions are Qt's own bytes in hexadecimal digits.
    """

    theme: Theme = Theme.SYSTEM
    zoom: int = 100  # per cent
    live: bool = True
    forget_text: bool = False
    text: str = ""
    sample_seen: bool = False
    source: str = "en"
    target: str = "pt"
    models: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    folders: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    device: Device = Device.AUTO
    precision: Precision = Precision.AUTO
    strip_open: bool = True
    tokens: Tokens = Tokens.WORDS
    geometry: str = ""
    panes: str = ""


class SettingsStore(QObject):
    """The settings and their file: written a moment after a change, and by `save`."""

    changed = Signal(str, object)  # name, new value; only when it really differs

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._values = _load(path)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    @property
    def values(self) -> Settings:
        """All settings as they are now."""
        return self._values

    def set(self, name: str, value: object) -> None:
        """Change one setting; `name` is a field of `Settings`."""
        if getattr(self._values, name) == value:
            return
        self._values = replace(self._values, **{name: cast(Any, value)})
        self._timer.start()
        self.changed.emit(name, value)

    def save(self) -> None:
        """Write the differences now; a crash in the middle leaves the old file."""
        self._timer.stop()
        try:
            _write(self._path, json.dumps(_differences(self._values), indent=1))
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
    temporary = path.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)  # noqa: PTH105  (Path.replace is the same call)


def _load(path: Path) -> Settings:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not a table of settings")
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
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
