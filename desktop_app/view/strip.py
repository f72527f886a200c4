"""The alignment panel: header, one of three views, and one line about the chosen word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.head_links import Head
from desktop_app.inspected import Inspected
from desktop_app.settings import Panel, Tokens
from desktop_app.view import colors
from desktop_app.view.export_menu import ExportMenu
from desktop_app.view.export_picture import png, svg
from desktop_app.view.heads_view import HeadsView
from desktop_app.view.highlights import Light
from desktop_app.view.matrix_sheet import shown
from desktop_app.view.matrix_view import MatrixView
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.panel_options import PanelOptions
from desktop_app.view.panel_state import PanelState
from desktop_app.view.panel_step import StepPane
from desktop_app.view.panel_step_text import Step
from desktop_app.view.places import Place, Side
from desktop_app.view.strip_header import StripHeader
from desktop_app.view.strip_texts import Inks, explained
from desktop_app.view.strip_view import StripView
from models.messages import AttentionKind, Explained, Failed, Segment

_LINE = 32  # height of the line below
_TEXT_LEFT = 30  # where the texts of panes and rows begin


class Strip(QWidget):
    weights_wanted = Signal(bool)  # of all heads
    threshold_wanted = Signal(float)  # for the links
    step_wanted = Signal(object)  # the row of attention to explain, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = StripHeader()
        self.export = ExportMenu(self)
        self.header.export.setMenu(self.export)
        self.options = PanelOptions()
        self.view = StripView()
        self.matrix = MatrixView()
        self.heads = HeadsView()
        self.step = StepPane()
        self.line = QLabel()
        self.line.setTextFormat(Qt.TextFormat.RichText)
        self.line.setFixedHeight(_LINE)
        self.line.setContentsMargins(_TEXT_LEFT, 0, MARGIN, 0)
        self.line.setMinimumWidth(1)
        self.hint = QuietLabel()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self._state = PanelState()
        self._turned = dict.fromkeys(Side, False)
        self._open = True
        self._spoken_of: Place | None = None
        self._pinned: tuple[Place, ...] = ()
        self._row: int | None = None  # that is explained
        self.options.threshold_wanted.connect(self._set_threshold)
        self.options.explanation_wanted.connect(self._on_explanation)
        self._lay_out()
        self.set_filling(False)
        self._arrange()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        for widget in (self.header, self.options, self.view):
            column.addWidget(widget)
        beside = QHBoxLayout()
        beside.setSpacing(GRID)
        beside.addWidget(self.matrix, 1)
        beside.addWidget(self.heads, 1)
        beside.addWidget(self.step)
        column.addLayout(beside, 1)
        column.addWidget(self.hint)
        self.hint.setMinimumHeight(self.view.sizeHint().height())
        column.addWidget(self.line)
        column.addStretch(0)
        self.view.setMaximumHeight(self.view.tallest())

    def show_segment(self, segment: Segment | None, index: int, count: int) -> None:
        """Show sentence `index` of `count`."""
        self.header.show_sentence(index if segment else None, count)
        self.view.show_segment(segment, index, self._state.tokens)
        self._change(replace(self._state, segment=segment, index=index))

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the weights of other heads, or that there are none."""
        self._change(replace(self._state, inspected=inspected))
        self.options.show_kind(inspected.kind, self._state.head, inspected.head is not None)

    def set_panel(self, panel: Panel) -> None:
        """Show rows, matrix or heads; rows are of links only."""
        self.header.show_panel(panel)
        self._change(replace(self._state, chosen=panel))
        if panel is Panel.ROWS and self._state.within:
            self.options.kind_wanted.emit(AttentionKind.CROSS)
        self.weights_wanted.emit(panel is Panel.HEADS)

    def set_tokens(self, tokens: Tokens) -> None:
        """Show words or pieces."""
        self.header.show_tokens(tokens)
        self._change(replace(self._state, tokens=tokens))

    def set_right_to_left(self, source: bool, target: bool) -> None:
        """Turn rows and columns to the directions of their languages."""
        self._turned = {Side.SOURCE: source, Side.TARGET: target}
        self.view.set_right_to_left(source, target)
        self._arrange()

    def _set_threshold(self, threshold: float) -> None:
        if self._state.within:
            self._change(replace(self._state, own_threshold=threshold))
        else:
            self.threshold_wanted.emit(threshold)

    def _change(self, state: PanelState) -> None:
        if state != self._state:
            self._state = state
            if state.threshold is not None:
                self.options.show_threshold(state.threshold)
            self._arrange()

    @property
    def panel(self) -> Panel:
        """Which view is shown."""
        return self._state.panel

    def _arrange(self) -> None:
        """Show the view that was chosen, or in its place a sentence about it."""
        state, panel, turned = self._state, self.panel, self._turned[self._state.columns]
        has = {Panel.ROWS: state.segment is not None}
        if panel is Panel.MATRIX and self._open:
            sheet = state.sheet()
            self.matrix.show_sheet(sheet, turned)
            has[panel] = sheet is not None
        if panel is Panel.HEADS and self._open:
            self.heads.show_weights(state.inspected.weights, turned)
            self.heads.mark(state.inspected.head)
            has[panel] = state.inspected.weights is not None and state.segment is not None
        here = self._open and has.get(panel, False)
        for name, widget in self._views():
            widget.setVisible(here and name is panel)
        more = panel is not Panel.ROWS
        self.step.setVisible(here and more and self.options.explain.isChecked())
        self.hint.setText(self._hint())
        self.hint.setVisible(self._open and not here)
        self.options.setVisible(self._open and more and state.segment is not None)
        self.line.setVisible(self._open)

    def _views(self) -> tuple[tuple[Panel, QWidget], ...]:
        return (
            (Panel.ROWS, self.view),
            (Panel.MATRIX, self.matrix),
            (Panel.HEADS, self.heads),
        )

    def _hint(self) -> str:
        if self._state.segment is None:
            return self.tr("Here you will see which word comes from which.")
        return self._state.inspected.failure or self.tr("Reading the model's attention…")

    def set_open(self, is_open: bool) -> None:
        """Show the words and links, or the header only."""
        self._open = is_open
        self._arrange()
        self.header.show_open(is_open)

    def set_filling(self, fills: bool) -> None:
        """Take all the height there is, or no more than the views need."""
        fixed = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        shrinking = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Maximum
        for widget in (self.view, self.hint):
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, fixed)
        for scrolled in (self.matrix, self.heads, self.step):
            across = (
                QSizePolicy.Policy.Fixed
                if scrolled is self.step
                else QSizePolicy.Policy.Expanding
            )
            scrolled.setSizePolicy(across, shrinking)

    def picture(self, suffix: str) -> Callable[[], bytes]:
        """The view that is shown, whole; the result makes a file of that kind of it."""
        shown: dict[Panel, StripView | MatrixView | HeadsView]
        shown = {Panel.ROWS: self.view, Panel.MATRIX: self.matrix, Panel.HEADS: self.heads}
        view = shown[self.panel]
        size, ground = view.whole_size(), colors.strip_ground(self.palette())
        if suffix == ".png":
            return png(size, ground, view.render_all)
        drawn = svg(size, ground, view.render_all)
        return lambda: drawn

    def can_focus(self) -> bool:
        """Whether there is a view for the keyboard."""
        return any(widget.isVisible() for _, widget in self._views())

    def focus_panel(self) -> None:
        """Move the keyboard to the view."""
        if self.panel is Panel.ROWS:
            self.view.focus_word()
        else:
            dict(self._views())[self.panel].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_lights(self, lights: Mapping[Place, Light], spoken_of: Place | None) -> None:
        """Light words, and say in the line below what is known of one of them."""
        self.view.set_lights(lights)
        self.matrix.set_lights(lights)
        self._spoken_of = spoken_of
        self._pinned = tuple(place for place, light in lights.items() if light.pinned)
        self._choose_row()
        self._explain()

    def _choose_row(self) -> None:
        """Explain the first pinned token that has a row, where numbers are wanted."""
        row = self._state.row_of(self._pinned) if self.options.explain.isChecked() else None
        if row != self._row:
            self._row = row
            self.step_wanted.emit(row)
        if row is None:
            source = self._state.within is Side.SOURCE
            self.step.say(
                self.tr("Pin a word of the source to see its numbers.")
                if source
                else self.tr("Pin a word of the translation to see its numbers.")
            )

    def _on_explanation(self, wanted: bool) -> None:
        self._choose_row()
        self._arrange()

    def show_step(self, head: Head | None, answer: Explained | Failed | None) -> None:
        """Show one step in numbers, or why it cannot be shown."""
        if answer is None:
            self._row = None
        elif isinstance(answer, Failed):
            self.step.say(answer.what)
        elif head and self._row is not None:
            text = self.tr("layer {layer}, head {head}")
            name = text.format(layer=head.layer + 1, head=head.head + 1)
            piece = shown(self._state.piece_text(self._row))
            self.step.show_step(Step(piece, name, answer))

    def _explain(self) -> None:
        state, place, text = self._state, self._spoken_of, ""
        if place and state.segment:
            text = explained(state.segment, place, state.tokens, self._inks())
        if text != self.line.text():
            self.line.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._explain()

    def _inks(self) -> Inks:
        palette = self.palette()
        return Inks(
            colors.accent(palette).name(),
            colors.secondary_text(palette).name(),
            colors.uncertain(palette).name(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.strip_ground(self.palette()))
        painter.fillRect(0, 0, self.width(), 1, colors.hairline(self.palette()))
