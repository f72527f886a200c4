"""The list that a box of many languages opens: a line to filter it, and the languages."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.view import colors
from desktop_app.view.buttons import paint_ground
from desktop_app.view.icons import paint_icon
from desktop_app.view.language_rows import ASIDE, IS_TITLE, OPENS_REST, Row, RowModel
from desktop_app.view.metrics import BUTTON_HEIGHT, BUTTON_RADIUS, GRID, ICON
from desktop_app.view.scroll_bar import SlimScrollBar

_WIDTH = 320
_ROWS = 11
_INSET = 4
_PADDING = 8
_TITLE_SCALE = 0.9  # of the title of a section to the rows' font
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
_Index = QModelIndex | QPersistentModelIndex


class LanguageList(QFrame):
    """Opens under a box; the keyboard stays in the line and moves in the list."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click beside it only closes
        self.setAccessibleName(name)
        self.rows = RowModel()
        self.line = _FilterLine(self.tr("Type to find a language"))
        self.line.setAccessibleName(name)
        self.line.installEventFilter(self)
        self.view = _RowView(self.tr("No model here translates this pair."))
        self.view.setAccessibleName(name)
        self.view.setModel(self.rows)
        self._delegate = _RowDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self.line.textChanged.connect(self._filter)
        self.view.clicked.connect(self._take)
        self.view.selectionModel().currentChanged.connect(self._announce)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, _INSET, 1, _INSET)
        column.setSpacing(_INSET)
        column.addWidget(self.line)
        column.addWidget(self.view)

    def open_at(self, box: QWidget, rows: tuple[Row, ...], code: str, typed: str = "") -> None:
        """Show the rows under (or above) `box`, the language `code` chosen."""
        self._delegate.chosen = code
        self.rows.offer(rows)
        self.line.setText(typed)
        if not typed:
            self._go_to(self.rows.row_of(code))
        self.setLayoutDirection(box.layoutDirection())
        self.setGeometry(self._place(box))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        if not typed:
            self._go_to(self.rows.row_of(code))

    def _place(self, box: QWidget) -> QRect:
        screen = box.screen().availableGeometry()
        height = min(self.sizeHint().height(), screen.height())
        anchor = QRect(box.mapToGlobal(box.rect().topLeft()), box.size())
        place = QRect(anchor.left(), anchor.bottom() + 2, _WIDTH, height)
        if box.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveRight(anchor.right())
        if place.bottom() > screen.bottom() and anchor.top() - height >= screen.top():
            place.moveBottom(anchor.top() - 2)
        place.moveBottom(min(place.bottom(), screen.bottom()))
        place.moveLeft(max(screen.left(), min(place.left(), screen.right() - _WIDTH)))
        return place

    def _filter(self, typed: str) -> None:
        self.rows.filter(typed)
        self._go_to(self.rows.row_of(""))

    def _go_to(self, row: int) -> None:
        index = self.rows.index(row)
        self.view.setCurrentIndex(index)
        middle = QAbstractItemView.ScrollHint.PositionAtCenter
        self.view.scrollTo(index, middle if row else QAbstractItemView.ScrollHint.PositionAtTop)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hide()
            self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))

    def _announce(self, index: QModelIndex) -> None:
        if index.isValid() and self.isVisible() and QAccessible.isActive():
            said = QAccessibleAnnouncementEvent(self.line, index.data())
            QAccessible.updateAccessibility(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                QApplication.sendEvent(self.view, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.view.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        painter.setPen(QPen(colors.blend_into_base(self.palette()), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        line = self.line.geometry().bottom() + 1
        painter.drawLine(1, line, self.width() - 2, line)


class _FilterLine(QLineEdit):
    """A line without a frame, with a lens before what is typed."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setFrame(False)
        self.setFixedHeight(BUTTON_HEIGHT)
        margin = _INSET + _PADDING
        self.setTextMargins(margin + ICON + _INSET, 0, margin, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        lens = QRect(_INSET + _PADDING, (self.height() - ICON) // 2, ICON, ICON)
        rect = QStyle.visualRect(self.layoutDirection(), self.rect(), lens)
        grey = self.palette().placeholderText().color()
        paint_icon(QPainter(self), "search", QRectF(rect), grey)


class _RowView(QListView):
    """The languages; the current one follows the mouse. `empty` is said where there is none."""

    def __init__(self, empty: str) -> None:
        super().__init__()
        self._empty = empty
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.entered.connect(self._follow_mouse)

    def _follow_mouse(self, index: QModelIndex) -> None:
        self.setAutoScroll(False)  # a row at the edge must not run away under the mouse
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _ROWS * BUTTON_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            room = self.viewport().rect().adjusted(2 * GRID, GRID, -2 * GRID, 0)
            top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
            painter.drawText(room, top | Qt.TextFlag.TextWordWrap, self._empty)


class _RowDelegate(QStyledItemDelegate):
    """Paints a row: the name, and what its speakers call it at the other end."""

    chosen = ""  # the code of the language that the closed box shows

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH // 2, BUTTON_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        rect, palette = option.rect, option.palette
        ink, quiet = palette.text().color(), colors.secondary_text(palette)
        if index.data(IS_TITLE):
            self._paint_title(painter, option, index)
            painter.restore()
            return
        if index.data(OPENS_REST):
            painter.setPen(QPen(colors.blend_into_base(palette), 1))
            painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        if option.state & QStyle.StateFlag.State_Selected:
            ink = quiet = palette.highlightedText().color()
            ground = QRectF(rect).adjusted(_INSET, 1, -_INSET, -1)
            paint_ground(painter, ground, colors.accent(palette), BUTTON_RADIUS)
        font = QFont(option.font)
        font.setBold(index.data(Qt.ItemDataRole.UserRole) == self.chosen)
        right = option.direction is Qt.LayoutDirection.RightToLeft
        content = rect.adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        painter.setFont(font)
        painter.setPen(ink)
        used = _draw(painter, content, index.data(), at_right=right)
        rest = content.adjusted(0, 0, -used, 0) if right else content.adjusted(used, 0, 0, 0)
        painter.setFont(option.font)
        painter.setPen(quiet)
        _draw(painter, rest, index.data(ASIDE), at_right=not right)
        painter.restore()

    def _paint_title(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        rect, palette = option.rect, QPalette(option.palette)
        palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
        if index.row():
            painter.setPen(QPen(colors.blend_into_base(palette), 1))
            painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        painter.setFont(font)
        painter.setPen(colors.secondary_text(palette))
        content = rect.adjusted(_INSET + _PADDING, 0, -_INSET - _PADDING, 0)
        right = option.direction is Qt.LayoutDirection.RightToLeft
        _draw(painter, content, index.data(), at_right=right)


def _draw(painter: QPainter, rect: QRect, text: str, at_right: bool) -> int:
    """Draw a text at one end of `rect`; how much of it is used up."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    # Absolute: a name in Arabic letters stands at the same end as the others.
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown) + 2 * GRID
