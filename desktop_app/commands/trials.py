"""What the self-test tries: each trial yields what went well and raises what did not."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.commands import common
from desktop_app.itself import is_frozen
from desktop_app.key_store import KeyStore
from desktop_app.paths import find_paths
from desktop_app.settings import Settings, Theme
from desktop_app.settings_file import read_settings, write_settings
from models.documents import read_document
from models.hub import Hub, Timing
from models.messages import (
    Align,
    Checkpoint,
    Problem,
    SegmentDone,
    Summarize,
    SummaryDone,
    Task,
    Translate,
)
from models.text.detection import Detector

if TYPE_CHECKING:
    from models.engine import Engine

SENTENCE = "1 2 3."  # any language can copy it
DOCUMENT = (
    "The old bridge over the river was closed on Monday. Engineers had found cracks in two "
    "of its pillars. The town will repair the bridge before winter comes. Until then a ferry "
    "takes people across the river every ten minutes. Cars have to use the new bridge."
)
FEWEST_COLORS = 50  # of a picture that shows texts, not an empty window


def translating(engine: Engine, checkpoint: Checkpoint) -> Iterator[str]:
    """A checkpoint translates and aligns; a starter finds links too."""
    where, task = str(checkpoint.path), task_of(checkpoint)
    translated = [
        event.segment
        for event in common.events(engine, Translate(0, SENTENCE, where, task=task))
        if isinstance(event, SegmentDone)
    ]
    if not translated or not translated[0].target:
        raise Problem(f"It translated {SENTENCE!r} to nothing.")
    yield f"translated {SENTENCE!r} to {translated[0].target!r}"
    pair = (SENTENCE, translated[0].target)
    for event in common.events(engine, Align(0, (pair,), where, task=task)):
        if isinstance(event, SegmentDone):
            links = event.segment.alignment.words.links(event.segment.alignment.threshold)
            if not links and checkpoint.starter:
                raise Problem(f"It found no links between {pair[0]!r} and {pair[1]!r}.")
            yield f"aligned with {len(links)} word links"


def task_of(checkpoint: Checkpoint) -> Task:
    """Something the checkpoint does: from English or into it where that is possible."""
    if checkpoint.pairs:
        return Task(*checkpoint.pairs[0])
    if checkpoint.task != "translation" or not checkpoint.targets:
        return Task()
    source = "en" if "en" in checkpoint.sources else checkpoint.sources[0]
    others = [code for code in checkpoint.targets if code != source]
    return Task(source, "fr" if "fr" in others else (others or [""])[0])


def summarizing(engine: Engine, checkpoint: Checkpoint | None = None) -> Iterator[str]:
    """A checkpoint summarizes a short document; without one its key sentences are taken."""
    where = str(checkpoint.path) if checkpoint else None
    task = task_of(checkpoint) if checkpoint else Task()
    for event in common.events(engine, Summarize(0, DOCUMENT, where, task=task)):
        if isinstance(event, SummaryDone):
            summary = event.summary
            if not summary.text or not all(one.evidence for one in summary.sentences):
                raise Problem("The summary is empty, or rests on nothing.")
            yield f"summarized {summary.words} words in {summary.got}"
            return
    raise Problem("The summary did not come to its end.")


def painting(library: Path, sample: bool) -> Iterator[str]:
    """Each page is painted and shows something."""
    from desktop_app.painting import colors_in, pages  # noqa: PLC0415  # loads Qt

    for name, picture in pages(library, sample):
        if colors_in(picture) < FEWEST_COLORS:
            raise Problem(f"The page {name} shows nothing.")
        yield f"painted {name}, {picture.width()} × {picture.height()} pixels"


def remembering() -> Iterator[str]:
    """Settings are written and read."""
    wanted = replace(Settings(), theme=Theme.DARK, zoom=120, text="Olá, 世界", recent=("pt",))
    with tempfile.TemporaryDirectory() as home:
        file = find_paths(Path(home)).settings
        write_settings(file, wanted)
        if read_settings(file) != wanted:
            raise Problem("Settings are not read as they were written.")
    yield "were written and read"


def reading() -> Iterator[str]:
    """What comes with libraries of their own: documents, languages, the key store."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(f"<!doctype html><title>x</title><p>{DOCUMENT}</p>", "utf-8")
        if DOCUMENT not in read_document(page).text:
            raise Problem("A web page is not read as it was written.")
    yield "read a document"
    guess = Detector(("en", "pt", "de")).detect(DOCUMENT)
    if guess is None or guess.language != "en":
        raise Problem("English is not recognised.")
    yield "recognised a language"
    KeyStore().token()
    yield "looked for a key store"


def staying_away() -> Iterator[str]:
    """A search of the hub fails where the network is refused, in a sentence."""
    try:
        Hub(common.endpoint(""), timing=Timing(tries=1)).search("opus")
    except Problem as problem:
        yield f"was refused: {problem.what}"
        return
    raise Problem("The network was used.")


def own_files() -> Iterator[str]:
    """The packaged program runs nothing that is not in its package."""
    if not is_frozen():
        return
    inside = Path(sys.executable).resolve().parent
    files = [
        Path(file).resolve()
        for module in list(sys.modules.values())
        # What the loader itself brings is called by a name without a folder.
        if (file := getattr(module, "__file__", None)) and Path(file).is_absolute()
    ]
    roots = (inside, Path(getattr(sys, "_MEIPASS", inside)).resolve())
    outside = [file for file in files if not any(file.is_relative_to(root) for root in roots)]
    if outside:
        raise Problem(f"{outside[0]} is not part of the package.")
    yield f"holds all {len(files)} modules"
