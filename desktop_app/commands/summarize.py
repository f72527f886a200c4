"""`interlinear summarize`: a document of any length, as a summary with its evidence."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from desktop_app.commands import common
from desktop_app.summary_export import summary_object
from models.documents import read_document
from models.library import understood
from models.messages import (
    Form,
    Length,
    Notice,
    Problem,
    Size,
    Summarize,
    Summary,
    SummaryDone,
    SummaryPart,
    Task,
    UsageError,
)


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "summarize", parents=[common_options], help="summarize a file or standard input"
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="- or none: standard input")
    parser.add_argument(
        "--model", metavar="ID|FOLDER", help="without one, sentences of the document are taken"
    )
    length = parser.add_mutually_exclusive_group()
    length.add_argument(
        "--length", choices=tuple(size.value for size in Size), default=Size.MEDIUM.value
    )
    length.add_argument("--words", type=common.positive, metavar="N", help="about so many")
    parser.add_argument(
        "--form", choices=tuple(form.value for form in Form), default=Form.SENTENCES.value
    )
    parser.add_argument("--preset", metavar="ID", help="a task of the checkpoint (models info)")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--beam", type=common.positive, metavar="N", help="beams of the search")
    common.add_languages(parser)
    common.add_machine(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Summarize; what was read goes to standard error."""
    task = _task(arguments)
    request = Summarize(
        id=0,
        text=_text(arguments.file),
        checkpoint=arguments.model,
        length=Length(Size(arguments.length), arguments.words),
        form=Form(arguments.form),
        task=task,
        options=common.options_of(arguments),
    )
    summary = _summary(request)
    if arguments.format == "json":
        print(json.dumps(summary_object(summary), ensure_ascii=False))
        return 0
    print(summary.text)
    print(_what_was_read(summary), file=sys.stderr)
    return 0


def _task(arguments: argparse.Namespace) -> Task:
    task = common.task_of(arguments)
    if arguments.model is not None:
        return understood(common.library().find(arguments.model), task)
    for option, value in (("--preset", task.preset), ("--to", task.target)):
        if value:
            raise UsageError(
                f"{option} is for a checkpoint, and none was chosen.", "Add --model ID."
            )
    return task


def _text(file: str | None) -> str:
    """The document; what could not be read of a file goes to standard error."""
    if file is None or file == "-":
        return common.standard_input()
    document = read_document(Path(file))
    common.tell(document.notes)
    return document.text


def _summary(request: Summarize) -> Summary:
    """The whole summary; how far it is goes to a terminal."""
    told = sys.stderr.isatty()
    for event in common.events(common.engine(), request):
        if isinstance(event, Notice):
            print(f"interlinear: {event.what}", file=sys.stderr)
        elif isinstance(event, SummaryPart) and told:
            share = event.done / max(event.total, 1)
            print(f"\rinterlinear: {share:4.0%}", end="", file=sys.stderr, flush=True)
        elif isinstance(event, SummaryDone):
            if told:
                print("\r" + " " * len("interlinear: 100%"), end="\r", file=sys.stderr)
            return event.summary
    raise Problem("The summary did not come to its end.", "Run the command again.")


def _what_was_read(summary: Summary) -> str:
    parts = f"{summary.parts:,} part{'' if summary.parts == 1 else 's'}"
    whole = "all of it" if summary.read >= summary.words else f"{summary.read:,} of them"
    read = f"Read {_words(summary.words)} in {parts}, {whole}."
    if not summary.asked:
        return f"{read} Wrote {_words(summary.got)}, a line about each part."
    return f"{read} Asked for {_words(summary.asked)}, got {summary.got:,}."


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count:,} words"
