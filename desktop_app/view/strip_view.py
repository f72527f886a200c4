"""The strip's two rows of words with the curves between them, and how one moves in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPicture, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_app.settings import Tokens
from desktop_app.view.export_picture import Draw
from desktop_app.view.highlights import Light
from desktop_app.view.metrics import STRIP_SCALE
from desktop_app.view.places import Place, Side, level_of, partners, tokens_of
from desktop_app.view.scroll_bar import THICKNESS, SlimScrollBar
from desktop_app.view.strip_canvas import Canvas
from desktop_app.view.strip_edges import EdgeChips, Spot
from desktop_app.view.strip_geometry import MARGIN, Rows, lay_out
from desktop_app.view.strip_row import TokenRow
from desktop_app.view.strip_texts import spoken
from desktop_app.view.strip_token import HEIGHT
from models.messages import Link, Segment

_CURVES = 72  # height between the rows
_USUAL_HEIGHT = 2 * HEIGHT + _CURVES + THICKNESS
_TALLEST_CURVES = 216  # when the strip fills the page: partners stay near each other


class StripView(QScrollArea):
    hovered = Signal(object)  # a Place, or None
    clicked = Signal(Place, bool)  # with Ctrl it is added to the others
    walked = Signal(Place)
    asked = Signal(Place)  # a word of the translation: what else could stand there

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBar(SlimScrollBar(Qt.Orientation.Horizontal))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._canvas = Canvas()
        self.setWidget(self._canvas)
        self._canvas.setAutoFillBackground(False)
        self._height = _USUAL_HEIGHT
        self._segment: Segment | None = None
        self._index = 0
        self._tokens = Tokens.WORDS
        self._rows = Rows()
        self._edges = EdgeChips(self)
        self._scale_font()
        self._row = {side: TokenRow(side, self._canvas) for side in Side}
        self._row[Side.SOURCE].setAccessibleName(self.tr("Words of the source"))
        self._row[Side.TARGET].setAccessibleName(self.tr("Words of the translation"))
        for row in self._row.values():
            row.entered.connect(lambda side, at: self.hovered.emit(self._place(side, at)))
            row.left.connect(lambda: self.hovered.emit(None))
            row.clicked.connect(self._click)
            row.walked.connect(self._walk)
            row.asked.connect(self._ask)

    def _scale_font(self) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * STRIP_SCALE)
        self._canvas.setFont(font)

    def row(self, side: Side) -> TokenRow:
        """The words of one side."""
        return self._row[side]

    def box(self, place: Place) -> QWidget:
        """The word at a place of the sentence that is shown."""
        return self._row[place.side].boxes[place.token]

    def set_right_to_left(self, source: bool, target: bool) -> None:
        """Turn the rows to the directions of their languages."""
        self._row[Side.SOURCE].right_to_left = source
        self._row[Side.TARGET].right_to_left = target
        self._lay_out()

    def show_segment(self, segment: Segment | None, index: int, tokens: Tokens) -> None:
        """Show a sentence's words or pieces; None shows nothing."""
        if (segment, index, tokens) == (self._segment, self._index, self._tokens):
            return
        self._segment, self._index, self._tokens = segment, index, tokens
        for side, row in self._row.items():
            words = tokens_of(level_of(segment, tokens), side) if segment else ()
            texts = [
                spoken(segment, Place(index, side, at), tokens) if segment else ""
                for at in range(len(words))
            ]
            row.show_tokens(words, texts)
        self.horizontalScrollBar().setValue(0)
        self._lay_out()

    def set_lights(self, lights: Mapping[Place, Light]) -> None:
        """Light the words of this sentence that are among `lights`."""
        here = {place: light for place, light in lights.items() if place.segment == self._index}
        for side, row in self._row.items():
            row.set_lights({p.token: light for p, light in here.items() if p.side is side})
        chosen = frozenset((p.side, p.token) for p, light in here.items() if light.chosen)
        self._canvas.choose(chosen)
        self._edges.show_spots([self._spot(place, light) for place, light in here.items()])

    def _spot(self, place: Place, light: Light) -> Spot:
        row = self._row[place.side]
        boxes = self._rows.source if place.side is Side.SOURCE else self._rows.target
        text = row.boxes[place.token].text
        return Spot(boxes[place.token], row.y(), text, light.strength)

    def bring_into_view(self, place: Place) -> None:
        """Scroll so far that a word and its best partner can be seen, the partner first."""
        if self._segment is None or place.segment != self._index:
            return
        level = level_of(self._segment, self._tokens)
        found = partners(level, place.side, place.token, self._segment.alignment.threshold)
        self._reach(place.side, place.token)
        if found:
            self._reach(place.side.other, found[0].token)

    def _reach(self, side: Side, token: int) -> None:
        boxes = self._rows.source if side is Side.SOURCE else self._rows.target
        if token >= len(boxes):
            return
        box, bar = boxes[token], self.horizontalScrollBar()
        if box.x < bar.value() + MARGIN:
            bar.setValue(int(box.x - MARGIN))
        elif box.x + box.width > bar.value() + self.viewport().width() - MARGIN:
            bar.setValue(int(box.x + box.width + MARGIN - self.viewport().width()))

    def focus_word(self) -> None:
        """Move the keyboard to the strip's words."""
        row = self._row[Side.TARGET]
        if row.boxes:
            row.focus(0)
            self.walked.emit(self._place(Side.TARGET, 0))

    def whole_size(self) -> QSize:
        """How large both rows are, scrolled out of sight or not."""
        return self._canvas.size()

    def drawing(self) -> Draw:
        """Both rows and all curves as they are now."""
        kept = QPicture()
        painter = QPainter(kept)
        flags = QWidget.RenderFlag.DrawChildren
        self._canvas.render(painter, QPoint(), QRegion(), flags)
        painter.end()
        return lambda target: target.drawPicture(0, 0, kept)

    def sizeHint(self) -> QSize:
        return QSize(400, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(100, _USUAL_HEIGHT)

    def set_height(self, height: int | None) -> None:
        """Want to be so high; None is the usual height, which is the least too."""
        wanted = _USUAL_HEIGHT if height is None else height
        self._height = min(max(wanted, _USUAL_HEIGHT), self.tallest())
        self.updateGeometry()

    @staticmethod
    def tallest() -> int:
        """The most height that the rows make use of."""
        return 2 * HEIGHT + _TALLEST_CURVES + THICKNESS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turn.x() or turn.y()))

    def _lay_out(self) -> None:
        source, target = self._row[Side.SOURCE], self._row[Side.TARGET]
        view = self.viewport().width()
        self._rows = lay_out(source.measured(), target.measured(), view)
        width = max(view, int(self._rows.width))
        height = max(2 * HEIGHT + _CURVES, self.height() - THICKNESS)
        self._canvas.resize(width, height)
        source.setGeometry(0, 0, width, HEIGHT)
        target.setGeometry(0, height - HEIGHT, width, HEIGHT)
        source.place(self._rows.source)
        target.place(self._rows.target)
        links: tuple[Link, ...] = ()
        if self._segment:
            level = level_of(self._segment, self._tokens)
            links = level.links(self._segment.alignment.threshold)
        self._edges.place()
        self._canvas.show_curves(self._rows.curves(links), HEIGHT, height - HEIGHT)

    def _place(self, side: Side, token: int) -> Place:
        return Place(self._index, side, token)

    def _click(self, side: Side, token: int, several: bool) -> None:
        self._row[side].make_current(token)
        self.clicked.emit(self._place(side, token), several)

    def _walk(self, side: Side, token: int, key: Qt.Key) -> None:
        side, token = self._step(side, token, key)
        self._row[side].focus(token)
        self.walked.emit(self._place(side, token))

    def _ask(self, side: Side, token: int) -> None:
        if side is Side.TARGET:
            self.asked.emit(self._place(side, token))

    def _step(self, side: Side, token: int, key: Qt.Key) -> tuple[Side, int]:
        """Where an arrow key leads to; left and right are as they look."""
        row = self._row[side]
        last = len(row.boxes) - 1
        forward = Qt.Key.Key_Left if row.right_to_left else Qt.Key.Key_Right
        match key:
            case Qt.Key.Key_Home:
                return side, 0
            case Qt.Key.Key_End:
                return side, last
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                return side, min(max(token + (1 if key == forward else -1), 0), last)
            case Qt.Key.Key_Down if side is Side.SOURCE:
                return self._across(side, token)
            case Qt.Key.Key_Up if side is Side.TARGET:
                return self._across(side, token)
            case _:
                return side, token

    def _across(self, side: Side, token: int) -> tuple[Side, int]:
        """The best partner, else the word that is nearest in the other row."""
        if self._segment is None or not self._row[side.other].boxes:
            return side, token
        found = partners(
            level_of(self._segment, self._tokens),
            side,
            token,
            self._segment.alignment.threshold,
        )
        if found:
            return side.other, found[0].token
        here = self._row[side].boxes[token].geometry().center().x()
        others = self._row[side.other].boxes
        near = min(
            range(len(others)), key=lambda at: abs(others[at].geometry().center().x() - here)
        )
        return side.other, near
