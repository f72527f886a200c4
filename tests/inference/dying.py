"""Work on a library that ends with the process, at each of its changes to the disk in turn.

Run as a program, so that nothing but the library is in the process that is copied:
python -m tests.inference.dying FOLDER prints after how many changes each work is done.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from models import library
from models.library import Library
from tests.inference.library_steps import brought, content_of, fetch, own, plan_of
from tests.tiny import write_student

CHANGES = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree"}
)
DEAD = 9
WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True)
class Work:
    """`prepare` makes a library; `do` is what dies; `check` looks at what is left."""

    prepare: Callable[[Path], None]
    do: Callable[[Path], object]
    check: Callable[[Path], None]


def at(folder):
    """The library where the settings say it is."""
    return Library(Path((folder / "settings").read_text()), folder / "cache")


def remember(folder, place):
    (folder / "new settings").write_text(str(place))
    (folder / "new settings").replace(folder / "settings")


def empty(folder):
    remember(folder, folder / "library")
    write_student(folder / "tiny-en-pt")


def with_import(folder):
    empty(folder)
    brought(at(folder), folder / "tiny-en-pt")


def with_download(folder):
    """A whole download of a checkpoint whose installed one is damaged."""
    empty(folder)
    plan = plan_of(folder / "tiny-en-pt")
    fetch(at(folder), plan, folder / "tiny-en-pt")
    damaged = at(folder).install(plan).path / plan.files[0].path
    damaged.write_bytes(b"damaged")
    fetch(at(folder), plan, folder / "tiny-en-pt")


def move(folder):
    def refuse(path, target):  # as between two disks
        raise OSError(18, "Invalid cross-device link")

    rename, Path.rename = Path.rename, refuse
    work = at(folder).move(folder / "new", switched=lambda place: remember(folder, place))
    next(work)
    Path.rename = rename
    list(work)


def is_whole(folder):
    """Nothing is listed but whole checkpoints; their ids."""
    found = own(at(folder))
    for id, one in found.items():
        assert content_of(one.path) == content_of(folder / "tiny-en-pt")
        assert list(at(folder).verify(id))
    return list(found)


def check_import(folder):
    assert is_whole(folder) in ([], ["tiny-en-pt"])
    assert brought(at(folder), folder / "tiny-en-pt") == "tiny-en-pt"
    assert is_whole(folder) == ["tiny-en-pt"]


def check_install(folder):
    plan, kept = plan_of(folder / "tiny-en-pt"), at(folder)
    if (kept.folder / ".fetching" / plan.id).exists():
        assert kept.begun(plan.id) == plan
        assert [one.done for one in kept.unfinished()] == [plan.bytes]
        kept.install(plan)
    assert is_whole(folder) == [plan.id]


def check_remove(folder):
    for id in is_whole(folder):
        at(folder).remove(id)
    assert is_whole(folder) == []


def check_move(folder):
    assert is_whole(folder) == ["tiny-en-pt"]


WORKS = {
    "import": Work(
        empty, lambda folder: brought(at(folder), folder / "tiny-en-pt"), check_import
    ),
    "install": Work(
        with_download,
        lambda folder: at(folder).install(plan_of(folder / "tiny-en-pt")),
        check_install,
    ),
    "remove": Work(with_import, lambda folder: at(folder).remove("tiny-en-pt"), check_remove),
    "move": Work(with_import, move, check_move),
}


def dies(work, folder, change):
    """Whether the work is ended by its change number `change`."""
    process = os.fork()
    if process:
        ended = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        assert ended in (0, DEAD), "the work failed by itself"
        return ended == DEAD
    left = iter(range(change))

    def count(event, arguments):
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if (writes or event in CHANGES) and next(left, None) is None:
            os._exit(DEAD)

    sys.addaudithook(count)
    try:
        work.do(folder)
        os._exit(0)
    finally:
        os._exit(1)


def deaths(work, folder):
    """How often the work died before it came to its end."""
    change, died = 0, True
    while died:
        place = folder / str(change)
        place.mkdir()
        work.prepare(place)
        died = dies(work, place, change)
        work.check(place)
        shutil.rmtree(place)
        change += 1
    return change - 1


if __name__ == "__main__":
    # Describing starters would take most of the time.
    library.STARTER_PACKAGE = library.OWN_STARTER_PACKAGE = "no_such_package"
    print(json.dumps({name: deaths(work, Path(sys.argv[1])) for name, work in WORKS.items()}))
