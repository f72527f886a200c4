"""How threads wait: said before torch is loaded, and never against the user."""

import os
import subprocess
import sys

import pytest

from models.openmp import BLOCK_TIME, SPINS
from tests.source_tree import ROOT

NAMES = ("GOMP_SPINCOUNT", "KMP_BLOCKTIME", "OMP_WAIT_POLICY")
CODE = f"""
import os, sys
import models
print([os.environ.get(name) for name in {NAMES!r}], "torch" in sys.modules)
"""


def set_by_importing(given):
    environment = {key: value for key, value in os.environ.items() if key not in NAMES}
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env=environment | given,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [SPINS, BLOCK_TIME, None]),
        ({"GOMP_SPINCOUNT": "7"}, ["7", BLOCK_TIME, None]),
        ({"KMP_BLOCKTIME": "0"}, [SPINS, "0", None]),
        ({"OMP_WAIT_POLICY": "active"}, [None, None, "active"]),
    ],
)
def test_importing_models_says_it_and_loads_no_torch(given, found):
    assert set_by_importing(given) == f"{found} False"
