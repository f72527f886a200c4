"""The states of the Summarize page that pictures are taken of."""

from dataclasses import replace

from PySide6.QtTest import QTest

from desktop_app.library_work import catalogue_offers
from desktop_app.outside import Outside
from desktop_app.view.evidence_marks import Pointed
from desktop_app.view.places import Side
from models.messages import Form, Problem
from tests.fakes import FakeLibrary, checkpoint
from tests.gui.shelves import FakeWork, full_stock
from tests.gui.shot_states import NARROW, SEEN, WIDE, Shot, idle_worker
from tests.gui.summaries import (
    ARABIC,
    ARABIC_PARTS,
    CHINESE,
    CHINESE_PARTS,
    REPORT,
    REPORT_PARTS,
    SummaryEngine,
    summarizer,
)

FAULT = Problem(
    "The file model.safetensors of distilbart-cnn-12-6 is cut off after 3 of 1,221 MB.",
    "Fetch it again or choose another model.",
    "model.safetensors: tensor model.decoder.layers.5.fc1 needs more bytes than there are",
)
NAMED = {"document_name": "report.docx"}
REWRITES = {"summarizer": "distilbart-cnn-12-6"}
LONG = REPORT * 30


class Unknown:
    """Tells no language from another."""

    def mismatch(self, text, source, candidates):
        return None


def library():
    return FakeLibrary(
        summarizer(),
        summarizer("t5-small", ("summarize",)),
        checkpoint("Bergamot tiny en→pt", "en", "pt"),
        checkpoint("Bergamot tiny pt→en", "pt", "en"),
    )


def outside():
    stock = replace(full_stock(), checkpoints=library().listed)
    return Outside(offers=catalogue_offers(), work=FakeWork(stock), detect=Unknown)


def wait_for(condition):
    for _ in range(2000):
        QTest.qWait(5)
        if condition():
            return


def finished(page):
    return lambda: page.summary.summary is not None and page.evidence.known is not None


def point(side, number):
    return lambda page: page.evidence.pin(Pointed(side, number))


def step(count):
    def then(page):
        for _ in range(count):
            page.evidence.step(1)

    return then


def uncovered(page):
    page.line.uncovered.click()
    page.evidence.step(1)


def empty(page):
    pass


def details(page):
    page.message.more.click()


def models(page):
    page.header.models.showPopup()


def ways(page):
    page.header.ways.showMenu()


def get(page):
    page.header.models.get_wanted.emit()
    wait_for(page.offer.isVisible)


def shown(then=empty, start=False, until=finished):
    """Open the page, let it summarize, and go on."""

    def prepare(app):
        page = app.window.summarize
        app.window.show_page(1)
        if start:
            page.summarize_wanted.emit()
        wait_for(until(page))
        then(page)

    return prepare


def waiting(page):
    return page.status.cancel.isVisible


def failed(page):
    return page.message.isVisible


def at_once(page):
    return lambda: True


def shot(name, prepare, document=REPORT, engine=SummaryEngine, size=WIDE, **more):
    settings = {**SEEN, "document": document, **more.pop("settings", {})}
    more = {"settle": 0.3, **more}
    return Shot(
        name,
        engine,
        settings=settings,
        library=library,
        prepare=prepare,
        until=idle_worker,
        outside=outside,
        size=size,
        **more,
    )


def slow():
    return SummaryEngine(stop_after=2)


def chinese():
    return SummaryEngine(CHINESE_PARTS)


def arabic():
    return SummaryEngine(ARABIC_PARTS)


def faulty():
    return SummaryEngine(fault=FAULT)


def large():
    return SummaryEngine(REPORT_PARTS, about={"parts": 14})


BULLETS = {**NAMED, "summary_form": Form.BULLETS}
TITLE = {**NAMED, "summary_form": Form.TITLE}
WORDS = {**NAMED, **REWRITES, "summary_words": 40}
SUMMARY_SHOTS = (
    shot("summary-empty", shown(until=at_once), ""),
    shot("summary", shown(step(2)), settings=NAMED),
    shot("summary-calm", shown(), settings=NAMED),
    shot("summary-back", shown(point(Side.SOURCE, 6)), settings=NAMED),
    shot("summary-doubt", shown(step(3)), settings=NAMED),
    shot("summary-bullets", shown(step(1)), settings=BULLETS),
    shot(
        "summary-title",
        shown(step(1)),
        settings=TITLE,
        engine=lambda: SummaryEngine(REPORT_PARTS[1:2]),
    ),
    shot("summary-model", shown(until=at_once), settings={**NAMED, **REWRITES}),
    shot("summary-words", shown(step(2), start=True), settings=WORDS),
    shot(
        "summary-working",
        shown(start=True, until=waiting),
        engine=slow,
        settings={**NAMED, **REWRITES},
        settle=1.4,
    ),
    shot("summary-models", shown(models), settings=NAMED),
    shot("summary-error", shown(details, until=failed), engine=faulty, settings=NAMED),
    shot("summary-get", shown(get), settings=NAMED),
    shot("summary-uncovered", shown(uncovered), settings=NAMED),
    shot("summary-long", shown(step(2)), LONG, large, settings=NAMED),
    shot("summary-cjk", shown(step(2)), CHINESE, chinese),
    shot("summary-arabic", shown(step(2)), ARABIC, arabic),
    shot("summary-narrow", shown(step(3)), size=NARROW, settings=NAMED),
    shot("summary-narrow-words", shown(step(2), start=True), size=NARROW, settings=WORDS),
    shot(
        "summary-narrow-working",
        shown(start=True, until=waiting),
        engine=slow,
        settings={**NAMED, **REWRITES},
        size=NARROW,
        settle=1.4,
    ),
    shot("summary-narrow-error", shown(until=failed), engine=faulty, size=NARROW),
    shot("summary-twice", shown(step(2)), settings=NAMED, scale=2),
)
