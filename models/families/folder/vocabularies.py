"""The vocabulary of a checkpoint's folder, as `transformers` 5 would open it.

Each function is for one family and takes newer folders, with a tokenizer.json, and older ones.
Where the folder's settings name another kind of vocabulary, that one is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from models.families.folder import vocabulary_kinds as kinds
from models.families.folder.mapped import open_m2m100, open_marian
from models.families.folder.vocabulary_files import VocabularyFiles
from models.text.vocabulary import Vocabulary

Kind = Callable[[VocabularyFiles], Vocabulary]

# By the class that a folder's settings name.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "NllbTokenizer": kinds.nllb,
        "MBartTokenizer": kinds.mbart,
        "MBart50Tokenizer": kinds.mbart50,
        "PegasusTokenizer": kinds.pegasus,
        "T5Tokenizer": kinds.t5,
        "BartTokenizer": kinds.byte_bpe,
        "LEDTokenizer": kinds.byte_bpe,
        "RobertaTokenizer": kinds.byte_bpe,
        "BertTokenizer": kinds.bert,
    }
)


def marian(folder: Path) -> tuple[Vocabulary, Vocabulary]:
    """The vocabularies of source and target: source.spm, target.spm, vocab.json."""
    return open_marian(VocabularyFiles.of(folder))


def m2m100(folder: Path) -> Vocabulary:
    """M2M100 and small100: sentencepiece.bpe.model, vocab.json and languages after them."""
    return open_m2m100(VocabularyFiles.of(folder))


def nllb(folder: Path) -> Vocabulary:
    """NLLB-200: pieces and languages of tokenizer.json or sentencepiece.bpe.model."""
    return _open(folder, kinds.nllb)


def mbart(folder: Path) -> Vocabulary:
    """The mBART of 25 or of 50 languages."""
    return _open(folder, kinds.mbart)


def pegasus(folder: Path) -> Vocabulary:
    """Pegasus: ids begin after tokens of its training."""
    return _open(folder, kinds.pegasus)


def t5(folder: Path) -> Vocabulary:
    """T5, mT5 and MADLAD."""
    return _open(folder, kinds.t5)


def byte_bpe(folder: Path) -> Vocabulary:
    """BART and LED: every text has pieces."""
    return _open(folder, kinds.byte_bpe)


def bert(folder: Path) -> Vocabulary:
    """BERT's words and their ends."""
    return _open(folder, kinds.bert)


def tokenizer_json(folder: Path) -> Vocabulary:
    """Any tokenizer.json, as it stands."""
    return kinds.whole(VocabularyFiles.of(folder))


def _open(folder: Path, usual: Kind) -> Vocabulary:
    files = VocabularyFiles.of(folder)
    named = files.name
    if files.pipeline is not None and named and named not in KINDS:
        return kinds.whole(files)
    return KINDS.get(named, usual)(files)
