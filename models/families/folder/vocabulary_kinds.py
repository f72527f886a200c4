"""One function for each kind of vocabulary: what its files are made into.

Token ids, the order in which tokens are added and what normalizes a text are those of
`transformers` 5, which reads the same files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tokenizers import AddedToken, Regex, Tokenizer, normalizers

from models.families.folder.language_lists import MBART_25, MBART_50, NLLB
from models.families.folder.pipelines import (
    Pieces,
    Scored,
    building,
    fewer_blanks,
    marked_words,
    read_bytes,
    read_merged,
    read_scored,
    read_words,
    unigram,
)
from models.families.folder.vocabulary_files import (
    PIPELINE,
    Token,
    VocabularyFiles,
    content,
    register,
)
from models.text.pipeline_pieces import PipelinePieces

_SPM, _SHORT_SPM = "sentencepiece.bpe.model", "spiece.model"
_USUAL: Mapping[str, Token] = MappingProxyType(
    {
        **{"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>"},
        **{"sep_token": "</s>", "pad_token": "<pad>", "cls_token": "<s>"},
    }
)
_BERT: Mapping[str, Token] = MappingProxyType(
    {
        **{"unk_token": "[UNK]", "sep_token": "[SEP]", "pad_token": "[PAD]"},
        **{"cls_token": "[CLS]", "mask_token": "[MASK]"},
    }
)


def whole(files: VocabularyFiles) -> PipelinePieces:
    """A tokenizer.json as it stands."""
    path = files.path(PIPELINE)
    with building(path):
        tokenizer = Tokenizer.from_file(str(path))
    named = files.named({})
    register(tokenizer, files, named, files.extra(files.additional))
    unknown = named.get("unk_token") or getattr(tokenizer.model, "unk_token", None)
    if unknown is None:
        stated = (files.pipeline or {}).get("model", {}).get("unk_id")
        return _finished(tokenizer, files, -1 if stated is None else int(stated))
    return _finished(tokenizer, files, _id_of(tokenizer, unknown))


def nllb(files: VocabularyFiles) -> PipelinePieces:
    """NLLB: four tokens, the pieces, the languages, the mask."""
    mask = _mask(files, normalized=True)
    named = files.named({**_USUAL, "mask_token": mask})
    first = _first_four(named)
    tokenizer = read_merged(files, _SPM, first)
    if files.added or files.pipeline is not None:
        register(tokenizer, files, named, files.extra(files.additional or NLLB))
    else:
        # From pieces alone the reference puts the mask first, and every language one too far.
        last = {"mask_token": named.pop("mask_token", mask)}
        register(tokenizer, files, named, NLLB)
        register(tokenizer, files, last, files.extra(()))
    return _finished(tokenizer, files, _id_of(tokenizer, first[-1]))


def mbart(files: VocabularyFiles) -> PipelinePieces:
    """The mBART of 25 languages: no normalizer, and of several blanks none is kept."""
    named = files.named({**_USUAL, "mask_token": _mask(files)})
    pieces = read_scored(files, _SPM, lambda scored: _with_languages(scored, named, MBART_25))
    tokenizer = unigram(pieces, 3, files.folder / PIPELINE)
    tokenizer.pre_tokenizer = marked_words(apart=True)
    listed = files.additional if pieces.tokens is None else pieces.tokens
    register(tokenizer, files, named, files.extra([*MBART_25, *listed]))
    return _finished(tokenizer, files, 3)


def mbart50(files: VocabularyFiles) -> PipelinePieces:
    """The mBART of 50 languages."""
    named = files.named({**_USUAL, "mask_token": _mask(files)})
    pieces = read_scored(files, _SPM, lambda scored: _with_languages(scored, named, MBART_50))
    if {name for name, _ in pieces.scored}.isdisjoint(MBART_50):
        scored = _with_languages(pieces.scored, named, MBART_50)
        pieces = Pieces(scored, pieces.table, pieces.tokens)
    tokenizer = unigram(pieces, 3, files.folder / PIPELINE)
    steps = [pieces.table] if pieces.table else []
    tokenizer.normalizer = normalizers.Sequence([*steps, fewer_blanks()])
    tokenizer.pre_tokenizer = marked_words()
    listed = files.additional if pieces.tokens is None else pieces.tokens
    register(tokenizer, files, named, files.extra([*listed, *MBART_50]))
    return _finished(tokenizer, files, 3)


def pegasus(files: VocabularyFiles) -> PipelinePieces:
    """Pegasus: pad, end, two masks and `<unk_2>`...; then the pieces, 103 ids later."""
    sentence_mask = files.settings.get("mask_token_sent", "<mask_1>")
    roles: dict[str, Token] = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    named = files.named({**roles, "mask_token": "<mask_2>"})
    fillers = [f"<unk_{n}>" for n in range(2, files.count("offset", 103))]

    def laid_out(scored: Scored) -> Scored:
        first = [named.get("pad_token"), named.get("eos_token"), sentence_mask]
        heads = [content(token) for token in (*first, named.get("mask_token")) if token]
        return [
            *((token, 0.0) for token in dict.fromkeys(heads)),
            *((token, -100.0) for token in fillers),
            *scored[2:],
        ]

    pieces = read_scored(files, _SHORT_SPM, laid_out)
    unknown = _index(pieces.scored, content(named.get("unk_token", "<unk>")), files)
    tokenizer = unigram(pieces, unknown, files.folder / PIPELINE)
    one_line = normalizers.Replace(Regex("\n"), " ")
    first = pieces.table or one_line
    tokenizer.normalizer = normalizers.Sequence([first, fewer_blanks()])
    tokenizer.pre_tokenizer = marked_words()
    masks = [] if not sentence_mask or sentence_mask in files.additional else [sentence_mask]
    register(tokenizer, files, named, files.extra([*masks, *fillers]))
    return _finished(tokenizer, files, unknown)


def t5(files: VocabularyFiles) -> PipelinePieces:
    """T5: the pieces, then sentinels with the last one first."""
    count = files.count("extra_ids", 100)
    sentinels = [f"<extra_id_{n}>" for n in range(count)]
    pieces = read_scored(
        files,
        _SHORT_SPM,
        lambda scored: [*scored, *((token, 0.0) for token in reversed(sentinels))],
    )
    # The reference has this id also where it is another piece, as in MADLAD.
    unknown = 2
    tokenizer = unigram(pieces, unknown, files.folder / PIPELINE)
    if pieces.table:
        tokenizer.normalizer = pieces.table
    tokenizer.pre_tokenizer = marked_words(apart=True)
    listed = files.additional if pieces.tokens is None else list(pieces.tokens)
    if not any("<extra_id_" in content(token) for token in listed):
        listed += sentinels
    named = files.named({"eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"})
    register(tokenizer, files, named, files.extra(listed))
    return _finished(tokenizer, files, unknown)


def byte_bpe(files: VocabularyFiles) -> PipelinePieces:
    """BART's bytes."""
    named = files.named({**_USUAL, "mask_token": "<mask>"})
    tokenizer = read_bytes(files)
    register(tokenizer, files, named, files.extra(files.additional))
    return _finished(tokenizer, files, _id_of(tokenizer, named.get("unk_token", "<unk>")))


def bert(files: VocabularyFiles) -> PipelinePieces:
    """BERT's words and their ends."""
    named = files.named(_BERT)
    unknown = content(named.get("unk_token", "[UNK]"))
    tokenizer = read_words(files, unknown)
    register(tokenizer, files, named, files.extra(files.additional))
    return _finished(tokenizer, files, _id_of(tokenizer, unknown))


def _finished(tokenizer: Tokenizer, files: VocabularyFiles, unknown: int) -> PipelinePieces:
    merges = type(tokenizer.model).__name__ == "BPE"
    # The reference does not tighten what such a vocabulary wrote unless it is forced to.
    forced = "clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output"
    tight = files.tight and (not merges or bool(files.settings.get(forced)))
    return PipelinePieces(tokenizer, unknown, tight)


def _id_of(tokenizer: Tokenizer, token: Token) -> int:
    found = tokenizer.token_to_id(content(token))
    return -1 if found is None else int(found)


def _index(scored: Scored, piece: str, files: VocabularyFiles) -> int:
    with building(files.folder / PIPELINE):
        return [name for name, _ in scored].index(piece, 1)


def _mask(files: VocabularyFiles, normalized: bool = False) -> Token:
    """The mask takes the blanks before it, where the files do not say what it does."""
    found: Token = files.settings.get("mask_token") or "<mask>"
    if isinstance(found, str):
        return AddedToken(found, lstrip=True, special=True, normalized=normalized)
    return found


def _with_languages(
    scored: Scored, named: Mapping[str, Token], languages: Sequence[str]
) -> Scored:
    """Four tokens in the place of the first three, and languages and the mask at the end."""
    last = [*languages, content(named.get("mask_token", "<mask>"))]
    heads = ((name, 0.0) for name in _first_four(named))
    return [*heads, *scored[3:], *((name, 0.0) for name in last)]


def _first_four(named: Mapping[str, Token]) -> list[str]:
    roles = ("bos_token", "pad_token", "eos_token", "unk_token")
    return [content(named.get(role, _USUAL[role])) for role in roles]
