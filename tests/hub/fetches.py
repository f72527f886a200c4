"""What tests of fetching have in common."""

import threading
import time
from pathlib import Path

from models.hub import Hub
from models.messages import Problem
from models.offers import FetchEvent, Plan
from tests.hub.checkpoints import marian, noise, opus

REPO = "Helsinki-NLP/opus-mt-en-de"
ID = "Helsinki-NLP--opus-mt-en-de"
WEIGHTS = noise(3_000_000)
LARGE = "/blob/"  # in the addresses of data that the hub redirects to


def never() -> bool:
    return False


def stock(server, weights: bytes = WEIGHTS, **about):
    return server.add(opus(**about), marian(weights))


def fetch(hub: Hub, folder: Path, cancelled=never) -> list[FetchEvent]:
    return list(hub.fetch(hub.plan(REPO), folder, cancelled))


def sentence(problem: Problem) -> str:
    """All that is shown of a problem, after a look at its form."""
    assert problem.what.endswith("."), problem.what
    assert problem.hint.endswith("."), f"{problem.what} and then?"
    assert len(problem.what) + len(problem.hint) < 260
    assert "\n" not in str(problem)
    assert "Error" not in str(problem)
    return str(problem)


def complete(folder: Path, plan: Plan, repository) -> bool:
    """Whether the folder holds the files of the plan, right, and nothing else."""
    files = repository.files(plan.commit)
    there = {path.name: path.read_bytes() for path in folder.iterdir()}
    return there == {file.path: files[file.path].data for file in plan.files}


class Cancel:
    """Says so after some seconds, or once told to; knows how long ago."""

    def __init__(self, after: float = float("inf")) -> None:
        self._at = time.monotonic() + after

    def __call__(self) -> bool:
        return time.monotonic() >= self._at

    def now(self) -> None:
        self._at = min(self._at, time.monotonic())

    @property
    def ago(self) -> float:
        return time.monotonic() - self._at


def settle(seconds: float = 5.0) -> None:
    """Wait for threads that were left behind with a dead server."""
    until = time.monotonic() + seconds
    for thread in threading.enumerate():
        if thread.name.startswith(("fetching", "hub request")):
            thread.join(max(0.0, until - time.monotonic()))
