"""Writes small recurrent checkpoints in the program's own format."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import sentencepiece
import torch

from models.families.interlinear_own import write_folder
from models.families.own_folder import OwnFolder
from models.nets.recurrent import Recurrent
from models.nets.recurrent_sizes import RecurrentSizes
from models.nets.recurrent_start import build_recurrent
from tests.tiny import SENTENCES

PAD, START, END, UNKNOWN = 0, 1, 2, 3
PIECES = 120
LIMIT = 80
SIZES = RecurrentSizes(PIECES, width=12, hidden=16)
ENDING = 1.0  # how much likelier than other random pieces the end is made


@lru_cache(maxsize=1)
def vocabulary() -> bytes:
    """A SentencePiece model for both sides."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_writer=model,
        vocab_size=PIECES,
        pad_id=PAD,
        bos_id=START,
        eos_id=END,
        unk_id=UNKNOWN,
        pad_piece="<pad>",
        minloglevel=2,
    )
    return model.getvalue()


def told() -> OwnFolder:
    """What a folder says beside the net."""
    return OwnFolder("translation", "en", "pt", PAD, START, END, 2, 60, vocabulary())


def random_net(sizes: RecurrentSizes = SIZES, seed: int = 0) -> Recurrent:
    """A net whose outputs differ and end at some time."""
    torch.manual_seed(seed)
    net = build_recurrent(sizes).eval().requires_grad_(False)
    for parameter in net.parameters():
        parameter.mul_(2)
    net.lm_head.bias[END] += ENDING
    return net


def write(folder: Path, net: Recurrent, **changes: object) -> Path:
    """A checkpoint with that net."""
    folder.mkdir(parents=True)
    about = replace(told(), **changes)  # type: ignore[arg-type]
    write_folder(folder, net.state_dict(), net.sizes, about, LIMIT)
    return folder
