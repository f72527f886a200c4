"""What nobody caught is in the log, and one line says so."""

import subprocess
import sys


def test_an_uncaught_error_is_logged_and_named_in_one_line(tmp_path):
    log = tmp_path / "folder" / "interlinear.log"
    script = (
        "import sys; from pathlib import Path; from desktop_app.log import start_logging;"
        "start_logging(Path(sys.argv[1])); {}['missing']"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(log)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"interlinear: Something went wrong that should not (KeyError). {log} says more."
    ]
    written = log.read_text("utf-8")
    assert "Traceback" in written
    assert "KeyError: 'missing'" in written
