"""What a page says above its texts, and what is done when one presses the button there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop_app.opening_files import Opened
from desktop_app.view.message_bar import Message, MessageBar
from desktop_app.view.worded import fault_text, in_a_row, worded
from models.messages import Failed, Notice

Act = Callable[[], object]


class PageMessage(MessageBar):
    """Says one thing at a time; a screen reader hears of notices at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act: Act | None = None
        self._is_failure = False
        self.action_wanted.connect(self._do)

    def say(self, message: Message, act: Act | None = None) -> None:
        """Show a message; `act` is what its button does."""
        self._act, self._is_failure = act, False
        self.show_message(message)

    def show_notice(self, notice: Notice) -> None:
        """Say what happened; it stays until it is closed or something else is to be said."""
        what = worded(notice.what)
        self.say(Message(what, is_notice=True))
        self.announce(what)

    def show_read(self, opened: Opened) -> None:
        """Say what is to be known of a file that was opened, if anything."""
        document = opened.document
        alone = self.tr("One file at a time: {name} was opened.").format(name=document.name)
        said = (*([alone] if opened.alone else ()), *map(worded, document.notes))
        if said:
            self.show_notice(Notice(0, in_a_row(said)))

    def show_saved(self, path: Path) -> None:
        """Say that a file was written."""
        self.show_notice(Notice(0, self.tr("Saved as {name}.").format(name=path.name)))

    def show_failed(self, failed: Failed, action: str = "", act: Act | None = None) -> None:
        """Say what went wrong, what to do next, and offer to do it."""
        self.say(Message(fault_text(failed), action, failed.details), act)
        self._is_failure = bool(failed.request_id)

    def show_reading(self, name: str, stop: Act) -> None:
        """Say that a file takes its time."""
        text = self.tr("Reading “{name}”…").format(name=name)
        self.say(Message(text, self.tr("Cancel"), is_notice=True), stop)

    def show_unread(self, failed: Failed, ask_again: Act) -> None:
        """Say why a file could not be opened; the text stays."""
        self.show_failed(failed, self.tr("Open another file…"), ask_again)

    def hide_failure(self) -> None:
        """The work that failed is done anew."""
        if self._is_failure:
            self.hide()

    def announce(self, said: str) -> None:
        """Have screen readers say something."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _do(self) -> None:
        self.hide()
        if self._act:
            self._act()
