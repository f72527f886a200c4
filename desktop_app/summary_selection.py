"""The chosen summarizer, length and form: what can be chosen, what was, what is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop_app.routes import Model
from desktop_app.settings_store import SettingsStore
from desktop_app.summary_choices import (
    Summarizer,
    SummaryChoices,
    Way,
    ranked,
    summarizers,
    ways_after,
    ways_before,
)
from models.messages import Checkpoint, Form, Length, Offer, Size


class SummarySelection(QObject):
    """Answers every choice with the nearest possible one and remembers it."""

    changed = Signal(SummaryChoices)

    def __init__(
        self, settings: SettingsStore, offers: tuple[Offer, ...], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._offers = offers
        self._wanted = ""  # an id that is chosen as soon as it is here
        self._checkpoints: tuple[Checkpoint, ...] = ()
        self._ways: tuple[tuple[str, str] | None, tuple[str, str] | None] = (None, None)
        self._choices = SummaryChoices(offers=ranked(offers))

    @property
    def choices(self) -> SummaryChoices:
        """What is offered and chosen now."""
        return self._choices

    def show(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Offer what is installed; a checkpoint that was waited for is chosen."""
        self._checkpoints = tuple(checkpoints)
        found = summarizers(self._checkpoints)
        brought = next((each for each in found if each.reference == self._wanted), None)
        if self._wanted and brought and brought.usable:
            self._wanted = ""
            self.choose(brought)
        else:
            self._tell()

    def choose(self, summarizer: Summarizer) -> None:
        """Choose what summarizes."""
        self._settings.set("summarizer", summarizer.reference)
        self._settings.set("summary_preset", summarizer.preset)
        self._tell()

    def wait_for(self, id: str) -> None:
        """Choose a checkpoint as soon as it is here."""
        self._wanted = id

    def choose_length(self, length: Length) -> None:
        """Choose a size, or a number of words."""
        self._settings.set("summary_size", length.size)
        self._settings.set("summary_words", length.words or 0)
        self._tell()

    def choose_form(self, form: Form) -> None:
        """Choose what a summary looks like."""
        self._settings.set("summary_form", form)
        self._tell()

    def choose_before(self, way: Way | None) -> None:
        """Translate the document first, or not."""
        self._ways = ((way.source, way.target) if way else None, self._ways[1])
        self._tell()

    def choose_after(self, way: Way | None) -> None:
        """Translate the summary, or not."""
        self._ways = (self._ways[0], (way.source, way.target) if way else None)
        self._tell()

    def _tell(self) -> None:
        choices = self._choose()
        if choices != self._choices:
            self._choices = choices
            self.changed.emit(choices)

    def _choose(self) -> SummaryChoices:
        values = self._settings.values
        models = summarizers(self._checkpoints)
        fitting = [m for m in models if m.usable and m.reference == values.summarizer]
        exact = (m for m in fitting if m.preset == values.summary_preset)
        chosen = next(exact, next(iter(fitting), models[0]))
        here = [Model(each.id, each) for each in self._checkpoints]
        befores, afters = ways_before(chosen, here), ways_after(chosen, here)
        installed = {each.id for each in self._checkpoints}
        return SummaryChoices(
            models,
            chosen,
            Length(Size(values.summary_size), values.summary_words or None),
            Form(values.summary_form),
            befores,
            afters,
            _find(befores, self._ways[0]),
            _find(afters, self._ways[1]),
            tuple(each for each in ranked(self._offers) if each.id not in installed),
        )


def _find(ways: Sequence[Way], pair: tuple[str, str] | None) -> Way | None:
    return next((each for each in ways if (each.source, each.target) == pair), None)
