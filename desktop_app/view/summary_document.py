"""The summary as paragraphs of a text box: one for each sentence, replaced in place."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from desktop_app.view.metrics import GRID, LINE_HEIGHT
from desktop_app.view.result_document import displayable, units
from models.messages import Form, Span, SummarySentence, Utf16Map

_BULLET = "• "
_TITLE_SCALE = 1.35


class SummaryDocument:
    """Keeps the paragraphs that stay the same; positions are UTF-16 units of the document."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._texts: list[str] = []
        self._form = Form.SENTENCES
        self._starts: list[int] = []  # of the sentences, after their bullets
        self.sentences: tuple[SummarySentence, ...] = ()

    def show(self, sentences: tuple[SummarySentence, ...], form: Form) -> None:
        """Show these sentences; what is the same as before is not touched."""
        bullet = _BULLET if form is Form.BULLETS else ""
        texts = [bullet + displayable(each.text).replace("\n", " ") for each in sentences]
        same = _common(self._texts, texts) if form is self._form else 0
        self._replace_from(same, texts, form)
        self.sentences, self._texts, self._form = sentences, texts, form
        self._starts, at = [], 0
        for text in texts:
            self._starts.append(at + len(bullet))
            at += units(text) + 1

    def _replace_from(self, first: int, texts: list[str], form: Form) -> None:
        if texts == self._texts and form is self._form:
            return
        at = sum(units(text) + 1 for text in self._texts[:first])
        end = self._document.characterCount() - 1
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        cursor.setPosition(min(max(0, at - 1) if first else 0, end))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        for number, text in enumerate(texts[first:], first):
            if number:
                cursor.insertBlock()
            cursor.setBlockFormat(_block(form))
            cursor.insertText(text, self._letters(form))
        cursor.endEditBlock()

    def _letters(self, form: Form) -> QTextCharFormat:
        letters = QTextCharFormat()
        if form is Form.TITLE:
            font = self._document.defaultFont()
            letters.setFontPointSize(font.pointSizeF() * _TITLE_SCALE)
        return letters

    def restyle(self) -> None:
        """The pane's font is another one."""
        if self._form is Form.TITLE:
            cursor = QTextCursor(self._document)
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeCharFormat(self._letters(self._form))

    def range_of(self, number: int) -> tuple[int, int]:
        """Where a sentence begins and ends."""
        start = self._starts[number]
        return start, start + units(self.sentences[number].text)

    def span_of(self, number: int, span: Span) -> tuple[int, int]:
        """Where a stretch of a sentence is."""
        start, known = self._starts[number], Utf16Map(self.sentences[number].text)
        return start + known.units(span.start), start + known.units(span.end)

    def sentence_at(self, position: int) -> int | None:
        """The sentence whose paragraph a position is in."""
        if position < 0 or not self._starts:
            return None
        return max(0, bisect_right(self._starts, position) - 1)


def _common(first: list[str], second: list[str]) -> int:
    """How many paragraphs both begin with."""
    pairs = zip(first, second, strict=False)
    shorter = min(len(first), len(second))
    return next((at for at, (a, b) in enumerate(pairs) if a != b), shorter)


def _block(form: Form) -> QTextBlockFormat:
    block = QTextBlockFormat()
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    block.setLineHeight(LINE_HEIGHT, kind)
    if form is not Form.TITLE:
        block.setBottomMargin(GRID)
    return block
