"""The folders that recurrent nets which are trained here are written to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.families.interlinear import TYPE, VOCABULARY, WEIGHTS

if TYPE_CHECKING:
    from torch import Tensor

    from models.nets.recurrent_sizes import RecurrentSizes

TARGET = "decoder.embed_tokens.weight"  # stands for the output layer too where it is tied


@dataclass(frozen=True)
class RecurrentFolder:
    """What a folder says beside the net: the task, languages, ids, and how to search.

    `limit` is how many source pieces it was trained on, `longest` the most target pieces.
    """

    task: str
    source_language: str
    target_language: str
    pad: int
    start: int
    end: int
    beams: int
    longest: int
    limit: int
    vocabulary: bytes


def write_folder(
    folder: Path, tensors: Mapping[str, Tensor], sizes: RecurrentSizes, told: RecurrentFolder
) -> None:
    """Write a checkpoint, its weights in float16; `tensors` are the net's."""
    from safetensors.torch import save_file  # noqa: PLC0415

    kept = {
        name: tensor.half().contiguous()
        for name, tensor in tensors.items()
        if not (sizes.tied and name == TARGET)
    }
    save_file(kept, folder / WEIGHTS, metadata={"format": "pt"})
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
        "limit": told.limit,
    }
    search = {
        "pad_token_id": told.pad,
        "decoder_start_token_id": told.start,
        "eos_token_id": told.end,
        "num_beams": told.beams,
        "max_length": told.longest,
    }
    _write_json(folder / "config.json", values)
    _write_json(folder / "generation_config.json", search)


def _write_json(path: Path, values: Mapping[str, object]) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")
