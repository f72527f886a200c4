"""Tries fetched checkpoints in a process of their own, which may end as it will."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from desktop_app.itself import own_command

_PATIENCE_MS = 300_000  # the largest checkpoints open in a minute
_JOIN_MS = 500


@dataclass(frozen=True, slots=True)
class Tested:
    """What a self-test found; `speed` in words a second, None when it failed."""

    id: str
    speed: float | None
    said: str = ""


Command = Callable[[str], list[str]]


def trying(id: str) -> list[str]:
    """The command line that tries a checkpoint."""
    return own_command("selftest", "--model", id, "--json")


class SelfTests(QObject):
    """One at a time; `done` comes for each, also when its process died."""

    done = Signal(object)  # Tested

    def __init__(self, command: Command = trying, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._waiting: deque[str] = deque()
        self._id = ""
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._process.kill)

    @property
    def running(self) -> str:
        """The id of the one that is tried now."""
        return self._id

    def start(self, id: str) -> None:
        """Try a checkpoint when its turn comes."""
        self._waiting.append(id)
        self._begin()

    def _begin(self) -> None:
        if self._id or not self._waiting:
            return
        self._id = self._waiting.popleft()
        program, *arguments = self._command(self._id)
        self._patience.start()
        self._process.start(program, arguments)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._settle(Tested(self._id, None, self._process.errorString()))

    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        output = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        errors = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        if how is QProcess.ExitStatus.CrashExit:
            self._settle(Tested(self._id, None, self.tr("It ended the process that tried it.")))
        else:
            self._settle(_tested(self._id, output, errors))

    def _settle(self, tested: Tested) -> None:
        self._patience.stop()
        self._id = ""
        self.done.emit(tested)
        self._begin()

    def close(self) -> None:
        """End what runs; nothing comes any more."""
        self._waiting.clear()
        self._process.blockSignals(True)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_JOIN_MS)


def _tested(id: str, output: str, errors: str) -> Tested:
    """What the process printed: one object, else its last words."""
    lines = output.strip().splitlines()
    try:
        found = json.loads(lines[-1])
        said, speed = str(found.get("said") or ""), found.get("words_per_second")
        good = bool(found["ok"]) and isinstance(speed, int | float)
        return Tested(id, float(speed) if good else None, "" if good else said)
    except (ValueError, KeyError, IndexError, AttributeError):
        last = (errors.strip() or output.strip()).splitlines()
        return Tested(id, None, last[-1] if last else "")
