"""What a question about one segment is asked of: a model, and the sentence that it read."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from models.decoding import Decoder, check_ids, check_places, check_rows
from models.finishing import Output
from models.generation import Generation
from models.inspection import Inspect, Inspection
from models.limits import Limits
from models.messages import Attention, Options, Piece, UsageError
from models.model import Model
from models.sentence_reader import Sentence
from models.translation import reader_of, through

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """The model that wrote an output, what it read, and what was read before that.

    `options` are the request's without sampling: an answer is not drawn by chance. `sentence`
    is the segment's own. For a pivot `middle` is what the first checkpoint wrote, and `read`
    the sentence that the second one made of it.
    """

    model: Model
    options: Options
    sentence: Sentence
    read: Sentence
    middle: Output | None = None

    @staticmethod
    def of(
        request: Inspection, models: Sequence[Model], cancelled: Callable[[], bool]
    ) -> Asked:
        """Find what the last of the models read; runs the first one for a pivot."""
        first, last, options = models[0], models[-1], replace(request.options, sampling=None)
        sentence = reader_of(first, options).sentence(request.source)
        if first is last:
            return Asked(last, options, sentence, sentence)
        decoder = Decoder(first, options, cancelled)
        (middle,) = result_of(through(first, decoder, [sentence], [()]))
        read = reader_of(last, options).sentence(middle.target)
        return Asked(last, options, sentence, read, middle)

    @property
    def generation(self) -> Generation:
        """The search settings that hold for the request."""
        return Limits.of(self.model, self.options).generation

    def looked_at(self, request: Inspect) -> Attention:
        """The same question about attention, asked of the model that wrote the output."""
        text = self.middle.target if self.middle else request.source
        how = request.via_task if self.middle else request.task
        name, ids, kind = self.model.checkpoint.id, request.target_ids, request.kind
        return Attention(request.id, text, ids, name, kind, self.options, how)

    def pieces(self) -> list[Piece]:
        """The source pieces of the model, all in one part."""
        return self.model.source.encode(self.read.text)

    def check(self, source: Sequence[int], target: Sequence[int]) -> None:
        """Raise `UsageError` or `Problem` for ids that the model cannot be given."""
        check_ids(self.model, target)
        check_places(self.model, len(source), len(target))
        check_rows(self.model, source, target)


def check_place(at: int, count: int, what: str) -> None:
    """Raise `UsageError` for a place that is not among `count` pieces."""
    if not 0 <= at < count:
        raise UsageError(
            f"There is no {what} piece {at}.",
            f"Its pieces are 0 to {count - 1}." if count else "There are none.",
        )


def result_of(work: Generator[object, None, T]) -> T:
    """What a generator returns, once it has run to its end."""
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
