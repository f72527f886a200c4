"""The last line of the window: what is going on, how long it took, and the network."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.network import Use
from desktop_app.progress import Progress
from desktop_app.status import Phase, Status
from desktop_app.view.buttons import FlatButton
from desktop_app.view.languages import LanguageNames
from desktop_app.view.metrics import GRID, MARGIN, STATUS_HEIGHT
from desktop_app.view.pane import QuietLabel


class StatusLine(QWidget):
    cancel_wanted = Signal()

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.work = QuietLabel()
        self.cancel = FlatButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.network = QuietLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.setSpacing(GRID)
        row.addWidget(self.work)
        row.addWidget(self.cancel)
        row.addStretch()
        row.addWidget(self.network)
        self.cancel.setFixedHeight(STATUS_HEIGHT)
        self.setFixedHeight(STATUS_HEIGHT)
        self.show_status(Status())
        self.show_network(None)

    def show_status(self, status: Status) -> None:
        """Put the status into words."""
        self.work.setText(self._words(status))
        self.cancel.setVisible(status.phase is Phase.WORKING)

    def show_network(self, last: Use | None) -> None:
        """Say when the network was last used and for what, as it was observed."""
        self.network.setText(network_text(last))

    def _words(self, status: Status) -> str:
        match status.phase:
            case Phase.OPENING:
                source, target = map(self._names.name, status.pair)
                text = self.tr("Opening {source} → {target}…")
                return text.format(source=source, target=target)
            case Phase.WORKING:
                return self._progress(status.progress)
            case Phase.READY if status.seconds is not None:
                return self.tr("Ready · {time}").format(time=self._time(status.seconds))
            case _:
                return self.tr("Ready")

    def _progress(self, progress: Progress | None) -> str:
        if progress is None:
            return self.tr("Translating…")
        if progress.left is None:
            text = self.tr("Sentence {number} of about {total}")
            return text.format(number=progress.sentence, total=progress.total)
        text = self.tr("Sentence {number} of about {total} · {time} left")
        left = self._time(max(1.0, round(progress.left)))
        return text.format(number=progress.sentence, total=progress.total, time=left)

    def _time(self, seconds: float) -> str:
        if seconds < 0.9995:
            return self.tr("{number} ms").format(number=round(seconds * 1000))
        if seconds >= 90:
            return self.tr("{number} min").format(number=round(seconds / 60))
        if seconds >= 10 or seconds == round(seconds):
            return self.tr("{number} s").format(number=round(seconds))
        return self.tr("{number} s").format(number=f"{seconds:.1f}")


def network_text(last: Use | None) -> str:
    """When the network was last used, and for what."""
    translate = QCoreApplication.translate
    if last is None:
        return translate("StatusLine", "no network used since start")
    time = QLocale().toString(QTime(last.at.hour, last.at.minute), "HH:mm")
    if not last.purpose:
        return translate("StatusLine", "network last used at {time}").format(time=time)
    text = translate("StatusLine", "network last used at {time}: {purpose}")
    return text.format(time=time, purpose=last.purpose)
