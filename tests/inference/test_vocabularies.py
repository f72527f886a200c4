"""Vocabularies give the reference's ids and texts, and spans that slice the source."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from unicodedata import category

import pytest

from models.families.folder import vocabularies
from models.text.vocabulary import Vocabulary
from tests import vocabularies as writers
from tests.many_scripts import lines

LINES = lines(2000)
KINDS = {
    "marian": (
        partial(writers.write_marian, targets=writers.MARIAN_TARGETS),
        vocabularies.marian,
    ),
    "marian, two vocabularies": (
        partial(writers.write_marian, separate=True, kind="bpe", normalizer="identity"),
        vocabularies.marian,
    ),
    "m2m100": (writers.write_m2m100, vocabularies.m2m100),
    "m2m100, bytes": (
        partial(writers.write_m2m100, fallback=True, size=1000),
        vocabularies.m2m100,
    ),
    "nllb": (writers.write_nllb, vocabularies.nllb),
    "nllb, pieces": (
        partial(writers.write_nllb, saved=False, normalizer="identity"),
        vocabularies.nllb,
    ),
    "mbart": (writers.write_mbart, vocabularies.mbart),
    "mbart, pieces": (partial(writers.write_mbart, saved=False), vocabularies.mbart),
    "mbart-50": (partial(writers.write_mbart, fifty=True), vocabularies.mbart),
    "mbart-50, pieces": (
        partial(writers.write_mbart, fifty=True, saved=False),
        vocabularies.mbart,
    ),
    "pegasus": (writers.write_pegasus, vocabularies.pegasus),
    "pegasus, pieces": (
        partial(writers.write_pegasus, saved=False, normalizer="identity"),
        vocabularies.pegasus,
    ),
    "t5": (writers.write_t5, vocabularies.t5),
    "t5, pieces": (
        partial(writers.write_t5, saved=False, normalizer="identity"),
        vocabularies.t5,
    ),
    "madlad": (
        partial(writers.write_t5, madlad=True, fallback=True, size=900),
        vocabularies.t5,
    ),
    "bart": (writers.write_bart, vocabularies.byte_bpe),
    "led, two files": (
        partial(writers.write_bart, kind="LEDTokenizer", saved=False),
        vocabularies.byte_bpe,
    ),
    "bert": (writers.write_bert, vocabularies.bert),
    "bert, words": (
        partial(
            writers.write_bert,
            saved=False,
            do_lower_case=False,
            clean_up_tokenization_spaces=True,
        ),
        vocabularies.byte_bpe,  # the settings name BERT's class
    ),
    "tokenizer.json": (writers.write_tokenizer_json, vocabularies.tokenizer_json),
}


@dataclass(frozen=True)
class Opened:
    """One kind, opened by the reference and by us, with the reference's ids of `LINES`."""

    reference: Any
    source: Vocabulary
    target: Vocabulary
    ids: list[list[int]]
    target_ids: list[list[int]]


@pytest.fixture(scope="module", params=KINDS)
def opened(request, tmp_path_factory):
    write, open_ = KINDS[request.param]
    folder = tmp_path_factory.mktemp("vocabulary")
    reference = write(folder)
    ours = open_(folder)
    ids = reference(LINES, add_special_tokens=False)["input_ids"]
    if not isinstance(ours, tuple):
        return Opened(reference, ours, ours, ids, ids)
    target_ids = reference(text_target=LINES, add_special_tokens=False)["input_ids"]
    return Opened(reference, *ours, ids, target_ids)


def test_ids_are_those_of_the_reference(opened):
    for line, ids in zip(LINES, opened.ids, strict=True):
        assert [piece.id for piece in opened.source.pieces(line)] == ids, line
        assert opened.source.count(line) == len(ids)


def test_ids_of_targets_are_those_of_the_reference(opened):
    for line, ids in zip(LINES, opened.target_ids, strict=True):
        assert [piece.id for piece in opened.target.pieces(line)] == ids, line


def test_texts_are_those_of_the_reference(opened):
    reference, target = opened.reference, opened.target
    for ids in opened.target_ids:
        text, pieces = target.decode(ids)
        assert text == reference.decode(ids, skip_special_tokens=True)
        assert [piece.id for piece in pieces] == ids
        assert_in_order(text, pieces)
        assert not uncovered(text, pieces)


def test_spans_slice_the_source(opened):
    reference, source = opened.reference, opened.source
    dropped = getattr(reference, "do_lower_case", False)  # accents go with capitals
    for line in LINES:
        pieces = source.pieces(line)
        assert_in_order(line, pieces)
        left = [
            character
            for character in uncovered(line, pieces)
            if category(character) not in {"Cc", "Cf"}
            and character not in "\ufffd▁"
            and not (dropped and category(character) == "Mn")
        ]
        assert not left, (line, left)


def test_plain_pieces_read_as_they_are_written(opened):
    """The span of a piece holds the letters of the piece, where nothing is normalized."""
    source = opened.source
    for line in ("She reads a letter in the garden", "Das Haus ist alt", "Новый дом"):
        for piece in source.pieces(line):
            shown = line[piece.start : piece.end]
            letters = piece.text.strip("▁Ġ#")
            if piece.id != source.unknown and letters.isalpha() and letters.isascii():
                assert shown.casefold() == letters.casefold()
            assert shown == shown.strip()


def test_growing_outputs_keep_their_spans(opened):
    target, ids = opened.target, opened.target_ids[0]
    whole, _ = target.decode(ids)
    for count in range(1, len(ids)):
        text, pieces = target.decode(ids[:count])
        assert whole.startswith(text.rstrip("\ufffd"))
        assert len(pieces) == count


def test_known_characters_have_pieces(opened):
    source = opened.source
    everything = source.count("𐍈") > 2
    assert source.knows("e")
    assert source.knows("𐍈") == everything


def test_pieces_have_their_ids(opened):
    reference, source = opened.reference, opened.source
    assert source.id_of("no such piece") is None
    assert source.size == max(reference.get_vocab().values()) + 1
    for piece in source.pieces("She reads a letter."):
        assert piece.id == source.unknown or source.id_of(piece.text) == piece.id


def assert_in_order(text, pieces):
    """Spans follow one another; only the pieces of one code point may share it."""
    reached = 0
    for piece in pieces:
        shown = text[piece.start : piece.end]
        assert shown == shown.strip() or piece.text.strip() != piece.text
        assert piece.start >= reached or not text[piece.start : reached][1:].strip("\u0301"), (
            text,
            piece,
        )
        reached = max(reached, piece.end)
    assert reached <= len(text)


def uncovered(text, pieces):
    covered = {at for piece in pieces for at in range(piece.start, piece.end)}
    return [
        character
        for at, character in enumerate(text)
        if at not in covered and not character.isspace()
    ]
