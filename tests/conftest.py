"""Every test: no network, a home of its own, and nothing left behind."""

import gc
import os
import sys
import threading

import pytest

from desktop_app.network import leaves_machine

if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Processes that tests start keep compiled modules, as a user's do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if "PYTEST_XDIST_WORKER" in os.environ:
    # Workers share the processor; threads of several torches would wait for one another.
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def refuse_network(event, arguments):
    if leaves_machine(event, arguments):
        raise OSError(f"tests have no network: {event} {arguments[-1]!r}")


sys.addaudithook(refuse_network)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The program's files go below a temporary folder; there are no other programs'."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "no cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no settings"))
    folder = tmp_path / "home"
    monkeypatch.setenv("INTERLINEAR_HOME", str(folder))
    return folder


@pytest.fixture
def no_starters(monkeypatch):
    """Nothing comes with the program, and nothing of it has to be described."""
    monkeypatch.setattr("models.library.STARTER_PACKAGE", "no_such_package")
    monkeypatch.setattr("models.library.OWN_STARTER_PACKAGE", "no_such_package")


def visible(widgets):
    return [each for each in widgets.QApplication.topLevelWidgets() if each.isVisible()]


def started(thread):
    """Whether Python started the thread: what it learns of one of Qt outlives that one."""
    return not isinstance(thread, threading._DummyThread)


@pytest.fixture(autouse=True)
def no_leftovers():
    """Fail a test that leaves a thread running or a window open."""
    before = set(threading.enumerate())
    yield
    left = [each for each in threading.enumerate() if each not in before and started(each)]
    assert not left, f"threads left running: {left}"
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets and widgets.QApplication.instance():
        if visible(widgets):
            gc.collect()  # a window nobody holds any more may still wait to be freed
        shown = visible(widgets)
        for each in shown:
            each.close()
        assert not shown, f"windows left open: {shown}"
