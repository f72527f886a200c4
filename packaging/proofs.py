"""Proves a bundle: what must not be in it, what it needs, whether it works and how fast."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import bundle
import linking

PATIENCE: Final = 600.0  # seconds for all that takes one minute on an idle machine
STARTS: Final = 3
_UNWANTED: Final = re.compile(
    r"(^|/)(tests?|testing|examples?|__pycache__)/"
    r"|(^|/)(test_[^/]+|[^/]*_test|conftest)(\.|$)"
    r"|(^|/)(protoc|gcc|g\+\+|cc1|clang|ld|as|nvcc|ptxas|cl|link)([-.\d]*|\.exe)$"
    r"|\.(h|hpp|cuh|lib|a|o|pdb|cpp|cmake)$"
)
_VERSION: Final = re.compile(r"(-[0-9a-f]{8})+|\.so[.\d]*$|\.dll$|\.dylib$")
# Linux libraries that come with every system that runs the C library they belong to.
_C: Final = re.compile(r"(lib(c|m|dl|rt|pthread|util|resolv)|ld-linux-.*)\.so\.\d$")


@dataclass(frozen=True)
class Bundle:
    """A folder with a program in it, and the program to start."""

    folder: Path
    program: Path

    def files(self) -> list[Path]:
        """Every file that is not a link."""
        found = (Path(top, name) for top, _, names in os.walk(self.folder) for name in names)
        return sorted(file for file in found if not file.is_symlink())

    def place(self, file: Path) -> str:
        """A file's name in the bundle, without the folder PyInstaller puts things into."""
        return file.relative_to(self.folder).as_posix().removeprefix("_internal/")

    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.stat().st_size for file in self.files())


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process until something is seen."""

    window: float
    translation: float | None


def faults(made: Bundle) -> list[str]:
    """What is in the bundle and should not be, and on Linux what is missing in it."""
    files = made.files()
    found = [
        f"{made.place(file)} is not for users" for file in files if _is_unwanted(made, file)
    ]
    found += [f"{' and '.join(names)} are one library" for names in _twins(made, files)]
    links = [path for path in made.folder.rglob("*") if path.is_symlink()]
    found += [f"{link.name} leads to nothing" for link in links if not link.exists()]
    if sys.platform.startswith("linux"):
        found += [f"{name} is needed and not there" for name in _missing(made, files)]
    return found


def _is_unwanted(made: Bundle, file: Path) -> bool:
    return bool(_UNWANTED.search(made.place(file)))


def _twins(made: Bundle, files: Sequence[Path]) -> Iterator[list[str]]:
    """Libraries of the same name but for version and digest, or with the same content."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for file in files:
        if re.search(r"\.so(\.|$)|\.dll$|\.dylib$|\.pyd$", file.name):
            alike[hashlib.sha256(file.read_bytes()).hexdigest()].append(made.place(file))
            if file.name.startswith("lib"):
                alike[_VERSION.sub("", file.name)].append(made.place(file))
    yield from (names for names in alike.values() if len(names) > 1)


def _missing(made: Bundle, files: Sequence[Path]) -> list[str]:
    """Libraries that something is linked to, that are neither here nor in every system."""
    here = {file.name for file in files}
    wanted = set().union(*linking.links(programs(files)).values())
    return sorted(
        name
        for name in wanted - here
        if not (bundle.SYSTEM.match(name) or _C.match(name) or _is_link(made, name))
    )


def programs(files: Sequence[Path]) -> list[Path]:
    """Linux programs and libraries among files."""
    return [file for file in files if _begins(file, b"\x7fELF")]


def _begins(file: Path, with_bytes: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(with_bytes)) == with_bytes


def _is_link(made: Bundle, name: str) -> bool:
    return any(path.is_symlink() and path.exists() for path in made.folder.rglob(name))


def largest(made: Bundle, number: int = 20) -> list[tuple[int, str, str]]:
    """Bytes, place and reason of the largest files."""
    files = sorted(made.files(), key=lambda file: -file.stat().st_size)[:number]
    rows = [(file.stat().st_size, made.place(file)) for file in files]
    return [(size, place, bundle.reason(place)) for size, place in rows]


def test_itself(made: Bundle, with_starters: bool) -> tuple[bool, str]:
    """Let the program prove itself, with nothing else in reach; its last words with it."""
    words = ["selftest"] if with_starters else ["selftest", "--without-starters"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        return run_alone(made.program, words, home)


def run_alone(program: Path, words: Sequence[str], home: str) -> tuple[bool, str]:
    """Run a command of the program with nothing else in reach; whether it worked, its words."""
    done = subprocess.run(
        [*_alone(), program, *words],
        cwd=home,
        env=_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode == 0, done.stdout


def is_cut_off() -> bool:
    """Whether this system lets a process run without network and without our folders."""
    return bool(_alone())


def _alone() -> list[str]:
    """What to put before a command so that it has no network, no `.venv` and no sources."""
    unshare, shell, mount = (shutil.which(name) for name in ("unshare", "sh", "mount"))
    if not (sys.platform.startswith("linux") and unshare and shell and mount):
        return []
    own = [bundle.ROOT / name for name in ("desktop_app", "models", "resources")]
    hidden = [Path(sys.prefix), Path(sysconfig.get_path("stdlib")), *own]
    covers = [f"{mount} -t tmpfs none '{folder}' && " for folder in hidden]
    separate = [unshare, "--map-root-user", "--net", "--mount", shell, "-c"]
    alone = [*separate, f'{"".join(covers)}exec "$@"', "-"]
    done = subprocess.run([*alone, shell, "-c", ":"], capture_output=True, check=False)
    return alone if done.returncode == 0 else []


def _environment(home: str) -> dict[str, str]:
    """A new user's, without a search path."""
    kept = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **{"HOME": home, "USERPROFILE": home, "INTERLINEAR_HOME": home},
        **{"LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"},
    }


def start_times(made: Bundle, with_starters: bool) -> list[Start]:
    """How long several first starts take; the first one reads the disk most."""
    if not with_starters:
        return []
    return [_start(made) for _ in range(STARTS)]


def _start(made: Bundle) -> Start:
    seen = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        began = time.monotonic()
        with subprocess.Popen(
            [made.program, "selftest", "--start"],
            env=_environment(home),
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            for line in process.stdout or ():
                seen[line.strip()] = time.monotonic() - began
    if "window" not in seen:
        raise RuntimeError("The program ended before its window was seen.")
    return Start(seen["window"], seen.get("translation"))
