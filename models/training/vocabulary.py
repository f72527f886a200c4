"""The vocabulary of a model that is trained: one SentencePiece model for both sides."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import sentencepiece

from models.messages import Problem

PAD, START, END, UNKNOWN = 0, 1, 2, 3
LONGEST_SAMPLE = 400_000  # texts that a vocabulary is made from
COVERAGE = 0.9998  # of the characters in the texts; rarer ones are unknown


def train_vocabulary(texts: Iterable[str], pieces: int, seed: int) -> bytes:
    """A SentencePiece model with at most that many pieces; a small text gives fewer.

    Raises `Problem` when the texts hold too many different characters for that.
    """
    sample = list(texts)
    if len(sample) > LONGEST_SAMPLE:
        sample = random.Random(seed).sample(sample, LONGEST_SAMPLE)
    model = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sample),
            model_writer=model,
            vocab_size=pieces,
            hard_vocab_limit=False,
            character_coverage=COVERAGE,
            pad_id=PAD,
            bos_id=START,
            eos_id=END,
            unk_id=UNKNOWN,
            pad_piece="<pad>",
            num_threads=1,
            minloglevel=2,
        )
    except (RuntimeError, OSError) as error:
        raise Problem(
            f"No vocabulary of {pieces} pieces can be made from these texts.",
            "Choose another number of pieces, or add texts.",
            str(error),
        ) from error
    return model.getvalue()


def read_vocabulary(path: Path) -> bytes:
    """A vocabulary made before. Raises `Problem` for one whose special pieces differ."""
    try:
        content = path.read_bytes()
        ids = _special(sentencepiece.SentencePieceProcessor(model_proto=content))
    except (OSError, RuntimeError) as error:
        raise Problem(
            f"The vocabulary file {path} cannot be read.", "Check its name.", str(error)
        ) from error
    if ids != (PAD, START, END, UNKNOWN):
        raise Problem(
            f"The vocabulary file {path} has other special pieces than this trainer needs: "
            f"padding {PAD}, start {START}, end {END}, unknown {UNKNOWN}.",
            "Let the trainer make one.",
        )
    return content


def _special(processor: sentencepiece.SentencePieceProcessor) -> tuple[int, ...]:
    return (processor.pad_id(), processor.bos_id(), processor.eos_id(), processor.unk_id())


class Pieces:
    """Texts to ids, which the end closes, and back."""

    def __init__(self, model: bytes) -> None:
        self.model = model
        self._processor = sentencepiece.SentencePieceProcessor(model_proto=model)

    @property
    def size(self) -> int:
        """V."""
        return int(self._processor.get_piece_size())

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text."""
        return [[*ids, END] for ids in self._processor.encode(list(texts))]

    def text(self, ids: Sequence[int]) -> str:
        """The text of ids; special pieces give none."""
        return str(self._processor.decode([id for id in ids if id > END]))

    def table(self) -> dict[str, int]:
        """The id of every piece."""
        return {self._processor.id_to_piece(id): id for id in range(self.size)}
