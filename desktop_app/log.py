"""One log file; Qt's messages and uncaught errors go there too."""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("interlinear")

_BYTES = 500_000
_LEVELS = (
    (QtMsgType.QtDebugMsg, logging.DEBUG),
    (QtMsgType.QtInfoMsg, logging.INFO),
    (QtMsgType.QtWarningMsg, logging.WARNING),
    (QtMsgType.QtCriticalMsg, logging.ERROR),
    (QtMsgType.QtFatalMsg, logging.CRITICAL),
)


def start_logging(path: Path) -> None:
    """Send everything to `path`; a folder that cannot be written costs only the log."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    qInstallMessageHandler(_qt_message)
    uncaught = _Uncaught(path)
    sys.excepthook = uncaught.report
    threading.excepthook = uncaught.report_of_thread


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    level = next((level for qt, level in _LEVELS if qt == kind), logging.WARNING)
    logging.getLogger(f"qt.{context.category or 'default'}").log(level, "%s", text)


@dataclass(frozen=True)
class _Uncaught:
    """Logs an error that nobody caught; one line on standard error says where."""

    log: Path

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("uncaught error", exc_info=(kind, error, trace))
        if sys.stderr is not None:
            what = f"Something went wrong that should not ({kind.__name__})."
            print(f"interlinear: {what} {self.log} says more.", file=sys.stderr)

    def report_of_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
