"""Whenever the program is killed, what is listed is whole, and the work can be done again."""

import json
import subprocess
import sys

from tests.inference import dying
from tests.source_tree import ROOT


def test_killed_at_any_change_to_the_disk(tmp_path):
    command = [sys.executable, "-m", "tests.inference.dying", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    deaths = json.loads(done.stdout)
    assert deaths.keys() == dying.WORKS.keys()
    assert all(count > 5 for count in deaths.values()), deaths
