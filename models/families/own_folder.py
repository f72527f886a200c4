"""What is alike in all folders that nets which are trained here are written to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

WEIGHTS = "model.safetensors"


@dataclass(frozen=True)
class OwnFolder:
    """What a folder says beside the net: the task, languages, ids, and how to search.

    `longest` is the most target pieces, `vocabulary` a SentencePiece model.
    """

    task: str
    source_language: str
    target_language: str
    pad: int
    start: int
    end: int
    beams: int
    longest: int
    vocabulary: bytes

    def search(self) -> dict[str, object]:
        """The ids and how to search, as generation_config.json says it."""
        return {
            "pad_token_id": self.pad,
            "decoder_start_token_id": self.start,
            "eos_token_id": self.end,
            "num_beams": self.beams,
            "max_length": self.longest,
        }


def write_weights(folder: Path, tensors: Mapping[str, Tensor]) -> None:
    """Write tensors in float16."""
    from safetensors.torch import save_file  # noqa: PLC0415

    kept = {name: tensor.half().contiguous() for name, tensor in tensors.items()}
    save_file(kept, folder / WEIGHTS, metadata={"format": "pt"})


def write_json(path: Path, values: Mapping[str, object]) -> None:
    """Write a configuration as people read it."""
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", "utf-8")
