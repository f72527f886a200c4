"""`interlinear selftest`: opens checkpoints, translates, aligns, paints one window."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.commands import common
from models.messages import (
    Align,
    Checkpoint,
    Problem,
    SegmentDone,
    Summarize,
    SummaryDone,
    Task,
    Translate,
)

if TYPE_CHECKING:
    from models.engine import Engine

SENTENCE = "1 2 3."  # any language can copy it
# What speed is measured with, whatever the language: the pieces count, not what they mean.
MEASURED = (
    "The old red house near the river was sold yesterday.",
    "Nobody knows who bought it, but the neighbours say it was a young couple.",
    "They will paint the windows green and plant apple trees behind the garden wall.",
    "In the evening the whole village came to look at the empty rooms.",
)


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "selftest", parents=[common_options], help="check that everything here works"
    )
    parser.add_argument("--model", metavar="ID", help="only this checkpoint, without a window")
    parser.add_argument("--json", action="store_true", help="with --model: one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was checked; 1 with a list of faults if there are any."""
    if arguments.model and arguments.json:
        return _run_json(arguments.model)
    library = common.library()
    one = arguments.model
    chosen = [library.find(one)] if one else [c for c in library.checkpoints() if c.starter]
    faults = [] if chosen else ["No starter checkpoint is installed."]
    engine = common.engine()
    for checkpoint in chosen:
        found = _faults(checkpoint.name, _check_checkpoint(engine, checkpoint))
        faults += found
        if found:
            _hold(checkpoint, found[0])
    if not one:
        faults += _faults("The window", _check_window())
    for fault in faults:
        print(f"FAULT {fault}")
    if not faults:
        print("All well.")
    return 1 if faults else 0


def _run_json(model: str) -> int:
    """One object about one checkpoint, for the window that has just fetched it."""
    checkpoint, engine = common.library().find(model), common.engine()
    found = {"id": checkpoint.id, "ok": True, "words_per_second": 0.0, "said": ""}
    try:
        found["said"] = "; ".join(_check_checkpoint(engine, checkpoint))
        found["words_per_second"] = round(_words_per_second(engine, checkpoint), 1)
    except Problem as problem:
        found |= {"ok": False, "said": str(problem)}
        _hold(checkpoint, str(problem))
    print(json.dumps(found, ensure_ascii=False))
    return 0 if found["ok"] else 1


def _hold(checkpoint: Checkpoint, why: str) -> None:
    """What could not be tried out stays closed until someone trusts it."""
    if not checkpoint.starter:
        common.library().hold(checkpoint.id, f"It could not be tried out: {why}")


def _words_per_second(engine: Engine, checkpoint: Checkpoint) -> float:
    text = "\n".join(MEASURED)
    request = Translate(0, text, str(checkpoint.path), lines=True, task=_task(checkpoint))
    began = time.perf_counter()
    for _ in common.events(engine, request):
        pass
    return len(text.split()) / (time.perf_counter() - began)


def _task(checkpoint: Checkpoint) -> Task:
    """Something the checkpoint does: from English or into it where that is possible."""
    if checkpoint.pairs:
        return Task(*checkpoint.pairs[0])
    if checkpoint.task != "translation" or not checkpoint.targets:
        return Task()
    source = "en" if "en" in checkpoint.sources else checkpoint.sources[0]
    others = [code for code in checkpoint.targets if code != source]
    return Task(source, "fr" if "fr" in others else (others or [""])[0])


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
    if checkpoint.task == "summarization":
        return _check_summarizer(engine, checkpoint)
    return _check_translator(engine, checkpoint)


def _check_summarizer(engine: Engine, checkpoint: Checkpoint) -> Iterator[str]:
    request = Summarize(0, " ".join(MEASURED), str(checkpoint.path))
    for event in common.events(engine, request):
        if isinstance(event, SummaryDone):
            yield f"summarized {event.summary.words} words to {event.summary.text!r}"
            evidence = sum(len(one.evidence) for one in event.summary.sentences)
            if not evidence and checkpoint.starter:
                raise Problem("It found nothing that its summary rests on.")
            yield f"found {evidence} sentences that it rests on"


def _check_translator(engine: Engine, checkpoint: Checkpoint) -> Iterator[str]:
    where, task = str(checkpoint.path), _task(checkpoint)
    translated = [
        event.segment
        for event in common.events(engine, Translate(0, SENTENCE, where, task=task))
        if isinstance(event, SegmentDone)
    ]
    if not translated or not translated[0].target:
        raise Problem(f"It translated {SENTENCE!r} to nothing.")
    yield f"translated {SENTENCE!r} to {translated[0].target!r}"
    pair = (SENTENCE, translated[0].target)
    for event in common.events(engine, Align(0, (pair,), where, task=task)):
        if isinstance(event, SegmentDone):
            links = event.segment.alignment.words.links(event.segment.alignment.threshold)
            if not links and checkpoint.starter:
                raise Problem(f"It found no links between {pair[0]!r} and {pair[1]!r}.")
            yield f"aligned with {len(links)} word links"


def _check_window() -> Iterator[str]:
    from desktop_app.headless import render  # noqa: PLC0415

    picture = render()
    yield f"painted {picture.width()} × {picture.height()} pixels"
