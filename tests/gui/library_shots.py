"""The states of the Library page that pictures are taken of."""

import threading
from dataclasses import replace

from desktop_app.library_work import catalogue_offers
from desktop_app.outside import Outside
from desktop_app.shelf import MOST_FOUND
from models.messages import Problem
from tests.fakes import FakeLibrary
from tests.gui.shelves import OFFLINE, OPUS_ZH, FakeWork, full_stock
from tests.gui.shot_states import LETTER_TEXT, NARROW, SEEN, Shot, letter


class Unknown:
    """Tells no language from another."""

    def mismatch(self, text, source, candidates):
        return None


class Spanish:
    """Takes everything for Spanish."""

    def mismatch(self, text, source, candidates):
        return "es"


def outside(work=None, detect=Unknown):
    return lambda: Outside(
        offers=catalogue_offers(),
        work=work() if work else FakeWork(full_stock()),
        detect=detect,
        command=lambda id: ["true"],
    )


def library():
    return FakeLibrary(*full_stock().checkpoints)


def stuck():
    """Downloads that stop in the middle."""
    return FakeWork(full_stock(), gate=threading.Semaphore(1))


def failing():
    fault = Problem(
        "The connection to huggingface.co was lost 5 times in a row.",
        "Try again later: what was fetched is kept.",
        "ReadTimeout",
    )
    return FakeWork(full_stock(), fault=fault)


def offline():
    return FakeWork(full_stock(), search_fault=OFFLINE)


def opened(then=lambda app: None):
    def prepare(app):
        app.window.open_library()
        then(app)

    return prepare


def choose(id):
    return opened(lambda app: app.window.library.list.choose(id))


def fetching(app):
    library = app.window.library
    app.library.fetch(OPUS_ZH.repo)
    app.library.fetch("Helsinki-NLP/opus-mt-en-fr")
    library.list.choose(OPUS_ZH.id)


def search(words):
    def then(app):
        app.window.library.filters.line.setText(words)
        app.window.library.search()

    return opened(then)


def finding():
    offer = replace(OPUS_ZH, repo="Helsinki-NLP/opus-mt-sv-en", pairs=(("sv", "en"),), why="")
    return FakeWork(full_stock(), found=(offer, replace(offer, repo="x/opus-mt-sv-fi")))


def finding_many():
    offers = (replace(OPUS_ZH, repo=f"owner/opus-{n}", why="") for n in range(MOST_FOUND))
    return FakeWork(full_stock(), found=tuple(offers))


def typed(words):
    return opened(lambda app: app.window.library.filters.line.setText(words))


def connection(app):
    app.window.open_connection()


def wish(source, target):
    def prepare(app):
        if source:
            app.selection.choose_source(source)
        if target:
            app.selection.choose_target(target)

    return prepare


def fetch_wish(app):
    wish("zh", "")(app)
    app.page.offer.action.click()


def ready(app):
    return app.library.shelf.read


def shot(name, prepare, work=None, **more):
    more = {"settle": 0.4, "until": ready, "settings": SEEN, **more}
    detect = more.pop("detect", Unknown)
    return Shot(
        name,
        letter,
        LETTER_TEXT,
        library=library,
        prepare=prepare,
        outside=outside(work, detect),
        **more,
    )


LIBRARY_SHOTS = (
    shot("library", choose("starter-en-pt")),
    shot("library-offer", choose("facebook--nllb-200-distilled-600M")),
    shot("library-downloading", opened(fetching), stuck),
    shot("library-paused", choose("Helsinki-NLP--opus-mt-en-ru")),
    shot("library-failed", opened(fetching), failing),
    shot("library-broken", choose("Helsinki-NLP--opus-mt-en-de")),
    shot("library-held", choose("Helsinki-NLP--opus-mt-fr-en")),
    shot("library-offline", search("opus-mt-sv-en"), offline),
    shot("library-nothing", typed("xyzzy")),
    shot("library-found", search("opus"), finding),
    shot("library-found-many", search("opus"), finding_many),
    shot("library-narrow-found-many", search("opus"), finding_many, size=NARROW),
    shot("library-connection", connection),
    shot("library-narrow", opened(fetching), stuck, size=NARROW),
    shot("library-narrow-held", choose("Helsinki-NLP--opus-mt-fr-en"), size=NARROW),
    shot("library-narrow-connection", connection, size=NARROW),
    shot("library-twice", opened(fetching), stuck, scale=2),
    shot("library-arabic", choose("facebook--nllb-200-distilled-600M"), names="ar"),
    shot("wish", wish("zh", "")),
    shot("wish-fetching", fetch_wish, stuck),
    shot("wish-failed", fetch_wish, failing),
    shot("narrow-wish", wish("zh", ""), size=NARROW),
    shot("narrow-wish-failed", fetch_wish, failing, size=NARROW),
    shot("mismatch", lambda app: app.watch.edit(), detect=Spanish, settle=1.2),
    shot("languages-fetchable", lambda app: app.page.header.target.open_list()),
    shot("languages-fetchable-typed", lambda app: app.page.header.target.open_list("chi")),
)
