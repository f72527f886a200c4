"""Weights as an image of one pixel a cell, in the links' colours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette

from desktop_app.view import colors

_FLOAT = 4  # bytes
_LAST = 255


def quantized(data: bytes | memoryview) -> bytes:
    """Floats of 0..1 as bytes of 0..255.

    Qt turns the numbers: four of them make one pixel of four channels.
    """
    count = len(data) // _FLOAT
    if not count:
        return b""
    pixels = -(-count // 4)
    padded = bytes(data) + bytes(4 * _FLOAT * pixels - len(data))
    # Premultiplied, because then no channel is changed by the fourth one.
    form = QImage.Format.Format_RGBA32FPx4_Premultiplied
    floats = QImage(padded, pixels, 1, 4 * _FLOAT * pixels, form)
    whole = floats.convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)
    return bytes(whole.constBits())[:count]


def heat_image(values: bytes, rows: int, columns: int, table: list[int]) -> QImage:
    """An image of (rows, columns) quantized weights; it keeps its own copy of them."""
    image = QImage(values, columns, rows, columns, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(table)
    return image


def turned(image: QImage) -> QImage:
    """The columns from right to left."""
    return image.flipped(Qt.Orientation.Horizontal)


def color_table(palette: QPalette, threshold: float) -> list[int]:
    """A colour for each byte: links as in the rows, weaker weights fading into the ground."""
    return [colors_of(palette, value / _LAST, threshold).rgba() for value in range(_LAST + 1)]


def colors_of(palette: QPalette, weight: float, threshold: float) -> QColor:
    """The colour of one weight."""
    if weight >= threshold:
        return colors.link(palette, weight)
    color = QColor(colors.accent(palette))
    color.setAlphaF(colors.WEAKEST * weight / threshold)
    return color
