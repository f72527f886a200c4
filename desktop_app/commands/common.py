"""What the commands share: options, opening the engine, reading input."""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.connection import endpoint_of
from desktop_app.key_store import KeyStore
from desktop_app.paths import find_paths
from desktop_app.settings_file import read_settings
from models.documents import Decoded, decode
from models.library import Library, find_places
from models.messages import Endpoint, Event, Failed, Options, Problem, Request, Task, UsageError

if TYPE_CHECKING:
    from models.engine import Engine

MEMORY_LIMIT = 4_000_000_000
TRUST = "Run “interlinear models trust {id}” to try it once more."

# One byte that is no ASCII and in no word: an encoding cannot be told from it.
_LONE = re.compile(
    rb"(?:[\0-\x7f]*[^A-Za-z\x80-\xff])?[\x80-\xff](?:[^A-Za-z\x80-\xff][\0-\x7f]*)?"
)

Subparsers = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_running(parser: argparse.ArgumentParser) -> None:
    """The options of how to run a checkpoint."""
    parser.add_argument("--beam", type=positive, metavar="N", help="beams of the search")
    parser.add_argument(
        "--new-tokens", type=positive, metavar="N", help="force exactly N target pieces"
    )
    add_languages(parser)
    add_machine(parser)


def add_languages(parser: argparse.ArgumentParser) -> None:
    """From which language into which."""
    parser.add_argument("--from", dest="source", metavar="LANGUAGE", help="e.g. en")
    parser.add_argument("--to", dest="target", metavar="LANGUAGE", help="e.g. pt")


def add_machine(parser: argparse.ArgumentParser) -> None:
    """The options of the machine: device, precision, threads."""
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    parser.add_argument(
        "--precision", choices=("auto", "fp32", "bf16", "fp16", "int8"), default="auto"
    )
    parser.add_argument(
        "--threads", type=positive, metavar="N", help="threads of the processor"
    )


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1")
    return int(text)


def number(text: str) -> float:
    """A finite number."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text} is not a number")
    return value


def task_of(arguments: argparse.Namespace) -> Task:
    """What the checkpoint is asked to do."""
    return Task(
        source=arguments.source or "",
        target=arguments.target or "",
        preset=getattr(arguments, "preset", None) or "",
        question=getattr(arguments, "question", None) or "",
    )


def options_of(arguments: argparse.Namespace) -> Options:
    """The engine's options from parsed arguments."""
    return Options(
        beam=getattr(arguments, "beam", None),
        device=arguments.device,
        precision=arguments.precision,
        threads=arguments.threads,
        new_tokens=getattr(arguments, "new_tokens", None),
    )


def library() -> Library:
    """The library of this user."""
    paths = find_paths()
    settings = read_settings(paths.settings)
    folder = Path(settings.library) if settings.library else paths.library
    opened = [Path(path) for path in settings.folders]
    return Library(folder, paths.cache, find_places(), opened=opened, trust=TRUST)


def endpoint(url: str) -> Endpoint:
    """Where the hub is for this user; `url` is what a command's option says."""
    return endpoint_of(read_settings(find_paths().settings), KeyStore(), url)


def engine() -> Engine:
    """An engine on this user's library."""
    from models.engine import Engine  # noqa: PLC0415

    return Engine(library(), MEMORY_LIMIT)


def events(running: Engine, request: Request) -> Iterator[Event]:
    """The events of a request; a failure is raised."""
    for event in running.run(request, lambda: False):
        if isinstance(event, Failed):
            kind = UsageError if event.usage else Problem
            raise kind(event.what, event.hint, event.details)
        yield event


def standard_input() -> str:
    """Standard input to its end. Raises `UsageError` where there is none."""
    if sys.stdin is None:
        raise UsageError("There is no standard input.", "Give the text as an argument.")
    if not hasattr(sys.stdin, "buffer"):  # it was replaced by a text within this process
        return sys.stdin.read()
    decoded = _decoded(sys.stdin.buffer.read())
    tell(decoded.notes)
    return decoded.text


def _decoded(data: bytes) -> Decoded:
    """`data` as a file of a text would be read; bytes that are no text stay what they are."""
    if not _LONE.fullmatch(data):
        try:
            return decode(data, "standard input")
        except Problem:
            pass
    return Decoded(data.decode("utf-8", "surrogateescape"))


def tell(notes: Iterable[str]) -> None:
    """What there is to say about a text that was read."""
    for note in notes:
        print(f"interlinear: {note}", file=sys.stderr)


def read_text(path: Path) -> str:
    """A UTF-8 file, its line breaks as they are. Raises `Problem` with a sentence."""
    try:
        return path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except OSError as error:
        raise Problem(
            f"The file {path} cannot be read: {error.strerror}.", "Check its name."
        ) from error


def lines_of(text: str) -> list[str]:
    """The lines of a text, without LF or CR LF; a last line without a line break counts."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines
