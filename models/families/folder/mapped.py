"""SentencePiece pairs and models whose ids are in vocab.json: Marian, M2M100."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tokenizers import AddedToken

from models.families.folder.config import read_json
from models.families.folder.language_lists import M2M100, WMT21
from models.families.folder.vocabulary_files import Token, VocabularyFiles, content
from models.messages import Problem
from models.text.mapped_pieces import Added, MappedIds, MappedPieces
from models.text.spm_file import load_processor


def open_marian(files: VocabularyFiles) -> tuple[MappedPieces, MappedPieces]:
    """source.spm and target.spm with vocab.json, and target_vocab.json where they are apart."""
    separate = bool(files.settings.get("separate_vocabs", False))
    source = load_processor(files.path("source.spm"))
    target = load_processor(files.path("target.spm"))
    ids = _read_ids(files.path("vocab.json"))
    named = files.named({"unk_token": "<unk>", "eos_token": "</s>", "pad_token": "<pad>"})
    unknown = content(named.get("unk_token", "<unk>"))
    added, special = _tokens(files, ids, named)

    def table(ids: Mapping[str, int], path: str) -> MappedIds:
        return MappedIds(
            ids=ids,
            names={id: piece for piece, id in ids.items()}
            | {token.id: text for text, token in added.items()},
            added=added,
            special=special,
            unknown=_unknown(ids, unknown, files.folder / path),
            targets=True,
            plain=True,
            gap=" ",
            tight=files.tight,
        )

    reads = MappedPieces(source, source, table(ids, "vocab.json"))
    if not separate:
        return reads, MappedPieces(target, source, table(ids, "vocab.json"))
    target_ids = _read_ids(files.path("target_vocab.json"))
    return reads, MappedPieces(target, target, table(target_ids, "target_vocab.json"))


def open_m2m100(files: VocabularyFiles) -> MappedPieces:
    """sentencepiece.bpe.model with vocab.json, after whose ids those of languages begin."""
    processor = load_processor(files.path("sentencepiece.bpe.model"))
    pieces = _read_ids(files.path("vocab.json"))
    listed = WMT21 if files.settings.get("language_codes") == "wmt21" else M2M100
    languages = {f"__{code}__": id for id, code in enumerate(listed, len(pieces))}
    usual: dict[str, Token] = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    named = files.named({**usual, "pad_token": "<pad>", "unk_token": "<unk>"})
    added, special = _tokens(files, pieces, named)
    table = MappedIds(
        ids=pieces | languages,
        names={id: piece for piece, id in (pieces | languages).items()}
        | {token.id: text for text, token in added.items()},
        added=added,
        special=special,
        unknown=_unknown(
            pieces, content(named.get("unk_token", "<unk>")), files.folder / "vocab.json"
        ),
        tight=files.tight,
    )
    return MappedPieces(processor, processor, table)


def _tokens(
    files: VocabularyFiles, ids: Mapping[str, int], named: Mapping[str, Token]
) -> tuple[dict[str, Added], frozenset[str]]:
    """Tokens that text is searched for, and those never shown; new ones get the next ids."""
    added = {token.content: _added(id, token) for id, token in files.added.items()}
    special = [content(each) for each in (*named.values(), *files.extra(files.additional))]
    if not files.settings.get("split_special_tokens", False):
        following = len({*ids, *added})
        for text in dict.fromkeys(special):
            if text in added:
                continue
            if text not in ids:
                following += 1
            added[text] = Added(ids.get(text, following - 1))
    return added, frozenset(special)


def _added(id: int, token: AddedToken) -> Added:
    return Added(id, takes_left=token.lstrip, takes_right=token.rstrip)


def _read_ids(path: Path) -> dict[str, int]:
    content = read_json(path)
    if content and all(type(id) is int and id >= 0 for id in content.values()):
        return content
    raise Problem(
        f"The vocabulary file {path.name} of the checkpoint {path.parent.name} holds no ids.",
        "Fetch or copy the checkpoint again.",
    )


def _unknown(ids: Mapping[str, int], piece: str, path: Path) -> int:
    if piece in ids:
        return ids[piece]
    raise Problem(
        f"The vocabulary file {path.name} of the checkpoint {path.parent.name} has no {piece}.",
        "Fetch or copy the checkpoint again.",
    )
