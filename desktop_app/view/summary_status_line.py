"""The last line of the Summarize page: how far the reading is, and what was read."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from desktop_app.summary_status import SummaryPhase, SummaryStatus
from desktop_app.view.amounts import time_text
from desktop_app.view.status_line import StatusLine
from models.messages import Summary


class SummaryStatusLine(StatusLine):
    def show_summary_status(self, status: SummaryStatus) -> None:
        """Put the status into words."""
        self.work.setText(self._said(status))
        self.cancel.setVisible(status.busy)

    def _said(self, status: SummaryStatus) -> str:
        summary = status.summary
        match status.phase:
            case SummaryPhase.OPENING:
                return self.tr("Opening {model}…").format(model=status.model)
            case SummaryPhase.WORKING if summary:
                return self._reading(summary, status.left)
            case SummaryPhase.WORKING:
                return self.tr("Reading the document…")
            case SummaryPhase.STOPPED:
                return self._stopped(summary)
            case SummaryPhase.DONE if summary and status.seconds is not None:
                return self._done(summary, status.seconds)
            case _:
                return self.tr("Ready")

    def _stopped(self, summary: Summary | None) -> str:
        if summary is None:
            return self.tr("Stopped")
        text = self.tr("Stopped: {read} of {words} words were read")
        return text.format(read=number(summary.read), words=number(summary.words))

    def _reading(self, summary: Summary, left: float | None) -> str:
        if not summary.read:
            text = self.tr("Reading the document…")
        elif summary.read < summary.words:
            text = self.tr("Read {read} of {words} words in %Ln parts", "", summary.parts)
        else:
            text = self.tr("Read all {words} words, shortening the summary")
        said = text.format(read=number(summary.read), words=number(summary.words))
        if left is None:
            return said
        more = self.tr("{done} · about {time} left")
        return more.format(done=said, time=time_text(left))

    def _done(self, summary: Summary, seconds: float) -> str:
        words = self.tr("Read %Ln words", "", summary.words)
        if summary.read < summary.words:
            text = self.tr("Read {read} of {words} words · {time}")
            return text.format(
                read=number(summary.read),
                words=number(summary.words),
                time=self._time(seconds),
            )
        parts = self.tr("in %Ln parts", "", summary.parts)
        if summary.parts <= 1:
            return self.tr("{words}, all of it · {time}").format(
                words=words, time=self._time(seconds)
            )
        return self.tr("{words} {parts}, all of it · {time}").format(
            words=words, parts=parts, time=self._time(seconds)
        )


def number(value: int) -> str:
    """12,431 as the user's language writes it."""
    return QLocale().toString(value)
