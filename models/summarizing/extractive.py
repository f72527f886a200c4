"""A summary that consists of sentences of the document: any language, no checkpoint."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray

from models.messages import Evidence, Form, Length, Problem, Summary, SummarySentence
from models.summarizing.assembling import quoted, summary_of
from models.summarizing.centrality import centrality
from models.summarizing.choosing import Candidates, choose, expected_sentences
from models.summarizing.lengths import median_words, words_wanted
from models.summarizing.markup import beside_prose, head_of
from models.summarizing.sketches import sketches
from models.summarizing.stopping import Asked
from models.summarizing.structure import Sentence
from models.summarizing.terms import Floats, Integers, Terms, terms_of

# Beside the centrality, whose mean is 1. Fitted on SciTLDR-A's train split: ROUGE rises from
# 0.2418 to 0.2482; the first sentence of each has 0.2090, the best ones 0.3860.
_OPENS_DOCUMENT, _CLOSES_DOCUMENT = 0.25, -0.13
# Judgements for longer documents, which cost nothing there (0.2484). The sentence that opens
# a paragraph tells what it is about; one that is twice as long has about twice the links
# without saying twice as much; one that announces a list, or ends anyhow, needs its neighbours.
_OPENS_PARAGRAPH = 0.1
_LONG, _EACH_DOUBLING = 2.0, -0.8  # times the median words
_UNFINISHED = -0.5
_FRAGMENT = 0.5  # of the median words: what is shorter stands for little by itself
_FEWEST_LETTERS = 0.75  # of the characters; rows of numbers and lines of code have fewer
# Sentences looked at for each that is wanted, and at least: the best ones of a long document.
_LOOKED_AT, _FEWEST_LOOKED_AT = 30, 3000
_TITLE_EXCESS = 0.5  # what a title loses for each time that it is too long

_LOOK = 20  # code points at a sentence's end
_FINISHED = re.compile(r"[.!?…。！？؟۔।॥።][\"'”’»)\]」』）]*\Z")
_ENDS = re.compile(r"[.!?…。！？؟۔।॥።:,;]\W*\Z")
_LETTER = re.compile("[^\\W\\d_]|[\u0300-\U0010ffff]")  # marks and emoji are no numbers


def extract(
    text: str,
    sentences: Sequence[Sentence],
    length: Length,
    form: Form,
    cancelled: Asked,
) -> Summary:
    """The most central sentences of `text`, in its order, each its own evidence.

    Raises `Stopped` when cancelled, `Problem` for a text without any word.
    """
    if not sentences:
        raise Problem("There are no words to summarize.", "Paste a text or open a document.")
    words = sum(one.words for one in sentences)
    wanted = words_wanted(length, form, words, sentences)
    beside = beside_prose(text, sentences)
    terms = terms_of([text[one.start : one.end] for one in sentences], cancelled)
    scores = scores_of(text, sentences, terms, cancelled, beside)
    if form is Form.TITLE:
        prose = [at for at in range(len(sentences)) if at not in beside]
        found = [
            _named_title(text, sentences)
            or _title(text, sentences, scores, wanted, prose or range(len(sentences)))
        ]
    else:
        weak = _weak(text, sentences, beside)
        chosen = _chosen(text, sentences, terms, scores, weak, wanted, cancelled)
        found = [_quotation(text, sentences[at]) for at in chosen]
    return summary_of(
        text,
        sentences,
        found,
        form,
        read=words,
        parts=1,
        levels=1,
        asked=wanted,
        extractive=True,
    )


def scores_of(
    text: str,
    sentences: Sequence[Sentence],
    terms: Terms,
    cancelled: Asked,
    beside: Collection[int] = (),
) -> Floats:
    """(sentences,): how well each stands for the document; the mean is about 1.

    Those with the numbers `beside` do not open or close the document.
    """
    scores = centrality(terms, cancelled)
    longest = _LONG * median_words(sentences)
    before = -1
    for at, one in enumerate(sentences):
        if one.heading:
            continue
        if one.paragraph != before:
            scores[at] += _OPENS_PARAGRAPH
        before = one.paragraph
        scores[at] += _EACH_DOUBLING * log2(max(one.words / longest, 1.0))
        if not _FINISHED.search(text, max(one.start, one.end - _LOOK), one.end):
            scores[at] += _UNFINISHED
    body = [at for at, one in enumerate(sentences) if not one.heading and at not in beside]
    if len(body) > 1:
        scores[body[0]] += _OPENS_DOCUMENT - _OPENS_PARAGRAPH
        scores[body[-1]] += _CLOSES_DOCUMENT
    return scores


def _chosen(
    text: str,
    sentences: Sequence[Sentence],
    terms: Terms,
    scores: Floats,
    weak: NDArray[np.bool_],
    wanted: int,
    cancelled: Asked,
) -> list[int]:
    """The numbers of the sentences that are taken."""
    words = np.array([one.words for one in sentences], np.int64)
    worth = np.where(weak, -np.inf, scores)
    numbers = _first_of_each(text, sentences)
    most = max(_FEWEST_LOOKED_AT, _LOOKED_AT * expected_sentences(words[numbers], wanted))
    numbers = np.sort(numbers[np.argsort(-worth[numbers], kind="stable")[:most]])
    candidates = Candidates(
        scores=scores[numbers],
        words=words[numbers],
        places=(np.cumsum(words) - words)[numbers] / max(words.sum(), 1),
        sketches=sketches(terms, numbers),
        weak=weak[numbers],
    )
    return [int(numbers[at]) for at in choose(candidates, wanted, cancelled)]


def _first_of_each(text: str, sentences: Sequence[Sentence]) -> Integers:
    """The numbers of the sentences, without those that were said before word for word."""
    seen: dict[str, int] = {}
    for at, one in enumerate(sentences):
        seen.setdefault(" ".join(text[one.start : one.end].casefold().split()), at)
    return np.array(list(seen.values()), np.int64)


def _weak(
    text: str, sentences: Sequence[Sentence], beside: Collection[int]
) -> NDArray[np.bool_]:
    """Which are headings, fragments, rows of numbers, or beside the prose."""
    fewest = _FRAGMENT * median_words(sentences)
    return np.array(
        [
            one.heading
            or one.words < fewest
            or at in beside
            or not _is_text(text[one.start : one.end])
            for at, one in enumerate(sentences)
        ],
        np.bool_,
    )


def _is_text(source: str) -> bool:
    dense = "".join(source.split())
    letters = len(_LETTER.findall(dense))
    return letters >= _FEWEST_LETTERS * len(dense)


def _named_title(text: str, sentences: Sequence[Sentence]) -> SummarySentence | None:
    """The title that the head of the document names: the subject of a mail."""
    title = head_of(text).title
    if title is None:
        return None
    for one in sentences:
        if one.start < title.end and title.start < one.end:
            words = quoted(text[title.start : title.end])
            return SummarySentence(words, 0, (Evidence(one.start, one.end, 1.0),))
    return None


def _title(
    text: str,
    sentences: Sequence[Sentence],
    scores: Floats,
    wanted: int,
    among: Sequence[int],
) -> SummarySentence:
    """The title of the document, its most central heading, or its best short sentence."""
    first = sentences[among[0]]
    if first.heading or (
        first.words <= wanted and not _ENDS.search(text, first.start, first.end)
    ):
        return _quotation(text, first)
    titles = [at for at in among if sentences[at].heading and sentences[at].words > 1]
    numbers = list(titles or among)
    excess = [max(sentences[at].words / wanted - 1, 0.0) for at in numbers]
    worth = scores[numbers] / max(scores.max(), 1e-9) - _TITLE_EXCESS * np.array(excess)
    return _quotation(text, sentences[numbers[int(np.argmax(worth))]])


def _quotation(text: str, one: Sentence) -> SummarySentence:
    return SummarySentence(
        text=quoted(text[one.start : one.end]),
        start=0,
        evidence=(Evidence(one.start, one.end, 1.0),),
    )
