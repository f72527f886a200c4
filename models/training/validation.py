"""How good a net is on texts set aside: its loss, and scores of what it writes."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch

from models.nets import Source
from models.search import Settings, start_search
from models.training.batches import Batch, Example
from models.training.kinds import Learner
from models.training.loss import summed_loss
from models.training.pairs import Pair
from models.training.rouge import rouge_l
from models.training.vocabulary import END, PAD, START, Pieces

LOSS_ROWS, SEARCH_ROWS = 32, 64
FACTOR, SLACK = 2, 10  # most pieces of an output for those of its source


@dataclass(frozen=True)
class Validation:
    """Pairs set aside; `texts` of them are written out, none where nothing can be scored."""

    pairs: Sequence[Pair]
    examples: Sequence[Example]
    texts: int
    longest: int
    task: str

    @property
    def names(self) -> tuple[str, ...]:
        """The scores that `scores` gives."""
        if not self.texts:
            return ()
        if self.task == "summarization":
            return ("rouge_l",)
        return ("bleu", "chrf") if importlib.util.find_spec("sacrebleu") else ()

    def loss(self, learner: Learner, device: str) -> float:
        """Nats a target piece, without smoothing."""
        order = sorted(self.examples, key=lambda one: len(one.source))
        total, count = 0.0, 0
        learner.module.eval()
        with torch.inference_mode():
            for at in range(0, len(order), LOSS_ROWS):
                batch = Batch.of(order[at : at + LOSS_ROWS])
                total += float(summed_loss(learner.net, batch.to(device)))
                count += batch.pieces
        learner.module.train()
        return total / count

    def scores(self, learner: Learner, pieces: Pieces) -> tuple[tuple[str, float], ...]:
        """Scores of greedy outputs."""
        if not self.names:
            return ()
        pairs = self.pairs[: self.texts]
        outputs = self._written(learner, pieces)
        if self.task == "summarization":
            best = [
                max(rouge_l(output, target) for target in pair.targets)
                for output, pair in zip(outputs, pairs, strict=True)
            ]
            return (("rouge_l", sum(best) / len(best)),)
        return corpus_scores(outputs, [pair.targets for pair in pairs])

    def _written(self, learner: Learner, pieces: Pieces) -> list[str]:
        chosen = self.examples[: self.texts]
        order = sorted(range(len(chosen)), key=lambda at: len(chosen[at].source))
        outputs = [""] * len(chosen)
        learner.module.eval()
        for start in range(0, len(order), SEARCH_ROWS):
            rows = order[start : start + SEARCH_ROWS]
            found = self._search(learner, [chosen[at].source for at in rows])
            for at, ids in zip(rows, found, strict=True):
                outputs[at] = pieces.text(ids)
        learner.module.train()
        return outputs

    def _search(self, learner: Learner, sources: Sequence[list[int]]) -> list[tuple[int, ...]]:
        with torch.inference_mode():
            memory = learner.net.encode(Source.of(list(sources), PAD))
        limits = tuple(min(self.longest, FACTOR * len(ids) + SLACK) for ids in sources)
        search = start_search(learner.net, memory, Settings(START, (END,), limits), (), None)
        while not search.done:
            search.step()
        return [found[0].ids for found in search.results()]


def corpus_scores(
    outputs: Sequence[str], targets: Sequence[tuple[str, ...]]
) -> tuple[tuple[str, float], ...]:
    """BLEU and chrF of outputs, each with all targets that are known for it."""
    import sacrebleu  # noqa: PLC0415

    most = max(map(len, targets))
    # Texts with fewer translations than others have None in the later lists.
    lists = [
        [known[at] if at < len(known) else None for known in targets] for at in range(most)
    ]
    references = cast("list[list[str]]", lists)
    bleu = sacrebleu.BLEU(effective_order=False).corpus_score(outputs, references)
    chrf = sacrebleu.CHRF().corpus_score(outputs, references)
    return (("bleu", float(bleu.score)), ("chrf", float(chrf.score)))
