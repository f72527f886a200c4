"""Scores of a checkpoint on pairs that were set aside, run as people run it.

Usage: python -m models.training.score FOLDER PAIRS.tsv [--beam N] [--chain N]
A line of the file is a source and all its targets. Prints JSON: for a translation BLEU and
chrF, of all and by the number of source words; for a summary ROUGE beside that of the first
sentence cut to as many words. `--chain` joins so many neighbours, to see what long sources do.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from models.engine import Engine
from models.library import Library
from models.messages import Failed, Options, Problem, SegmentDone, Translate
from models.training.pairs import Pair, read_pairs
from models.training.rouge import rouge_l, rouge_n
from models.training.validation import corpus_scores

MEMORY = 2_000_000_000
BUCKET = 5  # source words
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
MEASURES: tuple[tuple[str, Callable[[str, str], float]], ...] = (
    ("rouge_1", lambda output, target: rouge_n(output, target, 1)),
    ("rouge_2", lambda output, target: rouge_n(output, target, 2)),
    ("rouge_l", rouge_l),
)


def outputs(folder: Path, sources: Sequence[str], beam: int | None) -> tuple[list[str], str]:
    """What a checkpoint makes of each source, and its task. Raises `Problem` if it cannot."""
    text, found = "\n".join(sources), defaultdict[int, list[str]](list)
    request = Translate(0, text, str(folder), lines=True, options=Options(beam=beam))
    with TemporaryDirectory() as empty:
        library = Library(Path(empty), Path(empty) / "cache")
        for event in Engine(library, MEMORY).run(request, lambda: False):
            if isinstance(event, SegmentDone):
                line = text.count("\n", 0, event.segment.start)
                found[line].append(event.segment.target)
            elif isinstance(event, Failed):
                raise Problem(event.what, event.hint, event.details)
        task = library.find(str(folder)).task
    return [" ".join(found[at]) for at in range(len(sources))], task


def translation_scores(pairs: Sequence[Pair], written: Sequence[str]) -> dict[str, object]:
    """BLEU and chrF of all, and BLEU by the length of the source."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        groups[(len(pair.source.split()) - 1) // BUCKET].append(at)
    by_length = [
        {
            "words": f"{group * BUCKET + 1}-{(group + 1) * BUCKET}",
            "sources": len(places),
            **_scores([pairs[at] for at in places], [written[at] for at in places]),
        }
        for group, places in sorted(groups.items())
    ]
    return {"sources": len(pairs), **_scores(pairs, written), "by_length": by_length}


def _scores(pairs: Sequence[Pair], written: Sequence[str]) -> dict[str, float]:
    found = corpus_scores(written, [pair.targets for pair in pairs])
    return {name: round(value, 2) for name, value in found}


def summary_scores(pairs: Sequence[Pair], written: Sequence[str]) -> dict[str, object]:
    """ROUGE of the summaries, and of first sentences of as many words."""
    leads = [lead(pair.source, output) for pair, output in zip(pairs, written, strict=True)]
    return {
        "sources": len(pairs),
        "words": round(sum(len(output.split()) for output in written) / len(written), 2),
        "model": _rouge(pairs, written),
        "first_sentence": _rouge(pairs, leads),
    }


def lead(source: str, output: str) -> str:
    """The first sentence of a source, cut to as many words as an output has."""
    return " ".join(SENTENCE_END.split(source)[0].split()[: len(output.split())])


def _rouge(pairs: Sequence[Pair], written: Sequence[str]) -> dict[str, float]:
    # Of several targets the nearest counts, as is usual for SciTLDR.
    return {
        name: round(
            sum(
                max(measure(output, target) for target in pair.targets)
                for pair, output in zip(pairs, written, strict=True)
            )
            / len(pairs),
            2,
        )
        for name, measure in MEASURES
    }


def chained(pairs: Sequence[Pair], many: int) -> list[Pair]:
    """Neighbours joined, with the targets that all of them have one for."""
    groups = [pairs[at : at + many] for at in range(0, len(pairs) - many + 1, many)]
    return [
        Pair(
            " ".join(one.source for one in group),
            tuple(map(" ".join, zip(*(one.targets for one in group), strict=False))),
        )
        for group in groups
    ]


def main() -> None:
    """Read, run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--beam", type=int)
    parser.add_argument("--chain", type=int, default=1)
    options = parser.parse_args()
    pairs = chained(read_pairs(options.pairs, several=True), options.chain)
    written, task = outputs(options.folder, [pair.source for pair in pairs], options.beam)
    score = summary_scores if task == "summarization" else translation_scores
    print(json.dumps(score(pairs, written), indent=1))


if __name__ == "__main__":
    main()
