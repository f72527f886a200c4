"""A hub of the tests' own, and how long things may take with it."""

import os

import pytest

from models.hub import Hub, Timing
from models.offers import Endpoint
from tests.hub.server import TestHub

QUICK = Timing(connect=1.5, stall=0.5, tries=3, pause=0.02, longest_pause=0.1, look=0.02)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """Whatever the environment says, these tests talk to this machine."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("HF_"):
            monkeypatch.delenv(name)


@pytest.fixture
def server():
    with TestHub() as hub:
        yield hub


@pytest.fixture
def hub(server):
    return Hub(Endpoint(server.url), timing=QUICK)
