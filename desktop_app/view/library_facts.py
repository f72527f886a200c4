"""What the details of a checkpoint list: names and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.library_rows import Row
from desktop_app.view.amounts import speed_text
from desktop_app.view.library_words import (
    LibraryWords,
    licence_text,
    origin_text,
    size_text,
)
from desktop_app.view.worded import worded
from models.messages import Checkpoint

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; `tip` is the whole of what is shortened, `link` shows it."""

    name: str
    text: str
    tip: str = ""
    link: str = ""


def facts_of(row: Row, words: LibraryWords, free: int, *, whole: bool) -> tuple[Fact, ...]:
    """All that is known; with `whole` no list is shortened."""
    return tuple(fact for fact in _facts(row, words, free, whole) if fact.text)


def _facts(row: Row, words: LibraryWords, free: int, whole: bool) -> Iterator[Fact]:
    why = worded(row.offer.why) if row.offer else ""
    yield Fact(translate("Library", "Why this one"), why)
    yield Fact(translate("Library", "Task"), words.task(row.task).capitalize())
    yield _languages(row, words, whole)
    yield Fact(translate("Library", "Size"), size_text(row.bytes, row.measured))
    yield Fact(translate("Library", "Memory"), words.memory(row, free))
    if row.tried and row.tried.speed:
        speed = translate("Library", "{speed} words a second on this machine")
        yield Fact(
            translate("Library", "Speed here"), speed.format(speed=speed_text(row.tried.speed))
        )
    yield Fact(translate("Library", "Licence"), _licence(row))
    yield Fact(
        translate("Library", "Made by"),
        worded(row.checkpoint.attribution) if row.checkpoint else "",
    )
    yield Fact(translate("Library", "Origin"), origin_text(row))
    if row.offer and row.offer.gated:
        yield Fact(
            translate("Library", "Access"),
            translate("Library", "only with a token of who accepted its terms"),
        )
    if row.checkpoint:
        yield from _anatomy(row.checkpoint)
        path = row.checkpoint.path
        shown = translate("Library", "…/{folder}").format(folder=path.parent.name)
        yield Fact(translate("Library", "Stored in"), shown, str(path))


def _anatomy(checkpoint: Checkpoint) -> Iterator[Fact]:
    """What its net is made of; the values are the terms of the papers."""
    names = {
        "Family": translate("Library", "Family"),
        "Encoder": translate("Library", "Encoder"),
        "Decoder": translate("Library", "Decoder"),
        "Attention": translate("Library", "Attention"),
        "Widths": translate("Library", "Widths"),
        "Vocabulary": translate("Library", "Vocabulary"),
    }
    return (Fact(names.get(name, name), value) for name, value in checkpoint.anatomy)


def _languages(row: Row, words: LibraryWords, whole: bool) -> Fact:
    few, every = words.languages(row)
    if few == every:
        return Fact(translate("Library", "Languages"), every)
    if whole:
        return Fact(
            translate("Library", "Languages"), every, link=translate("Library", "fewer")
        )
    count = len(row.pairs) or len(row.languages())
    return Fact(
        translate("Library", "Languages"), few, every, translate("Library", "all %n", "", count)
    )


def _licence(row: Row) -> str:
    text = licence_text(row.licence)
    if row.commercial is False:
        return translate("Library", "{licence}: not for commercial use").format(licence=text)
    return text
