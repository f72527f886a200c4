"""`interlinear models`: what is installed, and the verbs that change it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from desktop_app.commands import common, fetching, keeping
from models.messages import Checkpoint


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command and its verbs."""
    parser = commands.add_parser("models", help="list, find, fetch, check, remove")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    listing = verbs.add_parser("list", parents=[common_options], help="all checkpoints")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=run_list)
    info = verbs.add_parser("info", parents=[common_options], help="one checkpoint")
    info.add_argument("model", metavar="ID|FOLDER")
    info.add_argument("--json", action="store_true")
    info.set_defaults(run=run_info)
    fetching.add_to(verbs, common_options)
    keeping.add_to(verbs, common_options)


def run_list(arguments: argparse.Namespace) -> int:
    """A line for each checkpoint, or one JSON array."""
    found = common.library().checkpoints()
    if arguments.json:
        print(json.dumps([fields(one) for one in found], ensure_ascii=False, indent=2))
        return 0
    if not found:
        print("No checkpoint is installed yet.")
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        about = f"{one.name} · {megabytes(one.bytes)} · {one.licence}"
        print(f"{one.id:{width}}  {about if one.state == 'ready' else one.state}")
    return 0


def run_info(arguments: argparse.Namespace) -> int:
    """All that is known of one checkpoint."""
    one = common.library().find(arguments.model)
    if arguments.json:
        print(json.dumps(fields(one), ensure_ascii=False, indent=2))
        return 0
    languages = ", ".join(f"{a}→{b}" for a, b in one.pairs)
    rows = (
        ("Id", one.id),
        ("Name", one.name),
        ("Family", one.family),
        ("Task", one.task),
        ("Languages", languages or _languages(one)),
        ("Presets", ", ".join(preset.id for preset in one.presets)),
        ("Network", one.summary),
        *(row for row in one.anatomy if row[0] != "Family"),
        ("Size", megabytes(one.bytes)),
        ("Licence", one.licence),
        ("Attribution", one.attribution),
        ("State", one.state),
        ("Folder", str(one.path)),
    )
    for name, value in rows:
        if value:
            print(f"{name:12}{value}")
    return 0


def _languages(one: Checkpoint) -> str:
    if not one.sources and not one.targets:
        return ""
    if one.sources == one.targets:
        return (
            f"{', '.join(one.sources)}, each into each"
            if len(one.sources) > 1
            else one.sources[0]
        )
    return f"{', '.join(one.sources)} → {', '.join(one.targets)}"


def megabytes(count: int) -> str:
    """A size for people."""
    return f"{count / 1e6:.0f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def fields(one: Checkpoint) -> dict[str, Any]:
    """The documented JSON fields of a checkpoint."""
    return {
        "id": one.id,
        "name": one.name,
        "family": one.family,
        "task": one.task,
        "pairs": [list(pair) for pair in one.pairs],
        "sources": list(one.sources),
        "targets": list(one.targets),
        "path": str(one.path),
        "bytes": one.bytes,
        "licence": one.licence,
        "state": one.state,
        "starter": one.starter,
    }
