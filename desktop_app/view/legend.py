"""What the colours mean: from no link to a certain one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.view import colors
from desktop_app.view.matrix_image import colors_of

_BAR = 72
_THICK = 10
_STOPS = 24


class Legend(QWidget):
    """A bar in the colours of the matrix; a line stands where links begin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._threshold = 0.5
        self._ends = (self.tr("0 %"), self.tr("100 %"))
        self.setToolTip(self.tr("The stronger the link, the stronger the colour."))
        self.setAccessibleName(self.tr("Colours of the links"))

    def show_threshold(self, threshold: float) -> None:
        """Draw the line at this weight."""
        self._threshold = threshold
        self.update()

    def sizeHint(self) -> QSize:
        widths = [self.fontMetrics().horizontalAdvance(end) for end in self._ends]
        return QSize(_BAR + sum(widths) + 16, max(24, self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        first = self.fontMetrics().horizontalAdvance(self._ends[0])
        bar = QRectF(first + 8, (self.height() - _THICK) / 2, _BAR, _THICK)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        ground = palette.base().color()
        for at in range(_STOPS + 1):
            color = colors_of(palette, at / _STOPS, self._threshold)
            opaque = QColor(color.red(), color.green(), color.blue())
            gradient.setColorAt(at / _STOPS, colors.blend(ground, opaque, color.alphaF()))
        painter.fillRect(bar, gradient)
        painter.setPen(QPen(palette.windowText().color(), 1))
        x = bar.left() + self._threshold * bar.width()
        painter.drawLine(int(x), int(bar.top()) - 3, int(x), int(bar.bottom()) + 3)
        painter.setPen(colors.secondary_text(palette))
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, first, self.height()), align, self._ends[0])
        rest = QRectF(bar.right() + 8, 0, self.width(), self.height())
        painter.drawText(rest, align, self._ends[1])
