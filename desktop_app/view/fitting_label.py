"""A label that says as much as it has room for, and never half a word."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.view.pane import QuietLabel


class FittingLabel(QuietLabel):
    """Of several ways to say something it shows the first that fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._texts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def say(self, *texts: str) -> None:
        """Show one of these, the longest first; all of it is in the tip."""
        if texts != self._texts:
            self._texts = texts
            self.setToolTip(texts[0] if len(texts) > 1 else "")
            self.setAccessibleName(texts[0] if texts else "")
            self._fit()
            self.updateGeometry()

    @property
    def whole(self) -> str:
        """All there is to say."""
        return self._texts[0] if self._texts else ""

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _fit(self) -> None:
        room = self.contentsRect().width()
        fitting = (text for text in self._texts if self._width_of(text) <= room)
        self.setText(next(fitting, ""))

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
