"""`interlinear selftest`: checkpoints, the window, settings and libraries, one by one."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.commands import common, trials
from desktop_app.network import network_refused
from desktop_app.paths import find_paths
from models.library import UNTRIED, Library
from models.messages import Checkpoint, Problem, Translate

if TYPE_CHECKING:
    from models.engine import Engine

# What speed is measured with, whatever the language: the pieces count, not what they mean.
MEASURED = (
    "The old red house near the river was sold yesterday.",
    "Nobody knows who bought it, but the neighbours say it was a young couple.",
    "They will paint the windows green and plant apple trees behind the garden wall.",
    "In the evening the whole village came to look at the empty rooms.",
)
WINDOW, RESULT = "window", "translation"  # what `--start` prints when they can be seen


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "selftest", parents=[common_options], help="check that everything here works"
    )
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--model", metavar="ID", help="only this checkpoint, without a window")
    chosen.add_argument(
        "--without-starters", action="store_true", help="this installation has none"
    )
    chosen.add_argument(
        "--start", action="store_true", help="show a first start and say when what is seen"
    )
    parser.add_argument("--json", action="store_true", help="with --model: one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was checked; 1 with a list of faults if there are any."""
    if arguments.start:
        return _start()
    if arguments.model and arguments.json:
        return _run_json(arguments.model)
    if arguments.model:
        return _report(_of_one(common.library().find(arguments.model)))
    with network_refused(), tempfile.TemporaryDirectory() as home:
        return _report(_of_all(Path(home), not arguments.without_starters))


def _report(faults: list[str]) -> int:
    for fault in faults:
        print(f"FAULT {fault}")
    if not faults:
        print("All well.")
    return 1 if faults else 0


def _of_one(checkpoint: Checkpoint) -> list[str]:
    faults = _faults(checkpoint.name, trials.translating(common.engine(), checkpoint))
    if faults:
        _hold(checkpoint, faults[0])
    return faults


def _of_all(home: Path, starters: bool) -> list[str]:
    """Try everything, with nothing of the user's: neither library, nor settings, nor cache."""
    from models.engine import Engine  # noqa: PLC0415  # loads torch

    paths = find_paths(home)
    library = Library(paths.library, paths.cache)
    chosen = [one for one in library.checkpoints() if one.starter]
    engine = Engine(library, common.MEMORY_LIMIT)
    faults = ["No starter checkpoint is installed."] if starters and not chosen else []
    for one in chosen:
        if one.task == "summarization":
            faults += _faults(one.name, trials.summarizing(engine, one))
        else:
            faults += _faults(one.name, trials.translating(engine, one))
    return [
        *faults,
        *_faults("Key sentences", trials.summarizing(engine)),
        *_faults("Settings", trials.remembering()),
        *_faults("The libraries", trials.reading()),
        *_faults("The network", trials.staying_away()),
        *_faults("The window", trials.painting(paths.library, sample=bool(chosen))),
        *_faults("The package", trials.own_files()),
    ]


def _run_json(model: str) -> int:
    """One object about one checkpoint, for the window that has just fetched it."""
    checkpoint, engine = common.library().find(model), common.engine()
    found = {"id": checkpoint.id, "ok": True, "words_per_second": 0.0, "said": ""}
    try:
        found["said"] = "; ".join(trials.translating(engine, checkpoint))
        found["words_per_second"] = round(_words_per_second(engine, checkpoint), 1)
    except Problem as problem:
        found |= {"ok": False, "said": str(problem)}
        _hold(checkpoint, str(problem))
    print(json.dumps(found, ensure_ascii=False))
    return 0 if found["ok"] else 1


def _hold(checkpoint: Checkpoint, why: str) -> None:
    """What could not be tried out stays closed until someone trusts it."""
    if not checkpoint.starter and checkpoint.state == "ready":
        common.library().hold(checkpoint.id, f"{UNTRIED} {why}")


def _words_per_second(engine: Engine, checkpoint: Checkpoint) -> float:
    text = "\n".join(MEASURED)
    request = Translate(
        0, text, str(checkpoint.path), lines=True, task=trials.task_of(checkpoint)
    )
    began = time.perf_counter()
    for _ in common.events(engine, request):
        pass
    return len(text.split()) / (time.perf_counter() - began)


def _faults(what: str, steps: Iterator[str]) -> list[str]:
    try:
        for step in steps:
            print(f"{what}: {step}")
    except Problem as problem:
        return [f"{what}: {problem}"]
    except Exception as error:
        return [f"{what}: {type(error).__name__}: {error}"]
    return []


def _start() -> int:
    """Show the window of a new user offscreen; each line comes when it can be seen."""
    from desktop_app.painting import hidden_window, wait  # noqa: PLC0415  # loads Qt

    with tempfile.TemporaryDirectory() as home:
        window = hidden_window(find_paths(Path(home)).library)
        with window as (application, app):
            wait(application.processEvents, app.window.windowHandle().isExposed)
            print(WINDOW, flush=True)
            text = app.page.result.text
            wait(application.processEvents, lambda: bool(text.finished))
            print(RESULT, flush=True)
    return 0
