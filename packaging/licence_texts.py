"""The licence of one thing in the bundle: a distribution, a system's library, Python."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

from bundle import ROOT

KEPT: Final = ROOT / "packaging" / "licences"
_WORDS: Final = ("licen", "copying", "notice", "authors")
# For distributions without a text of their own: what they say, and the usual words.
_USUAL: Final = {
    "Apache": ROOT / "LICENSE",
    "MIT": KEPT / "MIT.txt",
    "LGPL": KEPT / "LGPL-3.0.txt",
}


@dataclass(frozen=True)
class Licence:
    """What something is called, under what it is, where it comes from, and the words."""

    name: str
    version: str
    terms: str
    home: str
    text: str

    @property
    def file(self) -> str:
        """A name for its file."""
        return f"{self.name}.txt"


def of_distribution(distribution: Distribution) -> Licence:
    """The licence as a distribution's metadata and files say it."""
    known = distribution.metadata
    classifiers = [
        each.rpartition(" :: ")[2]
        for each in known.get_all("Classifier") or []
        if each.startswith("License ::")
    ]
    first_line = (known.get("License") or "").strip().partition("\n")[0]
    terms = known.get("License-Expression") or first_line or ", ".join(classifiers)
    homes = [each.partition(",")[2].strip() for each in known.get_all("Project-URL") or []]
    home = known.get("Home-page") or (homes[0] if homes else "")
    author = known.get("Author") or known.get("Author-email") or ""
    texts = list(_texts_of(distribution)) or list(_usual(terms, distribution.name, author))
    if not texts:
        raise LookupError(f"{distribution.name} ({terms}) brings no licence that could be kept")
    return Licence(distribution.name, distribution.version, terms, home, "\n\n".join(texts))


def _texts_of(distribution: Distribution) -> Iterator[str]:
    for file in distribution.files or []:
        name = file.name.lower()
        if ".dist-info" in str(file.parent) and name.startswith(_WORDS):
            text = Path(str(file.locate())).read_text("utf-8", errors="replace")
            yield f"--- {'/'.join(file.parts[1:])}\n\n{text.strip()}"


def _usual(terms: str, name: str, author: str) -> Iterator[str]:
    if name.lower().startswith(("pyside6", "shiboken6")):
        yield (KEPT / "Qt.txt").read_text("utf-8")
        yield (KEPT / "GPL-3.0.txt").read_text("utf-8")  # the Lesser licence adds to it
    for words, text in _USUAL.items():
        if words in terms:
            yield f"Copyright {author or f'the authors of {name}'}"
            yield text.read_text("utf-8")


def of_python() -> Licence:
    """Python's own."""
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE"),
    )
    text = next((each.read_text("utf-8") for each in places if each.exists()), "")
    version = sysconfig.get_python_version()
    terms, home = "PSF-2.0", "https://www.python.org"
    return Licence("Python", version, terms, home, text or sys.copyright)


def of_library(library: Path) -> Licence | None:
    """The licence of a library that a Debian package brought; None where dpkg knows none."""
    package = package_of(library)
    if not package:
        return None
    version = _output("dpkg-query", "--show", "--showformat=${Version}", package)
    plain = package.partition(":")[0]
    words = Path("/usr/share/doc", plain, "copyright").read_text("utf-8", "replace")
    return Licence(plain, version, "see its file", "", words)


def package_of(library: Path) -> str:
    """The Debian package that a file came with; empty where dpkg knows none."""
    real = library.resolve()
    # The folders that were merged are still registered under either name.
    names = [real, Path("/", *real.parts[2:])] if real.parts[1:2] == ("usr",) else [real]
    owners = (_output("dpkg-query", "--search", str(name)) for name in names)
    return next((owner.partition(": ")[0].partition(",")[0] for owner in owners if owner), "")


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()
