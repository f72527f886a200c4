"""The command line: what the options are, and which command runs them."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from desktop_app.commands import (
    align,
    bench,
    models,
    selftest,
    summarize,
    train,
    translate,
)
from models.messages import Problem, UsageError

COMMANDS = (translate, summarize, align, train, models, bench, selftest)


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are one plain sentence."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(
            f"{message[:1].upper()}{message[1:].rstrip('.')}.", f"See {self.prog} --help."
        )


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = _Parser(
        prog="interlinear",
        description="Offline translation that shows for every word where it came from. "
        "Without a command the window opens.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--debug", action="store_true", help="show tracebacks")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands, common)
    return top


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit status is 0, 1 for failed work or 2 for wrong use."""
    debug = "--debug" in arguments
    try:
        _read_and_write_text_as_it_is()
        options = parser().parse_args(arguments)
        status: int = options.run(options)
        sys.stdout.flush()
    except Problem as problem:
        return _report(problem, debug)
    except KeyboardInterrupt:
        print("interlinear: stopped; the same command goes on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # nothing left to flush to
        return 0
    except (OSError, MemoryError) as error:
        return _report(_refused(error), debug)
    except Exception as error:
        if debug:
            raise
        what = f"Something went wrong that should not: {type(error).__name__}: {error}."
        return _report(
            Problem(what, "Run it again with --debug and report what it prints."), False
        )
    return status


def _refused(error: OSError | MemoryError) -> Problem:
    """What the system did not give."""
    if isinstance(error, MemoryError) or error.errno == errno.ENOMEM:
        return Problem("There is not enough memory.", "Close other programs.")
    return Problem(
        f"Reading or writing failed: {error.strerror or error}.",
        "Check the disk and the file's permissions.",
    )


def _report(problem: Problem, debug: bool) -> int:
    if debug:
        traceback.print_exc()
        print(problem.details, file=sys.stderr)
    print(f"interlinear: {problem}", file=sys.stderr)
    return 2 if isinstance(problem, UsageError) else 1


def _read_and_write_text_as_it_is() -> None:
    if sys.stderr is None:  # it was closed; what is said there must not go elsewhere
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        raise UsageError("There is no standard output.", "Do not close it.")
    # Bytes that are no UTF-8 survive as lone surrogates; newlines are not touched.
    for stream in (sys.stdin, sys.stdout):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    if sys.stderr is not None and hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
