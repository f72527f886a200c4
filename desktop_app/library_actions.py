"""What can be done with a row of the Library page. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Iterator

from desktop_app.chore import Kind
from desktop_app.download_state import Stage
from desktop_app.library_rows import Row, State

_OWN = frozenset({"hub", "import"})  # origins of what the library may change
TRANSLATION = "translation"


class Action(enum.Enum):
    """What a button does."""

    DOWNLOAD = "download"
    PAUSE = "pause"
    RESUME = "resume"
    AGAIN = "try again"
    CANCEL = "cancel"  # a download, with what is here of it
    USE = "translate with it"
    VERIFY = "verify"
    STOP = "stop"  # work on the disk
    REPAIR = "repair"
    TRUST = "trust again"
    SHOW = "show in folder"
    REMOVE = "remove"
    MIRROR = "use a mirror"
    LIST = "copy the file list"


def actions_of(row: Row) -> tuple[Action, ...]:
    """The buttons of a row; the first is what one would mostly do."""
    if row.doing is not None:
        return (Action.STOP,) if row.doing.kind is Kind.VERIFY else ()
    if row.download is not None:
        return _of_download(row.download.stage)
    if row.installed:
        return tuple(_of_installed(row))
    return (Action.DOWNLOAD, Action.LIST)


def _of_download(stage: Stage) -> tuple[Action, ...]:
    if stage is Stage.FAILED:
        return (Action.AGAIN, Action.MIRROR, Action.LIST, Action.CANCEL)
    if stage is Stage.PAUSED:
        return (Action.RESUME, Action.CANCEL)
    return (Action.PAUSE, Action.CANCEL)


def _of_installed(row: Row) -> Iterator[Action]:
    checkpoint = row.checkpoint
    own = checkpoint is not None and checkpoint.origin in _OWN and not checkpoint.starter
    if row.state is State.HELD:
        yield Action.TRUST
    if row.repairable or (row.state is State.BROKEN and own and row.repo):
        yield Action.REPAIR
    if row.state is State.READY and row.task == TRANSLATION:
        yield Action.USE
    yield Action.VERIFY
    yield Action.SHOW
    if own:
        yield Action.REMOVE
