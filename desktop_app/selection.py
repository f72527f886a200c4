"""The chosen languages and model: what can be chosen, what was, and what is remembered."""

from __future__ import annotations

import logging
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.choices import Choices, Model, after_source, choose
from desktop_app.settings import SettingsStore
from models.messages import Checkpoint, Failed, Problem

_log = logging.getLogger(__name__)


class Catalogue(Protocol):
    """What the selection needs of the library."""

    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """What is installed, broken ones among them."""
        ...

    def describe(self, folder: Path, /) -> Checkpoint:
        """What is in `folder`; raises `Problem`."""
        ...


class Selection(QObject):
    """Answers every choice with the nearest possible one and remembers it."""

    changed = Signal(Choices)
    failed = Signal(Failed)

    def __init__(
        self, catalogue: Catalogue, settings: SettingsStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._settings = settings
        self._models: tuple[Model, ...] = ()
        self._choices = Choices()

    @property
    def choices(self) -> Choices:
        """What is offered and chosen now."""
        return self._choices

    def reload(self) -> None:
        """Look at the disk again."""
        installed = [Model(each.id, each) for each in self._catalogue.checkpoints()]
        known = [self._described(folder) for folder in self._settings.values.folders]
        self._models = (*installed, *(each for each in known if each))
        self._choose(self._settings.values.source, self._settings.values.target)

    def choose_source(self, language: str) -> None:
        """Choose the language that is read."""
        self._choose(*after_source(self._choices, self._models, language))

    def choose_target(self, language: str) -> None:
        """Choose the language that is written."""
        self._choose(self._choices.source, language)

    def swap(self) -> None:
        """Turn the pair round, where a model does that."""
        if self._choices.reversible:
            self._choose(self._choices.target, self._choices.source)

    def choose_model(self, reference: str) -> None:
        """Choose one of the offered models for this pair, and for later."""
        remembered = {**self._settings.values.models, self._choices.pair: reference}
        self._settings.set("models", MappingProxyType(remembered))
        self._choose(self._choices.source, self._choices.target)

    def open_folder(self, folder: Path) -> None:
        """Add a checkpoint folder by path and choose it."""
        try:
            checkpoint = self._catalogue.describe(folder)
        except Problem as problem:
            self.failed.emit(Failed(0, problem.what, problem.hint, problem.details))
            return
        reference = str(checkpoint.path)
        known = self._settings.values.folders
        if reference not in known:
            self._settings.set("folders", (*known, reference))
        self.reload()
        if not checkpoint.translates(self._choices.source, self._choices.target):
            self._choose(*_first_pair(checkpoint))
        self.choose_model(reference)

    def _described(self, folder: str) -> Model | None:
        """A folder opened earlier; one that is gone is left out but not forgotten."""
        try:
            return Model(folder, self._catalogue.describe(Path(folder)))
        except Problem as problem:
            _log.warning("checkpoint folder left out: %s", problem)
            return None

    def _choose(self, source: str, target: str) -> None:
        choices = choose(self._models, source, target, self._settings.values.models)
        if choices.model:
            self._settings.set("source", choices.source)
            self._settings.set("target", choices.target)
        self._choices = choices
        self.changed.emit(choices)


def _first_pair(checkpoint: Checkpoint) -> tuple[str, str]:
    if checkpoint.pairs:
        return checkpoint.pairs[0]
    source = checkpoint.sources[0]
    return source, next((each for each in checkpoint.targets if each != source), source)
