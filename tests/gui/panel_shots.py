"""The states of the alignment panel that pictures are taken of."""

from desktop_app.head_links import Head
from desktop_app.settings import Panel, Tokens
from desktop_app.view.places import Side
from models.messages import AttentionKind
from tests.gui.scripted import ScriptedEngine
from tests.gui.shot_states import (
    ARABIC_PARTS,
    ARABIC_TEXT,
    CHINESE_PARTS,
    CHINESE_TEXT,
    LETTER_TEXT,
    NARROW,
    SEEN,
    Shot,
    letter,
    pin,
)

MATRIX, HEADS = {**SEEN, "panel": Panel.MATRIX}, {**SEEN, "panel": Panel.HEADS}
SHORT = "My brother sold the car."
LONG = (
    "When the old bridge over the river was finally closed to traffic last winter, the people "
    "of the small town, who had complained about the noise for more than twenty years, "
    "suddenly noticed how quiet their streets had become, and some of them began to ask the "
    "mayor whether it would not be better to keep it closed for ever."
)
SETTLE = 2.0  # seconds, in which the real engine answers


def filled(then=lambda app: None):
    def prepare(app):
        app.page.fill_with_strip()
        then(app)

    return prepare


def numbers(app):
    app.page.strip.options.explain.setChecked(True)
    pin(0, Side.TARGET, 3)(app)


def one_head(app):
    app.inspector.choose_head(Head(0, 5))
    pin(0, Side.TARGET, 3)(app)


def within_source(app):
    app.inspector.choose_kind(AttentionKind.ENCODER)


def none_within_translation(app):
    app.inspector.choose_kind(AttentionKind.DECODER)


PANEL_SHOTS = (
    Shot("matrix", None, SHORT, MATRIX, prepare=pin(0, Side.TARGET, 3)),
    Shot("matrix-pieces", None, SHORT, {**MATRIX, "tokens": Tokens.PIECES}),
    Shot("matrix-long", None, LONG, MATRIX, prepare=filled(pin(0, Side.TARGET, 3))),
    Shot("matrix-twice", None, SHORT, MATRIX, prepare=pin(0, Side.SOURCE, 1), scale=2),
    Shot(
        "matrix-cjk",
        lambda: ScriptedEngine(CHINESE_PARTS),
        CHINESE_TEXT,
        {**MATRIX, "source": "zh", "target": "en"},
        prepare=pin(0, Side.SOURCE, 4),
    ),
    Shot(
        "matrix-arabic",
        lambda: ScriptedEngine(ARABIC_PARTS),
        ARABIC_TEXT,
        {**MATRIX, "source": "en", "target": "ar"},
        prepare=pin(0, Side.SOURCE, 2),
    ),
    Shot("matrix-narrow", letter, LETTER_TEXT, MATRIX, size=NARROW),
    Shot("heads-narrow", None, SHORT, HEADS, prepare=one_head, settle=SETTLE, size=NARROW),
    Shot("numbers-narrow", None, SHORT, MATRIX, prepare=numbers, settle=SETTLE, size=NARROW),
    Shot("numbers", None, SHORT, MATRIX, prepare=numbers, settle=SETTLE),
    Shot("numbers-long", None, LONG, MATRIX, prepare=filled(numbers), settle=SETTLE),
    Shot("heads", None, SHORT, HEADS, prepare=one_head, settle=SETTLE),
    Shot("heads-long", None, LONG, HEADS, prepare=filled(one_head), settle=SETTLE, scale=2),
    Shot("within-source", None, LONG, MATRIX, prepare=filled(within_source), settle=SETTLE),
    Shot("within-nothing", None, SHORT, MATRIX, prepare=none_within_translation, settle=SETTLE),
)
