"""The parts of a student's folder: weights, vocabularies, shortlist and settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from models.messages import Problem
from models.text.languages import pair_of, primary, tag

# Of vocabularies that are one for each side; Firefox's folders have the first.
SIDES = (("srcvocab.*.spm", "trgvocab.*.spm"), ("vocab.src.spm", "vocab.trg.spm"))
AGAIN = "Fetch or copy the checkpoint again."


def recognises(folder: Path) -> bool:
    """A Marian binary with a SentencePiece vocabulary beside it."""
    return bool(_find(folder, "model.*.bin") and _find(folder, "*vocab*.spm"))


def _find(folder: Path, pattern: str) -> Path | None:
    return next(iter(sorted(folder.glob(pattern))), None)


@dataclass(frozen=True)
class Files:
    """The parts of a student's folder; a folder may go without the last two.

    One vocabulary may serve both sides.
    """

    weights: Path
    source_vocabulary: Path
    target_vocabulary: Path
    shortlist: Path | None
    settings: Path | None

    @staticmethod
    def of(folder: Path) -> Files:
        """Find the parts. Raises `Problem` naming the kind of file that is missing."""
        weights, settings = _find(folder, "model.*.bin"), _find(folder, "config*.yml")
        if weights is None:
            raise _missing(folder, "model.*.bin")
        named = read_settings(settings).get("vocabs")
        source, target = _named(folder, settings, named) or _by_pattern(folder, weights)
        return Files(weights, source, target, _find(folder, "lex.*.bin"), settings)

    def bytes(self) -> int:
        """What the parts take on disk."""
        vocabularies = {self.source_vocabulary, self.target_vocabulary}
        parts = (self.weights, *vocabularies, self.shortlist, self.settings)
        return sum(part.stat().st_size for part in parts if part)


def read_settings(path: Path | None) -> dict[str, Any]:
    """The folder's settings, empty without a file. Raises `Problem` for a damaged one."""
    if path is None:
        return {}
    try:
        settings = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise Problem(
            f"The settings file {path.name} cannot be read.", AGAIN, str(error)
        ) from error
    return settings if isinstance(settings, dict) else {}


def _named(folder: Path, settings: Path | None, named: object) -> tuple[Path, Path] | None:
    """The vocabularies that the settings name, looked for in the folder by their last part."""
    if not isinstance(named, list) or not all(isinstance(name, str) for name in named):
        return None
    found = [folder / name.replace("\\", "/").rpartition("/")[2] for name in named]
    if not found or not any(path.is_file() for path in found):
        return None
    for path in found:
        if not path.is_file():
            raise Problem(
                f"The checkpoint folder {folder.name} has no {path.name}, "
                f"which {settings and settings.name} names.",
                AGAIN,
            )
    return (found[0], found[-1]) if len(found) < 3 else None


def _by_pattern(folder: Path, weights: Path) -> tuple[Path, Path]:
    for patterns in SIDES:
        source, target = (_find(folder, pattern) for pattern in patterns)
        if source and target:
            return source, target
        if source or target:
            raise _missing(folder, patterns[0 if target else 1])
    found = sorted(folder.glob("vocab.*.spm"))
    if not found:
        raise _missing(folder, "vocab.*.spm")
    if len(found) == 1:
        return found[0], found[0]
    ordered = _by_language(found, pair_of(weights.name) or pair_of(folder.name))
    if ordered is None:
        count = "two" if len(found) == 2 else len(found)
        raise Problem(
            f"The checkpoint folder {folder.name} has {count} vocabularies "
            f"({', '.join(path.name for path in found)}), and nothing says which of them "
            "reads the source and which writes the translation.",
            "Name them srcvocab.NAME.spm and trgvocab.NAME.spm.",
        )
    return ordered


def _by_language(found: list[Path], pair: tuple[str, str] | None) -> tuple[Path, Path] | None:
    """The vocabularies of the pair's languages, as in vocab.en.spm and vocab.zh.spm."""
    by_language = {primary(tag(path.name.split(".")[1])): path for path in found}
    if pair is None or len(found) != 2 or by_language.keys() != {*map(primary, pair)}:
        return None
    source, target = map(primary, pair)
    return by_language[source], by_language[target]


def _missing(folder: Path, pattern: str) -> Problem:
    return Problem(f"The checkpoint folder {folder.name} has no {pattern}.", AGAIN)
