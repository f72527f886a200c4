"""A view as a picture: SVG, or PNG at twice the screen's points."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

_SCALE = 2
_MARGIN = 16

Paint = Callable[[QPainter], None]


def svg(size: QSize, ground: QColor, paint: Paint) -> bytes:
    """What `paint` draws within `size`, as an SVG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(_whole(size))
    generator.setViewBox(QRect(0, 0, _whole(size).width(), _whole(size).height()))
    generator.setTitle("Interlinear")
    painter = QPainter(generator)
    _paint(painter, size, ground, paint)
    painter.end()
    return bytes(data.data())


def png(size: QSize, ground: QColor, paint: Paint) -> Callable[[], bytes]:
    """What `paint` draws within `size`; the result makes a PNG file of it, in any thread."""
    image = QImage(_whole(size) * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    painter = QPainter(image)
    _paint(painter, size, ground, paint)
    painter.end()
    return partial(_encoded, image)


def _encoded(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only bytes
    return bytes(data.data())


def _paint(painter: QPainter, size: QSize, ground: QColor, paint: Paint) -> None:
    painter.fillRect(QRect(0, 0, _whole(size).width(), _whole(size).height()), ground)
    painter.translate(_MARGIN, _MARGIN)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)


def _whole(size: QSize) -> QSize:
    return size + QSize(2 * _MARGIN, 2 * _MARGIN)
