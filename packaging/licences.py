"""Gathers the licences of everything inside the bundle into one folder."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import licence_texts
from bundle import ROOT, STARTERS, Entry
from licence_texts import Licence

FOLDER = "licences"


def gather(folder: Path, rows: Sequence[Entry], with_starters: bool) -> list[Entry]:
    """Write them into `folder`; the rows that put them into the bundle."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = sorted(_of(rows), key=lambda each: each.name.lower())
    for licence in found:
        (folder / licence.file).write_text(_page(licence), "utf-8")
    shutil.copy(ROOT / "LICENSE", folder / "Interlinear.txt")
    (folder / "README.txt").write_text(_list(found), "utf-8")
    if with_starters:
        (folder / "starters.txt").write_text(_of_starters(), "utf-8")
    return [Entry(f"{FOLDER}/{file.name}", str(file), "DATA") for file in folder.iterdir()]


def _of(rows: Sequence[Entry]) -> Iterator[Licence]:
    yield licence_texts.of_python()
    yield licence_texts.of_distribution(distribution("pyinstaller"))  # its loader is inside
    files = {Path(row.source).resolve() for row in rows if row.kind != "SYMLINK"}
    owners = _owners(files)
    yield from map(licence_texts.of_distribution, set(owners.values()))
    others = {
        licence
        for file in files - set(owners)
        if file.suffix != ".py" and _is_of_system(file)
        if (licence := licence_texts.of_library(file))
    }
    yield from others


def _owners(files: Iterable[Path]) -> dict[Path, Distribution]:
    """The distribution that installed a file, for those that one did."""
    wanted = {str(file): file for file in files}
    found = {}
    for each in _once(distributions()):
        folder = str(Path(str(each.locate_file(""))).resolve())
        for file in each.files or []:
            place = os.path.join(folder, *file.parts)  # noqa: PTH118  # of 100,000 files
            if place in wanted:
                found[wanted[place]] = each
    return found


def _once(found: Iterable[Distribution]) -> list[Distribution]:
    by_name = {each.name.lower().replace("_", "-"): each for each in found}
    return [each for name, each in by_name.items() if name != "interlinear"]


def _is_of_system(file: Path) -> bool:
    return sys.platform.startswith("linux") and file.parts[1:2] in (("usr",), ("lib",))


def _page(licence: Licence) -> str:
    head = [f"{licence.name} {licence.version}", licence.home, f"Licence: {licence.terms}"]
    return "\n".join([*filter(None, head), "", licence.text.strip(), ""])


def _list(found: Sequence[Licence]) -> str:
    width = max(len(f"{each.name} {each.version}") for each in found)
    rows = [f"{f'{each.name} {each.version}':{width}}  {each.terms}" for each in found]
    return "\n".join(
        [
            "Interlinear is under the Apache License 2.0 (Interlinear.txt). It contains:",
            "",
            *rows,
            "",
            "Each has a file here. The starters' licences are in starters.txt.",
            "",
        ]
    )


def _of_starters() -> str:
    """The licence and the attribution of every checkpoint that comes along."""
    sys.path.insert(0, str(ROOT))
    from models.library import Library  # noqa: PLC0415

    found = [one for one in Library(ROOT / "no library").checkpoints() if one.starter]
    parts = [
        f"{one.id}: {one.name}\nLicence: {one.licence}\n{one.attribution}\n" for one in found
    ]
    mit = (licence_texts.KEPT / "MIT.txt").read_text("utf-8")
    texts = [
        "CC BY-SA 4.0: https://creativecommons.org/licenses/by-sa/4.0/legalcode\n",
        f"The package {STARTERS.replace('_', '-')} is under the MIT licence:\n\n{mit}",
    ]
    return "\n".join(parts + texts)
