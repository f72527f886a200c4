"""A second text below the translation: opened, kept up with the first, closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop_app.comparing import Comparison
from desktop_app.passages import Passage, Passages
from desktop_app.view.contrast import Contrast
from desktop_app.view.links import Links
from desktop_app.view.metrics import LINE_HEIGHT, PANE_MARGIN
from desktop_app.view.result_document import Output
from desktop_app.view.result_edits import Edits
from desktop_app.view.result_pane import ResultPane
from desktop_app.view.scroll_sync import ScrollSync, scrolled
from desktop_app.view.second_pane import SecondPane
from desktop_app.view.source_edit import SourceEdit
from desktop_app.view.worded import fault_text
from models.messages import Failed, Result, SegmentDone

FOLLOW_MS = 400  # after the last change of the translation
_LOW = 300  # up to which height a page has no room for two panes with buttons


class Compared(QObject):
    text_changed = Signal()  # there may be other passages to compare

    def __init__(
        self,
        source: SourceEdit,
        result: ResultPane,
        links: Links,
        edits: Edits,
        below: QWidget,
        parent: QWidget,
    ) -> None:
        """`below` shares the height of `parent` with the texts."""
        super().__init__(parent)
        self.pane = SecondPane()
        self._result, self._links = result, links
        self._back = False
        self._shown = Passages(())  # what the second text is made of
        self._contrast = Contrast(source, result, self.pane, links, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(FOLLOW_MS)
        self._pause.timeout.connect(self._on_pause)
        first = scrolled(result.edit, result.text)
        second = scrolled(self.pane.edit, self.pane.text)
        self._scrolling = ScrollSync(first, second, self)
        self._page, self._below = parent, below
        edits.rewritten.connect(self._on_rewritten)
        for each in (parent, below):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._share_height()
        return super().eventFilter(watched, event)

    def set_zoom(self, percent: int) -> None:
        """Scale the second text; that of the translation is scaled already."""
        self.pane.edit.set_zoom(percent)
        self._share_height()

    def _share_height(self) -> None:
        """In a low window leave the room of the translation's buttons to the two texts."""
        room = self._page.height() - self._below.minimumSizeHint().height()
        low = self.is_open and room < _LOW
        self._result.footer.setVisible(not low)
        for pane in (self._result, self.pane):
            line = round(pane.edit.fontMetrics().height() * LINE_HEIGHT / 100)
            pane.edit.setMinimumHeight(PANE_MARGIN + line if self.is_open else 0)

    @property
    def is_open(self) -> bool:
        """Whether there is a second text."""
        return not self.pane.isHidden()

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is in the second pane."""
        focused = self.pane.window().focusWidget()
        return self.is_open and focused is not None and self.pane.isAncestorOf(focused)

    @property
    def can_focus(self) -> bool:
        """Whether the keyboard can go to the second text."""
        return self.is_open and not self.pane.edit.isHidden()

    def open(
        self, comparison: Comparison, titles: tuple[str, str], right_to_left: bool
    ) -> None:
        """Make room for a second text; the second title is for a narrow pane."""
        self._back = comparison.back
        self.pane.set_right_to_left(right_to_left)
        self._keep_place()
        usable = not comparison.back and comparison.route.via is None
        expects = bool(self._links.reading.segments) or not self._result.text.complete
        self.pane.open(titles, usable, expects)
        self._share_height()
        self._contrast.begin(comparison.back, shown=True)

    def close(self) -> None:
        """Show the translation alone."""
        if self.has_focus:
            self._result.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pause.stop()
        self._keep_place()
        self.pane.hide()
        self.pane.clear()
        self._share_height()
        self._contrast.begin(with_source=False, shown=False)

    def _keep_place(self) -> None:
        """Let what is read stay at the top while the panes share the height anew."""
        bar = self._result.edit.verticalScrollBar()
        seen = bar.value()
        QTimer.singleShot(0, self, lambda: bar.setValue(seen))

    def passages(self) -> Passages | None:
        """What the second text is to be made of; None while the translation is not there."""
        text, segments = self._result.text, self._links.reading.segments
        if not text.complete or not segments or not self._links.is_current:
            return None
        if self._back:
            gaps = zip(text.parts, segments, strict=True)
            return Passages(
                tuple(Passage(part.before, each.target) for part, each in gaps), text.tail
            )
        return Passages(
            tuple(Passage(each.before, each.source) for each in segments), text.tail
        )

    def make_stale(self) -> None:
        """The source was edited: marks go at once."""
        self._pause.stop()
        self.pane.say_count("", "")
        self._contrast.forget()

    def make_current(self) -> None:
        """The source is again what the translation answers."""
        if self.is_open:
            self._pause.start()

    def hold(self, held: bool) -> None:
        """Let the second text stay where it is while the translation changes."""
        self._scrolling.hold(held)

    def begin(self, passages: Passages) -> None:
        """Expect the second text for these."""
        self._shown = passages
        self.hold(True)
        self.pane.begin(passages.document())
        self.hold(False)
        self._contrast.forget()

    def show_output(self, outputs: Sequence[Output]) -> None:
        """Show a batch of the second text, and mark what differs in it."""
        self.hold(True)
        self.pane.show_output(outputs)
        self.hold(False)
        for output in outputs:
            if isinstance(output, SegmentDone):
                self._contrast.look_at(output.index)
            elif isinstance(output, Result):
                self._say_count()
                self._announce()

    def show_failure(self, failed: Failed) -> None:
        """Say in the pane what went wrong and what to do about it."""
        self.pane.say_fault(fault_text(failed))

    def stop(self) -> None:
        """Nothing more will come."""
        if self.is_open and not self.pane.text.complete:
            self.pane.say_fault(self.tr("Stopped: choose it again to go on."))

    def _say_count(self) -> None:
        """Say how much differs, when all is there."""
        found = self._contrast.found
        unlike, counted = sum(one.unlike for one in found), sum(one.counted for one in found)
        by_letter = sum(one.by_letter for one in found) > len(found) / 2
        full = self.tr("{unlike} of {counted} words differ")
        if by_letter:
            full = self.tr("{unlike} of {counted} characters differ")
        short = self.tr("{unlike} of {counted}")
        if not unlike:
            full = self.tr("the same characters") if by_letter else self.tr("the same words")
            short = self.tr("the same")
        figures = {"unlike": unlike, "counted": counted}
        self.pane.say_count(full.format(**figures), short.format(**figures))

    def _announce(self) -> None:
        if QAccessible.isActive():
            said = self.tr("Comparison finished: {count}")
            said = said.format(count=self.pane.count.accessibleName())
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.pane, said))

    def _on_rewritten(self, index: int) -> None:
        """A sentence of the translation reads otherwise now."""
        if not self.is_open:
            return
        if self._back:
            self._follow_edit(index)
        elif self.pane.text.complete:
            self._contrast.look_at(index)
            self._say_count()

    def _follow_edit(self, index: int) -> None:
        """Have the sentence translated back, unless that was done of this very text."""
        target = self._links.reading.segments[index].target
        if index < len(self._shown.parts) and self._shown.parts[index].text == target:
            self._contrast.look_at(index)
        else:
            self._contrast.drop(index)
        self._pause.start()

    def _on_pause(self) -> None:
        if not self._links.is_current and self.is_open:
            self._pause.start()  # a choice is only tried out, or the source was edited
        else:
            self.text_changed.emit()
