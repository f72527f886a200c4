"""The chosen languages and model: what can be chosen, what was, and what is remembered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop_app.choices import Choices, after_source, choose, pair_for
from desktop_app.fetchable import Wish, is_fetchable_translator, nearest_wish, wish_for
from desktop_app.routes import Model, Routes, is_translator
from desktop_app.settings_store import SettingsStore
from models.messages import Checkpoint, Failed, Notice, Offer, Problem

SUMMARIZATION = "summarization"
_RECENT = 6  # languages
_COMMON = 60  # languages of a list that holds but the common ones
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
    noticed = Signal(Notice)
    wished = Signal(object)  # a Wish that fetching would grant, or None

    def __init__(
        self,
        catalogue: Catalogue,
        settings: SettingsStore,
        parent: QObject | None = None,
        offers: tuple[Offer, ...] = (),
    ) -> None:
        super().__init__(parent)
        self._offers = tuple(filter(is_fetchable_translator, offers))
        self._wish: Wish | None = None
        self._catalogue = catalogue
        self._settings = settings
        self._models: tuple[Model, ...] = ()
        self._listed: tuple[Checkpoint, ...] = ()
        self._choices = Choices()

    @property
    def choices(self) -> Choices:
        """What is offered and chosen now."""
        return self._choices

    @property
    def listed(self) -> tuple[Checkpoint, ...]:
        """All that is installed, whatever it does."""
        return self._listed

    def reload(self) -> None:
        """Look at the disk again."""
        self.show(self._catalogue.checkpoints())

    def show_if_other(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Offer these, unless they are the ones that are offered."""
        if tuple(checkpoints) != self._listed:
            self.show(checkpoints)

    def readable(self) -> tuple[str, ...]:
        """Languages a text here may well be in: of few pairs, and of the smaller lists."""
        own, every = self._choices.own_sources, self._choices.sources
        offered = {first for each in self._offers for first, _ in each.pairs}
        several = [each.sources for each in self._offers if len(each.sources) <= _COMMON]
        common = frozenset[str]().union(*several)
        installed = every if len(every) <= _COMMON else ()
        return tuple(sorted({*own, *installed, *offered, *common, *self._choices.recent}))

    def show(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Offer these; a pair that was wished for is chosen as soon as there is a way."""
        self._listed = tuple(checkpoints)
        installed = [Model(each.id, each) for each in checkpoints]
        values = self._settings.values
        known = {folder: self._known(folder) for folder in values.folders}
        every = (*installed, *(each for each in known.values() if each))
        self._models = tuple(
            each for each in every if not each.usable or is_translator(each.checkpoint)
        )
        if not self._grant():
            self._choose(values.source, values.target, for_good=False)
        chosen = values.models.get(f"{values.source}-{values.target}", "")
        if chosen in known and known[chosen] is None:
            self._miss(chosen)
        elif self._choices.pair != f"{values.source}-{values.target}":
            self._tell_why(values.source, values.target)

    def _grant(self) -> bool:
        """Choose the pair that was wished for, where it can be."""
        wish = self._wish
        if wish is None or Routes(self._models, {}).route(wish.source, wish.target) is None:
            return False
        self.drop_wish()
        self._choose(wish.source, wish.target)
        return True

    def drop_wish(self) -> None:
        """Nothing is to be chosen by itself any more."""
        if self._wish:
            self._wish = None
            self.wished.emit(None)

    def wish(self, source: str, target: str) -> Wish | None:
        """What fetching would have to bring for a pair, or for a source and any target."""
        routes = Routes(self._models, {})
        exact = wish_for(self._offers, routes, source, target)
        return exact or nearest_wish(self._offers, routes, source, target)

    def _wish_for(self, source: str, target: str) -> None:
        self._wish = self.wish(source, target)
        self.changed.emit(self._choices)  # the boxes show what is chosen still
        self.wished.emit(self._wish)

    def _miss(self, folder: str) -> None:
        what = self.tr("The model in {folder} is not there: bring it back or choose another.")
        self.noticed.emit(Notice(0, what.format(folder=folder)))

    def _tell_why(self, source: str, target: str) -> None:
        """Say what is wrong with a model that would do the pair that was chosen last."""
        closed = (each.checkpoint for each in self._models if not each.usable)
        one = next((each for each in closed if each.translates(source, target)), None)
        if one:
            self.noticed.emit(Notice(0, one.state))

    def choose_source(self, language: str) -> None:
        """Choose the language that is read; one that is not here is wished for."""
        if any(each.code == language for each in self._choices.more_sources):
            self._wish_for(language, self._choices.target or self._settings.values.target)
            return
        self.drop_wish()
        self._note(language)
        self._choose(*after_source(self._choices, self._models, language))

    def choose_target(self, language: str) -> None:
        """Choose the language that is written; that of the source turns the pair round."""
        if any(each.code == language for each in self._choices.more_targets):
            self._wish_for(self._choices.source, language)
            return
        self.drop_wish()
        if language == self._choices.source:
            self.swap()
            return
        self._note(language)
        self._choose(self._choices.source, language)

    def _note(self, language: str) -> None:
        """Remember what was chosen last, before what it takes the place of."""
        values = self._settings.values
        recent = dict.fromkeys((language, values.source, values.target, *values.recent))
        self._settings.set("recent", tuple(recent)[:_RECENT])

    def swap(self) -> None:
        """Turn the pair round, where a model does that."""
        self.drop_wish()
        if self._choices.reversible:
            self._choose(self._choices.target, self._choices.source)

    def use(self, reference: str) -> None:
        """Choose an installed model, and the pair of its own that is nearest."""
        found = next((each for each in self._models if each.reference == reference), None)
        if found and found.usable:
            self.drop_wish()
            pair = pair_for(found.checkpoint, self._choices.source, self._choices.target)
            self._remember("-".join(pair), reference)
            self._choose(*pair)

    def choose_model(self, reference: str) -> None:
        """Choose one of the offered models for this pair, and for later."""
        self._remember(self._choices.pair, reference)
        self._choose(self._choices.source, self._choices.target)

    def open_folder(self, folder: Path) -> None:
        """Add a checkpoint folder by path and choose it."""
        try:
            checkpoint = self._describe(folder)
        except Problem as problem:
            self.failed.emit(Failed(0, problem.what, problem.hint, problem.details))
            return
        if not is_translator(checkpoint):
            self.failed.emit(self._no_translator(checkpoint))
            return
        reference = str(checkpoint.path)
        known = self._settings.values.folders
        if reference not in known:
            self._settings.set("folders", (*known, reference))
        pair = pair_for(checkpoint, self._choices.source, self._choices.target)
        self._remember("-".join(pair), reference)
        self._settings.set("source", pair[0])
        self._settings.set("target", pair[1])
        self.reload()

    def _describe(self, folder: Path) -> Checkpoint:
        """What is in a folder; whatever a stranger's files do becomes one `Problem`."""
        try:
            return self._catalogue.describe(folder)
        except Problem:
            raise
        except Exception as error:
            what = self.tr("The folder {name} holds something that cannot be read.")
            hint = self.tr("Choose the folder of another model.")
            raise Problem(what.format(name=folder.name), hint, repr(error)) from error

    def _known(self, folder: str) -> Model | None:
        try:
            return Model(folder, self._describe(Path(folder)))
        except Problem as problem:
            _log.warning("checkpoint folder left out: %s", problem)
            return None

    def _no_translator(self, checkpoint: Checkpoint) -> Failed:
        what = self.tr("{name} does not say which languages it translates.")
        if checkpoint.task == SUMMARIZATION:
            what = self.tr("{name} summarizes texts and does not translate them.")
        hint = self.tr("The command interlinear translate --model {folder} runs it.")
        return Failed(0, what.format(name=checkpoint.name), hint.format(folder=checkpoint.path))

    def _remember(self, pair: str, reference: str) -> None:
        remembered = {**self._settings.values.models, pair: reference}
        self._settings.set("models", MappingProxyType(remembered))

    def _choose(self, source: str, target: str, *, for_good: bool = True) -> None:
        values = self._settings.values
        choices = choose(
            self._models, source, target, values.models, values.recent, self._offers
        )
        if choices.route and for_good:
            self._settings.set("source", choices.source)
            self._settings.set("target", choices.target)
        self._choices = choices
        self.changed.emit(choices)
