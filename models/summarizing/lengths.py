"""How many words a summary is to have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cbrt
from statistics import median
from types import MappingProxyType

from models.messages import Form, Length, Size
from models.summarizing.structure import Sentence

TITLE_WORDS = 12
_USUAL_SENTENCE = 20  # words, where a document has nothing but titles
_FEWEST_MEASURED = 4  # words: what is shorter says nothing of how long its sentences are


@dataclass(frozen=True, slots=True)
class _Measure:
    """Words = `factor` · the cube root of the document's, within limits.

    The cube root makes the share fall with length: a medium summary has a quarter of a page
    of 500 words, 3 % of 10,000 words and 0.7 % of 100,000. `sentences` of the median length
    are the least, `words` the most, and never more than `share` of the document.
    """

    factor: float
    sentences: int
    words: int
    share: float


_MEASURES: Mapping[Size, _Measure] = MappingProxyType(
    {
        Size.SHORT: _Measure(factor=7.5, sentences=3, words=250, share=0.35),
        Size.MEDIUM: _Measure(factor=15, sentences=5, words=700, share=0.5),
        Size.LONG: _Measure(factor=30, sentences=8, words=1500, share=0.65),
    }
)


def words_wanted(
    length: Length, form: Form, document_words: int, sentences: Sequence[Sentence]
) -> int:
    """The number of words to aim at: the one that is asked for, or one by the size.

    A title has its own. At least one sentence of the median length, at most the whole document.
    """
    if form is Form.TITLE:
        return min(TITLE_WORDS, max(document_words, 1))
    if length.words is not None:
        return max(length.words, 1)
    measure = _MEASURES[length.size]
    usual = median_words(sentences)
    wanted = max(measure.factor * cbrt(document_words), measure.sentences * usual)
    wanted = max(min(wanted, measure.words, measure.share * document_words), usual)
    return max(1, min(round(wanted), document_words))


def median_words(sentences: Sequence[Sentence]) -> int:
    """The median length of the sentences that are no titles and no mere crumbs."""
    lengths = [
        one.words for one in sentences if not one.heading and one.words >= _FEWEST_MEASURED
    ]
    return round(median(lengths)) if lengths else _USUAL_SENTENCE
