"""`interlinear selftest`: opens checkpoints, translates, aligns, paints one window."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.commands import common
from models.messages import Align, Checkpoint, Problem, SegmentDone, Translate

if TYPE_CHECKING:
    from models.engine import Engine

SENTENCE = "1 2 3."  # any language can copy it


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "selftest", parents=[common_options], help="check that everything here works"
    )
    parser.add_argument("--model", metavar="ID", help="only this checkpoint, without a window")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was checked; 1 with a list of faults if there are any."""
    library = common.library()
    one = arguments.model
    chosen = [library.find(one)] if one else [c for c in library.checkpoints() if c.starter]
    faults = [] if chosen else ["No starter checkpoint is installed."]
    engine = common.engine()
    for checkpoint in chosen:
        faults += _faults(checkpoint.name, _check_checkpoint(engine, checkpoint))
    if not one:
        faults += _faults("The window", _check_window())
    for fault in faults:
        print(f"FAULT {fault}")
    if not faults:
        print("All well.")
    return 1 if faults else 0


def _faults(what: str, steps: Iterator[str]) -> list[str]:
    try:
        for step in steps:
            print(f"{what}: {step}")
    except Problem as problem:
        return [f"{what}: {problem}"]
    except Exception as error:
        return [f"{what}: {type(error).__name__}: {error}"]
    return []


def _check_checkpoint(engine: Engine, checkpoint: Checkpoint) -> Iterator[str]:
    where = str(checkpoint.path)
    translated = [
        event.segment
        for event in common.events(engine, Translate(0, SENTENCE, where))
        if isinstance(event, SegmentDone)
    ]
    if not translated or not translated[0].target:
        raise Problem(f"It translated {SENTENCE!r} to nothing.")
    yield f"translated {SENTENCE!r} to {translated[0].target!r}"
    pair = (SENTENCE, translated[0].target)
    for event in common.events(engine, Align(0, (pair,), where)):
        if isinstance(event, SegmentDone):
            links = event.segment.alignment.words.links(event.segment.alignment.threshold)
            if not links:
                raise Problem(f"It found no links between {pair[0]!r} and {pair[1]!r}.")
            yield f"aligned with {len(links)} word links"


def _check_window() -> Iterator[str]:
    from desktop_app.headless import render  # noqa: PLC0415

    picture = render()
    yield f"painted {picture.width()} × {picture.height()} pixels"
