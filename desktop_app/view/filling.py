"""Whether the panel has the texts' room, and whether it is open otherwise."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.view.strip import Strip


class Filling:
    """Only the texts give way: what is said above them stays in sight."""

    def __init__(self, strip: Strip, texts: QWidget) -> None:
        self._strip, self._texts = strip, texts
        self._fills = False
        self._open = True
        self._left: QWidget | None = None  # what had the keyboard in the texts

    @property
    def fills(self) -> bool:
        """Whether the panel has the texts' room."""
        return self._fills

    def toggle(self) -> None:
        """Let the panel have the texts' room, or give it back; the keyboard goes along."""
        self._fills = not self._fills
        self._strip.set_open(self._fills or self._open)
        self._strip.set_filling(self._fills)
        focused = self._texts.window().focusWidget()
        if self._fills:
            self._left = focused if _holds(self._texts, focused) else None
            if self._left:
                self._strip.header.fill.setFocus(Qt.FocusReason.OtherFocusReason)
        self._texts.setVisible(not self._fills)
        if not self._fills and self._left and _holds(self._strip, focused):
            self._left.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Give the room back."""
        if self._fills:
            self.toggle()

    def set_open(self, is_open: bool) -> None:
        """Open or close the panel; one that is closed fills nothing."""
        closes = self._open and not is_open
        self._open = is_open
        if self._fills and closes:
            self.leave()
        elif not self._fills:
            self._strip.set_open(is_open)

    def cycle(self) -> None:
        """Move the keyboard between the view and the buttons above it."""
        header = self._strip.header
        focused = header.window().focusWidget()
        in_view = _holds(self._strip, focused) and not _holds(header, focused)
        if self._strip.can_focus() and not in_view:
            self._strip.focus_panel()
        else:
            header.fill.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds(whole: QWidget, part: QWidget | None) -> bool:
    return part is not None and whole.isAncestorOf(part)
