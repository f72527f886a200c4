"""Texts in several scripts with links made by hand, and an engine that knows only these."""

import time
from dataclasses import dataclass, field

from models.messages import (
    Alignment,
    Finished,
    Loading,
    Note,
    Notice,
    Opened,
    Result,
    Segment,
    SegmentDone,
    Token,
)
from tests.fakes import THRESHOLD, checkpoint, level

CHECKPOINTS = (
    checkpoint("tiny en→pt", "en", "pt"),
    checkpoint("tiny pt→en", "pt", "en"),
    checkpoint("tiny zh→en", "zh", "en"),
    checkpoint("tiny en→ar", "en", "ar"),
    checkpoint("cut", state="model.bin is cut off after 3 of 17 MB."),
)


def tokens(words, separator, sure=None):
    """Words set one after another; `sure` is the model's certainty of each."""
    found, at = [], 0
    for number, word in enumerate(words):
        certainty = None if sure is None else sure[number % len(sure)]
        found.append(Token(word, at, at + len(word), certainty))
        at += len(word) + len(separator)
    return tuple(found)


def linked(source, target, links, gaps=(" ", " "), notes=(), start=0, before=""):
    """One segment; `links` are "source-target" or "source-target:per cent"."""
    pairs = []
    for each in links.split():
        ends, _, percent = each.partition(":")
        first, second = ends.split("-")
        pairs.append((int(first), int(second), int(percent or 91) / 100))
    words = level(
        tokens(source.split("|"), gaps[0]),
        tokens(target.split("|"), gaps[1], (0.91, 0.88, 0.97, 0.42, 0.93)),
        pairs,
    )
    return Segment(
        start,
        before,
        source.replace("|", gaps[0]),
        target.replace("|", gaps[1]),
        -0.2,
        (),
        (),
        Alignment(words, words, THRESHOLD),
        notes,
    )


CHINESE = linked(
    "山上|那座|古老|的|红色|房子|昨天|卖掉|了|。",
    "The|old|red|house|on|the|hill|was|sold|yesterday|.",
    "0-4:55 0-6:90 1-0:62 2-1:95 4-2:97 5-3:94 6-9:93 7-8:96 8-7:58 9-10:88",
    gaps=("", " "),
)
ARABIC = linked(
    "The|old|red|house|was|sold|yesterday|.",
    "بيع|المنزل|الأحمر|القديم|أمس|.",
    "1-3:92 2-2:95 3-1:90 0-1:48 4-0:51 5-0:94 6-4:97 7-5:86",
)
LETTER = (
    linked(
        "My|grandmother|,|who|had|lived|there|for|forty|years|,|cried|.",
        "Minha|avó|,|que|viveu|lá|por|quarenta|anos|,|chorou|.",
        "0-0 1-1:96 2-2:80 3-3:83 4-4:47 5-4:88 6-5:52 7-6:79 8-7:97 9-8:95 10-9:71 11-10:94 "
        "12-11",
    ),
    linked(
        "She|handed|over|the|keys|keys|keys|.",
        "Ela|entregou|as|chaves|chaves|chaves|.",
        "0-0 1-1 2-1:55 3-2:70 4-3:93 5-4:83 6-5:77 7-6",
        notes=(Note.REPEATS,),
    ),
)


def document(*parts, gap="\n\n"):
    """Segments one after another, and their text."""
    placed, text = [], ""
    for part in parts:
        before = gap if placed else ""
        text += before
        placed.append(
            Segment(
                len(text),
                before,
                part.source,
                part.target,
                part.score,
                (),
                (),
                part.alignment,
                part.notes,
            )
        )
        text += part.source
    return text, tuple(placed)


@dataclass
class ScriptedEngine:
    """Answers with the segments it was given, as far as `stop_after`."""

    parts: tuple = ()
    seconds: float = 0.042
    loading: bool = False
    stop_after: int | None = None
    fault: Exception | None = None
    notice: str = ""
    requests: list = field(default_factory=list)

    def run(self, request, cancelled):
        self.requests.append(request)
        if self.loading:
            yield Loading(request.id, request.checkpoint)
            self.wait(cancelled)
        yield Opened(request.id, request.checkpoint, "fp32", "cpu")
        if self.notice and request.text:
            yield Notice(request.id, self.notice)
        if self.fault:
            raise self.fault
        for index, part in enumerate(self.parts if request.text else ()):
            if index == self.stop_after:
                self.wait(cancelled)
            yield SegmentDone(
                request.id, index, part, part.start + len(part.source), len(request.text)
            )
        yield Result(request.id, len(self.parts), "")
        yield Finished(request.id, self.seconds)

    def wait(self, cancelled):
        while not cancelled():
            time.sleep(0.01)
