"""The last line of the Library page: what the library takes, and what concerns all of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.chore import Doing, Kind
from desktop_app.network import Use
from desktop_app.shelf import MOST_FOUND, Shelf
from desktop_app.view.amounts import bytes_text, of_text
from desktop_app.view.buttons import FlatButton
from desktop_app.view.fitting_label import FittingLabel
from desktop_app.view.metrics import GRID, MARGIN, STATUS_HEIGHT
from desktop_app.view.pane import QuietLabel
from desktop_app.view.status_line import network_text

_AT_LARGE = (Kind.IMPORT, Kind.MOVE)


class LibraryFooter(QWidget):
    stop_wanted = Signal(Kind, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doing: Doing | None = None
        self.total = QuietLabel()
        self.stop = FlatButton(self.tr("Cancel"))
        self.found = FittingLabel()
        self.network = QuietLabel()
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(GRID)
        row.addWidget(self.total)
        row.addWidget(self.stop)
        row.addSpacing(GRID)
        row.addWidget(self.found, 1)
        row.addWidget(self.network)
        self.stop.setFixedHeight(STATUS_HEIGHT)
        self.setFixedHeight(STATUS_HEIGHT)
        self.show_network(None)

    def show_shelf(self, shelf: Shelf) -> None:
        """Say what the library takes, or what is done with it."""
        every = shelf.doing.values()
        self._doing = next((each for each in every if each.kind in _AT_LARGE), None)
        self.stop.setVisible(self._doing is not None)
        self.total.setText(self._work(self._doing) if self._doing else self._sum(shelf))
        self._say_found(len(shelf.found))
        self.total.setToolTip(str(shelf.stock.folder) if shelf.read else "")

    def show_network(self, last: Use | None) -> None:
        """Say when the network was last used and for what."""
        self.network.setText(network_text(last))

    def _say_found(self, count: int) -> None:
        """Say where the hub may know more than it was asked for."""
        whole = self.tr("The first {count} of many; a longer name finds fewer.")
        short = self.tr("The first {count} of many.")
        said = (whole, short) if count >= MOST_FOUND else ()
        self.found.say(*(each.format(count=count) for each in said))

    def _sum(self, shelf: Shelf) -> str:
        if not shelf.read:
            return ""
        count = self.tr("%n models", "", len(shelf.stock.checkpoints))
        text = self.tr("{count} · {size} on disk · {free} free")
        return text.format(
            count=count,
            size=bytes_text(shelf.stock.bytes),
            free=bytes_text(shelf.stock.free),
        )

    def _work(self, doing: Doing) -> str:
        what = self.tr("Importing {name}")
        if doing.kind is Kind.MOVE:
            what = self.tr("Moving the library to {name}")
        text = what.format(name=doing.subject)
        if not doing.bytes:
            return self.tr("{work}…").format(work=text)
        amount = of_text(doing.done, doing.bytes)
        return self.tr("{work}: {amount}").format(work=text, amount=amount)

    def _stop(self) -> None:
        if self._doing:
            self.stop_wanted.emit(self._doing.kind, self._doing.subject)
