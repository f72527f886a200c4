"""What matrix and heads have in common: a large picture that scrolls below a mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop_app.view.scroll_bar import SlimScrollBar

USUAL_HEIGHT = 160  # in a small window; a larger one has more room beside its texts
_NARROWEST, _LOWEST = 100, 100


class PanelArea(QAbstractScrollArea):
    """The heirs paint the viewport; they say what is at a point, and arrange anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBar(SlimScrollBar(Qt.Orientation.Horizontal))
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setCornerWidget(QWidget())  # between two bars; the style's own is a frame
        self._usual = USUAL_HEIGHT
        self._height: int | None = None  # as the user wants it

    def tip_at(self, point: QPoint) -> str:
        """What the mouse is told at a point of the viewport."""
        raise NotImplementedError

    def hover_at(self, point: QPoint) -> None:
        """The mouse is at a point of the viewport, or at (-1, -1) outside of it."""
        raise NotImplementedError

    def arrange(self) -> None:
        """The colours or the font are others."""
        raise NotImplementedError

    def set_height(self, height: int | None) -> None:
        """Want to be so high; None is the usual height."""
        self._height = None if height is None else max(height, _LOWEST)
        self.updateGeometry()

    def set_usual_height(self, height: int) -> None:
        """The height to want while the user wants no other."""
        self._usual = height
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, self._height or self._usual)

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, _LOWEST)

    @property
    def scrolled(self) -> QPoint:
        """How far the picture has moved to the left and up."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def set_bars(self, whole: QSize, room: QSize, step: int) -> None:
        """Let a picture scroll that is larger than the room for it."""
        for bar, long, seen in (
            (self.horizontalScrollBar(), whole.width(), room.width()),
            (self.verticalScrollBar(), whole.height(), room.height()),
        ):
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(step)
            bar.setRange(0, max(0, long - seen))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hover_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.hover_at(QPoint(-1, -1))
        elif event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.viewport().update()
