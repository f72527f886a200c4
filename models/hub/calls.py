"""One request to the hub that can be cancelled, whatever the network does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from models.hub.patience import Patience
from models.hub.session import Connection
from models.hub.timing import Timing
from models.messages import Problem

T = TypeVar("T")
LEAVE = 0.5  # seconds that a thread whose answer nobody wants is given to end


def ask(
    function: Callable[[], T],
    connection: Connection,
    patience: Patience,
    timing: Timing,
    cancelled: Callable[[], bool],
) -> T:
    """What `function` gives, tried again while that may help. Raises `Problem`."""
    while True:
        try:
            return _run(function, connection, timing, cancelled)
        except Problem:
            raise
        except Exception as error:
            until = time.monotonic() + patience.pause_after(error).seconds
        while (left := until - time.monotonic()) > 0:
            if cancelled():
                raise stopped()
            time.sleep(min(left, timing.look))


def _run(
    function: Callable[[], T],
    connection: Connection,
    timing: Timing,
    cancelled: Callable[[], bool],
) -> T:
    # In a thread that is left behind when it must be: nothing ends a name lookup.
    outcome: Future[T] = Future()

    def work() -> None:
        try:
            with connection.current():
                outcome.set_result(function())
        except BaseException as error:
            outcome.set_exception(error)

    thread = threading.Thread(target=work, name="hub request", daemon=True)
    thread.start()
    while not wait([outcome], timing.look).done:
        if cancelled():
            connection.interrupt()
            thread.join(LEAVE)
            raise stopped()
    thread.join()
    return outcome.result()


def stopped() -> Problem:
    """What is raised when a request is cancelled."""
    return Problem("The request to the hub was stopped.")
