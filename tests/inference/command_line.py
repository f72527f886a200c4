"""The command line in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.known_starters import know_starters

ROOT = Path(__file__).resolve().parents[2]
CODE = "import sys; from desktop_app.cli import main; sys.exit(main(sys.argv[1:]))"


def interlinear(*arguments, home, given=b"", code=CODE):
    """Run a command; output and errors are bytes, as they are outside.

    In `home` the starters were opened before.
    """
    know_starters(home)
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "INTERLINEAR_HOME": str(home)},
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
    )
