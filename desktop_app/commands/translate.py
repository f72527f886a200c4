"""`interlinear translate`: a text or standard input, as text, JSON or links."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop_app.commands import common, formats, searching
from models.library import understood
from models.messages import (
    Attention,
    AttentionDone,
    AttentionKind,
    Checkpoint,
    Matrix,
    Note,
    Options,
    Result,
    Segment,
    SegmentDone,
    Task,
    Translate,
    UsageError,
)

if TYPE_CHECKING:
    from models.engine import Engine

NOTES = MappingProxyType(
    {
        Note.REPETITION: "ran in a loop and was translated again under a rule",
        Note.REPEATS: "repeats itself; check it",
        Note.CUT: "reached the length limit; its end may be missing",
    }
)


_BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "translate", parents=[common_options], help="translate a text or standard input"
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="- or none: standard input")
    parser.add_argument("--model", metavar="ID|FOLDER")
    parser.add_argument("--lines", action="store_true", help="each line is one segment")
    parser.add_argument("--format", choices=("text", "json", "pharaoh"), default="text")
    parser.add_argument(
        "--raw-attention",
        choices=tuple(kind.value for kind in AttentionKind),
        help="add all weights to the JSON",
    )
    parser.add_argument("--preset", metavar="ID", help="a task of the checkpoint (models info)")
    parser.add_argument("--question", metavar="TEXT", help="for a preset that asks one")
    parser.add_argument(
        "--exact",
        action=argparse.BooleanOptionalAction,
        help="what the family's reference gives for the very text, nothing mended or tried "
        "again (usual with --format json)",
    )
    searching.add_to(parser)
    common.add_running(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Translate; text is written as it comes."""
    if arguments.raw_attention and arguments.format != "json":
        raise UsageError("--raw-attention needs --format json.")
    if arguments.hypotheses > 1 and arguments.format != "json":
        raise UsageError("--n-best needs --format json.")
    legs = _legs(arguments)
    if arguments.raw_attention and len(legs) > 1:
        raise UsageError(
            "--raw-attention is for one checkpoint, and this pair takes two.",
            "Translate with one after the other: --model ID.",
        )
    text = arguments.text
    if text is None or text == "-":
        text = common.standard_input()
    request = Translate(
        id=0,
        text=text,
        checkpoint=legs[0].checkpoint,
        via=legs[1].checkpoint if len(legs) > 1 else None,
        lines=arguments.lines,
        options=_options(arguments),
        task=legs[0].task,
        via_task=legs[-1].task,
    )
    write = {"text": _write_text, "json": _write_json, "pharaoh": _write_pharaoh}
    write[arguments.format](common.engine(), request, arguments)
    return 0


def _options(arguments: argparse.Namespace) -> Options:
    exact = arguments.format == "json" if arguments.exact is None else arguments.exact
    return replace(
        common.options_of(arguments),
        exact=exact,
        hypotheses=arguments.hypotheses,
        sampling=searching.sampling_of(arguments),
        rules=searching.rules_of(arguments),
    )


@dataclass(frozen=True)
class Leg:
    """One checkpoint on the way from the source to the target, and what it does there."""

    checkpoint: str
    task: Task


def _legs(arguments: argparse.Namespace) -> tuple[Leg, ...]:
    task = common.task_of(arguments)
    if arguments.model is not None:
        checkpoint = common.library().find(arguments.model)
        task = understood(checkpoint, task)
        _note_open_target(checkpoint, task)
        return (Leg(arguments.model, task),)
    if not (task.source and task.target):
        raise UsageError(
            "The languages are missing.", "Add --from and --to, for example --from en --to pt."
        )
    route = common.library().route(task.source, task.target)
    named = ", then ".join(f"{one.checkpoint.name} ({one.checkpoint.id})" for one in route)
    print(f"interlinear: using {named}", file=sys.stderr)
    return tuple(
        Leg(
            one.checkpoint.id,
            understood(one.checkpoint, replace(task, source=one.source, target=one.target)),
        )
        for one in route
    )


def _note_open_target(checkpoint: Checkpoint, task: Task) -> None:
    several = len(checkpoint.targets) > 1 and checkpoint.task == "translation"
    if several and not task.target and not task.preset:
        print(
            f"interlinear: without --to the text itself must say which language "
            f"{checkpoint.name} is to write",
            file=sys.stderr,
        )


def _segments(engine: Engine, request: Translate) -> Iterator[Segment | Result]:
    for event in common.events(engine, request):
        if isinstance(event, SegmentDone):
            for note in event.segment.notes:
                if note in NOTES:
                    print(
                        f"interlinear: sentence {event.index + 1} {NOTES[note]}",
                        file=sys.stderr,
                    )
            yield event.segment
        elif isinstance(event, Result):
            yield event


def _write_text(engine: Engine, request: Translate, arguments: argparse.Namespace) -> None:
    for one in _segments(engine, request):
        text = one.tail if isinstance(one, Result) else one.before + _written(one, request)
        sys.stdout.write(text)
        sys.stdout.flush()
    if arguments.text not in (None, "-"):
        sys.stdout.write("\n")


def _written(segment: Segment, request: Translate) -> str:
    """What a segment became; of a line it is one line, whatever the checkpoint wrote."""
    return _BREAKS.sub(" ", segment.target) if request.lines else segment.target


def _write_json(engine: Engine, request: Translate, arguments: argparse.Namespace) -> None:
    for one in _segments(engine, request):
        if isinstance(one, Segment):
            attention = _attention(engine, request, one, arguments.raw_attention)
            print(formats.json_line(one, attention), flush=True)


def _attention(
    engine: Engine, request: Translate, segment: Segment, kind: str | None
) -> Matrix | None:
    if kind is None:
        return None
    ids = tuple(piece.id for piece in segment.target_pieces)
    wanted = Attention(
        1,
        segment.source,
        ids,
        request.checkpoint,
        AttentionKind(kind),
        request.options,
        request.task,
    )
    for event in common.events(engine, wanted):
        if isinstance(event, AttentionDone):
            return event.matrix
    return None


def _write_pharaoh(engine: Engine, request: Translate, arguments: argparse.Namespace) -> None:
    del arguments
    written = 0
    for one in _segments(engine, request):
        if isinstance(one, Segment):
            if request.lines:
                # A line without words has no segment, and an empty line of links.
                line = request.text.count("\n", 0, one.start)
                print("\n" * (line - written), end="")
                written = line + 1
            print(formats.pharaoh(one), flush=True)
        elif request.lines:
            print("\n" * (len(common.lines_of(request.text)) - written), end="")
