"""The folders that recurrent nets which are trained here are written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from models.families.interlinear import TYPE, VOCABULARY
from models.families.own_folder import OwnFolder, write_json, write_weights

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.recurrent_sizes import RecurrentSizes

TARGET = "decoder.embed_tokens.weight"  # stands for the output layer too where it is tied


def write_folder(
    folder: Path,
    tensors: Mapping[str, Tensor],
    sizes: RecurrentSizes,
    told: OwnFolder,
    limit: int,
) -> None:
    """Write a checkpoint, its weights in float16; `tensors` are the net's.

    `limit` is how many source pieces it was trained on.
    """
    tied = {TARGET} if sizes.tied else set()
    write_weights(folder, {name: tensors[name] for name in tensors if name not in tied})
    (folder / VOCABULARY).write_bytes(told.vocabulary)
    values = {
        "model_type": TYPE,
        **asdict(sizes),
        "task": told.task,
        "source_language": told.source_language,
        "target_language": told.target_language,
        "pad": told.pad,
        "start": told.start,
        "end": told.end,
        "limit": limit,
    }
    write_json(folder / "config.json", values)
    write_json(folder / "generation_config.json", told.search())
