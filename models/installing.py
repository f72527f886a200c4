"""From a repository's name to an installed checkpoint: plan, fetch, install."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.hub import Hub
from models.library import Library
from models.messages import Plan
from models.offers import Fetched, FetchEvent, id_of


def install(
    library: Library, hub: Hub, repo: str, cancelled: Callable[[], bool]
) -> Iterator[FetchEvent]:
    """Fetch a checkpoint into the library; ends with `Fetched` or `Stopped`.

    A download that was begun goes on with its commit, also when the branch has moved since;
    for that nothing but the missing files is asked for. Raises `Problem`.
    """
    begun = library.begun(id_of(repo))
    plan = begun or hub.plan(repo)
    if begun is None and library.holds(plan, cancelled):
        yield Fetched(plan.id)
    else:
        yield from _install(library, hub, plan, cancelled)


def repair(
    library: Library, hub: Hub, id: str, cancelled: Callable[[], bool]
) -> Iterator[FetchEvent]:
    """Fetch the damaged files of an installed checkpoint again.

    Raises `Problem`, also for a damaged one that the hub did not give.
    """
    plan = library.repair_plan(id, cancelled)
    if plan is None:
        yield from library.verify(id, cancelled)
        yield Fetched(id)
        return
    yield from _install(library, hub, plan, cancelled)


def _install(
    library: Library, hub: Hub, plan: Plan, cancelled: Callable[[], bool]
) -> Iterator[FetchEvent]:
    for event in hub.fetch(plan, library.staging(plan), cancelled):
        if isinstance(event, Fetched):
            library.install(plan)
        yield event
