"""A curve as SVG, for people to look at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, BELOW, MARGIN = 720, 400, 64, 48, 24
INK = ("#3b6fb6", "#c4572b", "#3f8f4f", "#7d5ba6")
TICKS = 5


@dataclass(frozen=True)
class Series:
    """One line: places with growing x."""

    name: str
    places: tuple[tuple[float, float], ...]


def curve(title: str, series: Sequence[Series], axis: str = "step") -> str:
    """The picture of some lines; without any places it is empty but for its title."""
    drawn = [one for one in series if one.places]
    parts = [_text(LEFT, 16, title)]
    if drawn:
        xs = _ticks([x for one in drawn for x, _ in one.places])
        ys = _ticks([y for one in drawn for _, y in one.places])
        parts += _axes(xs, ys, axis)
        for at, one in enumerate(drawn):
            ink = INK[at % len(INK)]
            points = " ".join(f"{_x(x, xs):.1f},{_y(y, ys):.1f}" for x, y in one.places)
            parts.append(
                f'<polyline fill="none" stroke="{ink}" stroke-width="1.5" points="{points}"/>'
            )
            parts.append(_text(WIDTH - MARGIN, 16 + 16 * at, one.name, "end", ink))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>' + "".join(parts) + "</svg>\n"
    )


def _ticks(values: Sequence[float]) -> list[float]:
    # round numbers around all values
    least, most = min(values), max(values)
    rough = (most - least or abs(most) or 1.0) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first, last = math.floor(least / step), math.ceil(most / step)
    return [step * at for at in range(first, max(last, first + 1) + 1)]


def _x(value: float, ticks: Sequence[float]) -> float:
    share = (value - ticks[0]) / (ticks[-1] - ticks[0])
    return LEFT + share * (WIDTH - LEFT - MARGIN)


def _y(value: float, ticks: Sequence[float]) -> float:
    share = (value - ticks[0]) / (ticks[-1] - ticks[0])
    return HEIGHT - BELOW - share * (HEIGHT - BELOW - MARGIN)


def _axes(xs: Sequence[float], ys: Sequence[float], axis: str) -> list[str]:
    parts = []
    for y in ys:
        at = _y(y, ys)
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - MARGIN}" y1="{at:.1f}" y2="{at:.1f}" '
            'stroke="#ddd"/>'
        )
        parts.append(_text(LEFT - 8, at + 4, f"{y:.6g}", "end"))
    parts += [_text(_x(x, xs), HEIGHT - BELOW + 18, f"{x:,.6g}", "middle") for x in xs]
    return [*parts, _text((LEFT + WIDTH) / 2, HEIGHT - 8, axis, "middle")]


def _text(x: float, y: float, text: str, anchor: str = "start", ink: str = "#333") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">'
        f"{escape(text)}</text>"
    )
