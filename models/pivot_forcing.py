"""Force-decoding through a pivot: links of given pairs by way of the middle language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from models.asking import result_of
from models.decoding import Decoder, Stopped
from models.finishing import Output, segment_of
from models.forcing import BATCH_PAIRS, Forced, force
from models.messages import Align, Event, Result, SegmentDone, UsageError
from models.model import Model
from models.translation import join, reader_of, through


class PivotAlignment:
    """One `Align` request through two models; the first translates, the second is forced."""

    def __init__(
        self, request: Align, models: Sequence[Model], cancelled: Callable[[], bool]
    ) -> None:
        """Raise `UsageError` for what a pivot cannot do."""
        if request.reverse or request.tokenized:
            raise UsageError(
                "Links through a pivot are neither joined nor made of given tokens.",
                "Leave out the reverse checkpoint and the tokens, or the pivot.",
            )
        self._request, self._cancelled = request, cancelled
        self._first, self._second = models
        self._options = replace(request.options, sampling=None)

    def events(self) -> Iterator[Event]:
        """One segment for each pair. Raises `Stopped` when cancelled."""
        pairs, identity = self._request.pairs, self._request.id
        reader = reader_of(self._first, self._options)
        decoder = Decoder(self._first, self._options, self._cancelled)
        for start in range(0, len(pairs), BATCH_PAIRS):
            if self._cancelled():
                raise Stopped
            batch = pairs[start : start + BATCH_PAIRS]
            sentences = [reader.sentence(source) for source, _ in batch]
            free = [()] * len(sentences)
            middles = result_of(through(self._first, decoder, sentences, free))
            for at, output in enumerate(self._joined(middles, batch)):
                segment = segment_of(sentences[at], output, self._options.split_punctuation)
                done = start + at + 1
                yield SegmentDone(identity, done - 1, segment, done, len(pairs))
        yield Result(identity, len(pairs), "")

    def _joined(
        self, middles: Sequence[Output], batch: Sequence[tuple[str, str]]
    ) -> list[Output]:
        given = [
            (middle.target, target) for middle, (_, target) in zip(middles, batch, strict=True)
        ]
        forced = force(self._second, given, self._request.method, self._options)
        return [
            join(middle, _output(target, one))
            for middle, (_, target), one in zip(middles, given, forced, strict=True)
        ]


def _output(target: str, one: Forced) -> Output:
    logprobs = [piece.logprob or 0.0 for piece in one.target]
    score = sum(logprobs) / max(len(logprobs), 1)
    return Output(target, one.target, one.source, one.rows, score, ())
