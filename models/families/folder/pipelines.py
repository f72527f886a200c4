"""Pipelines of the `tokenizers` library, built from a family's own vocabulary files.

`transformers` 5 builds normalizer, splitter and decoder anew for most families, whatever
tokenizer.json says of them: only its vocabulary, merges and normalizer table count.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
)

from models.families.folder.vocabulary_files import PIPELINE, VocabularyFiles
from models.messages import Problem
from models.text.spans import BLANK
from models.text.spm_file import SpmPieces, read_pieces

Scored = list[tuple[str, float]]


@dataclass(frozen=True)
class Pieces:
    """Scored pieces by id, the normalizer's table, and tokens that no text is split into.

    `tokens` is None where the files beside the pieces say which these are.
    """

    scored: Scored
    table: normalizers.Precompiled | None
    tokens: tuple[AddedToken, ...] | None = None


def read_scored(
    files: VocabularyFiles, file: str, laid_out: Callable[[Scored], Scored]
) -> Pieces:
    """The pieces of tokenizer.json, else of a SentencePiece file as `laid_out` puts them."""
    if files.pipeline is not None:
        with building(files.folder / PIPELINE):
            vocabulary = files.pipeline["model"]["vocab"]
            scored = [(str(piece), float(score)) for piece, score in vocabulary]
            return Pieces(scored, _table(_characters(files.pipeline)))
    path = files.path(file)
    found = read_pieces(path)
    with building(path):
        return Pieces(laid_out(found.scored), _table(found.characters), _tokens(found))


def unigram(pieces: Pieces, unknown: int, path: Path) -> Tokenizer:
    """A pipeline that takes the likeliest pieces (Kudo 2018)."""
    with building(path):
        tokenizer = Tokenizer(
            models.Unigram(pieces.scored, unk_id=unknown, byte_fallback=False)
        )
    tokenizer.decoder = decoders.Metaspace(replacement=BLANK, prepend_scheme="always")
    return tokenizer


def read_merged(files: VocabularyFiles, file: str, first: Sequence[str]) -> Tokenizer:
    """A pipeline that merges pairs; ids of a SentencePiece file begin with `first`."""
    source = files.folder / PIPELINE
    if files.pipeline is not None:
        with building(source):
            vocabulary, merges = _merged(files.pipeline)
            characters = _characters(files.pipeline)
    else:
        source = files.path(file)
        found = read_pieces(source)
        names = [name for name, _ in found.scored]
        merges, characters = _merges_into(names), found.characters
        order = dict.fromkeys([*first, *names])
        vocabulary = {name: id for id, name in enumerate(order)}
    with building(source):
        model = models.BPE(vocabulary, merges, unk_token=first[-1], fuse_unk=True)
        tokenizer = Tokenizer(model)
        table = _table(characters)
    if table is not None:
        tokenizer.normalizer = normalizers.Sequence([table, fewer_blanks()])
    tokenizer.pre_tokenizer = marked_words()
    tokenizer.decoder = decoders.Metaspace(replacement=BLANK, prepend_scheme="always")
    return tokenizer


def read_bytes(files: VocabularyFiles) -> Tokenizer:
    """A pipeline that merges bytes (Radford et al. 2019), from tokenizer.json or two files."""
    source = files.folder / PIPELINE
    if files.pipeline is not None:
        with building(source):
            vocabulary, merges = _merged(files.pipeline)
    else:
        source, pairs = files.path("vocab.json"), files.path("merges.txt")
        with building(source):
            vocabulary, merges = models.BPE.read_file(str(source), str(pairs))
    with building(source):
        model = models.BPE(
            vocabulary, merges, continuing_subword_prefix="", end_of_word_suffix=""
        )
        tokenizer = Tokenizer(model)
    first = bool(files.settings.get("add_prefix_space", False))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=first)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def read_words(files: VocabularyFiles, unknown: str) -> Tokenizer:
    """A pipeline of words and their ends (BERT: Devlin et al. 2019)."""
    source = files.folder / PIPELINE
    if files.pipeline is not None:
        with building(source):
            vocabulary = dict(files.pipeline["model"]["vocab"])
    else:
        source = files.path("vocab.txt")
        with building(source):
            vocabulary = models.WordPiece.read_file(str(source))
    with building(source):
        tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=unknown))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True,
        handle_chinese_chars=bool(files.settings.get("tokenize_chinese_chars", True)),
        strip_accents=files.settings.get("strip_accents"),
        lowercase=bool(files.settings.get("do_lower_case", True)),
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    return tokenizer


def marked_words(apart: bool = False) -> pre_tokenizers.PreTokenizer:
    """Words with a sign for the blank before each; `apart`: of many blanks none is kept."""
    marking = pre_tokenizers.Metaspace(replacement=BLANK, prepend_scheme="always", split=True)
    if not apart:
        return marking
    return pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), marking])


def fewer_blanks() -> normalizers.Normalizer:
    """One blank for several."""
    return normalizers.Replace(Regex(" {2,}"), " ")


@contextmanager
def building(path: Path) -> Iterator[None]:
    """Whatever the library makes of a damaged file becomes a `Problem` that names the file."""
    try:
        yield
    except Problem:
        raise
    except Exception as error:  # the library raises no narrower one
        raise Problem(
            f"The vocabulary file {path.name} of the checkpoint {path.parent.name} is damaged.",
            "Fetch or copy the checkpoint again.",
            f"{path}: {error!r}",
        ) from error


def _tokens(found: SpmPieces) -> tuple[AddedToken, ...]:
    return tuple(
        AddedToken(name, normalized=False, special=control) for name, control in found.marked
    )


def _merged(content: Mapping[str, Any]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges of a tokenizer.json; older ones write a merge as one string."""
    merges = []
    for merge in content["model"]["merges"]:
        left, right = merge.split(" ") if isinstance(merge, str) else merge
        merges.append((left, right))
    return content["model"]["vocab"], merges


def _merges_into(names: Sequence[str]) -> list[tuple[str, str]]:
    """All ways to put each piece together from two others, the first pieces first."""
    known = frozenset(names)
    return [
        (name[:at], name[at:])
        for name in names
        for at in range(1, len(name))
        if name[:at] in known and name[at:] in known
    ]


def _table(characters: bytes) -> normalizers.Precompiled | None:
    return normalizers.Precompiled(characters) if characters else None


def _characters(content: Mapping[str, Any]) -> bytes:
    """The table of the first compiled normalizer in a tokenizer.json, empty without one."""
    stated = content.get("normalizer") or {}
    steps = stated.get("normalizers", ()) if stated.get("type") == "Sequence" else (stated,)
    for step in steps:
        if step.get("type") == "Precompiled" and "precompiled_charsmap" in step:
            return base64.b64decode(step["precompiled_charsmap"])
    return b""
