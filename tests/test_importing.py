"""What importing a part of the program may cost."""

import subprocess
import sys

import pytest

from tests.source_tree import ROOT


def run(code: str) -> str:
    """What a fresh interpreter prints in the project's root."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "name", ["models", "models.messages", "models.library", "models.families"]
)
def test_importing_models_loads_neither_torch_nor_qt(name):
    heavy = f"import {name}, sys; print([m for m in ('torch', 'PySide6') if m in sys.modules])"
    assert run(heavy) == "[]", f"{name} must import heavy libraries where it needs them"


def test_importing_the_app_loads_torch_on_windows_alone():
    loaded = run("import desktop_app.app, sys; print('torch' in sys.modules)")
    wanted = str(sys.platform == "win32")  # where torch's libraries must come before Qt's
    assert loaded == wanted, "the worker imports the engine inside run()"


def test_no_source_is_read_for_spellings_of_qt_that_nothing_uses():
    read = run(
        "import desktop_app.app, linecache\n"
        "before = set(linecache.cache)\n"
        "import models.engine\n"
        "print(len(set(linecache.cache) - before))"
    )
    assert int(read) < 50, "the bindings read the sources of torch"


@pytest.mark.parametrize("name", ["models", "models.messages", "models.text.utf16"])
def test_importing_models_opens_no_file(name):
    watched = (
        "import sys\n"
        "opened = []\n"
        "keep = lambda event, args: event == 'open' and opened.append(str(args[0]))\n"
        "sys.addaudithook(keep)\n"
        f"import {name}\n"
        "code = ('.py', '.pyc', '.so', '.pyd')\n"
        "print([path for path in opened if not path.endswith(code)])"
    )
    assert run(watched) == "[]", f"importing {name} reads files; read them in a function"
