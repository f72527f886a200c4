"""Which threads go first where there are more of them than processors."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

from PySide6.QtCore import QThread

_NICER = 5  # a third of the processor beside a thread of the window, all of it without one
_NICEST = 19


def let_others_first() -> None:
    """Put this thread, and on Linux those that it starts, behind the window's.

    Where a system allows no such thing, all stays as it is.
    """
    if sys.platform == "linux":
        own = threading.get_native_id()
        with suppress(OSError):
            before = os.getpriority(os.PRIO_PROCESS, own)
            os.setpriority(os.PRIO_PROCESS, own, min(before + _NICER, _NICEST))
    else:
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)
