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
from models.messages import Checkpoint


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
    why = row.offer.why if row.offer else ""
    yield Fact(_tr("Why this one"), why)
    yield Fact(_tr("Task"), words.task(row.task).capitalize())
    yield _languages(row, words, whole)
    yield Fact(_tr("Size"), size_text(row.bytes, row.measured))
    yield Fact(_tr("Memory"), words.memory(row, free))
    if row.tried and row.tried.speed:
        speed = _tr("{speed} words a second on this machine")
        yield Fact(_tr("Speed here"), speed.format(speed=speed_text(row.tried.speed)))
    yield Fact(_tr("Licence"), _licence(row))
    yield Fact(_tr("Made by"), row.checkpoint.attribution if row.checkpoint else "")
    yield Fact(_tr("Origin"), origin_text(row))
    if row.offer and row.offer.gated:
        yield Fact(_tr("Access"), _tr("only with a token of who accepted its terms"))
    if row.checkpoint:
        yield from _anatomy(row.checkpoint)
        path = row.checkpoint.path
        shown = _tr("…/{folder}").format(folder=path.parent.name)
        yield Fact(_tr("Stored in"), shown, str(path))


def _anatomy(checkpoint: Checkpoint) -> Iterator[Fact]:
    """What its net is made of; the values are the terms of the papers."""
    names = {
        "Family": _tr("Family"),
        "Encoder": _tr("Encoder"),
        "Decoder": _tr("Decoder"),
        "Attention": _tr("Attention"),
        "Widths": _tr("Widths"),
        "Vocabulary": _tr("Vocabulary"),
    }
    return (Fact(names.get(name, name), value) for name, value in checkpoint.anatomy)


def _languages(row: Row, words: LibraryWords, whole: bool) -> Fact:
    few, every = words.languages(row)
    if few == every:
        return Fact(_tr("Languages"), every)
    if whole:
        return Fact(_tr("Languages"), every, link=_tr("fewer"))
    count = len(row.pairs) or len(row.languages())
    return Fact(_tr("Languages"), few, every, _tr("all %n", count))


def _licence(row: Row) -> str:
    text = licence_text(row.licence)
    if row.commercial is False:
        return _tr("{licence}: not for commercial use").format(licence=text)
    return text


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Library", text, "", count)
