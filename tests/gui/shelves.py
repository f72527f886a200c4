"""A library that is a list, and the work of the Library page done by hand."""

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.shelf import Addresses, Stock
from models.messages import (
    Checkpoint,
    Fetched,
    Fetching,
    Offer,
    Problem,
    Stopped,
    Unfinished,
)

OFFLINE = Problem(
    "The hub huggingface.co cannot be reached.",
    "Look at the connection, or use a mirror.",
    "ConnectError: [Errno 111] Connection refused",
)


def installed(id, pairs=(("en", "de"),), **about):
    """A checkpoint that the library brought."""
    name = id.rpartition("--")[2]
    usual = {
        "family": "marian",
        "task": "translation",
        "pairs": pairs,
        "sources": tuple(first for first, _ in pairs),
        "targets": tuple(second for _, second in pairs),
        "path": Path("/data/Interlinear/models") / id,
        "bytes": 300_000_000,
        "licence": "cc-by-4.0",
        "origin": "hub",
    }
    return Checkpoint(id, name, **(usual | about))


@dataclass
class FakeWork:
    """Does nothing but what it is told: `going` says how a download goes on.

    Downloads wait for `gate` after each of their steps, when there is one.
    """

    stock: Stock = field(default_factory=Stock)
    found: tuple = ()
    fault: Exception | None = None
    search_fault: Exception | None = None
    damaged: Exception | None = None
    steps: int = 4
    bytes: int = 310_000_000
    gate: threading.Semaphore | None = None
    asked: list = field(default_factory=list)
    installs: dict = field(default_factory=dict)  # what a download brings, by repository

    def look(self):
        return self.stock

    def install(self, repo, cancelled):
        self.asked.append(("install", repo))
        if self.fault:
            raise self.fault
        for step in range(1, self.steps + 1):
            yield Fetching(
                "model.safetensors", self.bytes * step // self.steps, self.bytes, 5.2e6, 31.0
            )
            while self.gate and not cancelled() and not self.gate.acquire(timeout=0.01):
                pass
            if cancelled():
                yield Stopped(self.bytes * step // self.steps)
                return
        brought = self.installs.get(repo)
        if brought:
            self.stock = replace(self.stock, checkpoints=(*self.stock.checkpoints, brought))
        yield Fetched(repo.replace("/", "--"))

    repair = install

    def forget(self, id):
        self.asked.append(("forget", id))

    def unfinished(self):
        return self.stock.unfinished

    def search(self, words, task, source, target, cancelled):
        self.asked.append(("search", words, task, source))
        if self.search_fault:
            raise self.search_fault
        return self.found

    def addresses(self, repo, cancelled):
        return Addresses(repo, (f"https://huggingface.co/{repo}/resolve/abc/config.json",))

    def verify(self, id, cancelled, tell):
        self.asked.append(("verify", id))
        if self.damaged:
            raise self.damaged

    def can_repair(self, id, cancelled):
        return True

    def remove(self, id):
        kept = tuple(one for one in self.stock.checkpoints if one.id != id)
        self.stock = replace(self.stock, checkpoints=kept)
        return 300_000_000

    def bring(self, path, cancelled, tell):
        self.asked.append(("bring", path))
        brought = installed(path.stem, (("en", "fr"),), origin="import")
        self.stock = replace(self.stock, checkpoints=(*self.stock.checkpoints, brought))
        return brought.id

    def move(self, to, cancelled, tell):
        self.asked.append(("move", to))

    def release(self, id):
        self.asked.append(("release", id))
        self.stock = replace(self.stock, held=self.stock.held - {id})

    def keep_token(self, token):
        self.asked.append(("token", token))
        return False


OPUS_ZH = Offer(
    "Helsinki-NLP/opus-mt-zh-en",
    "translation",
    "marian",
    (("zh", "en"),),
    licence="cc-by-4.0",
    commercial=True,
    bytes=298_000_000,
    parameters=77_000_000,
    why="The smallest way from Chinese to English.",
)
BROKEN = "The file model.safetensors of opus-mt-en-de is damaged. Repair it."
HELD = (
    "Interlinear ended while it opened opus-mt-fr-en, so it stays closed. "
    "Press “Trust again” in the Library to try it once more."
)


def full_stock():
    """Some of everything."""
    starter = {"starter": True, "origin": "", "bytes": 22_000_000, "licence": "CC BY-SA 4.0"}
    return Stock(
        checkpoints=(
            replace(
                installed("starter-en-pt", (("en", "pt"),), **starter),
                name="Bergamot tiny en→pt",
            ),
            replace(
                installed("starter-pt-en", (("pt", "en"),), **starter),
                name="Bergamot tiny pt→en",
            ),
            installed("Helsinki-NLP--opus-mt-en-de", (("en", "de"),), state=BROKEN),
            installed("Helsinki-NLP--opus-mt-fr-en", (("fr", "en"),), state=HELD),
            installed("Helsinki-NLP--opus-mt-es-en", (("es", "en"),)),
        ),
        unfinished=(Unfinished("Helsinki-NLP/opus-mt-en-ru", 120_000_000, 310_000_000),),
        held=frozenset({"Helsinki-NLP--opus-mt-fr-en"}),
        folder=Path("/data/Interlinear/models"),
        bytes=1_412_000_000,
        free=61_000_000_000,
        memory=15_000_000_000,
    )
