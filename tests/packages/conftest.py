"""The modules of packaging/, imported as its scripts import them."""

import importlib

import pytest

from tests.source_tree import ROOT


@pytest.fixture
def tool(monkeypatch):
    """Import one of them by its name."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module
