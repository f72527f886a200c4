"""The settings while the window is open: changes are told, and written a moment later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.settings import Settings
from desktop_app.settings_file import read_settings, write_settings

_SAVE_AFTER_MS = 500


class SettingsStore(QObject):
    """The settings and their file: written a moment after a change, and by `save`."""

    changed = Signal(str, object)  # name, new value; only when it really differs

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._values = read_settings(path)
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
        """Write the differences now."""
        self._timer.stop()
        write_settings(self._path, self._values)
