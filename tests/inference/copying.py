"""A T5 checkpoint whose weights are set by hand: it repeats the marked sentence of a text.

Tokens are one-hot codes in the subspaces of the width: TOKEN holds a place's own token, BEFORE
and SECOND the ones one and two places before, OUT what is written next. The encoder brings the
neighbours along by relative positions. The decoder's last layer looks for the place whose two
neighbours before are the last two tokens written, at first for the mark, and copies its token.
Without a mark the end of the text answers, and the output is `NOTHING`. The decoder's first
layer looks everywhere and says nothing of use.
"""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import sentencepiece
import torch
from safetensors.torch import save_file
from torch import Tensor

MARK = "Notice"
NOTHING = "Nothing to report."
NAMES = ("Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Henry")
SYLLABLES = [first + second for first in "bdgklmnprt" for second in "aeiou"]
WORDS = [f"{SYLLABLES[at]}{SYLLABLES[(7 * at + 3) % 50]}" for at in range(50)]

TOKEN, BEFORE, SECOND, OUT = range(4)
HEADS = 2
SHARP = 30.0  # score of one neighbour that fits
END_SHARE = 0.6  # of the mark's score, for the end of a text without one
FAR = 40.0  # bias of the relative position that a head looks at
LOUD = 3.0  # times the score of a copied token: what follows whatever was read
ONE_BEFORE, TWO_BEFORE = 1, 2  # buckets of relative positions
PAD, END, UNKNOWN = 0, 1, 2


def sentence(chance: random.Random) -> str:
    """A name and some words."""
    inside = chance.choices(WORDS, k=chance.randint(4, 6))
    return f"{' '.join([chance.choice(NAMES), *inside])}."


def write_copying(folder: Path, limit: int) -> Path:
    """The whole checkpoint; it reads at most `limit` pieces at once."""
    folder.mkdir(parents=True, exist_ok=True)
    model = _vocabulary()
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    (folder / "spiece.model").write_bytes(model)
    size = processor.get_piece_size()
    (folder / "config.json").write_text(json.dumps(_config(size, limit)), "utf-8")
    found = Copying(size, lambda word: _piece(processor, word)).tensors()
    save_file(
        {name: one.clone().contiguous() for name, one in found.items()},
        folder / "model.safetensors",
    )
    return folder


def _vocabulary() -> bytes:
    chance, written = random.Random(0), io.BytesIO()
    lines = [sentence(chance) for _ in range(500)]
    known = [*WORDS, *NAMES, MARK, *NOTHING.removesuffix(".").split()]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=written,
        vocab_size=len(known) + 40,
        hard_vocab_limit=False,
        user_defined_symbols=[f"▁{word}" for word in known],
        pad_id=PAD,
        eos_id=END,
        unk_id=UNKNOWN,
        bos_id=-1,
        minloglevel=2,
        num_threads=1,
    )
    return written.getvalue()


def _piece(processor: sentencepiece.SentencePieceProcessor, word: str) -> int:
    pieces = processor.encode(word)
    assert len(pieces) == (2 if word.endswith(".") else 1), word
    return int(pieces[-1])


def _config(size: int, limit: int) -> dict[str, object]:
    return {
        "model_type": "t5",
        "architectures": ["T5ForConditionalGeneration"],
        "vocab_size": size,
        "d_model": 4 * size,
        "d_kv": 3 * size,
        "d_ff": 4,
        "num_layers": 1,
        "num_decoder_layers": 2,
        "num_heads": HEADS,
        "n_positions": limit,
        "tie_word_embeddings": False,
        "pad_token_id": PAD,
        "eos_token_id": END,
        "decoder_start_token_id": PAD,
        "task_specific_params": {"summarization": {"prefix": ""}},
    }


class Copying:
    """The tensors, by the names of the published checkpoints."""

    def __init__(self, size: int, piece: Callable[[str], int]) -> None:
        self.size, self.piece = size, piece
        self.width = 4 * size
        assert all(piece(word) for word in (*WORDS, *NAMES, MARK))

    def tensors(self) -> dict[str, Tensor]:
        """All of them."""
        found = {"shared.weight": self._within(torch.eye(self.size), TOKEN).T}
        found["lm_head.weight"] = self._output()
        found |= self._layer("encoder.block.0", 0, "SelfAttention", self._neighbours(2))
        found |= self._feed_forward("encoder.block.0.layer.1")
        found["encoder.final_layer_norm.weight"] = self._norm(3)
        found["decoder.final_layer_norm.weight"] = self._norm(3)
        for stack in ("encoder", "decoder"):
            name = f"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
            found[name] = torch.zeros(32, HEADS)
            found[name][ONE_BEFORE, 0] = found[name][TWO_BEFORE, 1] = FAR
        for layer, (own, cross) in enumerate(
            ((self._neighbours(1), self._everywhere()), (self._silent(), self._copying()))
        ):
            block = f"decoder.block.{layer}"
            found |= self._layer(block, 0, "SelfAttention", own, parts=1 + layer)
            found |= self._layer(block, 1, "EncDecAttention", cross, parts=2)
            found |= self._feed_forward(f"{block}.layer.2")
        return found

    def _norm(self, parts: int) -> Tensor:
        # undoes what the norm does to a vector of that many codes
        return torch.full((self.width,), (parts / self.width) ** 0.5)

    def _within(self, codes: Tensor, part: int) -> Tensor:
        # (n, size) -> (width, n): codes as columns in one subspace
        found = torch.zeros(self.width, len(codes))
        found[part * self.size : (part + 1) * self.size] = codes.T
        return found

    def _matrix(self, *blocks: tuple[int, int, Tensor]) -> Tensor:
        """(HEADS * 3 size, width) with blocks (row in sizes, part, (size, size))."""
        found = torch.zeros(HEADS * 3 * self.size, self.width)
        for row, part, block in blocks:
            rows = slice(row * self.size, (row + 1) * self.size)
            found[rows, part * self.size : (part + 1) * self.size] = block
        return found

    def _neighbours(self, heads: int) -> dict[str, Tensor]:
        # head 0 brings the token before, head 1 the one before that
        eye = torch.eye(self.size)
        parts = ((0, BEFORE), (3, SECOND))[:heads]
        into = self._matrix(*((row, part, eye) for row, part in parts))
        return {
            "v": self._matrix(*((row, TOKEN, eye) for row, _ in parts)),
            "o": into.T,
        }

    def _everywhere(self) -> dict[str, Tensor]:
        eye = torch.eye(self.size)
        into = self._matrix((0, OUT, 0.05 * eye))
        return {"v": self._matrix((0, TOKEN, eye)), "o": into.T}

    def _silent(self) -> dict[str, Tensor]:
        return {}

    def _copying(self) -> dict[str, Tensor]:
        eye, root = torch.eye(self.size), SHARP**0.5
        start = torch.zeros(self.size, self.size)
        start[self.piece(MARK), PAD] = 2 * root
        start[END, PAD] = 2 * root * END_SHARE
        answers = eye.clone()
        answers[END, END] = 0
        answers[self.piece("Nothing"), END] = 1
        return {
            "q": self._matrix(
                (0, TOKEN, root * eye), (1, BEFORE, root * eye), (2, TOKEN, start)
            ),
            "k": self._matrix(
                (0, BEFORE, root * eye), (1, SECOND, root * eye), (2, TOKEN, root * eye)
            ),
            "v": self._matrix((0, TOKEN, answers)),
            "o": self._matrix((0, OUT, eye)).T,
        }

    def _output(self) -> Tensor:
        found = self._within(torch.eye(self.size), OUT).T.clone()
        then = [*map(self.piece, ("Nothing", "to", "report", "report.")), END]
        for token, following in pairwise(then):
            found[following, TOKEN * self.size + token] = LOUD
        return 10 * found

    def _layer(
        self, block: str, number: int, kind: str, given: dict[str, Tensor], parts: int = 1
    ) -> dict[str, Tensor]:
        name = f"{block}.layer.{number}"
        empty = self._matrix()
        found = {
            f"{name}.{kind}.{part}.weight": given.get(part, empty.T if part == "o" else empty)
            for part in "qkvo"
        }
        return {**found, f"{name}.layer_norm.weight": self._norm(parts)}

    def _feed_forward(self, name: str) -> dict[str, Tensor]:
        return {
            f"{name}.DenseReluDense.wi.weight": torch.zeros(4, self.width),
            f"{name}.DenseReluDense.wo.weight": torch.zeros(self.width, 4),
            f"{name}.layer_norm.weight": self._norm(1),
        }
