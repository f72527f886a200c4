"""What can summarize a document, what before and after it, and what is chosen. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop_app.routes import ANY, READY, Model, Routes, primary
from models.messages import (
    Checkpoint,
    Form,
    Length,
    Offer,
    Options,
    Step,
    Summarize,
    Task,
)

SUMMARIZATION = "summarization"
SUMMARY = "summarize"  # the ids of presets of checkpoints that do other things too
SHORTENING = (SUMMARY, "simplify")
_FEW = 4  # languages: a checkpoint for more is not asked in which of them a text is


@dataclass(frozen=True, slots=True)
class Summarizer:
    """An entry of the model box; without a reference it takes the document's sentences."""

    reference: str = ""
    preset: str = ""
    checkpoint: Checkpoint | None = None

    @property
    def usable(self) -> bool:
        """Whether it can be opened; otherwise the checkpoint's state says why not."""
        return self.checkpoint is None or self.checkpoint.state == READY

    @property
    def rewrites(self) -> bool:
        """Whether it writes sentences of its own."""
        return bool(self.reference)

    @property
    def writes_lines(self) -> bool:
        """Whether it writes one line about each part, so that no length can be chosen."""
        return self.checkpoint is not None and self.checkpoint.one_line


@dataclass(frozen=True, slots=True)
class Way:
    """A translation that can be put before or after a summary."""

    source: str
    target: str
    reference: str

    def step(self) -> Step:
        """What the engine is asked."""
        return Step(self.reference, Task(self.source, self.target))


@dataclass(frozen=True, slots=True)
class SummaryChoices:
    """What the page offers, and what is chosen.

    `befores` translate a document into a language that the chosen summarizer reads, `afters`
    its summary. `offers` are summarizers that can be fetched, the most sensible first.
    """

    models: tuple[Summarizer, ...] = (Summarizer(),)
    chosen: Summarizer = field(default_factory=Summarizer)
    length: Length = field(default_factory=Length)
    form: Form = Form.SENTENCES
    befores: tuple[Way, ...] = ()
    afters: tuple[Way, ...] = ()
    before: Way | None = None
    after: Way | None = None
    offers: tuple[Offer, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it is quick enough to follow every edit."""
        return not (self.chosen.rewrites or self.before or self.after)

    def request(self, id: int, text: str, options: Options) -> Summarize:
        """What the engine is asked for a document."""
        return Summarize(
            id,
            text,
            self.chosen.reference or None,
            self.length,
            self.form,
            Task(preset=self.chosen.preset),
            self.before.step() if self.before else None,
            self.after.step() if self.after else None,
            options,
        )


def summarizers(checkpoints: Iterable[Checkpoint]) -> tuple[Summarizer, ...]:
    """The document's own sentences, then every installed summarizer with its presets."""
    found = [each for checkpoint in checkpoints for each in _entries(checkpoint)]
    return (Summarizer(), *sorted(found, key=lambda each: not each.usable))


def _entries(checkpoint: Checkpoint) -> Iterator[Summarizer]:
    presets = [each.id for each in checkpoint.presets if not each.asks]
    if checkpoint.task == SUMMARIZATION:
        for preset in presets or [""]:
            yield Summarizer(checkpoint.id, preset, checkpoint)
        return
    for preset in SHORTENING:
        if preset in presets:
            yield Summarizer(checkpoint.id, preset, checkpoint)


def ways_before(chosen: Summarizer, models: Sequence[Model]) -> tuple[Way, ...]:
    """Translations into what a summarizer of few languages reads."""
    if chosen.checkpoint is None or not 0 < len(chosen.checkpoint.sources) <= _FEW:
        return ()
    routes, known = Routes(models, {}), chosen.checkpoint.sources
    return tuple(
        way
        for target in known
        for way in _ways(routes, routes.sources - frozenset(known) - ANY, (target,))
    )


def ways_after(chosen: Summarizer, models: Sequence[Model]) -> tuple[Way, ...]:
    """Translations of what it writes; the document's own sentences may be in any language."""
    routes = Routes(models, {})
    if chosen.checkpoint and 0 < len(chosen.checkpoint.targets) <= _FEW:
        pairs = [(each, routes.targets(each)) for each in chosen.checkpoint.targets]
    else:
        pairs = [(each, routes.own_targets(each)) for each in sorted(routes.own_sources)]
    return tuple(way for each, targets in pairs for way in _ways(routes, (each,), targets))


def _ways(routes: Routes, sources: Collection[str], targets: Collection[str]) -> Iterator[Way]:
    """The pairs among these that one model translates."""
    for source in sorted(sources):
        for target in sorted(targets):
            model = routes.leg(source, target)
            if model and source != target and target not in ANY:
                yield Way(source, target, model.reference)


def ranked(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Summarizers that can be fetched: the free ones first, then the small ones."""
    found = [each for each in offers if each.task == SUMMARIZATION]
    return tuple(sorted(found, key=_rank))


def _rank(offer: Offer) -> tuple[bool, bool, int]:
    return offer.commercial is not True, offer.bytes is None, offer.bytes or 0


def reading(offers: Iterable[Offer], language: str) -> Offer | None:
    """The first of these that reads a language, whatever its script or region."""
    wanted = primary(language)
    return next((o for o in offers if wanted in map(primary, o.sources)), None)
