"""Families in Hugging Face's folder format: what all of them share.

Such a folder holds config.json, usually generation_config.json, weights as safetensors or .bin,
and a vocabulary. A family of them brings a `Hub` record; describing and opening is done here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.families.anatomy import SCALED, Anatomy, transformer
from models.families.family import Family, Setting
from models.families.folder.abilities import Abilities
from models.families.folder.card import check_vocabulary, licence_of, name_of, size_of
from models.families.folder.config import Config
from models.messages import Checkpoint, Problem
from models.naming import Naming
from models.reading import Reading

if TYPE_CHECKING:
    from torch import nn

    from models.model import Directions, Model
    from models.nets import Head


def no_guided_head(config: Config) -> Head | None:
    """What holds for checkpoints of other projects: none was trained on alignments."""
    del config
    return None


# Classes of the reference that write text from text, or are the bare net of one that does.
WRITER = re.compile(r".*(?:ForConditionalGeneration|MTModel)|(?!.*(?:En|De)coderModel).*Model")


@dataclass(frozen=True)
class Hub:
    """A family in Hugging Face's format.

    `types` are the values of `model_type`. `abilities` reads small files only; `build` makes
    the net on the meta device; `directions` opens the vocabularies. Each may raise `Problem`.
    What is no Transformer brings an `anatomy` and a `summary` of its own. `guided` finds the
    head that was trained on alignments.
    """

    name: str
    types: tuple[str, ...]
    abilities: Callable[[Config], Abilities]
    build: Callable[[Config], nn.Module]
    naming: Naming
    reading: Callable[[Config], Reading]
    directions: Callable[[Config, Abilities], Directions]
    half: bool = True
    attention: str = SCALED
    anatomy: Callable[[Config], Anatomy] | None = None
    summary: Callable[[Config], str] | None = None
    guided: Callable[[Config], Head | None] = no_guided_head

    def family(self) -> Family:
        """The record for the table of families."""
        return Family(self.name, self.recognises, self.describe, self.load, self.half)

    def recognises(self, folder: Path) -> bool:
        """Whether config.json names one of the types."""
        return (folder / "config.json").is_file() and Config.of(folder).type in self.types

    def describe(self, folder: Path) -> Checkpoint:
        """See `Family`."""
        config = Config.of(folder)
        check_architecture(config)
        check_vocabulary(folder)
        abilities = self.abilities(config)
        return Checkpoint(
            id=name_of(folder),
            name=name_of(folder).rpartition("--")[2],
            family=self.name,
            task=abilities.task,
            pairs=abilities.pairs,
            sources=abilities.sources,
            targets=abilities.targets,
            path=folder,
            bytes=size_of(folder),
            licence=licence_of(folder),
            summary=(self.summary or summary)(config),
            presets=abilities.presets,
            anatomy=self._anatomy(config),
            one_line=abilities.one_line,
        )

    def _anatomy(self, config: Config) -> Anatomy:
        if self.anatomy is not None:
            return self.anatomy(config)
        return transformer(config, self.name, self.attention)

    def load(self, checkpoint: Checkpoint, setting: Setting) -> Model:
        """See `Family`."""
        from models.families.hub_model import open_model  # noqa: PLC0415

        return open_model(self, checkpoint, setting)


def check_architecture(config: Config) -> None:
    """Raise `Problem` for a net that has been given another head, a classifier for example."""
    named = config.values.get("architectures")
    first = str(named[0]) if isinstance(named, list) and named else "Model"
    if not WRITER.fullmatch(first):
        raise Problem(
            f"The checkpoint {config.folder.name} is a {first}, which does not write text "
            "from text.",
            "Choose a checkpoint for translation or summarization.",
        )


def summary(config: Config) -> str:
    """The size of the net in words."""
    values = config.values
    encoder = values.get("encoder_layers", values.get("num_layers"))
    decoder = values.get("decoder_layers", values.get("num_decoder_layers") or encoder)
    heads = values.get("encoder_attention_heads", values.get("num_heads"))
    return (
        f"{config.type} Transformer: {encoder} layers in, {decoder} out, "
        f"width {values.get('d_model')}, {heads} heads"
    )
