"""`interlinear models search` and `download`: what the hub has, and bringing it here."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict

from desktop_app.commands import common
from desktop_app.commands.progress import Progress, size
from desktop_app.itself import own_command
from desktop_app.shelf import MOST_FOUND
from models.catalogue import read_catalogue
from models.hub import Hub
from models.installing import install, repair
from models.messages import Fetched, Offer, Problem
from resources import read_text

TASKS = ("translation", "summarization", "text")


def add_to(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare both."""
    search = verbs.add_parser("search", parents=[common_options], help="find checkpoints")
    search.add_argument("words", nargs="*", metavar="WORD")
    search.add_argument("--task", choices=TASKS, default="")
    common.add_languages(search)
    search.add_argument(
        "--offline", action="store_true", help="only the catalogue that comes with the program"
    )
    _add_hub(search)
    search.set_defaults(run=run_search)
    download = verbs.add_parser(
        "download", parents=[common_options], help="fetch checkpoints, or go on fetching"
    )
    download.add_argument("repos", nargs="+", metavar="OWNER/NAME")
    download.add_argument(
        "--addresses",
        action="store_true",
        help="fetch nothing: print where the files are, for another computer",
    )
    download.add_argument("--no-test", action="store_true", help="do not try it out afterwards")
    _add_hub(download)
    download.set_defaults(run=run_download)


def _add_hub(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--endpoint", metavar="URL", default="", help="a mirror of the hub")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run_search(arguments: argparse.Namespace) -> int:
    """The catalogue's findings, then the hub's."""
    words, task = " ".join(arguments.words), arguments.task
    source, target = arguments.source or "", arguments.target or ""
    offers = {
        one.repo: one
        for one in read_catalogue(read_text("catalogue.json"))
        if _fits(one, arguments.words, task, source, target)
    }
    fault: Problem | None = None
    found: Sequence[Offer] = ()
    if not arguments.offline:
        try:
            hub = Hub(common.endpoint(arguments.endpoint))
            found = hub.search(words, task, source, target, MOST_FOUND)
            offers |= {one.repo: one for one in found if one.repo not in offers}
        except Problem as problem:
            if not offers:
                raise
            fault = problem
    for one in offers.values():
        print(json.dumps(asdict(one), ensure_ascii=False) if arguments.json else _line(one))
    if fault:
        print(f"interlinear: only the catalogue was searched: {fault}", file=sys.stderr)
    elif not offers:
        print("Nothing was found.", file=sys.stderr)
    elif len(found) >= MOST_FOUND:
        print(f"The first {MOST_FOUND} of many; a longer name finds fewer.", file=sys.stderr)
    return 0


def _fits(one: Offer, words: list[str], task: str, source: str, target: str) -> bool:
    named = all(word.casefold() in f"{one.repo} {one.why}".casefold() for word in words)
    return named and task in ("", one.task) and one.serves(source, target)


def _line(one: Offer) -> str:
    about = "" if one.measured else "about "
    amount = "size asked when online" if one.bytes is None else f"{about}{size(one.bytes)}"
    licence = one.licence or "licence: see its card"
    return f"{one.repo:52}{one.task:14}{amount:24}{licence}"


def run_download(arguments: argparse.Namespace) -> int:
    """Fetch one after the other; what was fetched is kept, whatever ends it."""
    hub = Hub(common.endpoint(arguments.endpoint))
    if arguments.addresses:
        for repo in arguments.repos:
            print("\n".join(_addresses(hub, repo)))
        return 0
    status = 0
    for repo in arguments.repos:
        library = common.library()
        last = Progress(arguments.json).watch(install(library, hub, repo, lambda: False))
        if not isinstance(last, Fetched):
            raise Problem(f"{repo} did not arrive whole.", "Run the same command again.")
        if not arguments.json:
            print(f"{repo} is installed as {last.id}.")
        if not arguments.no_test:
            status = max(status, try_out(last.id, arguments.json))
    return status


def _addresses(hub: Hub, repo: str) -> tuple[str, ...]:
    try:
        return hub.addresses(hub.plan(repo))
    except Problem as problem:
        if all(repo != one.repo for one in read_catalogue(read_text("catalogue.json"))):
            raise
        print(
            f"interlinear: {problem} These are the usual places; some are not there.",
            file=sys.stderr,
        )
        return hub.usual_addresses(repo)


def run_repair(arguments: argparse.Namespace) -> int:
    """Fetch damaged files again."""
    library = common.library()
    hub = Hub(common.endpoint(arguments.endpoint))
    Progress(arguments.json).watch(repair(library, hub, arguments.model, lambda: False))
    if not arguments.json:
        print(f"{arguments.model} is whole.")
    return 0


def try_out(id: str, as_json: bool) -> int:
    """Translate a sentence in a process of its own: what crashes there harms nothing here."""
    command = own_command("selftest", "--model", id, *(["--json"] if as_json else []))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode < 0 or not (done.stdout + done.stderr).strip():
        raise Problem(f"{id} ended the program that tried it out.", "Remove it.")
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.returncode
