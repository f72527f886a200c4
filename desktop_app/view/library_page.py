"""The Library page: what is here, what can be fetched, and all about one of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.library_actions import Action
from desktop_app.library_rows import Filter, Row, languages_of, matching, rows_of, searchable
from desktop_app.shelf import Addresses, Removed, Shelf
from desktop_app.view import colors
from desktop_app.view.amounts import bytes_text
from desktop_app.view.buttons import paint_focus, paint_ground
from desktop_app.view.connection_panel import ConnectionPanel
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_details import LibraryDetails
from desktop_app.view.library_filters import LibraryFilters
from desktop_app.view.library_footer import LibraryFooter
from desktop_app.view.library_list import LibraryList
from desktop_app.view.library_words import LibraryWords
from desktop_app.view.message_bar import Message, MessageBar
from desktop_app.view.metrics import GRID, MARGIN, RADIUS
from desktop_app.view.worded import fault_text
from models.messages import Failed

_LIST_SHARE, _DETAILS_SHARE = 58, 42  # per cent of the width


class LibraryPage(QWidget):
    wanted = Signal(Action, object)  # and the Row
    search_wanted = Signal(str, str, str, str)  # words, task, and both languages of a pair

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._shelf = Shelf()
        self._rows: tuple[Row, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._known: dict[tuple[str, int], str] = {}
        self.words = LibraryWords(names)
        self.filters = LibraryFilters(names)
        self.message = MessageBar()
        self.list = LibraryList(self.words)
        self.details = LibraryDetails(self.words)
        self.connection = ConnectionPanel()
        self.footer = LibraryFooter()
        self._lay_out()
        self.filters.changed.connect(self._filter)
        self.filters.hub_wanted.connect(self.search)
        self.list.chosen.connect(self._show_details)
        self.details.wanted.connect(self._on_action)
        self.message.action_wanted.connect(self._on_message_action)
        self.message.other_wanted.connect(lambda at: self.open_connection())
        self.filters.connection_wanted.connect(self.toggle_connection)
        self.connection.closed.connect(self.close_connection)
        self._show()

    def _lay_out(self) -> None:
        self.side = QStackedWidget()
        self.side.addWidget(_Ground(self.details))
        self.side.addWidget(_Ground(self.connection))
        body = QHBoxLayout()
        body.setSpacing(GRID)
        body.addWidget(_Ground(self.list), _LIST_SHARE)
        body.addWidget(self.side, _DETAILS_SHARE)
        inner = QVBoxLayout()
        inner.setContentsMargins(MARGIN, 0, MARGIN, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.message)
        inner.addLayout(body, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.filters)
        column.addLayout(inner, 1)
        column.addWidget(self.footer)

    def show_shelf(self, shelf: Shelf) -> None:
        """Show what is here and what can be had."""
        searched = shelf.search != self._shelf.search
        self._shelf = shelf
        if self.isVisible():
            self._show()
        if searched:
            self._show_search()

    def showEvent(self, event: QShowEvent) -> None:
        self._show()
        super().showEvent(event)

    def _show(self) -> None:
        self._rows = rows_of(self._shelf)
        self._texts = tuple(self._text_of(row) for row in self._rows)
        self.filters.show_languages(languages_of(self._rows))
        self.footer.show_shelf(self._shelf)
        self._filter(self.filters.wanted())

    def _text_of(self, row: Row) -> str:
        key = (row.id, hash((row.sources, row.targets, row.pairs)))
        if key not in self._known:
            self._known[key] = searchable(row, self._names.name)
        return self._known[key]

    def _filter(self, wanted: Filter) -> None:
        shown = matching(self._rows, wanted, self._texts)
        self.list.show_rows(shown, self._empty(wanted))

    def _empty(self, wanted: Filter) -> str:
        """What is said where no row is shown."""
        if self._shelf.search.asking:
            return self.tr("Asking the hub…")
        search = self._shelf.search
        if search.answered and search.words == wanted.words.strip() != "":
            return self.tr("Neither this list nor the hub has such a model.")
        if wanted.words:
            return self.tr("Nothing here is called so: press Enter to search the hub.")
        if wanted.chosen:
            return self.tr("No model is like that: choose less, or search the hub.")
        return self.tr("There is no model here: search the hub, or import a folder.")

    def _show_details(self, row: Row | None) -> None:
        self.details.show_row(row, self._shelf.stock.memory)

    def show_pair(self, source: str, target: str) -> None:
        """Show what translates a pair."""
        self.filters.show_pair((source, target), self.words.pair(source, target))
        self.close_connection()

    def show_task(self, task: str) -> None:
        """Show what does one thing."""
        self.filters.show_task(task)
        self.close_connection()

    def show_one(self, id: str) -> None:
        """Show one checkpoint."""
        self.filters.clear()
        self.list.choose(id)
        self.close_connection()

    def search(self) -> None:
        """Ask the hub for what is in the line."""
        wanted = self.filters.wanted()
        source, target = wanted.pair or ("", "")
        self.search_wanted.emit(wanted.words.strip(), wanted.task, source, target)

    def _show_search(self) -> None:
        search = self._shelf.search
        self.filters.show_asking(search.asking)
        if search.failed:
            self.show_failure(search.failed, again=True)
        elif not search.asking:
            self.message.hide()
            if self._shelf.found:
                self.list.choose(self._shelf.found[0].id)

    def show_failure(self, failed: Failed, *, again: bool = False) -> None:
        """Say what went wrong; with `again` a search is what may be tried again."""
        text = fault_text(failed)
        actions = (self.tr("Try again"), (self.tr("Use a mirror…"),)) if again else ("", ())
        self.message.show_message(Message(text, actions[0], failed.details, others=actions[1]))

    def show_notice(self, said: str) -> None:
        """Say what was done."""
        self.message.show_message(Message(said, is_notice=True))

    def show_removed(self, removed: Removed) -> None:
        """Say what is free now."""
        text = self.tr("{name} was removed; {size} are free again.")
        self.show_notice(text.format(name=removed.name, size=bytes_text(removed.bytes)))

    def show_addresses(self, addresses: Addresses) -> None:
        """Put the addresses of a checkpoint's files on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(addresses.urls) + "\n")
        text = self.tr(
            "The addresses of %n files are copied. Fetch them into one folder with another "
            "computer, and import that folder here.",
            "",
            len(addresses.urls),
        )
        self.show_notice(text)

    def _on_message_action(self) -> None:
        self.message.hide()
        self.search()

    def _on_action(self, action: Action, row: Row) -> None:
        if action is Action.MIRROR:
            self.open_connection()
        else:
            self.wanted.emit(action, row)

    def toggle_connection(self) -> None:
        """Show how the hub is reached in the place of the details, or these again."""
        if self.side.currentIndex():
            self.close_connection()
        else:
            self.open_connection()

    def open_connection(self) -> None:
        """Show how the hub is reached, the mirror's line first."""
        self.side.setCurrentIndex(1)
        self.connection.mirror.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_connection(self) -> None:
        """Show the details."""
        self.side.setCurrentIndex(0)

    def escape(self) -> None:
        """Go one step back: from the connection, from what was typed."""
        if self.side.currentIndex():
            self.close_connection()
        else:
            self.filters.line.clear()

    def cycle_panes(self) -> None:
        """Move the keyboard on: line, list, buttons."""
        if self.filters.line.hasFocus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.list.hasFocus():
            self.details.focus_buttons()
        else:
            self.filters.line.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Ground(QWidget):
    """A pane's rounded ground."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_ground(painter, rect, self.palette().base().color(), RADIUS)
        if self._content.hasFocus():
            paint_focus(painter, rect, colors.link(self.palette(), 1.0), RADIUS)
        else:
            painter.setPen(QPen(colors.hairline(self.palette()), 1))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
