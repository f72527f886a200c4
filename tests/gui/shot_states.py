"""The states of the page that pictures are taken of."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.opening_files import Opened
from desktop_app.settings import Tokens
from desktop_app.view.places import Place, Side
from models.documents import Document
from models.messages import Failed, Problem
from tests.fakes import FakeLibrary, checkpoint
from tests.gui.many_languages import large_library
from tests.gui.scripted import ARABIC, CHECKPOINTS, CHINESE, LETTER, ScriptedEngine, document

WIDE, NARROW = (1280, 800), (720, 480)


def translated(app):
    return app.page.links.reading.segments and not app.controller.busy


@dataclass
class Shot:
    """One state: an engine (None is the real one), a text, and what is done then."""

    name: str
    engine: Callable | None = ScriptedEngine
    text: str = ""
    settings: dict = field(default_factory=dict)
    library: Callable = lambda: FakeLibrary(*CHECKPOINTS)
    prepare: Callable = lambda app: None
    size: tuple = WIDE
    names: str = "en"  # the language of the languages' names
    scale: int = 1
    settle: float = 0.1
    until: Callable = translated
    outside: Callable = lambda: None


def idle_worker(app):
    return app.worker.isRunning() and not app.controller.busy


def started(app):
    return app.controller.busy


def failed(app):
    return app.page.message.isVisible()


def pin(segment, side, token):
    return lambda app: app.page.links.pin(Place(segment, side, token))


def details(app):
    app.page.message.more.click()


def scroll(app):
    bar = app.page.source.edit.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)


def popup(app):
    app.page.header.models.showPopup()


def languages(typed="", box="source"):
    return lambda app: getattr(app.page.header, box).open_list(typed)


def reading(app):
    name = "Annual report 2025, with all of its tables and 年度报告.pdf"
    app.page.message.show_reading(name, app.page.stop_reading_wanted.emit)


def noted(app):
    notes = ("118 pages were read.", "2 of 120 pages have no text: they may be pictures.")
    document = Document(LETTER_TEXT, "report.pdf", "pdf", notes)
    app.page.show_document(document)
    app.page.message.show_read(Opened(document, "translate"))


def refused(app):
    what = "“annual report 2025, with all of its tables.pdf” is locked with a password."
    failed = Failed(0, what, "Save it without the password and open that file.")
    app.page.message.show_unread(failed, app.page.source.open_wanted.emit)


LETTER_TEXT, LETTER_PARTS = document(*LETTER)
LONG_TEXT, LONG_PARTS = document(*(LETTER * 40), gap="\n")
CHINESE_TEXT, CHINESE_PARTS = document(CHINESE)
ARABIC_TEXT, ARABIC_PARTS = document(ARABIC)
WIDE_TEXT, WIDE_PARTS = document(*(LETTER * 3), gap=" ")
FAULT = Problem(
    "The file model.npz of tiny en→pt is cut off after 3 of 17 MB.",
    "Fetch it again or choose another model.",
    "model.npz: tensor decoder_l1_ffn needs bytes 3,145,728 to 3,407,872",
)


def letter():
    return ScriptedEngine(LETTER_PARTS)


def noticed():
    return ScriptedEngine(LETTER_PARTS, notice=NOTICE)


def empty_library():
    return FakeLibrary()


def pivot_library():
    return FakeLibrary(
        checkpoint("Bergamot tiny de→en", "de", "en"),
        checkpoint("Bergamot tiny en→pt", "en", "pt"),
    )


NOTICE = "The graphics card's memory is full; the processor goes on."
SEEN = {"sample_seen": True}
RECENT = {**SEEN, "recent": ("en", "pt", "uk")}
LONG_PAIR = {**SEEN, "source": "gui", "target": "qub"}
SHOTS = (
    Shot("empty", settings=SEEN, until=idle_worker),
    Shot("sample", None),
    Shot(
        "loading",
        lambda: ScriptedEngine(loading=True),
        "Good morning.",
        SEEN,
        settle=0.8,
        until=started,
    ),
    Shot(
        "working",
        lambda: ScriptedEngine(LONG_PARTS, stop_after=31),
        LONG_TEXT,
        SEEN,
        settle=1.2,
        until=started,
    ),
    Shot("result", letter, LETTER_TEXT, SEEN, prepare=pin(0, Side.TARGET, 5)),
    Shot(
        "error",
        lambda: ScriptedEngine(fault=FAULT),
        "Good morning.",
        SEEN,
        prepare=details,
        until=failed,
    ),
    Shot("no-model", settings=SEEN, library=empty_library, until=failed),
    Shot("long", lambda: ScriptedEngine(LONG_PARTS), LONG_TEXT, SEEN, prepare=scroll),
    Shot(
        "cjk",
        lambda: ScriptedEngine(CHINESE_PARTS),
        CHINESE_TEXT,
        {**SEEN, "source": "zh", "target": "en"},
        prepare=pin(0, Side.SOURCE, 4),
    ),
    Shot(
        "arabic",
        lambda: ScriptedEngine(ARABIC_PARTS),
        ARABIC_TEXT,
        {**SEEN, "source": "en", "target": "ar"},
        prepare=pin(0, Side.SOURCE, 2),
    ),
    Shot("pieces", None, settings={"tokens": Tokens.PIECES}),
    Shot("strip-closed", letter, LETTER_TEXT, {**SEEN, "strip_open": False}),
    Shot(
        "strip-full", letter, LETTER_TEXT, SEEN, prepare=lambda app: app.page.fill_with_strip()
    ),
    Shot("models", letter, LETTER_TEXT, SEEN, prepare=popup),
    Shot("narrow", letter, LETTER_TEXT, SEEN, prepare=pin(0, Side.SOURCE, 1), size=NARROW),
    Shot(
        "narrow-working",
        lambda: ScriptedEngine(LONG_PARTS, stop_after=31),
        LONG_TEXT,
        SEEN,
        size=NARROW,
        settle=1.6,
        until=started,
    ),
    Shot(
        "narrow-error",
        lambda: ScriptedEngine(fault=FAULT),
        "Hello.",
        SEEN,
        size=NARROW,
        until=failed,
    ),
    Shot("twice", None, scale=2),
    Shot("languages", letter, LETTER_TEXT, RECENT, large_library, languages()),
    Shot("languages-typed", letter, LETTER_TEXT, RECENT, large_library, languages("por")),
    Shot("languages-none", letter, LETTER_TEXT, RECENT, large_library, languages("xyzzy")),
    Shot(
        "languages-twice",
        letter,
        LETTER_TEXT,
        RECENT,
        large_library,
        languages(box="target"),
        scale=2,
    ),
    Shot(
        "languages-arabic",
        letter,
        LETTER_TEXT,
        RECENT,
        large_library,
        languages(),
        names="ar",
    ),
    Shot("languages-long", letter, LETTER_TEXT, LONG_PAIR, large_library, languages()),
    Shot("pivot", letter, LETTER_TEXT, {**SEEN, "source": "de"}, pivot_library),
    Shot("pivot-list", letter, LETTER_TEXT, {**SEEN, "source": "de"}, pivot_library, popup),
    Shot(
        "narrow-pivot",
        letter,
        LETTER_TEXT,
        {**SEEN, "source": "de"},
        pivot_library,
        size=NARROW,
    ),
    Shot("notice", noticed, LETTER_TEXT, SEEN),
    Shot("document-reading", letter, LETTER_TEXT, SEEN, prepare=reading),
    Shot("document-notes", letter, LETTER_TEXT, SEEN, prepare=noted),
    Shot("narrow-document-notes", letter, LETTER_TEXT, SEEN, prepare=noted, size=NARROW),
    Shot("narrow-document-refused", letter, LETTER_TEXT, SEEN, prepare=refused, size=NARROW),
    Shot("document-refused-twice", letter, LETTER_TEXT, SEEN, prepare=refused, scale=2),
)
