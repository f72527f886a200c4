"""From output ids to a text and the place of each id's piece in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.messages import Piece
from models.text.spans import written
from models.text.tightened import tightened


def decoded(
    ids: Sequence[int],
    names: Sequence[str],
    guesses: Sequence[str],
    spell: Callable[[Sequence[int]], str],
    tight: bool,
) -> tuple[str, list[Piece]]:
    """What `spell` makes of `ids`, and their pieces; `guesses` as in `written`.

    With `tight` blanks before marks are taken out as `tightened` does.
    """
    text = spell(ids)
    spans = written(text, guesses, lambda count: spell(ids[:count]))
    if tight:
        closer = tightened(text)
        text = closer.text
        spans = [(closer.offsets[start], closer.offsets[end]) for start, end in spans]
    return text, [
        Piece(name, start, end, id)
        for name, (start, end), id in zip(names, spans, ids, strict=True)
    ]
