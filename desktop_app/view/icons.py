"""The program's own SVG icons, in the colour of the text they stand beside."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from resources import read_text


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw the icon `name` into `rect`, sharp at the painter's own scale."""
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), icon_pixmap(name, rect.size().toSize(), color, scale))


def icon_pixmap(name: str, size: QSize, color: QColor, scale: float) -> QPixmap:
    """The icon as pixels; Qt's own cache keeps it."""
    key = f"interlinear {name} {size.width()} {size.height()} {color.name()} {scale}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    drawing = read_text(f"icons/{name}.svg").replace("currentColor", color.name())
    pixmap = QPixmap(size * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, pixmap)
    return pixmap
