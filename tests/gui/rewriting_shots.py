"""The states of asking why a word stands there that pictures are taken of."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.scripted import ARABIC, CHINESE, LETTER, ScriptedEngine, document
from tests.gui.shot_states import NARROW, SEEN, Shot, translated

DOUBTFUL = (
    "The old red house on the hill was sold yesterday for 783,562 dollars.\n"
    "She handed over the keys. Nobody knows what the new owners will do with the garden."
)
LONG = (
    "When the committee that had been appointed in the spring finally met in the small hall "
    "behind the church, its members, most of whom had never spoken to each other before, "
    "agreed within an hour that the old bridge over the river, which had carried carts, cattle "
    "and soldiers for three hundred years, should neither be pulled down nor widened, but "
    "mended."
)
LETTER_TEXT, LETTER_PARTS = document(*LETTER)
CHINESE_TEXT, CHINESE_PARTS = document(CHINESE)
ARABIC_TEXT, ARABIC_PARTS = document(ARABIC)


def at(word):
    def put(app):
        edit = app.page.result.edit
        edit.setFocus()
        cursor = edit.document().find(word)
        cursor.setPosition(cursor.selectionStart())
        edit.setTextCursor(cursor)
        return edit

    return put


def words(word, rows=0, typed=""):
    """Open the list under a word, go down some rows, or type another."""

    def prepare(app):
        edit, shown = at(word)(app), app.page.inquiry.alternatives.list
        edit.asked.emit(edit.textCursor().position())
        wait_for(app, lambda: bool(shown.rows))
        for _ in range(rows):
            QTest.keyClick(shown.line, Qt.Key.Key_Down)
        QTest.keyClicks(shown.line, typed)

    return prepare


def wait_for(app, condition):
    for _ in range(2000):
        QTest.qWait(5)
        if condition():
            return


def sentences(app):
    shown = app.page.inquiry.hypotheses.list
    app.page.inquiry.open_sentence(0)
    wait_for(app, lambda: bool(shown.rows))
    QTest.keyClick(shown.view, Qt.Key.Key_Down)


def to_check(app):
    button = app.page.inquiry.findings.button
    wait_for(app, button.isVisible)
    app.page.inquiry.findings.open_list()


def asks(app):
    QTest.keyClicks(at("colina")(app), "bela ")
    app.page.source.edit.moveCursor(app.page.source.edit.textCursor().MoveOperation.End)
    QTest.keyClicks(app.page.source.edit, " Yes.")


def scripted(parts):
    return lambda: ScriptedEngine(parts)


REWRITING_SHOTS = (
    Shot("why-doubts", None, DOUBTFUL, SEEN, settle=0.5),
    Shot("why-words", None, DOUBTFUL, SEEN, prepare=words("antiga", 1), settle=1.5),
    Shot("why-own", None, DOUBTFUL, SEEN, prepare=words("vermelha", 0, "azul"), settle=1.5),
    Shot("why-words-twice", None, DOUBTFUL, SEEN, prepare=words("colina"), scale=2),
    Shot("why-long", None, LONG, SEEN, prepare=words("ponte", 1), settle=1.5),
    Shot("why-sentences", None, DOUBTFUL, SEEN, prepare=sentences, settle=0.5),
    Shot("why-to-check", None, DOUBTFUL, SEEN, prepare=to_check, settle=0.5),
    Shot("why-asks", None, DOUBTFUL, SEEN, prepare=asks, settle=1.0),
    Shot("why-narrow", None, DOUBTFUL, SEEN, size=NARROW, settle=0.5),
    Shot(
        "why-cjk",
        scripted(CHINESE_PARTS),
        CHINESE_TEXT,
        {**SEEN, "source": "zh", "target": "en"},
        until=translated,
    ),
    Shot(
        "why-arabic",
        scripted(ARABIC_PARTS),
        ARABIC_TEXT,
        {**SEEN, "source": "en", "target": "ar"},
    ),
)
