"""BART, distilBART and Chinese BART (Lewis et al. 2020)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from models.families import bart_like
from models.families.folder.abilities import Abilities
from models.families.folder.config import Config, read_optional_json
from models.families.folder.special_pieces import required
from models.families.hub import Hub

if TYPE_CHECKING:
    from models.model import Directions

TRAITS = bart_like.Traits(
    activation="gelu",
    scaled=False,
    pre_norm=False,
    positions="learned",
    offset=2,
    embedding_norm=True,
)


def uses_word_pieces(config: Config) -> bool:
    """Whether the vocabulary is BERT's, as that of Chinese BART is."""
    settings = read_optional_json(config.folder / "tokenizer_config.json")
    named = str(settings.get("tokenizer_class") or config.values.get("tokenizer_class") or "")
    return named.startswith("Bert") or (config.folder / "vocab.txt").is_file()


def abilities(config: Config) -> Abilities:
    """A summarizer, as all that are used are; of English, or of Chinese with word pieces."""
    language = "zh" if uses_word_pieces(config) else "en"
    return Abilities("summarization", sources=(language,), targets=(language,))


def directions(config: Config, able: Abilities) -> Directions:
    """The one way, with the begin and end tokens that the vocabulary has."""
    from models.families.folder.vocabularies import bert, byte_bpe  # noqa: PLC0415
    from models.families.one_way import one_way  # noqa: PLC0415
    from models.text.framed import Framed  # noqa: PLC0415

    word_pieces = uses_word_pieces(config)
    vocabulary = bert(config.folder) if word_pieces else byte_bpe(config.folder)
    begin, end = (
        required(vocabulary, piece, config.folder)
        for piece in (("[CLS]", "[SEP]") if word_pieces else ("<s>", "</s>"))
    )
    return one_way(Framed(vocabulary, (begin,), (end,)), config, able)


FAMILY = Hub(
    name="bart",
    types=("bart",),
    abilities=abilities,
    build=partial(bart_like.net, traits=TRAITS),
    naming=bart_like.LEARNED_POSITIONS,
    reading=bart_like.reading,
    directions=directions,
).family()
