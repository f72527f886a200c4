"""All heads of a net as small pictures, made a layer at a time."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QPixmap

from desktop_app.head_links import Head
from desktop_app.view import colors
from desktop_app.view.heads_geometry import HeadGrid
from desktop_app.view.matrix_image import heat_image, quantized
from models.messages import Matrix

_FLOAT = 4


def layer_images(weights: Matrix, layer: int, palette: QPalette) -> list[QImage]:
    """One image of a pixel a cell for each head of a layer."""
    _, heads, rows, columns = weights.shape
    size = heads * rows * columns
    start = layer * size * _FLOAT
    values = quantized(memoryview(weights.data)[start : start + size * _FLOAT])
    table = _table(palette)
    cells = rows * columns
    return [
        heat_image(values[head * cells : (head + 1) * cells], rows, columns, table)
        for head in range(heads)
    ]


def _table(palette: QPalette) -> list[int]:
    """From the ground to the full accent; the strongest weights must be seen when small."""
    base, accent = palette.base().color(), colors.accent(palette)
    return [colors.blend(base, accent, (value / 255) ** 0.5).rgba() for value in range(256)]


def painted(
    weights: Matrix, grid: HeadGrid, palette: QPalette, scale: float, turned: bool
) -> Iterator[QPixmap]:
    """One picture of all heads, after each layer that was added to it."""
    picture = QPixmap(grid.size * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    for layer in range(grid.layers):
        painter = QPainter(picture)
        for head, image in enumerate(layer_images(weights, layer, palette)):
            place = grid.rect(Head(layer, head))
            shown = fitted(
                image.flipped(Qt.Orientation.Horizontal) if turned else image, place, scale
            )
            painter.drawImage(place, shown)
        painter.end()
        yield picture


def fitted(image: QImage, place: QRect, scale: float) -> QImage:
    """The image as large as its place: cells stay sharp, or run together where too many."""
    size = QSize(place.size() * scale)
    shrinks = image.width() > size.width() or image.height() > size.height()
    mode = (
        Qt.TransformationMode.SmoothTransformation
        if shrinks
        else Qt.TransformationMode.FastTransformation
    )
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
