"""All heads as they are drawn into a file, in any thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen

from desktop_app.head_links import Head
from desktop_app.view import colors
from desktop_app.view.heads_geometry import HeadGrid
from desktop_app.view.heads_image import fitted, layer_images
from desktop_app.view.heads_labels import paint_labels
from models.messages import Matrix

_SHARP = 3.0  # pixels of an image for each of its points


@dataclass(frozen=True, slots=True)
class Look:
    """How the heads are drawn; `turned` columns run from right to left."""

    palette: QPalette
    font: QFont
    turned: bool
    used: Head | None


def draw_heads(weights: Matrix | None, grid: HeadGrid, look: Look, painter: QPainter) -> None:
    """Draw every head as an image of its own, and the labels as text."""
    if weights is None:
        return
    painter.setFont(look.font)
    painter.setPen(colors.secondary_text(look.palette))
    paint_labels(painter, grid, QPoint(), grid.size)
    for layer in range(grid.layers):
        for head, image in enumerate(layer_images(weights, layer, look.palette)):
            place = grid.rect(Head(layer, head))
            shown = image.flipped(Qt.Orientation.Horizontal) if look.turned else image
            painter.drawImage(place, fitted(shown, place, _SHARP))
    outline(painter, grid, look.used, colors.accent(look.palette), 2.5)


def outline(
    painter: QPainter, grid: HeadGrid, head: Head | None, ink: QColor, width: float
) -> None:
    """Draw a frame around a head."""
    if head:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, width))
        by = min(2, grid.gap)
        painter.drawRect(grid.rect(head).adjusted(-by, -by, by - 1, by - 1))
