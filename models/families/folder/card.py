"""A folder's name, licence and size, from its files' names and its model card."""

from __future__ import annotations

import re
from pathlib import Path

from models.families.folder.config import read_json
from models.messages import Problem

WEIGHTS = ("*.safetensors", "pytorch_model*.bin")
FOREIGN_WEIGHTS = ("*.h5", "*.msgpack", "*.ot", "*.onnx", "*.gguf", "*.npz")
USED = (*WEIGHTS, "*.json", "*.model", "*.spm", "*.txt")
VOCABULARIES = ("tokenizer.json", "vocab.json", "vocab.txt", "*.spm", "*.model")
LICENCE = re.compile(r"^licen[sc]e:\s*([^\s#]+)", re.MULTILINE)
CARD_HEAD = 4096  # bytes of a card that hold its metadata


def name_of(folder: Path) -> str:
    """The checkpoint's name: that of the folder, or of the repository in a hub's cache."""
    if folder.parent.name == "snapshots":
        return folder.parent.parent.name.removeprefix("models--")
    return folder.name


def licence_of(folder: Path) -> str:
    """The licence in the card's metadata."""
    path = folder / "README.md"
    if not path.is_file():  # a pipe would never end
        return "see its card"
    try:
        with path.open("rb") as card:
            head = card.read(CARD_HEAD).decode("utf-8", "replace")
    except OSError:
        return "see its card"
    found = LICENCE.search(head.partition("\n---")[0]) if head.startswith("---") else None
    return found[1].strip("'\"") if found else "see its card"


def check_shards(folder: Path) -> None:
    """Raise `Problem` when an index of weights names files that are not there."""
    for index in sorted(folder.glob("*.index.json")):
        places = read_json(index).get("weight_map")
        named = places.values() if isinstance(places, dict) else ()
        missing = sorted({str(name) for name in named if not (folder / str(name)).is_file()})
        if missing:
            raise Problem(
                f"{index.name} of {folder.name} names {missing[0]}, which is not there"
                + (f", and {len(missing) - 1} more." if len(missing) > 1 else "."),
                "Fetch or copy the checkpoint again.",
            )


def check_vocabulary(folder: Path) -> None:
    """Raise `Problem` when no file of a vocabulary is there."""
    if not any(True for pattern in VOCABULARIES for _ in folder.glob(pattern)):
        raise Problem(
            f"The checkpoint {folder.name} has no vocabulary: none of "
            f"{', '.join(VOCABULARIES)} is there.",
            "Fetch or copy the checkpoint again.",
        )


def size_of(folder: Path) -> int:
    """Bytes of the files a checkpoint needs. Raises `Problem` when there are no weights."""
    check_shards(folder)
    if not any(True for pattern in WEIGHTS for _ in folder.glob(pattern)):
        foreign = [path.name for pattern in FOREIGN_WEIGHTS for path in folder.glob(pattern)]
        others = f", only those of other frameworks ({foreign[0]})" if foreign else ""
        raise Problem(
            f"The checkpoint {folder.name} has no weights{others}.",
            "Fetch model.safetensors or pytorch_model.bin into its folder.",
        )
    files = {path for pattern in USED for path in folder.glob(pattern)}
    return sum(path.stat().st_size for path in files if path.is_file())
