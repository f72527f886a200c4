"""The alignment panel: header, one of three views, and one line about the chosen word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.head_links import Head
from desktop_app.inspected import Inspected
from desktop_app.settings import Panel, Tokens
from desktop_app.view import colors
from desktop_app.view.export_menu import ExportMenu
from desktop_app.view.export_picture import picture
from desktop_app.view.heads_view import HeadsView
from desktop_app.view.highlights import Light
from desktop_app.view.matrix_sheet import shown
from desktop_app.view.matrix_view import MatrixView
from desktop_app.view.metrics import GRID
from desktop_app.view.pane import QuietLabel
from desktop_app.view.panel_height import PanelHeight, Sizable, usual_height
from desktop_app.view.panel_line import PanelLine
from desktop_app.view.panel_options import PanelOptions
from desktop_app.view.panel_state import PanelState
from desktop_app.view.panel_step import StepPane
from desktop_app.view.panel_step_text import Step
from desktop_app.view.places import Place, Side, level_of
from desktop_app.view.strip_header import StripHeader
from desktop_app.view.strip_view import StripView
from desktop_app.view.worded import worded
from models.messages import AttentionKind, Explained, Failed, Segment


class Strip(QWidget):
    weights_wanted = Signal(bool)  # of all heads
    threshold_wanted = Signal(float)  # for the links
    step_wanted = Signal(object)  # the row of attention to explain, or None
    word_wanted = Signal(int, int, QRect)  # other words: sentence, letter, place on the screen

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
        self.line = PanelLine()
        self.hint = QuietLabel()
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self._beside = QWidget()
        self._state = PanelState()
        self._turned = dict.fromkeys(Side, False)
        self._open = True
        self._fills = False
        self._pinned: tuple[Place, ...] = ()
        self._row: int | None = None  # that is explained
        self.options.threshold_wanted.connect(self._set_threshold)
        self.options.explanation_wanted.connect(self._on_explanation)
        self.line.asked.connect(lambda place: self._ask_for_words(place, self.line))
        self.view.asked.connect(lambda at: self._ask_for_words(at, self.view.box(at)))
        self._height = PanelHeight(self, self._side_by_side)
        self._lay_out()
        self.set_filling(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        column.setSpacing(GRID // 2)
        for widget in (self.header, self.options, self.view):
            column.addWidget(widget)
        beside = QHBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        beside.addWidget(self.matrix, 1)
        beside.addWidget(self.heads, 1)
        beside.addWidget(self.step)
        column.addWidget(self._beside, 1)
        column.addWidget(self.hint, 1)
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
        here = self._open and has.get(panel, False) and not state.unlinked
        self._height.grip.setVisible(here and not self._fills)
        for name, widget in self._views():
            if widget.isVisible() and not self._fills:
                self.hint.setMinimumHeight(max(0, widget.height()))  # nothing jumps
            widget.setVisible(here and name is panel)
        more = panel is not Panel.ROWS
        self._beside.setVisible(here and more)
        self.step.setVisible(here and more and self.options.explain.isChecked())
        self.hint.setText(self._hint())
        self.hint.setVisible(self._open and not here)
        self.options.setVisible(self._open and more and state.segment is not None)
        self.line.setVisible(self._open)

    def _views(self) -> tuple[tuple[Panel, StripView | MatrixView | HeadsView], ...]:
        return (
            (Panel.ROWS, self.view),
            (Panel.MATRIX, self.matrix),
            (Panel.HEADS, self.heads),
        )

    def _hint(self) -> str:
        if self._state.segment is None:
            return self.tr("Here you will see which word comes from which.")
        if self._state.unlinked:
            return self.tr(
                "This model has no attention, so nothing says which word comes from which."
            )
        failure = worded(self._state.inspected.failure)
        return failure or self.tr("Reading the model's attention…")

    def set_open(self, is_open: bool) -> None:
        """Show the words and links, or the header only."""
        self._open = is_open
        self._arrange()
        self.header.show_open(is_open)

    def set_filling(self, fills: bool) -> None:
        """Take all the height there is, or no more than the views need."""
        self._fills = fills
        policies = QSizePolicy.Policy
        down = policies.Expanding if fills else policies.Maximum
        self.hint.setSizePolicy(policies.Expanding, down)
        self.hint.setMinimumHeight(self.view.minimumSizeHint().height())
        for view in (self.view, self.matrix, self.heads, self.step):
            across = policies.Fixed if view is self.step else policies.Expanding
            view.setSizePolicy(across, down)
        self._arrange()

    def fit(self, page: int) -> None:
        """Matrix and heads want what a page of this height can spare."""
        for view in (self.matrix, self.heads, self.step):
            view.set_usual_height(usual_height(page))

    def _side_by_side(self) -> tuple[Sizable, ...]:
        view = dict(self._views())[self.panel]
        return (view,) if view is self.view else (view, self.step)

    def picture(self, suffix: str) -> Callable[[], bytes]:
        """The view that is shown, whole; the result makes a file of that kind of it."""
        view = dict(self._views())[self.panel]
        ground = colors.strip_ground(self.palette())
        return picture(suffix, view.whole_size(), ground, view.drawing())

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
        self._pinned = tuple(place for place, light in lights.items() if light.pinned)
        self._choose_row()
        self.line.show_word(self._state.segment, spoken_of, self._state.tokens)

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
            self.step.say(worded(answer.what))
        elif head and self._row is not None:
            text = self.tr("layer {layer}, head {head}")
            name = text.format(layer=head.layer + 1, head=head.head + 1)
            piece = shown(self._state.piece_text(self._row))
            self.step.show_step(Step(piece, name, answer))

    def _ask_for_words(self, place: Place, beside: QWidget) -> None:
        """Ask what else a token of the translation could be; `beside` shows it."""
        if self._state.segment:
            token = level_of(self._state.segment, self._state.tokens).target[place.token]
            area = QRect(beside.mapToGlobal(QPoint()), beside.size())
            self.word_wanted.emit(place.segment, token.start, area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._height.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.strip_ground(self.palette()))
        painter.fillRect(0, 0, self.width(), 1, colors.hairline(self.palette()))
