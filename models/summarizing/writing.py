"""Writing the summaries of parts, each sentence with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.decoding import Decoded, Decoder, Job
from models.messages import Options, Piece, Span
from models.model import Model
from models.summarizing.chunks import Part
from models.summarizing.content import Always, content_of
from models.summarizing.encoded_once import EncodedOnce
from models.summarizing.evidence import Side, evidence
from models.summarizing.level import Level, Weights
from models.summarizing.plan import Output
from models.summarizing.structure import Sentence, sentences_of
from models.text.cleaning import clean
from models.text.familiar import familiar
from models.text.languages import ANY
from models.text.wrapping import unwrap

_ENDED = re.compile(r"[.!?…。！？｡؟।॥][\W_]*$")


@dataclass(frozen=True)
class Written:
    """The summary of one part: its sentences, and their shares of the level's sentences."""

    text: str
    sentences: tuple[Sentence, ...]
    weights: tuple[Weights, ...]

    def first(self) -> Written:
        """The same with one sentence at most."""
        return replace(self, sentences=self.sentences[:1], weights=self.weights[:1])


class Writer:
    """Runs parts of one level through a model."""

    def __init__(
        self, model: Model, options: Options, output: Output, cancelled: Callable[[], bool]
    ) -> None:
        options = limited(options, output)
        self._most = options.new_tokens or options.rules.most or output.most
        rows = content_of(model.reading.limit, self._most)
        self._model = replace(
            model, net=EncodedOnce(model.net), guided=None, chooser=Always(rows)
        )
        self._decoder = Decoder(self._model, options, cancelled)

    def start(self, level: Level, parts: Sequence[Part]) -> Writing:
        """Begin with parts that are run together."""
        return Writing(self._model, self._decoder, self._most, level, parts)


class Writing:
    """Parts being summarized together; `written` is complete when `steps` has ended."""

    def __init__(
        self, model: Model, decoder: Decoder, most: int, level: Level, parts: Sequence[Part]
    ) -> None:
        self._model, self._decoder, self._most = model, decoder, most
        self._level, self._parts = level, parts
        self.written: list[Written] = []

    def steps(self) -> Iterator[float]:
        """Run all parts, telling how much is done (0 to 1). Raises `Stopped`."""
        jobs = [self._job(part) for part in self._parts]
        work, steps = self._decoder.decode(jobs), 0
        while True:
            try:
                next(work)
            except StopIteration as stop:
                decoded: list[Decoded] = stop.value
                break
            steps += 1
            yield min(steps / self._most, 1.0)
        pairs = zip(self._parts, jobs, decoded, strict=True)
        self.written = [self._written(*each) for each in pairs]

    def _job(self, part: Part) -> Job:
        text = self._level.text[part.start : part.end]
        return Job(tuple(self._model.source.encode(readable(text, self._model))))

    def _written(self, part: Part, job: Job, decoded: Decoded) -> Written:
        text, pieces = self._model.target.decode(decoded.best.ids)
        sentences = sentences_of(text, language_of(self._model.way.target))
        if len(decoded.best.ids) >= self._most and len(sentences) > 1:
            sentences = _finished(text, sentences)
        spans = [Span(one.start, one.end) for one in sentences]
        read = _read(self._level, part, job.pieces)
        found = evidence(decoded.rows, read, Side(text, spans, pieces))
        return Written(text, sentences, tuple(_by_sentence(part, one) for one in found))


def language_of(code: str) -> str:
    """A direction's language as the splitting of text wants it: empty for none."""
    return "" if code in ANY else code


def readable(text: str, model: Model) -> str:
    """`text` with as many code points, as the model's vocabulary can take it."""
    return familiar(unwrap(clean(text)), model.source.knows)


def limited(options: Options, output: Output) -> Options:
    """The options of a request for one output of that length; its own numbers win."""
    rules = options.rules
    most = output.most if rules.most is None else rules.most
    least = output.least if rules.least is None else rules.least
    return replace(
        options, hypotheses=1, rules=replace(rules, most=most, least=min(least, most))
    )


def _finished(text: str, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    # The limit cut the last one off, unless it happens to end there.
    last = sentences[-1]
    return sentences if _ENDED.search(text[last.start : last.end]) else sentences[:-1]


def _read(level: Level, part: Part, pieces: Sequence[Piece]) -> Side:
    spans = [Span(unit.start - part.start, unit.end - part.start) for unit in part.units]
    return Side(level.text[part.start : part.end], spans, pieces)


def _by_sentence(part: Part, weights: Weights) -> Weights:
    # Shares of units as shares of the sentences that they are of.
    found: dict[int, float] = {}
    for at, weight in weights.items():
        sentence = part.units[at].sentence
        found[sentence] = found.get(sentence, 0.0) + weight
    return found
