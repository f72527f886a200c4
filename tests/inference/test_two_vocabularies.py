import itertools
import subprocess
import sys

import numpy as np
import pytest
import sentencepiece

from models.alignment import in_text
from models.library import Library
from models.link_strength import balanced, of_text
from models.messages import Align, Attention, AttentionDone, Note, Options, Translate
from tests.inference.command_line import ROOT
from tests.inference.running import events, failure, rebuilt, segments
from tests.inference.student_formulas import Student
from tests.inference.two_vocabularies import (
    ENGLISH,
    LEXICON,
    TARGET,
    WEIGHTS,
    engine_of,
    shape_of,
)
from tests.tiny import (
    CHINESE,
    chinese_vocabulary,
    pieces_in,
    shortlist_bytes,
    vocabulary,
    weights,
    write_student,
    write_weights,
)


@pytest.fixture
def folder(tmp_path):
    return write_student(tmp_path / "tiny-en-zh", pair="enzh", two_vocabularies=True)


def ids(pieces):
    return [piece.id for piece in pieces]


def test_the_folder_is_described_by_its_files(folder):
    (found,) = [one for one in Library(folder.parent).checkpoints() if not one.starter]
    assert (found.state, found.pairs) == ("ready", (("en", "zh"),))
    assert found.bytes == sum(path.stat().st_size for path in folder.iterdir())


@pytest.mark.parametrize("eos", [0, 7])
@pytest.mark.parametrize("tied", [True, False])
def test_translations_and_alignments_equal_the_formulas(folder, tied, eos):
    shape = shape_of(tied=tied, eos=eos)
    write_weights(folder / WEIGHTS, shape, seed=3, quantised=False)
    (folder / TARGET).write_bytes(chinese_vocabulary(eos=eos))
    (folder / LEXICON).unlink()
    student = Student(shape, weights(shape, 3))
    engine, text = engine_of(folder), "\n".join(ENGLISH)
    asked = Translate(0, text, str(folder), lines=True, options=Options(exact=True))
    found = segments(engine, asked)
    assert [segment.source for segment in found] == ENGLISH
    for segment in found:
        assert ids(segment.source_pieces)[-1] == 0
        _check_search(student, segment, eos)
    pairs = tuple(zip(ENGLISH, itertools.cycle(CHINESE), strict=False))
    for segment in segments(engine, Align(1, pairs, str(folder))):
        assert ids(segment.target_pieces)[-1] == eos
        _check_logprobs(student, segment)
        _check_links(student, segment)


def _check_search(student, segment, eos, candidates=None):
    source, target = ids(segment.source_pieces), ids(segment.target_pieces)
    ngram = 3 if Note.REPETITION in segment.notes else 0  # a loop was searched again
    found, sure = student.greedy(source, eos, len(target), candidates, ngram)
    assert target == found
    assert target[-1] == eos or Note.CUT in segment.notes
    logprobs = [piece.logprob for piece in segment.target_pieces]
    np.testing.assert_allclose(logprobs, sure, atol=1e-4)


def _check_logprobs(student, segment):
    source, target = ids(segment.source_pieces), ids(segment.target_pieces)
    expected = student.logprobs(source, target)[0][np.arange(len(target)), target]
    logprobs = [piece.logprob for piece in segment.target_pieces]
    np.testing.assert_allclose(logprobs, expected, atol=1e-4)


def _check_links(student, segment):
    _, rows = student.logprobs(ids(segment.source_pieces), ids(segment.target_pieces))
    level = segment.alignment.pieces
    found = np.array(level.matrix.values()).reshape(level.matrix.shape)
    text = (in_text(side) for side in (segment.source_pieces, segment.target_pieces))
    np.testing.assert_allclose(found, balanced(of_text(rows, *text)), atol=1e-4)


def test_the_shortlist_limits_target_pieces_by_source_pieces(folder):
    shape = shape_of()
    write_weights(folder / WEIGHTS, shape, seed=5, quantised=False)
    # The last lists end beyond the source's ids: 84 target pieces, 80 source pieces.
    lists = [[shape.output - 1 - id % 9, id % shape.output] for id in range(shape.vocabulary)]
    (folder / LEXICON).write_bytes(shortlist_bytes(lists, first=4))
    student = Student(shape, weights(shape, 5))
    whole = set(range(shape.output))
    for lines in (1, len(ENGLISH)):
        text = "\n".join(ENGLISH[:lines])
        asked = Translate(0, text, str(folder), lines=True, options=Options(exact=True))
        for segment in segments(engine_of(folder), asked):
            allowed = {0, 1, 2, 3}.union(*(lists[id] for id in ids(segment.source_pieces)))
            assert allowed < whole
            _check_search(student, segment, 0, allowed)


def test_a_shortlist_of_everything_changes_nothing(folder):
    text = "\n".join(ENGLISH)
    asked = Translate(0, text, str(folder), lines=True, options=Options(beam=3))
    everything = [range(pieces_in(chinese_vocabulary()))] * pieces_in(vocabulary())
    (folder / LEXICON).write_bytes(shortlist_bytes(everything, first=0))
    one = segments(engine_of(folder), asked)
    (folder / LEXICON).unlink()
    two = segments(engine_of(folder), asked)
    assert [ids(s.target_pieces) for s in one] == [ids(s.target_pieces) for s in two]
    assert [s.score for s in one] == pytest.approx([s.score for s in two], abs=1e-5)


def test_chinese_output_has_a_word_for_each_piece_and_offsets_that_slice_it(folder):
    text = "  " + " ".join(ENGLISH[:4]) + "\n\n" + " ".join(ENGLISH[4:]) + "\n"
    asked = Translate(0, text, str(folder), options=Options(split_punctuation=True))
    source, target = rebuilt(engine_of(folder), asked)
    assert source == text
    assert target.count("\n") == text.count("\n")
    for segment in segments(engine_of(folder), asked):
        _check_words(segment)


def test_chinese_sentences_that_are_aligned_have_words_of_pieces(folder):
    pairs = tuple(zip(ENGLISH, itertools.cycle(CHINESE), strict=False))
    options = Options(split_punctuation=True)
    for segment in segments(engine_of(folder), Align(0, pairs, str(folder), options=options)):
        _check_words(segment)
        shown = [piece for piece in segment.target_pieces if piece.end > piece.start]
        words = [(word.start, word.end) for word in segment.alignment.words.target]
        assert words == [(piece.start, piece.end) for piece in shown]
        assert "".join(segment.target[a:b] for a, b in words) == segment.target


def _check_words(segment):
    target, words = segment.target, segment.alignment.words
    for piece in segment.target_pieces:
        name = piece.text.replace("▁", "")
        assert target[piece.start : piece.end] in (name, "\ufffd", "")
    for word in words.target:
        assert word.text == target[word.start : word.end]
        assert word.text.strip() == word.text != ""
    inside = {at for word in words.target for at in range(word.start, word.end)}
    assert inside == {at for at, letter in enumerate(target) if not letter.isspace()}
    assert words.matrix.shape == (len(words.target), len(words.source))
    for link in words.links(0.01):
        assert link.source < len(words.source)
        assert link.target < len(words.target)


def test_pieces_of_the_target_are_those_of_its_vocabulary(folder):
    processor = sentencepiece.SentencePieceProcessor(model_proto=chinese_vocabulary())
    for segment in segments(engine_of(folder), Translate(0, ENGLISH[0], str(folder))):
        for piece in segment.target_pieces:
            assert piece.text == processor.id_to_piece(piece.id)
    last = pieces_in(chinese_vocabulary()) - 1
    asked = Attention(0, ENGLISH[0], (last, 0), str(folder))
    assert isinstance(events(engine_of(folder), asked)[-2], AttentionDone)
    asked = Attention(0, ENGLISH[0], (last + 1,), str(folder))
    assert str(last) in failure(engine_of(folder), asked).hint


def test_describing_loads_no_torch(folder):
    code = (
        "import sys; from pathlib import Path; from models.library import Library; "
        f"assert Library(Path({str(folder.parent)!r})).find({folder.name!r}).state == 'ready'; "
        "print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
