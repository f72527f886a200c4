"""From a hypothesis to a segment: text, case, line breaks, offsets, alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.alignment import Side, align, block_diagonal
from models.decoding import Decoded
from models.front import Hypothesis as Found
from models.messages import Hypothesis, Note, Piece, Segment, Span
from models.model import Model
from models.sentence_reader import Sentence
from models.text.familiar import own_spelling
from models.text.letter_case import restore
from models.text.rewritten import Rewritten
from models.text.words import words
from models.text.wrapping import rewrap
from models.unknowns import LOST, carry_over, unknown_runs, withheld_runs

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Output:
    """The output of one sentence with rows (T, S) of attention to the source's pieces."""

    target: str
    target_pieces: tuple[Piece, ...]
    source_pieces: tuple[Piece, ...]
    rows: Floats
    score: float
    notes: tuple[Note, ...]
    hypotheses: tuple[Hypothesis, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of a sentence and what was decoded for it; offsets count from the sentence."""

    span: Span
    source_pieces: tuple[Piece, ...]
    decoded: Decoded


def output_of(model: Model, sentence: Sentence, parts: Sequence[Part]) -> Output:
    """The text of all parts, in the sentence's letter case and with its line breaks."""
    raw = [_raw(model, sentence, part) for part in parts]
    whole = raw[0] if len(raw) == 1 else _chain(sentence, parts, raw, model.generation.ends)
    if sentence.plain:
        return whole
    spelled = own_spelling(whole.target, sentence.source, sentence.text)
    done = restore(spelled, sentence.case, model.way.target)
    done = done.then(rewrap(sentence.source, done.text))
    return _rewritten(whole, done)


def _raw(model: Model, sentence: Sentence, part: Part) -> Output:
    # One part as it came out, with the characters carried over that the vocabulary lacks.
    found, source, rows = part.decoded.best, part.source_pieces, part.decoded.rows
    text, pieces = model.target.decode(found.ids)
    sure = tuple(
        Piece(*piece[:4], logprob)
        for piece, logprob in zip(pieces, found.logprobs, strict=True)
    )
    best, *others = part.decoded.hypotheses
    ranked = (Hypothesis(text, best.ids, best.score), *(_ranked(model, one) for one in others))
    plain = Output(text, sure, source, rows, found.score, part.decoded.notes, ranked)
    if sentence.plain:
        return plain
    runs = unknown_runs(sentence.source, source, model.source.unknown)
    inside = withheld_runs(sentence.source, sentence.text, source)
    runs += [run for run in inside if part.span.start <= run.start < part.span.end]
    if not runs and text and LOST not in text:
        return plain
    runs.sort(key=lambda run: run.start)
    return _rewritten(plain, carry_over(sentence.source, source, runs, text, pieces, rows))


def _ranked(model: Model, found: Found) -> Hypothesis:
    return Hypothesis(model.target.decode(found.ids)[0], found.ids, found.score)


def _rewritten(output: Output, done: Rewritten) -> Output:
    def placed(piece: Piece) -> Piece:
        span = done.span(piece.start, piece.end)
        if span == (piece.start, piece.end):
            return piece
        return piece._replace(start=span[0], end=span[1])

    pieces = tuple(map(placed, output.target_pieces))
    return replace(output, target=done.text, target_pieces=pieces)


def _chain(
    sentence: Sentence, parts: Sequence[Part], outputs: Sequence[Output], ends: Sequence[int]
) -> Output:
    # Parts side by side with the source's text between them; only the last keeps its end.
    target, reached = "", 0
    sources: list[Piece] = []
    targets: list[Piece] = []
    blocks: list[Floats] = []
    for part, output in zip(parts, outputs, strict=True):
        target += sentence.source[reached : part.span.start]
        inner = part is not parts[-1]
        rows = _without_end(output.target_pieces, ends) if inner else output.target_pieces
        columns = _without_end(output.source_pieces, ends) if inner else output.source_pieces
        targets += [moved(piece, len(target)) for piece in rows]
        sources += columns
        blocks.append(output.rows[: len(rows), : len(columns)])
        target += output.target
        reached = part.span.end
    target += sentence.source[reached:]
    lengths = [len(output.target_pieces) for output in outputs]
    score = sum(n * output.score for n, output in zip(lengths, outputs, strict=True))
    notes = tuple(dict.fromkeys(note for output in outputs for note in output.notes))
    return Output(
        target,
        tuple(targets),
        tuple(sources),
        block_diagonal(blocks),
        score / max(sum(lengths), 1),
        notes,
    )


def _without_end(pieces: tuple[Piece, ...], ends: Sequence[int]) -> tuple[Piece, ...]:
    return pieces[:-1] if pieces and pieces[-1].id in ends else pieces


def moved(piece: Piece, by: int) -> Piece:
    """A piece `by` code points further on."""
    if not by:
        return piece
    return piece._replace(start=piece.start + by, end=piece.end + by)


def segment_of(sentence: Sentence, output: Output, split_punctuation: bool) -> Segment:
    """The segment of a sentence, its words linked."""
    source = _side(sentence.source, output.source_pieces, split_punctuation)
    target = _side(output.target, output.target_pieces, split_punctuation)
    return Segment(
        start=sentence.start,
        before=sentence.before,
        source=sentence.source,
        target=output.target,
        score=output.score,
        source_pieces=output.source_pieces,
        target_pieces=output.target_pieces,
        alignment=align(source, target, output.rows),
        notes=output.notes,
        hypotheses=output.hypotheses,
    )


def _side(text: str, pieces: tuple[Piece, ...], split_punctuation: bool) -> Side:
    return Side(text, pieces, words(text, pieces, split_punctuation))
