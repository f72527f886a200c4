"""The automatic choice of an alignment method, for checkpoints without a guided head.

Each way of reading attention is compared with what replacing a source word does to the output.
The best few agree in what is right and differ in what is wrong, so that their mean is better
than any of them. The choice is kept beside what else is derived from the checkpoint.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.alignment import strengths
from models.fingerprint import fingerprint
from models.link_strength import balanced
from models.messages import Checkpoint, UsageError
from models.method_names import method_named
from models.methods import Average, Blend, Method, candidates
from models.model import Model
from models.probe_sentences import probe_sentences
from models.source_effects import Effects, effects

Floats = NDArray[np.float32]
BLENDED = 6  # methods; with 4 to 8 the error rates of docs/alignment.md differ by a point
CONSIDERED = 4  # methods for each that is blended: of few not even half may be right
CRITERION = 1  # choices by another criterion are made again
_log = logging.getLogger(__name__)


class Choices:
    """Chooses once for each checkpoint; `cache` is where choices are kept."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._made: dict[Path, Method] = {}

    def method(self, model: Model) -> Method:
        """The best method of a checkpoint, in whatever direction."""
        checkpoint = model.checkpoint
        if checkpoint.path not in self._made:
            method = self._read(checkpoint)
            if method is None:
                method = choose(model)
                self._write(checkpoint, method)
            self._made[checkpoint.path] = method
        return self._made[checkpoint.path]

    def _file(self, checkpoint: Checkpoint) -> Path | None:
        if self._cache is None:
            return None
        return self._cache / fingerprint(checkpoint.path) / "alignment.json"

    def _read(self, checkpoint: Checkpoint) -> Method | None:
        file = self._file(checkpoint)
        try:
            content = json.loads(file.read_text("utf-8")) if file else {}
            if not isinstance(content, dict) or content.get("criterion") != CRITERION:
                return None
            return method_named(str(content.get("method", "")))
        except (OSError, ValueError, UsageError):
            return None

    def _write(self, checkpoint: Checkpoint, method: Method) -> None:
        file = self._file(checkpoint)
        if file is None:
            return
        content = {"criterion": CRITERION, "method": method.name}
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(content), "utf-8")
        except OSError as error:
            _log.warning(
                "How words are aligned with %s is chosen again at the next start, "
                "because %s cannot be written (%s): make room there, or allow it.",
                checkpoint.name,
                file,
                error.strerror or error,
            )


def choose(model: Model) -> Method:
    """The blend of the methods that agree best with the effects of source words.

    The usual method where nothing says what is best.
    """
    sentences = fitting(model, probe_sentences(model.way.source))
    found = list(effects(model, sentences)) if sentences else []
    if not found:  # no sentence fits, or nothing is written for any
        return Average()
    assert found[0].replay.cross is not None
    _, layers, heads = found[0].replay.cross.shape[:3]
    ranked = ranking(candidates(layers, heads), found)
    best = [method for method, _ in ranked[: min(BLENDED, len(ranked) // CONSIDERED)]]
    return best[0] if len(best) == 1 else Blend(tuple(best))


def fitting(model: Model, sentences: Sequence[str]) -> list[str]:
    """The sentences that a model reads whole."""
    room = min(model.reading.limit, model.reading.places)
    return [one for one in sentences if len(model.source.encode(one)) <= room]


def ranking(methods: Sequence[Method], found: Sequence[Effects]) -> list[tuple[Method, float]]:
    """The methods with their mean agreement from -1 to 1, the best first."""
    scores = [float(np.mean([agreement(one, each) for each in found])) for one in methods]
    order = sorted(range(len(methods)), key=lambda at: -scores[at])
    return [(methods[at], scores[at]) for at in order]


def agreement(method: Method, found: Effects) -> float:
    """The correlation of link strengths with effects, both balanced over rows and columns."""
    rows = method.rows(found.replay, found.pair)
    links = strengths(found.source, found.target, rows).words
    sums = np.maximum(found.drops.sum(axis=1, keepdims=True), 1e-9)
    return correlation(links, balanced(found.drops / sums))


def correlation(one: Floats, other: Floats) -> float:
    """Pearson's correlation of two matrices; 0 where one of them is constant."""
    x, y = one.ravel() - one.mean(), other.ravel() - other.mean()
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / size if size > 0 else 0.0
