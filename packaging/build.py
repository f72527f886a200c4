"""`make package`: freezes the program, proves the result, packs it, and says how big it is."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import archives
import bundle
import debian
import desktop
import icu_data
import installing
import learning
import proofs
import report
from proofs import Bundle
from report import Result
from setup_env import step


class BuildError(Exception):
    """What went wrong, in words for whoever builds."""


@dataclass(frozen=True)
class Folders:
    """Where intermediate files and results go."""

    work: Path
    output: Path


TOOLS: Final = ("objdump", "readelf", "strip", *icu_data.TOOLS)  # Linux


def check_tools() -> None:
    """Stop before long work where a tool is missing; without dpkg there is no .deb."""
    if not sys.platform.startswith("linux"):
        return
    if missing := [each for each in TOOLS if not shutil.which(each)]:
        raise BuildError(f"{', '.join(missing)} not found: sudo apt install binutils")


def freeze(folders: Folders, with_starters: bool) -> Bundle:
    """Run PyInstaller; what it says goes to a file."""
    said = folders.work / "pyinstaller.log"
    folders.work.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean"]
    command += ["--distpath", str(folders.output), "--workpath", str(folders.work)]
    command += [str(bundle.ROOT / "packaging" / "interlinear.spec")]
    command += [] if with_starters else ["--", "--without-starters"]
    with said.open("w", encoding="utf-8") as log:
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        tail = "\n".join(said.read_text("utf-8", "replace").splitlines()[-20:])
        raise BuildError(f"{tail}\nPyInstaller failed; all it said is in {said}.")
    return frozen(folders.output)


def frozen(output: Path) -> Bundle:
    """What PyInstaller made for this system."""
    if sys.platform == "darwin":
        app = output / "Interlinear.app"
        return Bundle(app, app / "Contents" / "MacOS" / bundle.NAME)
    program = "interlinear-console.exe" if sys.platform == "win32" else bundle.NAME
    return Bundle(output / bundle.NAME, output / bundle.NAME / program)


def finish(made: Bundle, folders: Folders) -> None:
    """Add what the system wants beside the program."""
    if sys.platform.startswith("linux"):
        desktop.install(made.folder / "share", folders.work / bundle.NAME / "icons")
    elif sys.platform == "win32":
        archives.sign_for_windows(made.folder)


def prove(made: Bundle, with_starters: bool) -> None:
    """Stop where something is in the bundle that should not be, or does not work."""
    if found := proofs.faults(made):
        raise BuildError("\n".join(found))
    works, said = proofs.test_itself(made, with_starters)
    print(said.rstrip())
    if not works:
        raise BuildError("The program did not pass its own test.")
    if found := learning.faults(made):
        raise BuildError("\n".join(found))
    print("It trains, and what it trained translates.")


def pack(made: Bundle, folders: Folders) -> list[Path]:
    """Make all archives that this system can."""
    packed = [archives.pack(made.folder, folders.output)]
    if sys.platform.startswith("linux") and shutil.which("dpkg-deb"):
        programs = proofs.programs(made.files())
        packed.append(debian.build(made.folder, programs, folders.work, folders.output))
    return packed


def prove_package(package: Path, work: Path) -> None:
    """Stop where the Debian package does not come, start and go as it should."""
    if not installing.is_possible():
        print(f"{package.name} is not tried: that takes dpkg, and root or unshare.")
        return
    if found := installing.faults(package, work):
        raise BuildError("\n".join(found))
    print(f"{package.name} was installed, started and removed; nothing is left.")


def build(folders: Folders, with_starters: bool, only_folder: bool) -> None:
    """Do everything."""
    began = time.monotonic()
    check_tools()
    with step("1/3 freezing"):
        made = freeze(folders, with_starters)
        finish(made, folders)
    cut_off = proofs.is_cut_off()
    print(
        f"2/3 its own test, {'without network and sources' if cut_off else 'network refused'}"
    )
    prove(made, with_starters)
    starts = proofs.start_times(made, with_starters)
    packed: list[Path] = []
    if not only_folder:
        with step("3/3 packing"):
            packed = pack(made, folders)
    for package in packed:
        if package.suffix == ".deb":
            prove_package(package, folders.work)
    result = Result(made, packed, starts)
    print("", report.largest(made), "", report.table(result), sep="\n")
    if found := report.faults(result):
        raise BuildError("\n".join(found))
    print(f"\nReady after {time.monotonic() - began:.0f} s: {made.folder}", *packed, sep="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when the bundle works."""
    parser = argparse.ArgumentParser(description="Make and prove what people download.")
    parser.add_argument("--without-starters", action="store_true", help="leave them out")
    parser.add_argument("--only-folder", action="store_true", help="pack nothing")
    parser.add_argument("--work", type=Path, default=bundle.ROOT / "build")
    parser.add_argument("--output", type=Path, default=bundle.ROOT / "dist")
    asked = parser.parse_args(arguments)
    folders = Folders(asked.work.resolve(), asked.output.resolve())
    with_starters = bundle.has_starters() and not asked.without_starters
    if not with_starters:
        print("The bundle is made without starters.")
    try:
        build(folders, with_starters, asked.only_folder)
    except (BuildError, RuntimeError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
