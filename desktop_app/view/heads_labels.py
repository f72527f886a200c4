"""The names of layers and heads at the left and above: they stay where the pictures scroll."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from desktop_app.head_links import Head
from desktop_app.view.heads_geometry import HeadGrid

translate = QCoreApplication.translate

_LEFT = 22  # as wide as the margin of the rows
_GAP = 8


def head_name(head: Head) -> str:
    """The name of a head."""
    text = translate("HeadsLabels", "Layer {layer}, head {head}")
    return text.format(layer=head.layer + 1, head=head.head + 1)


def bands(layers: int, metrics: QFontMetrics) -> QSize:
    """How much room the labels need at the left and above."""
    widest = metrics.horizontalAdvance(
        translate("HeadsLabels", "Layer {layer}").format(layer=max(layers, 10))
    )
    return QSize(_LEFT + widest + _GAP, metrics.height() + _GAP)


def paint_labels(painter: QPainter, grid: HeadGrid, scrolled: QPoint, room: QSize) -> None:
    """Paint the labels beside the pictures that can be seen, in the painter's pen."""
    metrics, band = painter.fontMetrics(), grid.bands
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.save()
    painter.setClipRect(QRect(0, band.height(), room.width(), room.height()))
    for layer in range(grid.layers):
        place = grid.rect(Head(layer, 0)).translated(0, -scrolled.y())
        name = translate("HeadsLabels", "Layer {layer}").format(layer=layer + 1)
        line = QRect(0, place.top() - 4, band.width() - _GAP, place.height() + 8)
        painter.drawText(line, right, name)
    painter.setClipRect(QRect(band.width() - _GAP, 0, room.width(), room.height()))
    last = translate("HeadsLabels", "Head {head}").format(head=grid.heads)
    whole = metrics.horizontalAdvance(last) <= grid.step.width() - 4
    for head in range(grid.heads):
        place = grid.rect(Head(0, head)).translated(-scrolled.x(), 0)
        name = (
            translate("HeadsLabels", "Head {head}").format(head=head + 1)
            if whole
            else str(head + 1)
        )
        line = QRect(place.left() - 4, 0, place.width() + 8, band.height() - _GAP // 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
    painter.restore()
    if not whole and grid.heads:
        line = QRect(0, 0, band.width() - _GAP, band.height() - _GAP // 2)
        painter.drawText(line, right, translate("HeadsLabels", "Head"))
