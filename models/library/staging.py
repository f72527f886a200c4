"""Downloads on disk: what was begun, how far it is, and how it becomes a checkpoint."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from models.library.layout import PART, PLAN, Layout, folders_in
from models.library.manifests import Manifest, check_names
from models.library.names import check_new_id
from models.library.removing import Workshop
from models.library.writing import flush_file, flush_folder, refusal, write_whole
from models.messages import Problem
from models.offers import Plan, RemoteFile, Unfinished, id_of

AGAIN = "Go on with the download."


def begin(layout: Layout, plan: Plan) -> Path:
    """The folder to fetch into, with the plan in it. Raises `Problem`.

    What another plan has left there is not looked at: whoever fetches knows what of it counts.
    """
    check_names(plan)
    folder = layout.fetching(check_new_id(plan.id))
    try:
        write_whole(folder / PLAN, _written(plan))
    except OSError as error:
        raise refusal(error, folder) from error
    return folder


def begun(layout: Layout, id: str) -> Plan | None:
    """The plan of a download that was begun."""
    folder = layout.fetching(id)
    plan = _read(folder / PLAN)
    if plan is None and folder.is_dir():
        # The last step before a checkpoint gets its name takes its plan away.
        manifest = Manifest.read(layout.manifest(id))
        plan = manifest.plan(manifest.files) if manifest else None
    return plan if plan and plan.id == id else None


def unfinished(layout: Layout) -> Iterator[Unfinished]:
    """Downloads that can be gone on with, by name."""
    for folder in folders_in(layout.unfinished):
        plan = begun(layout, folder.name) if not folder.name.startswith(".") else None
        if plan is not None:
            done = sum(_done(folder, file) for file in plan.files)
            yield Unfinished(plan.repo, done, plan.bytes)


def _done(folder: Path, file: RemoteFile) -> int:
    for name in (file.path, f"{file.path}{PART}"):
        try:
            return min((folder / name).stat().st_size, file.bytes)
        except OSError:
            continue
    return 0


def install(layout: Layout, plan: Plan) -> None:
    """Make a checkpoint of a download whose files are all there and were checked.

    A plan that is a part of the installed checkpoint's manifest repairs it: the other files
    come from there. Raises `Problem`; then the download stays as it is.
    """
    manifest, folder = Manifest.of(plan), layout.fetching(plan.id)
    _require(folder, plan)
    try:
        manifest = _completed(layout, manifest, folder)
        _keep_only(folder, {file.path for file in manifest.files} | {PLAN})
        for file in manifest.files:
            flush_file(folder / file.path)
        flush_folder(folder)
        manifest.write(layout.manifest(plan.id))
        (folder / PLAN).unlink(missing_ok=True)
        give_name(layout, folder, plan.id)
    except OSError as error:
        raise refusal(error, layout.folder) from error


def give_name(layout: Layout, folder: Path, id: str) -> None:
    """Make a whole folder the checkpoint `id`; one that had the name goes."""
    place = layout.checkpoint(id)
    with Workshop(layout) as workshop:
        aside = workshop / "replaced"
        if os.path.lexists(place):
            place.rename(aside)
        try:
            folder.rename(place)
        except OSError:
            if os.path.lexists(aside):
                aside.rename(place)
            raise
    flush_folder(layout.folder)


def _require(folder: Path, plan: Plan) -> None:
    for file in plan.files:
        try:
            size = (folder / file.path).stat().st_size
        except OSError:
            size = -1
        if size != file.bytes:
            raise Problem(f"{file.path} of {plan.repo} is not fully here.", AGAIN)


def _completed(layout: Layout, manifest: Manifest, folder: Path) -> Manifest:
    """The manifest of the whole checkpoint, of which a repair fetches only a part."""
    id = id_of(manifest.repo)
    there, place = Manifest.read(layout.manifest(id)), layout.checkpoint(id)
    if there is None or not place.is_dir() or not set(manifest.files) < set(there.files):
        return manifest
    if (there.repo, there.commit) != (manifest.repo, manifest.commit):
        return manifest
    fetched = {file.path for file in manifest.files}
    for file in there.files:
        if file.path not in fetched:
            _take_over(place / file.path, folder / file.path, file)
    return there


def _take_over(old: Path, new: Path, file: RemoteFile) -> None:
    if not old.is_file() or old.stat().st_size != file.bytes:
        raise Problem(
            f"{file.path} of {old.parent.name} was damaged too while it was repaired.",
            "Repair it again.",
        )
    new.unlink(missing_ok=True)
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:  # file systems of memory cards have no links
        shutil.copyfile(old, new)


def _keep_only(folder: Path, wanted: set[str]) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder comes before it
        if path.is_symlink() or not path.is_dir():
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
        elif not any(path.iterdir()):
            path.rmdir()


def _written(plan: Plan) -> bytes:
    files = [[file.path, file.bytes, file.digest] for file in plan.files]
    content = {"repo": plan.repo, "commit": plan.commit, "files": files}
    return json.dumps(content, indent=1).encode()


def _read(path: Path) -> Plan | None:
    try:
        content = json.loads(path.read_bytes())
        files = tuple(RemoteFile(str(a), int(b), str(c)) for a, b, c in content["files"])
        plan = Plan(str(content["repo"]), str(content["commit"]), files)
        check_names(plan)
    except (OSError, ValueError, TypeError, KeyError, RecursionError, Problem):
        return None
    return plan
