"""The states of a second text below the translation that pictures are taken of."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtTest import QTest

from models.messages import Finished, Opened, Problem, Result, SegmentDone
from tests.fakes import FakeLibrary, checkpoint
from tests.gui.rewriting_shots import DOUBTFUL, LONG, wait_for
from tests.gui.scripted import ARABIC, CHINESE, document, linked
from tests.gui.shot_states import NARROW, SEEN, Shot

OTHER_ARABIC = linked(
    ARABIC.source.replace(" ", "|"), "بيع|البيت|الأحمر|العتيق|أمس|.", "1-3 2-2 3-1 4-0 6-4 7-5"
)
OTHER_CHINESE = linked(
    CHINESE.target.replace(" ", "|"),
    "山上|那座|旧|的|红|房子|昨天|卖出|了|。",
    "0-0",
    gaps=(" ", ""),
)


@dataclass
class Two:
    """Two checkpoints, each with its own sentence."""

    parts: dict = field(default_factory=dict)
    fault: Exception | None = None

    def run(self, request, cancelled):
        yield Opened(request.id, request.checkpoint, "fp32", "cpu")
        if self.fault and request.id < 0:
            raise self.fault
        text = getattr(request, "text", "")
        for index, part in enumerate(self.parts[request.checkpoint] if text else ()):
            yield SegmentDone(request.id, index, part, len(text), len(text))
        yield Result(request.id, 1, "")
        yield Finished(request.id, 0.01)


def two(first, second, fault=None):
    return lambda: Two({"first": (first,), "second": (second,)}, fault)


def library(source, target, *, back=False):
    second = (target, source) if back else (source, target)
    return lambda: FakeLibrary(
        checkpoint("first", source, target), checkpoint("second", *second)
    )


def compared(other="", hover=""):
    """The text by another model, without one the way back."""

    def prepare(app):
        back = QCoreApplication.translate("CompareMenu", "Translate back to {language}")
        beginning = other or back.partition("{")[0]
        actions = app.page.compare.actions()
        next(each for each in actions if each.text().startswith(beginning)).trigger()
        pane = app.page.compared.pane
        wait_for(app, lambda: bool(pane.fault.text()) or pane.text.text() != "")
        wait_for(app, lambda: bool(pane.fault.text()) or pane.text.complete)
        if hover:
            edit = pane.edit
            place = edit.cursorRect(edit.document().find(hover)).center()
            QTest.mouseMove(edit.viewport(), place - QPoint(8, 0))

    return prepare


def menu(app):
    app.page.result.compare_button.menu().popup(
        app.page.result.compare_button.mapToGlobal(QPoint(0, 32))
    )


ARABIC_SETTINGS = {**SEEN, "source": "en", "target": "ar"}
CHINESE_SETTINGS = {**SEEN, "source": "zh", "target": "en"}
FAULT = Problem("The file model.npz is cut off after 3 of 17 MB.", "Fetch it again.")
COMPARING_SHOTS = (
    Shot("compare-menu", None, DOUBTFUL, SEEN, prepare=menu, settle=0.3),
    Shot("compare-back", None, DOUBTFUL, SEEN, prepare=compared(hover="garden"), settle=0.3),
    Shot("compare-long", None, LONG, SEEN, prepare=compared(), settle=0.3),
    Shot("compare-narrow", None, DOUBTFUL, SEEN, prepare=compared(), size=NARROW),
    Shot("compare-twice", None, DOUBTFUL, SEEN, prepare=compared(), scale=2),
    Shot(
        "compare-arabic",
        two(ARABIC, OTHER_ARABIC),
        ARABIC.source,
        ARABIC_SETTINGS,
        library("en", "ar"),
        compared("second"),
    ),
    Shot(
        "compare-cjk",
        two(CHINESE, OTHER_CHINESE),
        document(CHINESE)[0],
        CHINESE_SETTINGS,
        library("zh", "en", back=True),
        compared(),
    ),
    Shot(
        "compare-failed",
        two(ARABIC, OTHER_ARABIC, FAULT),
        ARABIC.source,
        ARABIC_SETTINGS,
        library("en", "ar"),
        compared("second"),
        NARROW,
    ),
    Shot("compare-empty", None, "", SEEN, prepare=compared(), until=lambda app: True),
)
