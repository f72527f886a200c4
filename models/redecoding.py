"""An output written anew from a place on: what stands before it is kept exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import torch

from models.ahead import Ahead
from models.asking import Asked, result_of
from models.decoding import Decoder
from models.finishing import segment_of
from models.inspection import Redecode
from models.limits import Limits
from models.messages import Options, SegmentDone, UsageError
from models.model import Model
from models.own_text import OwnText, ordinary, own_text
from models.translation import join, through

CANDIDATES = 64  # pieces among which one is looked for that begins another word
JOINING = frozenset("-‐'’")  # marks that hold parts of one word together


def redecode(
    request: Redecode, asked: Asked, cancelled: Callable[[], bool]
) -> Iterator[SegmentDone]:
    """The segment of a request. Raises `UsageError` for a prefix that cannot be."""
    model = asked.model
    source = [piece.id for piece in asked.pieces()]
    asked.check(source, request.prefix_ids)
    before, own = _before(request, model), None
    prefix = before
    if request.own.strip():
        own = _own(request.own, before, asked)
        prefix = (*before, *own.ids)
        if request.own[-1].isspace():
            prefix = _closed(asked, source, prefix)
        asked.check(source, prefix)
    if set(prefix[:-1]) & set(model.generation.ends):
        raise UsageError(
            "Nothing can stand behind the end of an output.", "Shorten the prefix."
        )
    options = with_room(model, asked.options, len(source), len(prefix))
    decoder = Decoder(model, options, cancelled)
    (output,) = result_of(through(model, decoder, [asked.read], [prefix]))
    if own:
        output = own.shown(output, len(before))
    if asked.middle:
        output = join(asked.middle, output)
    segment = segment_of(asked.sentence, output, options.split_punctuation)
    yield SegmentDone(request.id, 0, segment, len(request.source), len(request.source))


def _before(request: Redecode, model: Model) -> tuple[int, ...]:
    # Own text stands behind the language token that the output must begin with.
    first = model.generation.forced_first
    if request.own.strip() and not request.prefix_ids and first is not None:
        return (first,)
    return request.prefix_ids


def _own(typed: str, before: tuple[int, ...], asked: Asked) -> OwnText:
    if asked.read.plain:
        return own_text(typed, before, asked.model.target)
    opens = not asked.model.target.decode(before)[0]
    usual = ordinary(typed, asked.read.case, asked.model.target.knows, opens)
    return replace(own_text(usual, before, asked.model.target), text=typed.strip())


def _closed(asked: Asked, source: list[int], prefix: tuple[int, ...]) -> tuple[int, ...]:
    """The prefix and the likeliest piece that does not go on with its last word."""
    model = asked.model
    reached = len(model.target.decode(prefix)[0])
    with torch.inference_mode():
        found = Ahead(model, asked.generation, source, prefix).best(CANDIDATES, None)
    for candidate in found:
        longer = (*prefix, *candidate.ids)
        behind = model.target.decode(longer)[0][reached : reached + 1]
        if not behind.isalnum() and behind not in JOINING:
            return longer
    return prefix


def with_room(model: Model, options: Options, source: int, prefix: int) -> Options:
    """The options, with places for something behind the prefix."""
    if options.new_tokens is not None:
        if options.new_tokens < prefix:
            raise UsageError(
                f"{options.new_tokens} new pieces are fewer than the {prefix} of the prefix."
            )
        return options
    limits = Limits.of(model, options)
    wanted = prefix if limits.exact else prefix + source
    if wanted <= limits.most(source):
        return options
    return replace(options, rules=replace(options.rules, most=prefix + source))
