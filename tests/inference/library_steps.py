"""What tests of the library on disk do with one: plan, fetch, import, look what is left."""

import hashlib

from models.messages import Problem
from models.offers import Fetched, Plan, RemoteFile

COMMIT = "c" * 40


def remote(path, git=False):
    """A file as the hub lists it, with git's digest or its sha256."""
    content = path.read_bytes()
    if git:
        digest = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    else:
        digest = hashlib.sha256(content).hexdigest()
    return RemoteFile(path.name, len(content), digest)


def plan_of(folder, repo="owner/name", commit=COMMIT):
    """A plan for all files of a folder; every other digest is git's."""
    paths = sorted(folder.iterdir())
    files = [remote(path, git=number % 2 == 1) for number, path in enumerate(paths)]
    return Plan(repo, commit, tuple(files))


def fetch(library, plan, origin):
    """Do as a fetch does: bring every file of the plan into the staging folder."""
    staging = library.staging(plan)
    for file in plan.files:
        (staging / file.path).write_bytes((origin / file.path).read_bytes())
    return staging


def brought(library, path):
    """The id of what an import of `path` became."""
    *_, last = library.import_from(path)
    assert isinstance(last, Fetched)
    return last.id


def fault(work):
    """The sentences of the `Problem` that some work ends with."""
    try:
        for _ in work:
            pass
    except Problem as problem:
        assert problem.what.endswith(".")
        assert "\n" not in str(problem)
        return str(problem)
    raise AssertionError("nothing was wrong")


def own(library):
    """The checkpoints that do not come with the program, by id."""
    return {one.id: one for one in library.checkpoints() if not one.starter}


def content_of(folder):
    """Every path below a folder, with what is in files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }
