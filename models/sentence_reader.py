"""From a document to the sentences a model reads, with everything between them kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models.messages import Span
from models.text.cleaning import clean
from models.text.familiar import familiar
from models.text.letter_case import LetterCase, detect, lower
from models.text.long_sentences import split_long
from models.text.sentences import sentences, split_document, split_lines, whole_lines
from models.text.tokenizer import Tokenizer
from models.text.wrapping import unwrap

Divide = Callable[[str], tuple[Span, ...]]
# No vocabulary makes more pieces of a code point, or puts more around a text without a prefix.
PIECES_OF_A_CODE_POINT, PIECES_AROUND = 4, 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """What becomes one segment.

    `source` is document[start : start + len(source)]; `before` is the document between the
    previous sentence and this one. `text` is what the model reads: as many code points as
    `source`, in ordinary letter case and familiar characters, without line breaks. It reads
    the `parts` of it one by one; there are several only in an over-long sentence, and in a
    line of several sentences. The output of a `plain` one is taken as it comes.
    """

    start: int
    before: str
    source: str
    text: str
    case: LetterCase
    parts: tuple[Span, ...]
    plain: bool = False


@dataclass(frozen=True)
class Reader:
    """How one model reads: its language, its vocabulary, and at most `limit` pieces at once.

    With `single_sentences` the model knows nothing but single sentences, so that a line of
    several is read in parts. With `exact` it reads the very text, character by character. With
    `whole` a document is one sentence, however many it holds.
    """

    language: str
    tokenizer: Tokenizer
    limit: int
    single_sentences: bool = False
    exact: bool = False
    whole: bool = False

    def document(self, text: str) -> Iterator[Sentence]:
        """The sentences of a document, lazily."""
        if self.whole:
            return self._all(text, _all_of(text), self._within_limit)
        return self._all(text, sentences(text, self.language), self._within_limit)

    def lines(self, text: str, whole: bool = False) -> Iterator[Sentence]:
        """Each line as one; with `whole` in one part whatever it holds."""
        parts = _whole if whole else self._sentences_within
        found = whole_lines(text) if self.exact else split_lines(text)
        return self._all(text, iter(found), parts)

    def sentence(self, source: str) -> Sentence:
        """A sentence that is nowhere in a document: what a pivot reads."""
        return self._sentence(source, 0, "", self._within_limit)

    def _all(self, text: str, spans: Iterator[Span], parts: Divide) -> Iterator[Sentence]:
        reached = 0
        for span in spans:
            source = text[span.start : span.end]
            yield self._sentence(source, span.start, text[reached : span.start], parts)
            reached = span.end

    def _sentence(self, source: str, start: int, before: str, parts: Divide) -> Sentence:
        if self.exact:
            return Sentence(
                start, before, source, source, LetterCase.ORDINARY, parts(source), plain=True
            )
        text = unwrap(clean(source))
        case = LetterCase.ORDINARY if self.whole else detect(text, self.language)
        text = familiar(lower(text, case, self.language), self.tokenizer.knows)
        return Sentence(start, before, source, text, case, parts(text), plain=self.whole)

    def _sentences_within(self, text: str) -> tuple[Span, ...]:
        found = split_document(text, self.language) if self.single_sentences else ()
        parts = []
        for span in found or _whole(text):
            cuts = self._within_limit(text[span.start : span.end])
            parts += [Span(span.start + cut.start, span.start + cut.end) for cut in cuts]
        return tuple(parts)

    def _within_limit(self, text: str) -> tuple[Span, ...]:
        if PIECES_OF_A_CODE_POINT * len(text) + PIECES_AROUND < self.limit:
            return _whole(text)
        if self.tokenizer.count(text) <= self.limit:
            return _whole(text)
        return split_long(text, self.tokenizer.count, self.limit)


def _whole(text: str) -> tuple[Span, ...]:
    return (Span(0, len(text)),)


def _all_of(text: str) -> Iterator[Span]:
    # one span without the white space around, none for white space alone
    core = text.strip()
    if core:
        start = len(text) - len(text.lstrip())
        yield Span(start, start + len(core))
