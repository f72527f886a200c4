"""Force-decoding: alignments of given pairs, and raw attention weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from models.alignment import Backward, Side, align, matrix_of
from models.decoding import Stopped, check_ids, check_places, check_rows
from models.joining import join_named
from models.messages import (
    Align,
    Attention,
    AttentionDone,
    AttentionKind,
    Event,
    Options,
    Piece,
    Result,
    Segment,
    SegmentDone,
    Span,
    UsageError,
)
from models.method_names import method_of
from models.methods import Pair
from models.model import Model
from models.nets import Source, Want
from models.no_attention import none_of
from models.replaying import replay
from models.sentence_reader import Reader
from models.text.words import words
from models.translation import reader_of

Floats = NDArray[np.float32]
BATCH_PAIRS = 16
MOST_WATCHED = 1024  # source pieces whose weights among themselves are given


@dataclass(frozen=True)
class Forced:
    """One force-decoded pair: pieces of both sides, rows (T, S), log-probabilities."""

    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    rows: Floats


class PairAlignment:
    """One `Align` request; `reverse` is a model of the other direction."""

    def __init__(
        self,
        request: Align,
        model: Model,
        reverse: Model | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._request, self._model, self._reverse = request, model, reverse
        self._cancelled = cancelled
        self._join = join_named(request.join)

    def events(self) -> Iterator[Event]:
        """One segment for each pair. Raises `Stopped` when cancelled."""
        pairs = self._request.pairs
        for start in range(0, len(pairs), BATCH_PAIRS):
            if self._cancelled():
                raise Stopped
            batch = pairs[start : start + BATCH_PAIRS]
            forced = force(self._model, batch, self._request.method, self._request.options)
            backward = self._backward(batch)
            for at, (pair, one) in enumerate(zip(batch, forced, strict=True)):
                segment = self._segment(pair, one, backward[at] if backward else None)
                done = start + at + 1
                yield SegmentDone(self._request.id, done - 1, segment, done, len(pairs))
        yield Result(self._request.id, len(pairs), "")

    def _backward(self, batch: Sequence[tuple[str, str]]) -> list[Forced]:
        if self._reverse is None:
            return []
        turned = [(target, source) for source, target in batch]
        return force(self._reverse, turned, self._request.method, self._request.options)

    def _segment(self, pair: tuple[str, str], one: Forced, back: Forced | None) -> Segment:
        backward = None if back is None else Backward(back.target, back.source, back.rows)
        source, target = (
            Side(text, pieces, self._words(text, pieces))
            for text, pieces in zip(pair, (one.source, one.target), strict=True)
        )
        logprobs = [piece.logprob or 0.0 for piece in one.target]
        return Segment(
            start=0,
            before="",
            source=pair[0],
            target=pair[1],
            score=sum(logprobs) / max(len(logprobs), 1),
            source_pieces=one.source,
            target_pieces=one.target,
            alignment=align(source, target, one.rows, backward, self._join),
        )

    def _words(self, text: str, pieces: Sequence[Piece]) -> tuple[Span, ...]:
        if self._request.tokenized:
            return blank_separated(text)
        return words(text, pieces, self._request.options.split_punctuation)


def blank_separated(text: str) -> tuple[Span, ...]:
    """The tokens of a tokenized text, whatever they are made of."""
    found, at = [], 0
    for token in text.split():
        start = text.index(token, at)
        at = start + len(token)
        found.append(Span(start, at))
    return tuple(found)


def pieces_of(text: str, reader: Reader) -> list[Piece]:
    """The pieces a model sees of one side of a pair."""
    return reader.tokenizer.encode(reader.sentence(text).text)


def ids_of(sentences: Sequence[Sequence[Piece]]) -> Iterator[int]:
    """The ids of all pieces."""
    return (piece.id for pieces in sentences for piece in pieces)


def force(
    model: Model, pairs: Sequence[tuple[str, str]], method: str, options: Options
) -> list[Forced]:
    """Force-decode a batch of pairs."""
    reads = reader_of(model, options)
    writes = replace(reads, language=model.way.target, tokenizer=model.target)
    sources = [pieces_of(one, reads) for one, _ in pairs]
    targets = [pieces_of(one, writes) for _, one in pairs]
    longest, widest = max(map(len, sources)), max(map(len, targets))
    check_places(model, longest, widest)
    check_rows(model, ids_of(sources), ids_of(targets))
    how = method_of(method, model, longest, widest)
    with torch.inference_mode():
        passed = replay(
            model,
            [[piece.id for piece in row] for row in sources],
            [[piece.id for piece in row] for row in targets],
            replace(how.want, logprobs=True),
        )
        assert passed.logprobs is not None
        logprobs = passed.logprobs.tolist()
        found = []
        for at, (source, target) in enumerate(zip(sources, targets, strict=True)):
            rows = how.rows(passed, Pair(at, len(target), len(source)))
            pieces = tuple(
                piece._replace(logprob=logprobs[at][t]) for t, piece in enumerate(target)
            )
            found.append(Forced(tuple(source), pieces, rows))
    return found


def attention(request: Attention, model: Model) -> Iterator[Event]:
    """All weights (L, H, rows, columns) of one kind for one pair."""
    ids = [piece.id for piece in pieces_of(request.source, reader_of(model, request.options))]
    kind = request.kind
    check_ids(model, request.target_ids)
    check_places(model, len(ids), len(request.target_ids))
    check_rows(model, ids, request.target_ids)
    if not request.target_ids:
        raise UsageError("There are no target pieces to look from.")
    if kind is AttentionKind.ENCODER and len(ids) > MOST_WATCHED:
        raise UsageError(
            f"All weights among {len(ids):,} source pieces are too many.",
            f"Give at most {MOST_WATCHED:,} pieces.",
        )
    with torch.inference_mode():
        if kind is AttentionKind.ENCODER:
            weights = model.net.encode(Source.of([ids]), attention=True).attention
        else:
            cross = kind is AttentionKind.CROSS
            want = Want(logprobs=False, cross=cross, decoder=not cross)
            passed = replay(model, [ids], [request.target_ids], want)
            weights = passed.cross if cross else passed.decoder
        if weights is None:
            raise none_of(kind, model)
        matrix = matrix_of(weights[0].float().cpu().numpy())
    yield AttentionDone(request.id, kind, matrix)
