"""Being ended from outside: Ctrl+C, a terminal that closes, a system that shuts down."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import NoReturn

# A system that does not know one of them does not send it.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


def when_ended(do: Callable[[], object]) -> None:
    """Call `do` for each such signal, but for those that the program was told to ignore."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: do())


def interrupt() -> NoReturn:
    """End the work at hand as Ctrl+C does, so that nothing half-done is left behind."""
    raise KeyboardInterrupt
