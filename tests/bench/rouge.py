"""ROUGE of one-sentence summaries: the first sentence, LexRank of sumy, and our extractive one.

Usage: rouge.py FOLDER_OF_SCITLDR [--split dev] (the folder with dev.jsonl.gz)
Each summary is compared with every reference of its abstract; the best one counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from statistics import mean

import numpy as np
from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from models.summarizing.extractive import scores_of  # noqa: E402
from models.summarizing.structure import Sentence, count_words  # noqa: E402
from models.summarizing.terms import terms_of  # noqa: E402

MEASURES = ("rouge1", "rouge2", "rougeL")
Chooser = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Abstract:
    """Its sentences, and what people made of them."""

    sentences: tuple[str, ...]
    references: tuple[str, ...]


class Tokenizer:
    """What sumy asks of a tokenizer."""

    def to_words(self, text: str) -> list[str]:
        return re.findall(r"[^\W_]+", text)


def abstracts(path: Path) -> list[Abstract]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        read = [json.loads(line) for line in file]
    return [
        Abstract(tuple(map(str.strip, one["source"])), tuple(one["target"])) for one in read
    ]


def first(sentences: Sequence[str]) -> str:
    return sentences[0]


def ours(sentences: Sequence[str]) -> str:
    """The sentence that our extractive summary ranks first."""
    starts = accumulate((len(one) + 1 for one in sentences), initial=0)
    placed = [
        Sentence(start, start + len(one), 0, False, count_words(one))
        for start, one in zip(starts, sentences, strict=False)
    ]
    terms = terms_of(sentences, lambda: False)
    scores = scores_of(" ".join(sentences), placed, terms, lambda: False)
    return sentences[int(np.argmax(scores))]


def lex_rank(sentences: Sequence[str]) -> str:
    """The sentence of sumy's LexRank, which does best here without a list of stop words."""
    tokenizer = Tokenizer()
    paragraph = Paragraph([SumySentence(one, tokenizer) for one in sentences])
    summarizer = LexRankSummarizer(Stemmer("english"))
    document = ObjectDocumentModel([paragraph])
    with np.errstate(invalid="ignore"):  # an abstract of one sentence has no links
        return str(summarizer(document, 1)[0])


def rouge(scorer: RougeScorer, choose: Chooser, some: Sequence[Abstract]) -> list[float]:
    """The mean F1 in percent of each measure."""
    best = []
    for one in some:
        summary = choose(one.sentences)
        scores = [scorer.score(reference, summary) for reference in one.references]
        best.append([max(score[name].fmeasure for score in scores) for name in MEASURES])
    return [100 * mean(column) for column in zip(*best, strict=True)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="dev")
    arguments = parser.parse_args()
    some = abstracts(arguments.folder / f"{arguments.split}.jsonl.gz")
    scorer = RougeScorer(list(MEASURES), use_stemmer=True)
    print(f"{len(some)} abstracts, one sentence    ROUGE-1  ROUGE-2  ROUGE-L")
    choosers = (("first sentence", first), ("sumy LexRank", lex_rank), ("extractive", ours))
    for name, choose in choosers:
        figures = "".join(f"{figure:9.1f}" for figure in rouge(scorer, choose, some))
        print(f"{name:28}{figures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
