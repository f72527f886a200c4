"""A view as a picture: SVG, or PNG at twice the screen's points."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

_SCALE = 2
_MARGIN = 16

_STRIPE = 256  # points of a ground that are filled at once: other threads go on in between

Draw = Callable[[QPainter], None]  # may be called in any thread


def picture(suffix: str, size: QSize, ground: QColor, draw: Draw) -> Callable[[], bytes]:
    """A function that makes a file of what `draw` draws within `size`, in any thread."""
    return partial(_png if suffix == ".png" else _svg, size, ground, draw)


def _svg(size: QSize, ground: QColor, draw: Draw) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(_whole(size))
    generator.setViewBox(QRect(QPoint(), _whole(size)))
    generator.setTitle("Interlinear")
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), _whole(size)), ground)
    _draw(painter, draw)
    return bytes(data.data())


def _png(size: QSize, ground: QColor, draw: Draw) -> bytes:
    image = QImage(_whole(size) * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    painter = QPainter(image)
    for top in range(0, _whole(size).height(), _STRIPE):
        painter.fillRect(0, top, _whole(size).width(), _STRIPE, ground)
    _draw(painter, draw)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes
    return bytes(data.data())


def _draw(painter: QPainter, draw: Draw) -> None:
    painter.translate(_MARGIN, _MARGIN)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()


def _whole(size: QSize) -> QSize:
    return size + QSize(2 * _MARGIN, 2 * _MARGIN)
