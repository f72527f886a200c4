"""From the summaries of a level's parts to the next level's text, or to the summary."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from models.messages import Evidence, SummarySentence
from models.summarizing.assembling import quoted
from models.summarizing.level import Level, Weights, strongest
from models.summarizing.structure import Sentence
from models.summarizing.writing import Written

LEAST_EVIDENCE, MOST_EVIDENCE = 0.05, 8  # what is told of a sentence's origins
BETWEEN_SENTENCES, BETWEEN_PARTS = " ", "\n\n"
_STEPS = 10_000  # weights are told in whole steps, so that they do not sum to more than 1


def next_level(level: Level, written: Sequence[Written]) -> Level:
    """The text that the summaries of a level's parts make; a paragraph for each part."""
    text = ""
    sentences: list[Sentence] = []
    origins: list[Weights] = []
    for paragraph, one in enumerate(written):
        for at, sentence in enumerate(one.sentences):
            if text:
                text += BETWEEN_SENTENCES if at else BETWEEN_PARTS
            start = len(text)
            text += quoted(one.text[sentence.start : sentence.end])
            sentences.append(Sentence(start, len(text), paragraph, False, sentence.words))
            origins.append(level.through(one.weights[at]))
    return Level(text, tuple(sentences), tuple(origins))


def summary_sentences(
    level: Level, document: Sequence[Sentence], first: int = 0
) -> list[SummarySentence]:
    """A level's sentences from the `first` on, with their evidence in the document.

    What several say in the same words is told once, with the evidence of all.
    """
    texts: dict[str, str] = {}
    origins: dict[str, list[Weights]] = {}
    for sentence, weights in zip(level.sentences[first:], level.origins[first:], strict=True):
        text = level.text[sentence.start : sentence.end]
        folded = " ".join(text.casefold().split())
        texts.setdefault(folded, text)
        origins.setdefault(folded, []).append(weights)
    return [
        SummarySentence(text, 0, evidence_of(_together(origins[folded]), document))
        for folded, text in texts.items()
    ]


def _together(several: Sequence[Weights]) -> Weights:
    """The sum of weights, which is 1 at most as each of them is."""
    found: dict[int, float] = {}
    for weights in several:
        for number, weight in weights.items():
            found[number] = found.get(number, 0.0) + weight
    most = max(sum(found.values()), 1.0)
    return {number: weight / most for number, weight in found.items()}


def evidence_of(weights: Weights, document: Sequence[Sentence]) -> tuple[Evidence, ...]:
    """The strongest of a sentence's origins, strongest first."""
    found = []
    for number, weight in strongest(weights, LEAST_EVIDENCE, MOST_EVIDENCE).items():
        sentence, told = document[number], floor(weight * _STEPS) / _STEPS
        found.append(Evidence(sentence.start, sentence.end, told))
    return tuple(found)
