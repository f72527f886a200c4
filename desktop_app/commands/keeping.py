"""`interlinear models import`, `verify`, `repair`, `trust` and `remove`: what is on disk."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from desktop_app.commands import common, fetching
from desktop_app.commands.progress import Progress, size
from models.messages import Fetched, Problem


def add_to(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare them."""
    bring = verbs.add_parser(
        "import", parents=[common_options], help="copy a folder, zip or tar into the library"
    )
    bring.add_argument("path", type=Path, metavar="PATH")
    bring.add_argument("--no-test", action="store_true", help="do not try it out afterwards")
    bring.set_defaults(run=run_import)
    verify = verbs.add_parser("verify", parents=[common_options], help="check the files")
    verify.add_argument("models", nargs="*", metavar="ID", help="without: all")
    verify.set_defaults(run=run_verify)
    repair = verbs.add_parser(
        "repair", parents=[common_options], help="fetch damaged files again"
    )
    repair.add_argument("model", metavar="ID")
    repair.add_argument("--endpoint", metavar="URL", default="", help="a mirror of the hub")
    repair.set_defaults(run=fetching.run_repair)
    trust = verbs.add_parser(
        "trust", parents=[common_options], help="open again what ended the program"
    )
    trust.add_argument("models", nargs="+", metavar="ID")
    trust.set_defaults(run=run_trust)
    remove = verbs.add_parser("remove", parents=[common_options], help="remove checkpoints")
    remove.add_argument("models", nargs="+", metavar="ID")
    remove.set_defaults(run=run_remove)
    for verb in (bring, verify, repair, trust, remove):
        verb.add_argument("--json", action="store_true", help="one JSON object a line")


def run_import(arguments: argparse.Namespace) -> int:
    """Copy a checkpoint into the library."""
    events = common.library().import_from(arguments.path)
    last = Progress(arguments.json).watch(events)
    if isinstance(last, Fetched) and not arguments.json:
        print(f"{arguments.path} is installed as {last.id}.")
    if isinstance(last, Fetched) and not arguments.no_test:
        return fetching.try_out(last.id, arguments.json)
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Check checkpoints; 1 when one of them is damaged."""
    library = common.library()
    chosen = arguments.models or [one.id for one in library.checkpoints()]
    status = 0
    for id in chosen:
        fault = ""
        try:
            Progress(arguments.json).watch(library.verify(id))
        except Problem as problem:
            if arguments.models and not _is_known(id):
                raise
            fault, status = str(problem), 1
        if arguments.json:
            print(json.dumps({"id": id, "whole": not fault, "fault": fault}))
        else:
            print(f"{id}: {fault or 'whole.'}")
    return status


def _is_known(id: str) -> bool:
    return any(one.id == id for one in common.library().checkpoints())


def run_trust(arguments: argparse.Namespace) -> int:
    """Let checkpoints be opened again that ended the program or could not be tried out."""
    library = common.library()
    for id in arguments.models:
        library.find(id)  # raises for one that is not there
        held = library.quarantined(id)
        library.release(id)
        if arguments.json:
            print(json.dumps({"id": id, "trusted": held}))
        else:
            print(f"{id} is trusted again." if held else f"{id} was not closed.")
    return 0


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove checkpoints and what was made of them."""
    library = common.library()
    for id in arguments.models:
        freed = library.remove(id)
        if arguments.json:
            print(json.dumps({"id": id, "freed": freed}))
        else:
            print(f"{id} is removed; {size(freed)} are free.")
    return 0
