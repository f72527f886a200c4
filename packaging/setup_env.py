"""Makes the project's own `.venv` and installs what a verb of the Makefile needs.

It runs with whatever Python 3.11 or newer the machine has, so it knows the standard library
only. Nothing is done where `.venv` already fits; a set-up that was interrupted begins anew.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from environment import PYTHON, Environment, SetUpError, State

EXTRAS: Final = {
    "run": ("starter",),
    "dev": ("starter", "dev"),
    "package": ("starter", "package"),
}


@dataclass(frozen=True)
class Part:
    """Something to install; sizes in MB, measured on 64-bit Linux."""

    name: str
    download: int
    disk: int


BASE = (
    Part("torch", 190, 750),
    Part("Qt", 85, 250),
    Part("numpy, tokenizers and smaller libraries", 50, 280),
)
CUDA_NOTE = """\
  Where the package index serves torch's build for NVIDIA cards, torch is 2.7 GB to download
  and 4.8 GB on disk. Without such a card stop here (Ctrl+C) and take the small build:
  make run TORCH_INDEX=URL, with the address of PyTorch's CPU wheel index."""
EXTRA_PARTS: Final = {
    "starter": Part("starter checkpoints, English and Portuguese", 36, 55),
    "dev": Part("test tools, linter and type checker", 60, 300),
    "package": Part("tools that build packages", 10, 30),
}


def amount(megabytes: int) -> str:
    """190 as "190 MB", 2700 as "2.7 GB"."""
    return f"{megabytes / 1000:.1f} GB" if megabytes >= 1000 else f"{megabytes} MB"


def announce(parts: Sequence[Part], free: int, note: str = "") -> None:
    """Say what comes and how big it is, before any of it is fetched."""
    total = Part("together", sum(p.download for p in parts), sum(p.disk for p in parts))
    print("To be installed into .venv, once; sizes are about right:")
    for part in (*parts, total):
        sizes = f"{amount(part.download):>7} to download {amount(part.disk):>7} on disk"
        print(f"  {part.name:<44}{sizes}")
    if note:
        print(note)
    needed = total.download + total.disk
    if free < needed:
        raise SetUpError(
            f"This needs about {amount(needed)} while it is installed and the disk has "
            f"{amount(free)} left: free some space, then run make again."
        )


@contextmanager
def step(text: str) -> Iterator[None]:
    """One line of progress, with the time it took."""
    print(f"{text} ... ", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - begun:.0f} s", flush=True)


def check_venv() -> None:
    """Debian splits `venv` off from Python: name its package before anything is tried."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    systems = Path("/usr/bin/python3").resolve().name == f"python{PYTHON}"
    package = "python3-venv" if systems else f"python{PYTHON}-venv"
    raise SetUpError(
        f"Python {PYTHON} cannot make virtual environments here: sudo apt install {package}"
    )


def install_project(environment: Environment, state: State, text: str) -> None:
    """Take the last step, without the starters where there is no wheel of them."""
    with step(text):
        complete = environment.install_project(state.extras)
    if not complete:
        print(
            "The starter checkpoints are not made for this machine; Interlinear is installed "
            "without them and opens any checkpoint folder you have."
        )


def begin(environment: Environment, wanted: State) -> None:
    """Install everything into an empty environment."""
    check_venv()
    extras = [EXTRA_PARTS[each] for each in wanted.extras]
    may_be_large = sys.platform == "linux" and not wanted.torch_index
    announce((*BASE, *extras), environment.free_space(), CUDA_NOTE if may_be_large else "")
    with environment.changing(None, wanted):
        with step("1/3 an empty environment"):
            environment.create()
        with step("2/3 torch"):
            environment.install_torch(wanted.torch_index)
        install_project(environment, wanted, "3/3 all others")


def update(environment: Environment, there: State, wanted: State) -> None:
    """Add what is missing to an environment that works."""
    after = there.grown(wanted)
    added = [EXTRA_PARTS[each] for each in after.extras if each not in there.extras]
    if added:
        announce(added, environment.free_space())
    with environment.changing(there, after):
        environment.install_torch(after.torch_index)
        install_project(environment, after, "Bringing .venv up to date")


def set_up(environment: Environment, wanted: State) -> None:
    """Bring `.venv` to what is asked for, from whatever it is now."""
    there = environment.state()
    if there is None or not there.serves(wanted):
        begin(environment, wanted)
    elif not there.fits(wanted):
        update(environment, there, wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when `.venv` is ready."""
    parser = argparse.ArgumentParser(description="Make .venv ready for a verb of the Makefile.")
    parser.add_argument("purpose", choices=EXTRAS)
    parser.add_argument("--torch-index", default="", help="package index to take torch from")
    asked = parser.parse_args(arguments)
    environment = Environment(Path(__file__).resolve().parent.parent)
    wanted = environment.wanted(EXTRAS[asked.purpose], asked.torch_index)
    try:
        set_up(environment, wanted)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; the next make begins anew.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
