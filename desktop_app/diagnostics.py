"""What a bug report should say: versions, system, devices, settings; no text and no secret."""

from __future__ import annotations

import enum
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

from desktop_app import __version__
from desktop_app.itself import is_frozen
from desktop_app.settings import Settings
from models.messages import Checkpoint

_LIBRARIES = (
    "PySide6-Essentials",
    "torch",
    "numpy",
    "sentencepiece",
    "tokenizers",
    "safetensors",
)
# The user's texts, places of windows, and what may hold a name or a password.
_UNSAID = frozenset({"text", "document", "document_name", "geometry", "panes", "summary_panes"})
_ONLY_WHETHER = frozenset({"endpoint", "proxy", "library", "folders", "models"})


def diagnostics(
    settings: Settings, checkpoints: Sequence[Checkpoint], devices: Sequence[str], uses: int
) -> str:
    """The report, a line a fact; `uses` is how often the network was used."""
    lines = [
        f"Interlinear {__version__}, {'packaged' if is_frozen() else 'from source'}",
        f"System: {platform.platform()}, {platform.machine()}, {os.cpu_count()} processors",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        *_versions(),
        _screen(),
        f"Devices: {', '.join(('cpu', *devices))}",
        f"Network used since start: {uses} times",
        *(_checkpoint(each) for each in checkpoints),
        *_settings(settings),
    ]
    return "\n".join(lines) + "\n"


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name}: version not known"


def _screen() -> str:
    screens = ", ".join(
        f"{each.size().width()} × {each.size().height()} at {each.devicePixelRatio():g}"
        for each in QGuiApplication.screens()
    )
    locale = QLocale.system().name()
    return f"Window system: {QGuiApplication.platformName()}; {screens}; {locale}"


def _checkpoint(one: Checkpoint) -> str:
    pairs = ", ".join("-".join(pair) for pair in one.pairs) or f"{len(one.sources)} languages"
    return f"Checkpoint {one.id}: {one.family}, {one.task}, {pairs}, {_without_home(one.state)}"


def _settings(settings: Settings) -> Iterator[str]:
    """What differs from the defaults."""
    default = Settings()
    for each in fields(settings):
        value = getattr(settings, each.name)
        if each.name in _UNSAID or value == getattr(default, each.name):
            continue
        shown = "set" if each.name in _ONLY_WHETHER else _shown(value)
        yield f"Setting {each.name}: {shown}"


def _shown(value: object) -> str:
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return str(dict(value))
    return _without_home(str(value))


def _without_home(text: str) -> str:
    return text.replace(str(Path.home()), "~")
