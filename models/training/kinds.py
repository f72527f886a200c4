"""The kinds of nets that can be trained: how each is made, where it drops, how it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from torch import Tensor, nn

from models.families import interlinear_own, marian_own
from models.families.own_folder import OwnFolder
from models.nets import Head, Memory, Net
from models.nets.recurrent_sizes import RecurrentSizes
from models.nets.recurrent_start import build_recurrent
from models.training.config import Config, RecurrentNet, TransformerNet
from models.training.fresh import materialize
from models.training.vocabulary import END, PAD, START, Pieces


class Trainable(Net, Protocol):
    """A net whose states have gradients."""

    def states(
        self, memory: Memory, start: int, target: Tensor, watch: Head | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """What the output layer is given, (B, T, D); row t predicts target piece t.

        Beside it the weights (B, T, S) of a watched head, if the net attends.
        """
        ...


@dataclass(frozen=True)
class Learner:
    """A net to be trained: as a net, as a module, and how a folder is made of its tensors.

    `dropped` are the last names of the submodules whose output is dropped in part, `guided` is
    the head that is taught where to look.
    """

    net: Trainable
    module: nn.Module
    dropped: tuple[str, ...]
    write: Callable[[Path, Mapping[str, Tensor]], None]
    guided: Head | None = None


def new_learner(config: Config, pieces: Pieces) -> Learner:
    """A net with random weights."""
    if isinstance(config.net, TransformerNet):
        return _transformer(config, config.net, pieces)
    return _recurrent(config, config.net, pieces)


def _transformer(config: Config, own: TransformerNet, pieces: Pieces) -> Learner:
    guided = _guided(config, own.decoder_layers - 1)
    sizes = marian_own.MarianSizes(
        vocabulary=pieces.size,
        encoder_layers=own.encoder_layers,
        decoder_layers=own.decoder_layers,
        width=own.width,
        heads=own.heads,
        inner=own.inner,
        places=own.places,
        activation=own.activation,
        guided=guided,
    )
    told = _told(config, pieces)
    net = marian_own.new_net(sizes)
    materialize(net)
    table = net.encoder.embed_tokens.weight
    net.decoder.embed_tokens.weight = net.lm_head.weight = table

    def write(folder: Path, tensors: Mapping[str, Tensor]) -> None:
        marian_own.write_folder(folder, tensors, sizes, told, pieces.table())

    return Learner(net, net, ("embed_tokens", "out_proj", "fc2"), write, guided)


def _guided(config: Config, layer: int) -> Head | None:
    return None if config.training.guided == "none" else Head(layer, 0)


def _told(config: Config, pieces: Pieces) -> OwnFolder:
    return OwnFolder(
        task=config.task,
        source_language=config.source_language,
        target_language=config.target_language,
        pad=PAD,
        start=START,
        end=END,
        beams=config.output.beams,
        longest=config.output.longest,
        vocabulary=pieces.model,
    )


def _recurrent(config: Config, own: RecurrentNet, pieces: Pieces) -> Learner:
    sizes = RecurrentSizes(
        vocabulary=pieces.size,
        width=own.width,
        hidden=own.hidden,
        cell=own.cell,
        encoder_layers=own.encoder_layers,
        decoder_layers=own.decoder_layers,
        attention=own.attention,
        heads=own.heads,
        hard=own.hard,
        input_feeding=own.input_feeding,
    )
    told = _told(config, pieces)
    net = build_recurrent(sizes)

    def write(folder: Path, tensors: Mapping[str, Tensor]) -> None:
        interlinear_own.write_folder(folder, tensors, sizes, told, config.data.longest)

    return Learner(net, net, (), write, _guided(config, 0))
