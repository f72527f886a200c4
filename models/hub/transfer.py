"""The threads that files come in through.

They own sockets and nothing else: what comes is handed over as messages, in order for each
file, and the one who takes them writes. So a thread that waits for a dead server can be left
behind without harm.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx2
from huggingface_hub import get_hf_file_metadata, get_session

from models.hub.patience import Patience, Pause
from models.hub.problems import NotTheHub, Subject
from models.hub.repository import PLAIN, address
from models.hub.session import Connection, Interrupted
from models.hub.timing import Timing
from models.messages import Problem
from models.offers import Plan, RemoteFile

AT_ONCE = 4  # files
BEGINNING = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Came:
    """The next bytes of a file; `number` is its place in the plan."""

    number: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Anew:
    """The server begins again with the first byte."""

    number: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """The last byte came."""

    number: int


@dataclass(frozen=True, slots=True)
class Failed:
    """It will not come."""

    number: int
    problem: Problem


Message = Came | Anew | Arrived | Failed


class Crew:
    """Fetches files of a plan, some at once, trying again while there is hope."""

    def __init__(self, plan: Plan, connection: Connection, timing: Timing) -> None:
        self.messages: queue.Queue[Message] = queue.Queue(maxsize=2 * AT_ONCE)
        self.pauses: dict[int, tuple[Pause, float]] = {}  # with the time of their ends
        self._plan = plan
        self._connection = connection
        self._timing = timing
        self._jobs: queue.SimpleQueue[tuple[int, int] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"fetching {n}", daemon=True)
            for n in range(min(AT_ONCE, len(plan.files)))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def size(self) -> int:
        """How many files come in at once."""
        return len(self._threads)

    def fetch(self, number: int, start: int) -> None:
        """Fetch a file of the plan from a byte on."""
        self._jobs.put((number, start))

    def leave(self, seconds: float) -> None:
        """Stop all and give the threads some time to end."""
        self._connection.interrupt()
        for _ in self._threads:
            self._jobs.put(None)
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _work(self) -> None:
        with self._connection.current():
            while (job := self._jobs.get()) is not None:
                try:
                    _Transfer(self, *job).run()
                except Interrupted:
                    return

    @property
    def surroundings(self) -> tuple[Plan, Connection, Timing]:
        """What a transfer needs to know."""
        return self._plan, self._connection, self._timing

    def hand_over(self, message: Message) -> None:
        """Put a message when there is room. Raises `Interrupted` when all is stopped."""
        while not self._connection.stopped.is_set():
            try:
                return self.messages.put(message, timeout=self._timing.look)
            except queue.Full:
                continue
        raise Interrupted


class _Transfer:
    """One file, in one thread."""

    def __init__(self, crew: Crew, number: int, start: int) -> None:
        self._crew = crew
        self._number = number
        self._at = start
        self._plan, self._connection, timing = crew.surroundings
        self._file: RemoteFile = self._plan.files[number]
        endpoint = self._connection.endpoint
        subject = Subject(
            endpoint, bool(self._connection.token), self._plan.repo, self._plan.commit
        )
        self._patience = Patience(subject, timing, keen=True)
        self._address = address(endpoint, self._plan.repo, self._plan.commit, self._file.path)

    def run(self) -> None:
        """Until it is there, or there is no hope, or all is stopped."""
        try:
            while self._at < self._file.bytes:
                self._try(self._receive)
        except Problem as problem:
            self._crew.hand_over(Failed(self._number, problem))
        else:
            self._crew.hand_over(Arrived(self._number))

    def _try(self, receive: Callable[[], None]) -> None:
        try:
            return receive()
        except (Interrupted, Problem):
            raise
        except Exception as error:
            if self._connection.stopped.is_set():
                raise Interrupted from error
            pause = self._patience.pause_after(error)
        self._crew.pauses[self._number] = (pause, time.monotonic() + pause.seconds)
        try:
            self._connection.stopped.wait(pause.seconds)
        finally:
            del self._crew.pauses[self._number]

    def _receive(self) -> None:
        # The address of the data is asked for each time: it expires.
        found = get_hf_file_metadata(
            self._address, token=False, endpoint=self._connection.endpoint.url
        )
        headers = dict((PLAIN,))
        if self._at:
            headers["Range"] = f"bytes={self._at}-"
        with get_session().stream("GET", found.location, headers=headers) as response:
            if _first_byte(response, self._file, self._at) != self._at:
                self._crew.hand_over(Anew(self._number))
                self._at = 0
            for data in response.iter_bytes():
                self._crew.hand_over(Came(self._number, data))
                self._at += len(data)
                self._patience.succeed(len(data))
        if self._at < self._file.bytes:
            raise httpx2.RemoteProtocolError("the answer ended too early")


def _first_byte(response: httpx2.Response, file: RemoteFile, wanted: int) -> int:
    """Where the answer begins in the file. Raises `NotTheHub` when it is another file."""
    if "text/html" in response.headers.get("content-type", ""):
        raise NotTheHub(response.url, f"a page instead of {file.path}")
    if response.status_code == 206:
        stated = BEGINNING.fullmatch(response.headers.get("content-range", ""))
        if stated and int(stated[1]) == wanted and stated[2] in ("*", str(file.bytes)):
            return wanted
        raise NotTheHub(response.url, f"other bytes of {file.path} than were asked for")
    size = response.headers.get("content-length")
    encoded = "content-encoding" in response.headers
    if response.status_code != 200 or (size and not encoded and int(size) != file.bytes):
        raise NotTheHub(response.url, f"{size} bytes instead of {file.path}")
    return 0
