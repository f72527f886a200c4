"""`interlinear train`: a small model from pairs of texts, on this machine."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType, MappingProxyType

from desktop_app.commands.training_progress import TrainingProgress
from models.training.config_file import read_config
from models.training.events import Ended

ENDS = MappingProxyType(
    {
        "steps": "All steps are done",
        "minutes": "The time is over",
        "patience": "It has not become better for a while",
        "stopped": "Stopped; the same command goes on",
    }
)


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "train",
        parents=[common_options],
        help="train a small model on pairs of texts",
        description="Trains a small translation or one-line summary model on this machine. "
        "Run it again to go on where it was stopped or killed. Bigger models are the job of "
        "other tools.",
    )
    parser.add_argument("config", type=Path, metavar="CONFIG.toml")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="where the file's paths begin (usually its own folder)",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FOLDER",
        help="for the checkpoint, the log and the state (usually `trained` beside the file)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Train to the end; Ctrl+C saves the state first."""
    from models.training.run import train  # noqa: PLC0415

    config = read_config(arguments.config, arguments.data)
    output = arguments.output or arguments.config.parent / "trained"
    progress = TrainingProgress(sys.stderr)
    with _asked_to_stop() as asked:
        for event in train(config, output, asked.is_set):
            progress.show(event)
            if isinstance(event, Ended):
                print(f"{ENDS[event.why]} after {event.step:,} steps.", file=sys.stderr)
                if event.folder.exists():
                    print(event.folder)
    return 130 if asked.is_set() else 0


@contextmanager
def _asked_to_stop() -> Iterator[Event]:
    """Whether Ctrl+C or an end signal came; at a second one the work ends at once."""
    asked = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        del number, frame
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
