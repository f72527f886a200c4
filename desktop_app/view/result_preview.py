"""Shows in the translation what a choice would make of one sentence, and takes it back."""

from __future__ import annotations

from desktop_app.view.links import Links
from desktop_app.view.result_changes import Change, Part
from desktop_app.view.result_pane import ResultPane


class Preview:
    """One sentence at a time; the links rest while it is not the real one."""

    def __init__(self, pane: ResultPane, links: Links) -> None:
        self._pane = pane
        self._links = links
        self._index: int | None = None  # the sentence that is shown otherwise
        self._real = Part("", "")

    def show(self, index: int, target: str, quiet_from: int) -> None:
        """Let `target` stand for a sentence, from letter `quiet_from` on in quieter ink."""
        if self._index != index:
            self.restore()
            self._index, self._real = index, self._pane.text.parts[index]
            self._links.rest(True)
        part = Part(self._real.before, target)
        self._pane.put(Change({index: part}, self._pane.text.tail), quiet_from)

    def restore(self) -> None:
        """Show the real sentence again."""
        if self._index is not None:
            change = Change({self._index: self._real}, self._pane.text.tail)
            self._index = None
            self._pane.put(change)
            self._links.rest(False)

    def forget(self) -> None:
        """The sentence is gone: there is another text."""
        if self._index is not None:
            self._index = None
            self._links.rest(False)
