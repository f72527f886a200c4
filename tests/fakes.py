"""An engine of scripted events, and segments made by hand."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from models.messages import (
    Alignment,
    Cancelled,
    Checkpoint,
    Finished,
    Level,
    Loading,
    Matrix,
    Notice,
    Opened,
    Partial,
    Result,
    Segment,
    SegmentDone,
    Token,
)

THRESHOLD = 0.4
LETTERS = 40  # at most so many pieces a segment


def tokens(text, certainty=None):
    """The blank-separated words of a text."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append(Token(word, at, at + len(word), certainty))
        at += len(word)
    return tuple(found)


def level(source, target, links):
    """`links` are (source, target, probability)."""
    rows = [[0.0] * len(source) for _ in target]
    for s, t, probability in links:
        rows[t][s] = probability
    return Level(source, target, Matrix.of(rows, len(source)))


def segment(source, target, links=None, start=0, before="", notes=()):
    """A segment whose words are linked one to one, unless `links` says otherwise."""
    words, others = tokens(source), tokens(target, certainty=0.88)
    if links is None:
        links = [(n, n, 0.9) for n in range(min(len(words), len(others)))]
    letters = tuple(Token(c, n, n + 1) for n, c in enumerate(source[:LETTERS]))
    other_letters = tuple(Token(c, n, n + 1, 0.7) for n, c in enumerate(target[:LETTERS]))
    diagonal = [(n, n, 0.8) for n in range(min(len(letters), len(other_letters)))]
    alignment = Alignment(
        level(words, others, links), level(letters, other_letters, diagonal), THRESHOLD
    )
    return Segment(start, before, source, target, -0.1, (), (), alignment, notes)


def segments(text, translate=str.upper):
    """Every line of a text as one segment, and the text after the last."""
    made, at, before = [], 0, ""
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        if body.strip():
            made.append(segment(body, translate(body), start=at, before=before))
            before = ""
        else:
            before += body
        before += line[len(body) :]
        at += len(line)
    return made, before


def checkpoint(identity="fake-en-pt", source="en", target="pt", state="ready"):
    pairs = ((source, target),) if state == "ready" else ()
    return Checkpoint(
        identity,
        identity,
        "fake",
        "translation",
        pairs,
        (source,),
        (target,),
        Path("/nowhere") / identity,
        1000,
        "none",
        state,
    )


def multilingual(identity, sources, targets=None, size=5000):
    """A checkpoint that turns each of some languages into each of others."""
    targets = sources if targets is None else targets
    folder = Path("/nowhere") / identity
    return Checkpoint(
        identity, identity, "fake", "translation", (), sources, targets, folder, size, "none"
    )


class FakeLibrary:
    """A catalogue that is a list."""

    def __init__(self, *checkpoints):
        self.listed = checkpoints
        self.folders = {}

    def checkpoints(self):
        return self.listed

    def describe(self, folder):
        found = self.folders[str(folder)]
        if isinstance(found, Exception):
            raise found
        return found


@dataclass
class FakeEngine:
    """Translates to capitals, a line a segment; `pause` seconds before each.

    `fault` is raised after the first segment; `gate`, when given, is waited for before
    each segment; `notice` is told once. What was asked is kept in `requests`.
    """

    pause: float = 0.0
    fault: Exception | None = None
    gate: threading.Semaphore | None = None
    partials: bool = False
    notice: str = ""
    requests: list = field(default_factory=list)
    opened: set = field(default_factory=set)

    def run(self, request, cancelled):
        self.requests.append(request)
        if request.checkpoint not in self.opened:
            yield Loading(request.id, request.checkpoint)
            self.opened.add(request.checkpoint)
        precision = request.options.precision.replace("auto", "fp32")
        device = request.options.device.replace("auto", "cpu")
        for each in filter(None, (request.checkpoint, getattr(request, "via", None))):
            yield Opened(request.id, each, precision, device)
        if self.notice and request.id:
            yield Notice(request.id, self.notice)
            self.notice = ""
        text = getattr(request, "text", "")
        made, tail = segments(text)
        for index, each in enumerate(made):
            while self.gate and not cancelled() and not self.gate.acquire(timeout=0.01):
                pass
            time.sleep(self.pause)
            if cancelled():
                yield Cancelled(request.id)
                return
            if self.partials:
                yield Partial(request.id, index, each.start, each.before, each.target[:3])
            yield SegmentDone(request.id, index, each, each.start + len(each.source), len(text))
            if self.fault:
                raise self.fault
        yield Result(request.id, len(made), tail)
        yield Finished(request.id, 0.042)
