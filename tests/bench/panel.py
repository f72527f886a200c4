"""How long the panel's views take to paint: `python tests/bench/panel.py [--times N]`.

A matrix of 200 × 200 pieces, and 12 layers of 16 heads with as many pieces. Prints one JSON
object; all times are milliseconds. `slice` is the longest time that the event loop is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPalette

from desktop_app.application import make_application
from desktop_app.view.heads_geometry import HeadGrid
from desktop_app.view.heads_image import painted
from desktop_app.view.matrix_view import MatrixView
from tests.gui.panel_sheets import sheet, weights

SIDE, LAYERS, HEADS = 200, 12, 16
ROOM = (1280, 600)


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def matrix_times(times: int) -> dict[str, float]:
    """Medians of painting a matrix at several zooms, and of showing another one."""
    view = MatrixView()
    view.resize(*ROOM)
    sheets = [sheet(SIDE, SIDE, threshold) for threshold in (0.4, 0.5)]
    view.show_sheet(sheets[0])
    view.show()
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    found = {}
    for name, zoom in (("usual", 0), ("small", -4), ("smallest", -6)):
        view.zoom(zoom)
        took = [milliseconds(lambda: view.viewport().render(image)) for _ in range(times)]
        found[f"paint_{name}"] = statistics.median(took)
        view.zoom(-zoom)
    shown = [milliseconds(lambda at=at: view.show_sheet(sheets[at % 2])) for at in range(times)]
    return {**found, "show": statistics.median(shown)}


def heads_times(times: int) -> dict[str, float]:
    """Medians of painting all heads, and the longest of their layers."""
    every = weights(LAYERS, HEADS, SIDE, SIDE)
    grid = HeadGrid.fitting(LAYERS, HEADS, QSize(*ROOM), QSize(80, 24))
    whole, longest = [], []
    for _ in range(times):
        pictures = painted(every, grid, QPalette(), 1.0, False)
        took = [milliseconds(partial(next, pictures)) for _ in range(LAYERS)]
        whole.append(sum(took))
        longest.append(max(took))
    return {"heads": statistics.median(whole), "slice": statistics.median(longest)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    times = parser.parse_args().times
    application = make_application()
    found = {**matrix_times(times), **heads_times(min(times, 5))}
    print(json.dumps({name: round(value, 2) for name, value in found.items()}))
    application.quit()


if __name__ == "__main__":
    main()
