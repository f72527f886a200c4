"""Which files of a repository a checkpoint needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from models.hub.names import FILE
from models.messages import Problem

CONFIGURATION = "config.json"
VOCABULARIES = frozenset(
    {"tokenizer.json", "vocab.json", "vocab.txt", "source.spm", "target.spm"}
    | {"spiece.model", "sentencepiece.bpe.model"}
)
BESIDES = frozenset(
    {"generation_config.json", "tokenizer_config.json", "special_tokens_map.json"}
    | {"added_tokens.json", "target_vocab.json", "merges.txt", "README.md"}
)
WEIGHTS = (("model", "safetensors"), ("pytorch_model", "bin"))  # the first found is taken
FOREIGN = (".h5", ".msgpack", ".ot", ".onnx", ".gguf", ".npz", ".tflite", ".mlmodel")
ANOTHER = "Choose another checkpoint."


def choose(repo: str, names: Collection[str]) -> tuple[str, ...]:
    """The files to fetch, small ones first. Raises `Problem` when they make no checkpoint."""
    listed = {name for name in names if FILE.fullmatch(name)}
    if CONFIGURATION not in listed:
        raise Problem(f"{repo} has no {CONFIGURATION}.", ANOTHER)
    weights = _weights(listed)
    if not weights:
        raise _no_weights(repo, names)
    vocabularies = listed & VOCABULARIES
    if not vocabularies:
        raise Problem(f"{repo} has no vocabulary that this program reads.", ANOTHER)
    return (*sorted({CONFIGURATION} | vocabularies | (listed & BESIDES)), *weights)


def _weights(listed: Collection[str]) -> tuple[str, ...]:
    for stem, ending in WEIGHTS:
        single, index = f"{stem}.{ending}", f"{stem}.{ending}.index.json"
        if single in listed:
            return (single,)
        if index in listed:
            for shards in _sets(stem, ending, listed):
                return (index, *shards)
    return ()


def _sets(stem: str, ending: str, listed: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Sets of shards of which none is missing."""
    shard = re.compile(rf"{stem}-\d{{5}}-of-(\d{{5}})\.{ending}")
    counts = {found[1] for found in map(shard.fullmatch, listed) if found}
    for count in sorted(counts):
        shards = tuple(
            f"{stem}-{number:05}-of-{count}.{ending}" for number in range(1, int(count) + 1)
        )
        if set(shards) <= set(listed):
            yield shards


def _no_weights(repo: str, names: Collection[str]) -> Problem:
    foreign = sorted(name for name in names if name.endswith(FOREIGN))
    others = f", only those of other frameworks ({foreign[0]})" if foreign else ""
    return Problem(f"{repo} has no weights that this program reads{others}.", ANOTHER)
