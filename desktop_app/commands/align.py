"""`interlinear align`: links of given pairs, or their error rates against gold links."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.commands import common
from desktop_app.commands.gold import GoldPair, measure, read_gold
from models.messages import (
    Align,
    Attention,
    AttentionDone,
    Problem,
    Segment,
    SegmentDone,
    UsageError,
)

if TYPE_CHECKING:
    from models.engine import Engine

Pair = tuple[str, str]
LinkPair = tuple[int, int]


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "align",
        parents=[common_options],
        help="word links of given sentence pairs",
        usage="%(prog)s --model M [options] (SOURCE_FILE TARGET_FILE | --pairs TSV | "
        "--evaluate TSV)",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="source, target")
    parser.add_argument("--model", required=True, metavar="M")
    parser.add_argument("--reverse", metavar="M2", help="a checkpoint of the other direction")
    parser.add_argument(
        "--method",
        default="auto",
        help="auto, guided, shift, norm, average, LAYER, LAYER:HEAD or norm:LAYER (from 0); "
        "shift: before one reads the rows whose input is the piece; all (with --evaluate) "
        "measures each",
    )
    parser.add_argument(
        "--join",
        choices=("mean", "intersection", "grow-diag-final", "union"),
        default="mean",
        help="how links of both directions become one set",
    )
    parser.add_argument("--threshold", type=_probability, metavar="P")
    parser.add_argument("--tokenized", action="store_true", help="words are what blanks divide")
    parser.add_argument("--pairs", type=Path, metavar="TSV", help="source TAB target")
    parser.add_argument(
        "--evaluate", type=Path, metavar="TSV", help="source TAB target TAB links"
    )
    common.add_languages(parser)
    common.add_machine(parser)
    parser.set_defaults(run=run)


def _probability(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not a probability from 0 to 1")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Print a line of links for each pair, or one line of measures."""
    given = (
        len(arguments.files) > 0,
        arguments.pairs is not None,
        arguments.evaluate is not None,
    )
    if sum(given) != 1 or len(arguments.files) not in (0, 2):
        raise UsageError("Give a source and a target file, or --pairs, or --evaluate.")
    engine = common.engine()
    if arguments.evaluate:
        return _evaluate(arguments, engine)
    for segment in _segments(arguments, engine, _pairs(arguments), arguments.method):
        print(" ".join(f"{i}-{j}" for i, j in _links(segment, arguments.threshold)), flush=True)
    return 0


def _pairs(arguments: argparse.Namespace) -> list[Pair]:
    if arguments.pairs:
        rows = [line.split("\t") for line in common.lines_of(common.read_text(arguments.pairs))]
        for number, row in enumerate(rows, 1):
            if len(row) < 2:
                raise Problem(
                    f"Line {number} of {arguments.pairs} has no tab.",
                    "Each line is a source, a tab and a target.",
                )
        return [(row[0], row[1]) for row in rows]
    source, target = (common.lines_of(common.read_text(path)) for path in arguments.files)
    if len(source) != len(target):
        raise Problem(
            f"{arguments.files[0]} has {len(source)} lines and "
            f"{arguments.files[1]} has {len(target)}.",
            "Line n of both must belong together.",
        )
    return list(zip(source, target, strict=True))


def _segments(
    arguments: argparse.Namespace, engine: Engine, pairs: Sequence[Pair], method: str
) -> Iterator[Segment]:
    request = Align(
        id=0,
        pairs=tuple(pairs),
        checkpoint=arguments.model,
        reverse=arguments.reverse,
        method=method,
        join=arguments.join,
        tokenized=arguments.tokenized,
        options=common.options_of(arguments),
        task=common.task_of(arguments),
    )
    for event in common.events(engine, request):
        if isinstance(event, SegmentDone):
            yield event.segment


def _links(segment: Segment, threshold: float | None) -> list[LinkPair]:
    alignment = segment.alignment
    least = alignment.threshold if threshold is None else threshold
    return [(link.source, link.target) for link in alignment.words.links(least)]


def _evaluate(arguments: argparse.Namespace, engine: Engine) -> int:
    gold = read_gold(arguments.evaluate)
    every = arguments.method == "all"
    names = _every_method(arguments, engine, gold[0]) if every else [arguments.method]
    for name in names:
        print(f"method {name}  {_measured(arguments, engine, gold, name)}", flush=True)
    return 0


def _measured(
    arguments: argparse.Namespace, engine: Engine, gold: Sequence[GoldPair], method: str
) -> str:
    pairs = [(pair.source, pair.target) for pair in gold]
    segments = _segments(arguments, engine, pairs, method)
    found = [frozenset(_links(segment, arguments.threshold)) for segment in segments]
    measures = measure(found, gold)
    return (
        f"pairs {len(gold)}  precision {measures.precision:.1%}  "
        f"recall {measures.recall:.1%}  AER {measures.error:.1%}"
    )


def _every_method(
    arguments: argparse.Namespace, engine: Engine, pair: GoldPair
) -> Iterator[str]:
    """The names of all methods: what a checkpoint has shows in the attention of one pair."""
    (segment,) = _segments(arguments, engine, [(pair.source, pair.target)], "auto")
    request = Attention(
        id=0,
        source=pair.source,
        target_ids=tuple(piece.id for piece in segment.target_pieces),
        checkpoint=arguments.model,
        options=common.options_of(arguments),
        task=common.task_of(arguments),
    )
    events = common.events(engine, request)
    (done,) = [event for event in events if isinstance(event, AttentionDone)]
    layers, heads = done.matrix.shape[:2]
    yield "auto"
    for row in ("", "shift:"):
        yield f"{row}average"
        yield from (f"{row}{layer}" for layer in range(layers))
        yield from (f"{row}norm:{layer}" for layer in range(layers))
        yield from (f"{row}{at}:{head}" for at in range(layers) for head in range(heads))
