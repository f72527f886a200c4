"""The one table of everything that was measured, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.bench.figures import Expectations, Figure

HEAD = ("measure", "precision", "Interlinear", "peer", "its figure", "times better", "asked")


def document(
    machine: Sequence[str],
    figures: Sequence[Figure],
    left_out: Mapping[str, str],
    expected: Expectations,
) -> str:
    """The table with its machine, what was left out and what did not reach its figure."""
    return "\n".join(_lines(machine, figures, left_out, expected)) + "\n"


def _lines(
    machine: Sequence[str],
    figures: Sequence[Figure],
    left_out: Mapping[str, str],
    expected: Expectations,
) -> Iterator[str]:
    yield "Written by `make bench`: every engine in a process of its own, all asked in turn;"
    yield "the same weights, texts and threads; medians. Above 1 Interlinear is better. Its"
    yield "times hold the links of every sentence; only native Bergamot has any too."
    yield ""
    yield from (f"* {line}" for line in machine)
    yield ""
    yield from table([row(figure, expected) for figure in figures])
    if missed := expected.missed(figures):
        yield ""
        yield "Below what is asked or aimed at:"
        yield ""
        yield from (f"* {line}" for line in missed)
    if left_out:
        yield ""
        yield "Left out:"
        yield ""
        yield from (f"* {name}: {reason}" for name, reason in left_out.items())


def row(figure: Figure, expected: Expectations) -> tuple[str, ...]:
    """The cells of a figure."""
    told = expected.of(figure)
    numbers = [f"{number:g}" for number in (told.asked, told.goal) if number is not None]
    return (
        *(figure.what, figure.precision, figure.own, figure.peer, figure.other),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        " (goal ".join(numbers) + ")" * (len(numbers) - 1) if numbers else "",
    )


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of a Markdown table whose columns stand below each other in the file too."""
    widths = [max(map(len, column)) for column in zip(HEAD, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        return f"| {' | '.join(padded)} |"

    yield line(HEAD)
    yield line(["-" * width for width in widths])
    yield from map(line, rows)
