"""The log of a run: a line of tab-separated numbers now and then, and the curve of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.library.writing import write_whole
from models.training.curve import Series, curve

COLUMNS = ("step", "epoch", "seconds", "pieces", "rate", "loss", "valid_loss")


@dataclass(frozen=True)
class Line:
    """One line; what was not measured is None. `scores` are columns of their own."""

    step: int
    epoch: int
    seconds: float
    pieces: int
    rate: float
    loss: float | None = None
    valid_loss: float | None = None
    scores: tuple[tuple[str, float], ...] = ()


class Log:
    """Appends to log.tsv and draws curve.svg in a folder."""

    def __init__(self, folder: Path, scores: tuple[str, ...]) -> None:
        self._path, self._picture = folder / "log.tsv", folder / "curve.svg"
        self._scores = scores

    def begin(self, step: int) -> None:
        """Keep the lines up to a step, so that none stands there twice."""
        kept = [row for row in self._rows() if int(row[0]) <= step]
        lines = [(*COLUMNS, *self._scores), *kept]
        text = "".join("\t".join(row) + "\n" for row in lines)
        write_whole(self._path, text.encode())

    def add(self, line: Line) -> None:
        """Write one line."""
        scores = dict(line.scores)
        numbers = (line.rate, line.loss, line.valid_loss, *map(scores.get, self._scores))
        cells = [str(line.step), str(line.epoch), f"{line.seconds:.1f}", str(line.pieces)]
        cells += ["" if one is None else f"{one:.7g}" for one in numbers]
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\t".join(cells) + "\n")

    def draw(self) -> None:
        """Draw the losses by step."""
        rows = self._rows()
        series = [
            Series(name, tuple((int(row[0]), float(row[at])) for row in rows if row[at]))
            for name, at in (("training", 5), ("validation", 6))
        ]
        write_whole(self._picture, curve("loss in nats a piece", series).encode())

    def _rows(self) -> list[list[str]]:
        if not self._path.exists():
            return []
        rows = [line.split("\t") for line in self._path.read_text("utf-8").splitlines()[1:]]
        # A run that was killed may have left half a line.
        return [row for row in rows if len(row) == len(COLUMNS) + len(self._scores)]
