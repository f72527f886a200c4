"""Writes small vocabularies of every family, as `transformers` and the hub lay them out.

Each writer returns the reference's tokenizer, opened from the folder it wrote.
"""

import io
import json
import warnings
from contextlib import contextmanager
from functools import lru_cache

import sentencepiece
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import AutoTokenizer
from transformers.models.m2m_100.tokenization_m2m_100 import (
    FAIRSEQ_LANGUAGE_CODES as M2M100_CODES,
)
from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES as NLLB_CODES

from tests.many_scripts import SENTENCES

MARIAN_TARGETS = (">>deu<<", ">>fra<<", ">>por<<")


@contextmanager
def reference_warnings():
    """Nothing that the reference warns of about itself fails a test."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Recommended: pip install sacremoses")
        warnings.filterwarnings("ignore", "Using the model-agnostic default `max_length`")
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        yield


def reference(folder, kind, **options):
    """The tokenizer of class `kind` in `transformers`, from `folder`."""
    import transformers

    with reference_warnings():
        return getattr(transformers, kind).from_pretrained(folder, **options)


def automatic(folder):
    """What `AutoTokenizer` makes of a folder that has a config.json too."""
    with reference_warnings():
        return AutoTokenizer.from_pretrained(folder)


@lru_cache
def sentence_pieces(
    size=700, kind="unigram", normalizer="nmt_nfkc", fallback=False, specials="plain", part=0
):
    """A SentencePiece model trained on `SENTENCES`, with `part` on every other one."""
    written = io.BytesIO()
    ids = {
        "plain": {},  # <unk> 0, <s> 1, </s> 2
        "t5": {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1},
        "marian": {"eos_id": 0, "unk_id": 1, "bos_id": -1},
    }[specials]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES[part % 2 :: 2] if part else SENTENCES),
        model_writer=written,
        vocab_size=size,
        model_type=kind,
        normalization_rule_name=normalizer,
        byte_fallback=fallback,
        character_coverage=0.985,
        hard_vocab_limit=False,
        minloglevel=2,
        num_threads=1,
        **ids,
    )
    return written.getvalue()


def piece_names(model):
    """All pieces of a SentencePiece model, by id."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [processor.id_to_piece(id) for id in range(processor.get_piece_size())]


def write_json(path, content):
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def added(content, lstrip=False, special=True):
    return {
        "content": content,
        "lstrip": lstrip,
        "normalized": False,
        "rstrip": False,
        "single_word": False,
        "special": special,
    }


def write_marian(folder, separate=False, targets=(), **training):
    """source.spm, target.spm, vocab.json and, when separate, target_vocab.json."""
    folder.mkdir(parents=True, exist_ok=True)
    training = {"specials": "marian", **training}
    source = sentence_pieces(**training, part=1 if separate else 0)
    target = sentence_pieces(**training, part=2 if separate else 0)
    (folder / "source.spm").write_bytes(source)
    (folder / "target.spm").write_bytes(target)
    for path, model in (("vocab.json", source), ("target_vocab.json", target)):
        names = [name for name in piece_names(model) if name not in {"<unk>", "</s>"}]
        names = ["</s>", "<unk>", *sorted(names), *targets, "<pad>"]
        if path == "vocab.json" or separate:
            write_json(folder / path, {name: id for id, name in enumerate(names)})
    settings = {"source_lang": "eng", "target_lang": "fra", "separate_vocabs": separate}
    write_json(folder / "tokenizer_config.json", settings)
    return reference(folder, "MarianTokenizer")


def write_m2m100(folder, **training):
    """vocab.json, sentencepiece.bpe.model and the language tokens, as on the hub."""
    folder.mkdir(parents=True, exist_ok=True)
    model = sentence_pieces(**{"kind": "bpe", **training})
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    names = ["<s>", "<pad>", "</s>", "<unk>", *piece_names(model)[3:]]
    write_json(folder / "vocab.json", {name: id for id, name in enumerate(names)})
    languages = [f"__{code}__" for code in M2M100_CODES["m2m100"]]
    named = {"bos": "<s>", "eos": "</s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>"}
    named = {f"{role}_token": token for role, token in named.items()}
    write_json(
        folder / "special_tokens_map.json", {**named, "additional_special_tokens": languages}
    )
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": "M2M100Tokenizer"})
    return reference(folder, "M2M100Tokenizer", src_lang="en")


def write_nllb(folder, saved=True, **training):
    """sentencepiece.bpe.model; `saved` adds what `save_pretrained` writes."""
    folder.mkdir(parents=True, exist_ok=True)
    model = sentence_pieces(**{"kind": "bpe", **training})
    (folder / "sentencepiece.bpe.model").write_bytes(model)
    first = 4 + len(piece_names(model)) - 3
    tokens = dict(enumerate(map(added, ("<s>", "<pad>", "</s>", "<unk>"))))
    tokens |= {first + n: added(code) for n, code in enumerate(NLLB_CODES)}
    tokens[first + len(NLLB_CODES)] = added("<mask>", lstrip=True)
    settings = {
        "tokenizer_class": "NllbTokenizer",
        "added_tokens_decoder": tokens,
        "additional_special_tokens": NLLB_CODES,
    }
    write_json(folder / "tokenizer_config.json", settings)
    tokenizer = reference(folder, "NllbTokenizer", src_lang="eng_Latn")
    if saved:
        _save(tokenizer, folder)
    return reference(folder, "NllbTokenizer", src_lang="eng_Latn")


def write_mbart(folder, fifty=False, saved=True, **training):
    """sentencepiece.bpe.model of mBART-25 or -50; `saved` as in `write_nllb`."""
    kind = "MBart50Tokenizer" if fifty else "MBartTokenizer"
    return _write_pieces(folder, "sentencepiece.bpe.model", kind, saved, training)


def write_pegasus(folder, saved=True, **training):
    """spiece.model with <pad> and </s> first; `saved` as in `write_nllb`."""
    training = {"specials": "t5", **training}
    return _write_pieces(folder, "spiece.model", "PegasusTokenizer", saved, training)


def write_t5(folder, saved=True, madlad=False, **training):
    """spiece.model of T5, or with MADLAD's order of special pieces; `saved` as above."""
    training = {"specials": "plain" if madlad else "t5", **training}
    return _write_pieces(folder, "spiece.model", "T5Tokenizer", saved, training)


def write_bart(folder, kind="BartTokenizer", saved=True, size=900):
    """Byte-level vocab.json and merges.txt; `saved` adds tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.model.save(str(folder))
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": kind})
    if saved:
        _save(reference(folder, kind), folder)
    return reference(folder, kind)


def write_bert(folder, saved=True, size=900, **settings):
    """vocab.txt of word pieces; `saved` adds tokenizer.json."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES[:-2], trainer)
    tokenizer.model.save(str(folder))
    write_json(
        folder / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", **settings}
    )
    if saved:
        _save(reference(folder, "BertTokenizer"), folder)
    return reference(folder, "BertTokenizer")


def write_tokenizer_json(folder, size=700):
    """A tokenizer.json alone: BPE with byte fallback, which no family's class would build."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]
    )
    tokenizer.decoder = decoders.Sequence(
        [
            decoders.Replace("▁", " "),
            decoders.ByteFallback(),
            decoders.Fuse(),
            decoders.Strip(" ", 1, 0),
        ]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=["<pad>", "</s>", "<unk>"],
        limit_alphabet=150,
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    content = json.loads(tokenizer.to_str())
    vocabulary = content["model"]["vocab"]
    for octet in range(256):
        vocabulary[f"<0x{octet:02X}>"] = len(vocabulary)
    write_json(folder / "tokenizer.json", content)
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
    }
    write_json(folder / "tokenizer_config.json", settings)
    return reference(folder, "PreTrainedTokenizerFast")


def _write_pieces(folder, file, kind, saved, training):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(sentence_pieces(**training))
    write_json(folder / "tokenizer_config.json", {"tokenizer_class": kind})
    if saved:
        _save(reference(folder, kind), folder)
    return reference(folder, kind)


def _save(tokenizer, folder):
    """What 5.x writes: tokenizer.json and its settings, without the older files."""
    for path in folder.iterdir():
        path.unlink()
    with reference_warnings():
        tokenizer.save_pretrained(folder)
