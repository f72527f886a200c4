"""Folders as they are met: older files, settings that name another kind, damage; frames."""

import pytest
import sentencepiece

from models.families.folder import vocabularies
from models.families.folder.language_lists import M2M100, MBART_25, MBART_50, NLLB
from models.messages import Problem
from models.text.framed import Framed
from models.text.spm_file import read_pieces
from models.text.tightened import tightened
from tests import vocabularies as writers

TEXT = "The bakery opens at half past six."


def ids(vocabulary, text):
    return [piece.id for piece in vocabulary.pieces(text)]


@pytest.mark.parametrize("kind", ["unigram", "bpe"])
@pytest.mark.parametrize("normalizer", ["nmt_nfkc", "identity"])
def test_model_file_holds_what_the_processor_holds(tmp_path, kind, normalizer):
    model = writers.sentence_pieces(kind=kind, normalizer=normalizer, fallback=True, size=1000)
    (tmp_path / "spiece.model").write_bytes(model)
    read = read_pieces(tmp_path / "spiece.model")
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    every = range(processor.get_piece_size())
    assert read.scored == [(processor.id_to_piece(n), processor.get_score(n)) for n in every]
    control = [processor.id_to_piece(n) for n in every if processor.is_control(n)]
    assert [name for name, is_control in read.marked if is_control] == control
    assert bool(read.characters) == (normalizer != "identity")


def test_languages_have_the_ids_of_the_models(tmp_path):
    # The published sizes: 128,104 with 100 languages; 256,001 + 202; 250,001 + 25 or 52.
    assert (len(M2M100), len(NLLB), len(MBART_25), len(MBART_50)) == (100, 202, 25, 52)
    assert [128004 + M2M100.index(code) for code in ("en", "de", "zh")] == [
        128022,
        128020,
        128102,
    ]
    assert 256001 + NLLB.index("eng_Latn") == 256047
    assert 250001 + MBART_50.index("en_XX") == 250004
    tokenizer = writers.write_m2m100(tmp_path)
    ours = vocabularies.m2m100(tmp_path)
    for code in M2M100:
        assert ours.id_of(f"__{code}__") == tokenizer.get_lang_id(code)


def test_nllb_pieces_alone_are_followed_by_the_languages(tmp_path):
    """Where the reference knows no language, ids are those the models were trained with."""
    writers.write_nllb(tmp_path / "full")
    full = vocabularies.nllb(tmp_path / "full")
    alone = tmp_path / "alone"
    alone.mkdir()
    model = writers.sentence_pieces(kind="bpe")
    (alone / "sentencepiece.bpe.model").write_bytes(model)
    ours = vocabularies.nllb(alone)
    assert ids(ours, TEXT) == ids(full, TEXT)
    for piece in (*NLLB, "<mask>", "</s>"):
        assert ours.id_of(piece) == full.id_of(piece)


def test_pegasus_keeps_its_offset_whatever_the_mask_is_called(tmp_path):
    """The hub's settings name one mask; the reference then gives every piece one id less."""
    writers.write_pegasus(tmp_path, saved=False)
    settings = {"mask_token": "<mask_2>", "eos_token": "</s>", "unk_token": "<unk>"}
    writers.write_json(tmp_path / "special_tokens_map.json", settings)
    names = writers.piece_names((tmp_path / "spiece.model").read_bytes())
    ours = vocabularies.pegasus(tmp_path)
    assert ours.id_of("<unk>") == ours.unknown == 105
    for piece in ours.pieces(TEXT):
        assert piece.id == names.index(piece.text) + 103


def test_target_tokens_stand_for_one_piece(tmp_path):
    writers.write_marian(tmp_path, targets=writers.MARIAN_TARGETS)
    source, _ = vocabularies.marian(tmp_path)
    first, *rest = source.pieces(f">>fra<< {TEXT}")
    assert (first.text, first.id) == (">>fra<<", source.id_of(">>fra<<"))
    assert [piece.id for piece in rest] == ids(source, TEXT)


@pytest.mark.parametrize("model_type", ["bart", "mbart", "t5"])
def test_automatic_choice_is_ours(tmp_path, model_type):
    """The class in the settings counts more than the type of the model."""
    write, open_ = {
        "bart": (writers.write_bert, vocabularies.byte_bpe),
        "mbart": (lambda folder: writers.write_mbart(folder, fifty=True), vocabularies.mbart),
        "t5": (writers.write_tokenizer_json, vocabularies.t5),
    }[model_type]
    write(tmp_path)
    writers.write_json(tmp_path / "config.json", {"model_type": model_type})
    reference = writers.automatic(tmp_path)
    for text in (TEXT, "Le garçon  a mangé", "今天 </s> [MASK]"):
        expected = reference(text, add_special_tokens=False)["input_ids"]
        assert ids(open_(tmp_path), text) == expected


def test_older_files_of_added_tokens_are_read(tmp_path):
    writers.write_t5(tmp_path, saved=False)
    size = vocabularies.t5(tmp_path).size
    writers.write_json(tmp_path / "added_tokens.json", {"<brand>": size, "<new>": size + 1})
    token = {"content": "<brand>", "lstrip": True, "rstrip": False, "single_word": False}
    writers.write_json(
        tmp_path / "special_tokens_map.json", {"cls_token": {**token, "normalized": False}}
    )
    reference = writers.reference(tmp_path, "T5Tokenizer")
    ours = vocabularies.t5(tmp_path)
    for text in ("a <brand> b", "<new>c", TEXT):
        expected = reference(text, add_special_tokens=False)["input_ids"]
        assert ids(ours, text) == expected
        shown, _ = ours.decode(expected)
        assert shown == reference.decode(expected, skip_special_tokens=True)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"model": {}}', b"\xff" * 40])
@pytest.mark.parametrize("file", ["tokenizer.json", "spiece.model", "tokenizer_config.json"])
def test_damage_is_named(tmp_path, file, damage):
    writers.write_t5(tmp_path, saved=file == "tokenizer.json")
    (tmp_path / file).write_bytes(damage)
    if file == "tokenizer_config.json" and damage.endswith(b"}}"):
        assert vocabularies.t5(tmp_path).size  # settings that say nothing
        return
    with pytest.raises(Problem, match=file):
        vocabularies.t5(tmp_path)


@pytest.mark.parametrize(
    ("open_", "file"),
    [
        (vocabularies.marian, "source.spm"),
        (vocabularies.m2m100, "sentencepiece.bpe.model"),
        (vocabularies.nllb, "sentencepiece.bpe.model"),
        (vocabularies.pegasus, "spiece.model"),
        (vocabularies.byte_bpe, "vocab.json"),
        (vocabularies.bert, "vocab.txt"),
        (vocabularies.tokenizer_json, "tokenizer.json"),
    ],
)
def test_missing_files_are_named(tmp_path, open_, file):
    with pytest.raises(Problem, match=file):
        open_(tmp_path)


def test_ids_that_are_none_are_named(tmp_path):
    writers.write_m2m100(tmp_path)
    writers.write_json(tmp_path / "vocab.json", {"<unk>": "three"})
    with pytest.raises(Problem, match=r"vocab\.json"):
        vocabularies.m2m100(tmp_path)


def test_frames_have_empty_spans(tmp_path):
    tokenizer = writers.write_t5(tmp_path)
    ours = vocabularies.t5(tmp_path)
    prefix = "translate English to German: "
    framed = Framed(ours, (ours.id_of("<extra_id_5>"),), (ours.id_of("</s>"),), prefix)
    pieces = framed.encode(TEXT)
    begin, *inner, end = pieces
    assert [piece.id for piece in (*inner, end)] == tokenizer(prefix + TEXT)["input_ids"]
    assert (begin.text, begin.start, begin.end) == ("<extra_id_5>", 0, 0)
    assert (end.text, end.start, end.end) == ("</s>", len(TEXT), len(TEXT))
    assert framed.count(TEXT) == len(pieces)
    words = ours.count(prefix.strip())
    assert all((piece.start, piece.end) == (0, 0) for piece in inner[:words])
    spans = [(piece.text, piece.start, piece.end) for piece in ours.pieces(TEXT)]
    assert [(piece.text, piece.start, piece.end) for piece in inner[words:]] == spans
    assert (framed.size, framed.unknown) == (ours.size, ours.unknown)


def test_blanks_before_marks_are_taken_out(tmp_path):
    reference = writers.write_bert(tmp_path)
    for text in ("a . b , c ? !", "do n't , we 've", "x ' y ' 's .", " .", "plain", " ' ' '"):
        done = tightened(text)
        assert done.text == reference.clean_up_tokenization(text)
        for at, character in enumerate(text):
            if character != " ":
                assert done.text[done.offsets[at]] == character
