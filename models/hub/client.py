"""The hub as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from models.hub.names import check_plan, check_repository
from models.hub.timing import Timing
from models.offers import Endpoint, FetchEvent, Offer, Plan
from models.text.languages import primary

T = TypeVar("T")
WIDER = 5  # so many times as many repositories are asked for: most are of other families
MOST_ASKED = 200
# What the families' repositories hold; each has some of them.
USUAL = (
    *("config.json", "generation_config.json", "tokenizer_config.json"),
    *("special_tokens_map.json", "tokenizer.json", "vocab.json", "merges.txt", "vocab.txt"),
    *("source.spm", "target.spm", "sentencepiece.bpe.model", "spiece.model"),
    *("model.safetensors", "pytorch_model.bin"),
)


def never() -> bool:
    """Nobody cancels."""
    return False


class Hub:
    """A hub at an endpoint.

    Every method but `addresses` uses the network, raises `Problem`, and returns within a
    second after `cancelled` says so; requests then raise a `Problem` too, `fetch` ends with
    `Stopped`.
    """

    def __init__(
        self,
        endpoint: Endpoint = Endpoint(),  # noqa: B008, it is frozen
        cancelled: Callable[[], bool] = never,
        timing: Timing = Timing(),  # noqa: B008, it is frozen
    ) -> None:
        self._endpoint = endpoint
        self._cancelled = cancelled
        self._timing = timing

    def search(
        self,
        words: str = "",
        task: str = "",
        source: str = "",
        target: str = "",
        most: int = 30,
    ) -> tuple[Offer, ...]:
        """Checkpoints of our families, the most fetched first; empty wishes fit everything."""
        from models.hub.offering import fits, offer_of  # noqa: PLC0415
        from models.hub.repository import search  # noqa: PLC0415

        languages = sorted({primary(code) for code in (source, target) if code})
        asked = min(MOST_ASKED, most * WIDER)
        found = self._ask(lambda: search(self._endpoint, words, task, languages, asked))
        offers = (offer_of(info) for info in found)
        return tuple(one for one in offers if one and fits(one, task, source, target))[:most]

    def offer(self, repo: str) -> Offer:
        """What the hub says of one repository. Raises `Problem` when we cannot run it."""
        from models.hub.repository import offer  # noqa: PLC0415

        check_repository(repo)
        return self._ask(lambda: offer(self._endpoint, repo), repo)

    def plan(self, repo: str, revision: str = "main") -> Plan:
        """What to fetch for a checkpoint. Raises `Problem` when there is nothing to use."""
        from models.hub.repository import plan  # noqa: PLC0415

        check_repository(repo)
        return self._ask(lambda: plan(self._endpoint, repo, revision), repo, revision)

    def addresses(self, plan: Plan) -> tuple[str, ...]:
        """The address of each file, to be fetched with another computer."""
        from models.hub.repository import address  # noqa: PLC0415

        return tuple(
            address(self._endpoint, plan.repo, plan.commit, file.path) for file in plan.files
        )

    def usual_addresses(self, repo: str) -> tuple[str, ...]:
        """Where a checkpoint's files would be, without asking: not all of them are there."""
        from models.hub.repository import address  # noqa: PLC0415

        check_repository(repo)
        return tuple(address(self._endpoint, repo, "main", file) for file in USUAL)

    def fetch(
        self, plan: Plan, folder: Path, cancelled: Callable[[], bool]
    ) -> Iterator[FetchEvent]:
        """Fetch what is missing into a folder; ends with one `Fetched` or `Stopped`.

        Every byte that came is kept, whatever happens, and is not fetched again.
        """
        from models.hub.fetching import fetch  # noqa: PLC0415

        check_plan(plan)
        yield from fetch(plan, folder, self._endpoint, self._timing, cancelled)

    def _ask(self, function: Callable[[], T], repo: str = "", revision: str = "main") -> T:
        from models.hub.calls import ask  # noqa: PLC0415
        from models.hub.patience import Patience  # noqa: PLC0415
        from models.hub.problems import Subject  # noqa: PLC0415
        from models.hub.session import Connection  # noqa: PLC0415

        with Connection(self._endpoint, self._timing) as connection:
            subject = Subject(self._endpoint, bool(connection.token), repo, revision)
            patience = Patience(subject, self._timing)
            return ask(function, connection, patience, self._timing, self._cancelled)
