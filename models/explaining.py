"""One row of one attention head in numbers: scores, weights, contributions, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from models.alignment import matrix_of
from models.alternatives import Place
from models.asking import Asked, check_place
from models.forcing import MOST_WATCHED
from models.inspection import Alternative, Explain, Explained
from models.messages import AttentionKind, Matrix, Piece, UsageError
from models.nets import Look, Source, Spot
from models.no_attention import none_of

LIKELIEST = 5  # next pieces that are told


def explain(request: Explain, asked: Asked) -> Iterator[Explained]:
    """The answer to a request. Raises `UsageError` for a place or head that is not there."""
    source = asked.pieces()
    ids = [piece.id for piece in source]
    asked.check(ids, request.target_ids)
    within = request.kind is AttentionKind.ENCODER
    if within:
        check_place(request.at, len(ids), "source")
    else:
        check_place(request.at, len(request.target_ids), "target")
    with torch.inference_mode():
        look = _look(request, asked, ids)
        row = look.row(request.head, request.at)
        yielded = Explained(
            request.id,
            look.formula,
            _matrix(row.scores),
            _matrix(row.weights),
            _matrix(row.contributions),
            () if within else _likeliest(request, asked, ids),
            look.scale,
            None if row.bias is None else _matrix(row.bias),
            _columns(request, asked, source),
            None if row.terms is None else matrix_of(row.terms.float().cpu().numpy()),
            look.hard,
        )
    yield yielded


def _look(request: Explain, asked: Asked, source: list[int]) -> Look:
    model, kind = asked.model, request.kind
    if kind is AttentionKind.ENCODER and len(source) > MOST_WATCHED:
        raise UsageError(
            f"All weights among {len(source):,} source pieces are too many.",
            f"Give at most {MOST_WATCHED:,} pieces.",
        )
    target = torch.tensor([request.target_ids], dtype=torch.long)
    start, spot = model.generation.start, Spot(kind, request.layer)
    look = model.net.look(Source.of([source]), start, target, spot)
    if look is None:
        raise none_of(kind, model)
    if not 0 <= request.head < look.heads:
        raise UsageError(
            f"There is no head {request.head}.", f"Heads are 0 to {look.heads - 1} here."
        )
    return look


def _likeliest(request: Explain, asked: Asked, source: list[int]) -> tuple[Alternative, ...]:
    place = Place(asked, source, request.target_ids[: request.at])
    return tuple(place.likeliest(LIKELIEST, None))


def _columns(request: Explain, asked: Asked, source: Sequence[Piece]) -> tuple[str, ...]:
    if request.kind is not AttentionKind.DECODER:
        return tuple(piece.text for piece in source)
    # The decoder looks at its inputs: an unnamed start, then all pieces but the last.
    _, pieces = asked.model.target.decode(request.target_ids)
    return ("", *(piece.text for piece in pieces[:-1]))


def _matrix(row: Tensor) -> Matrix:
    return matrix_of(row[None].float().cpu().numpy())
