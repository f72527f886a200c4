"""One JSON object a line for each segment, as `interlinear translate --format json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from models.export.linked_words import links_of
from models.messages import Matrix, Piece, Segment, Token


def json_line(segment: Segment, attention: Matrix | None = None) -> str:
    """One object a line; offsets are code points of `source` and `target`."""
    alignment = segment.alignment
    fields: dict[str, Any] = {
        "start": segment.start,
        "source": segment.source,
        "target": segment.target,
        "score": round(segment.score, 6),
        "source_pieces": [_piece(piece) for piece in segment.source_pieces],
        "target_pieces": [
            _piece(piece) | {"logprob": round(piece.logprob or 0.0, 6)}
            for piece in segment.target_pieces
        ],
        "links": [
            [link.source, link.target, round(link.probability, 6)] for link in links_of(segment)
        ],
        "source_words": _spans(alignment.words.source),
        "target_words": _spans(alignment.words.target),
    }
    if len(segment.hypotheses) > 1:
        fields["hypotheses"] = [
            {"target": one.target, "ids": list(one.ids), "score": round(one.score, 6)}
            for one in segment.hypotheses
        ]
    if segment.notes:
        fields["notes"] = [note.value for note in segment.notes]
    if attention is not None:
        fields["attention"] = _nested(attention)
    return _without_surrogates(json.dumps(fields, ensure_ascii=False))


def json_lines(segments: Sequence[Segment]) -> str:
    """A line of JSON for each segment."""
    return "".join(f"{json_line(segment)}\n" for segment in segments)


def _piece(piece: Piece) -> dict[str, Any]:
    return {"text": piece.text, "start": piece.start, "end": piece.end, "id": piece.id}


def _spans(tokens: Sequence[Token]) -> list[list[int]]:
    return [[token.start, token.end] for token in tokens]


def _without_surrogates(text: str) -> str:
    # JSON texts are UTF-8: what was no UTF-8 on the way in is an escape on the way out.
    return "".join(f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c for c in text)


def _nested(matrix: Matrix) -> Any:  # noqa: ANN401
    """A matrix as lists within lists."""
    values = [round(value, 6) for value in matrix.values()]
    for width in reversed(matrix.shape[1:]):
        values = [values[at : at + width] for at in range(0, len(values), width)]  # type: ignore[misc]
    return values
