"""Which tokens are lit, how strongly, and what that is in a text pane."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop_app.settings import Tokens
from desktop_app.view import colors
from desktop_app.view.places import Place, Reading, level_of, partners


@dataclass(frozen=True, slots=True)
class Light:
    """`strength` is a link's probability, 1 for a chosen token itself."""

    strength: float
    pinned: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a pane's text, in UTF-16 units, and its light."""

    start: int
    end: int
    light: Light


class Line(enum.Enum):
    """What a line under a text says."""

    DOUBT = "doubt"  # the model hesitated here
    FINDING = "finding"  # a check found something


@dataclass(frozen=True, slots=True)
class Underline:
    """A stretch of a pane's text, in UTF-16 units, and the line under it."""

    start: int
    end: int
    line: Line


class Tone(enum.Enum):
    """What a ground behind a text says."""

    SENTENCE = "sentence"  # this is the one that is pointed at in another text
    UNLIKE = "unlike"  # another text has not these words


@dataclass(frozen=True, slots=True)
class Tint:
    """A stretch of a pane's text, in UTF-16 units, and the ground behind it."""

    start: int
    end: int
    tone: Tone


def lit_places(
    reading: Reading, chosen: Iterable[Place], pinned: frozenset[Place], tokens: Tokens
) -> dict[Place, Light]:
    """The chosen and the pinned tokens that are there, and their partners.

    Of several links to a token the strongest counts.
    """
    lights: dict[Place, Light] = {}
    chosen = [each for each in chosen if reading.has(each, tokens)]
    pinned = frozenset(each for each in pinned if reading.has(each, tokens))
    for place in (*chosen, *pinned):
        segment = reading.segments[place.segment]
        level = level_of(segment, tokens)
        found = partners(level, place.side, place.token, segment.alignment.threshold)
        for partner in found:
            other = Place(place.segment, place.side.other, partner.token)
            if other not in lights or lights[other].strength < partner.probability:
                lights[other] = Light(partner.probability)
    for place in chosen:
        lights[place] = Light(1.0, chosen=True)
    for place in pinned:
        lights[place] = Light(1.0, pinned=True, chosen=True)
    return lights


def selections(
    editor: QTextEdit, marks: Iterable[Mark | Underline | Tint], palette: QPalette
) -> list[QTextEdit.ExtraSelection]:
    """The marks as Qt paints them over a text without changing it.

    Marks of a text that has just become shorter end where it ends.
    """
    made = []
    length = editor.document().characterCount() - 1
    for mark in marks:
        if mark.start >= length:
            continue
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(editor.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(min(mark.end, length), QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        if isinstance(mark, Mark):
            selection.format = _format(mark.light, palette)
        elif isinstance(mark, Tint):
            selection.format = _ground_format(mark.tone, palette)
        else:
            selection.format = _line_format(mark.line, palette)
        made.append(selection)
    return made


def _format(light: Light, palette: QPalette) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setBackground(colors.link(palette, light.strength))
    if light.pinned:
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        form.setUnderlineColor(QColor(colors.accent(palette)))
    return form


def _ground_format(tone: Tone, palette: QPalette) -> QTextCharFormat:
    form = QTextCharFormat()
    of_sentence = tone is Tone.SENTENCE
    form.setBackground(colors.hover(palette) if of_sentence else colors.unlike(palette))
    return form


def _line_format(line: Line, palette: QPalette) -> QTextCharFormat:
    styles = QTextCharFormat.UnderlineStyle
    form = QTextCharFormat()
    dotted = line is Line.DOUBT
    form.setUnderlineStyle(styles.DotLine if dotted else styles.WaveUnderline)
    form.setUnderlineColor(colors.uncertain(palette))
    return form
