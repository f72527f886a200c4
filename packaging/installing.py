"""Linux: installs the Debian package in an empty system, starts it there and removes it.

The system has nothing but dpkg's own records, so that what the package needs from others is
not looked for; `linux/clean_root.sh` does that in a whole one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import proofs
from bundle import NAME

_RECORDS: Final = Path("var", "lib", "dpkg")
# dpkg looks for ldconfig, which is not on every user's path.
_PATH: Final = "/usr/sbin:/usr/bin:/sbin:/bin"


def is_possible() -> bool:
    """Whether there is dpkg, and this user is root or may play it."""
    if not (shutil.which("dpkg") and shutil.which(_as_root("true")[0])):
        return False
    done = subprocess.run(_as_root("true"), capture_output=True, check=False)
    return done.returncode == 0


def faults(package: Path, work: Path) -> list[str]:
    """What goes wrong with installing, starting and removing, and what then is left."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        root = Path(folder)
        for name in ("info", "updates"):
            (root / _RECORDS / name).mkdir(parents=True)
        (root / _RECORDS / "status").touch()
        installed, said = _dpkg(root, "--force-depends", "--install", package)
        if not installed:
            return [f"It is not installed: {said.strip()}"]
        with tempfile.TemporaryDirectory() as home:
            program = root / "usr" / "bin" / NAME
            starts, said = proofs.run_alone(program, ["models", "list"], home)
        found = [] if starts else [f"It does not start where it is installed: {said.strip()}"]
        removed, said = _dpkg(root, "--purge", NAME)
        if not removed:
            return [*found, f"It is not removed: {said.strip()}"]
        return [*found, *(f"{name} is left behind" for name in _others(root))]


def _as_root(*command: str | Path) -> list[str | Path]:
    return [*([] if os.geteuid() == 0 else ["unshare", "--map-root-user"]), *command]


def _dpkg(root: Path, *words: str | Path) -> tuple[bool, str]:
    done = subprocess.run(
        _as_root("dpkg", "--root", root, *words),
        env={"PATH": _PATH, "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


def _others(root: Path) -> list[str]:
    """What there is beside the records, folders without anything in them too."""
    found = (path.relative_to(root) for path in root.rglob("*"))
    return sorted(
        str(each)
        for each in found
        if not each.is_relative_to(_RECORDS) and each not in _RECORDS.parents
    )
