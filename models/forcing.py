"""Force-decoding: alignments of given pairs, and raw attention weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from models.alignment import Backward, Side, align, matrix_of, spans
from models.decoding import Stopped, check_ids, check_places
from models.messages import (
    Align,
    Attention,
    AttentionDone,
    AttentionKind,
    Event,
    Piece,
    Result,
    Segment,
    SegmentDone,
    Span,
    UsageError,
)
from models.model import Model
from models.nets import Head, Replay, Source, Want
from models.sentence_reader import Reader
from models.text.words import words
from models.translation import language_out, reader_of

Floats = NDArray[np.float32]
BATCH_PAIRS = 16


class Method(Protocol):
    """How rows (T, S) are read from a replay of one pair."""

    @property
    def want(self) -> Want: ...

    def rows(self, replay: Replay, pair: int) -> Floats: ...


CROSS, NORMS = Want(cross=True), Want(norms=True)


@dataclass(frozen=True)
class OneHead:
    """The row of one head that predicts the piece (guided heads: Garg et al. 2019)."""

    head: Head
    want: Want = CROSS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        layers, heads = replay.cross.shape[1:3]
        if self.head.layer >= layers or self.head.head >= heads:
            raise UsageError(
                f"There is no head {self.head.layer}:{self.head.head}.",
                f"This checkpoint has layers 0 to {layers - 1} with heads 0 to {heads - 1}.",
            )
        return replay.cross[pair, self.head.layer, self.head.head].numpy()


@dataclass(frozen=True)
class Average:
    """The mean of all heads of all layers, the row that predicts the piece."""

    want: Want = CROSS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        return replay.cross[pair].mean(dim=(0, 1)).numpy()


@dataclass(frozen=True)
class Shift:
    """SHIFT-ATT: the row whose input is the piece, mean of a layer's heads (Chen et al. 2020).

    The layer is the lower middle one. The last piece has no such row and keeps its own.
    """

    want: Want = CROSS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.cross is not None
        layers = replay.cross[pair]
        return shifted(layers[(layers.shape[0] - 1) // 2].mean(dim=0).numpy())


@dataclass(frozen=True)
class Norm:
    """Shifted rows of ||sum a f(x)||, of the layer with the largest (Kobayashi et al. 2020)."""

    want: Want = NORMS

    def rows(self, replay: Replay, pair: int) -> Floats:
        """See `Method`."""
        assert replay.norms is not None
        layers = replay.norms[pair]
        best = layers[int(layers.mean(dim=(1, 2)).argmax())]
        return shifted((best / best.sum(dim=1, keepdim=True)).numpy())


def shifted(rows: Floats) -> Floats:
    """Row t + 1 in the place of row t."""
    return np.concatenate([rows[1:], rows[-1:]])


def method_of(name: str, model: Model) -> Method:
    """The method that `name` means for a model. Raises `UsageError` for an unknown one."""
    if name in ("auto", "guided") and model.guided:
        return OneHead(model.guided)
    if name == "guided":
        raise UsageError(
            f"{model.checkpoint.name} has no head trained on alignments.",
            "Use the method norm or shift.",
        )
    by_name: dict[str, Method] = {
        "auto": Norm(),
        "norm": Norm(),
        "shift": Shift(),
        "average": Average(),
    }
    if name in by_name:
        return by_name[name]
    layer, colon, head = name.partition(":")
    if colon and layer.isdecimal() and head.isdecimal():
        return OneHead(Head(int(layer), int(head)))
    raise UsageError(
        f"There is no alignment method {name}.",
        "Use auto, guided, shift, norm, average or LAYER:HEAD, both counted from 0.",
    )


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

    def events(self) -> Iterator[Event]:
        """One segment for each pair. Raises `Stopped` when cancelled."""
        pairs = self._request.pairs
        for start in range(0, len(pairs), BATCH_PAIRS):
            if self._cancelled():
                raise Stopped
            batch = pairs[start : start + BATCH_PAIRS]
            forced = force(self._model, batch, self._request.method)
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
        return force(self._reverse, turned, self._request.method)

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
            alignment=align(source, target, one.rows, backward),
        )

    def _words(self, text: str, pieces: Sequence[Piece]) -> tuple[Span, ...]:
        if self._request.tokenized:
            return blank_separated(text)
        return words(text, spans(pieces), self._request.options.split_punctuation)


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


def force(model: Model, pairs: Sequence[tuple[str, str]], method: str) -> list[Forced]:
    """Force-decode a batch of pairs."""
    how = method_of(method, model)
    sources = [pieces_of(one, reader_of(model)) for one, _ in pairs]
    written = replace(reader_of(model), language=language_out(model), tokenizer=model.target)
    targets = [pieces_of(one, written) for _, one in pairs]
    width = max(len(pieces) for pieces in targets)
    check_places(model, max(width, *(len(pieces) for pieces in sources)))
    padded = [[p.id for p in row] + [row[-1].id] * (width - len(row)) for row in targets]
    with torch.inference_mode():
        memory = model.net.encode(Source.of([[p.id for p in row] for row in sources]))
        replay = model.net.replay(
            memory, model.generation.start, torch.tensor(padded), how.want
        )
        logprobs = replay.logprobs.tolist()
        found = []
        for at, (source, target) in enumerate(zip(sources, targets, strict=True)):
            rows = how.rows(replay, at)[: len(target), : len(source)]
            pieces = tuple(
                replace(piece, logprob=logprobs[at][t]) for t, piece in enumerate(target)
            )
            found.append(Forced(tuple(source), pieces, rows))
    return found


def attention(request: Attention, model: Model) -> Iterator[Event]:
    """All weights (L, H, rows, columns) of one kind for one pair."""
    ids = [piece.id for piece in pieces_of(request.source, reader_of(model))]
    kind = request.kind
    check_ids(model, request.target_ids)
    check_places(model, max(len(ids), len(request.target_ids)))
    if not request.target_ids:
        raise UsageError("There are no target pieces to look from.")
    with torch.inference_mode():
        memory = model.net.encode(Source.of([ids]), attention=kind is AttentionKind.ENCODER)
        weights = memory.attention
        if kind is not AttentionKind.ENCODER:
            want = Want(
                cross=kind is AttentionKind.CROSS, decoder=kind is AttentionKind.DECODER
            )
            target = torch.tensor([list(request.target_ids)])
            replay = model.net.replay(memory, model.generation.start, target, want)
            weights = replay.cross if kind is AttentionKind.CROSS else replay.decoder
        if weights is None:
            raise UsageError(
                f"The decoder of {model.checkpoint.name} is recurrent and has no attention "
                "of its own.",
                "Choose cross or encoder attention.",
            )
        matrix = matrix_of(weights[0].numpy())
    yield AttentionDone(request.id, kind, matrix)
