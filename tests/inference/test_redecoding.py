"""Outputs written anew from a prefix, against the reference's search under the same prefix."""

import time

import pytest
import torch
import transformers

from models.engine import Engine
from models.inspection import Redecode
from models.library import Library
from models.messages import Options, Rules, SegmentDone, Translate
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.running import MEMORY, events, failure, segments
from tests.many_scripts import SENTENCES
from tests.vocabularies import reference_warnings

EN_PT, PT_EN = "starter-en-pt", "starter-pt-en"
LINES = [SENTENCES[at] for at in (0, 3, 21)]
OPTIONS = Options(exact=True, precision="fp32")
CHOSEN = [row for row in ROWS if row.name in ("marian", "t5")]
SPLIT = Options(split_punctuation=True)
# 25 words
LONG = (
    "When the committee met on Thursday, it decided that the old bridge near the station "
    "should be repaired before the summer, despite the high costs."
)


@pytest.fixture(scope="module", params=CHOSEN, ids=lambda row: row.name)
def written(request, tmp_path_factory):
    return write_checkpoint(request.param, tmp_path_factory.mktemp("redecode") / "checkpoint")


def opened(written, beams):
    """An engine with the checkpoint, its folder asking for so many beams."""
    config = written.model.generation_config
    kept = ("pad_token_id", "eos_token_id", "bos_token_id", "decoder_start_token_id")
    forced = ("forced_eos_token_id", "forced_bos_token_id")
    special = {key: getattr(config, key, None) for key in (*kept, *forced)}
    settings = transformers.GenerationConfig(
        **{key: value for key, value in special.items() if value is not None},
        max_length=18,
        num_beams=beams,
    )
    settings.save_pretrained(written.folder)
    return Engine(Library(written.folder / "none"), MEMORY), settings


def constrained(written, settings, line, prefix):
    """(ids, score) of the reference where nothing but the prefix is allowed at first."""

    everything = list(range(written.model.get_output_embeddings().weight.shape[0]))

    def allowed(batch, ids):
        at = len(ids) - 1
        return prefix[at : at + 1] if at < len(prefix) else everything

    with reference_warnings(), torch.inference_mode():
        found = written.model.generate(
            **written.inputs([line]),
            **written.row.generate(written.tokenizer),
            generation_config=settings,
            prefix_allowed_tokens_fn=allowed,
            return_dict_in_generate=True,
            output_scores=True,
        )
    score = found.get("sequences_scores")
    return found["sequences"][0].tolist()[1:], None if score is None else float(score[0])


def ids_of(segment):
    return tuple(piece.id for piece in segment.target_pieces)


def asked(written, engine, line, **more):
    request = Redecode(
        0, line, checkpoint=str(written.folder), options=OPTIONS, task=written.row.task, **more
    )
    (segment,) = segments(engine, request)
    return segment


@pytest.mark.parametrize("beams", [1, 4])
def test_the_rest_is_that_of_the_reference_s_constrained_search(written, beams):
    engine, settings = opened(written, beams)
    ties = seen = 0
    for line in LINES:
        whole = ids_of(asked(written, engine, line, prefix_ids=()))
        other = ids_of(asked(written, engine, LINES[0], prefix_ids=()))
        for prefix in (whole[:1], whole[:4], (*whole[:2], *other[2:4]), (*whole[:3], 9, 11)):
            if written.model.config.eos_token_id in prefix:
                continue
            segment = asked(written, engine, line, prefix_ids=prefix)
            ids, score = constrained(written, settings, line, prefix)
            ours = ids_of(segment)
            assert ours[: len(prefix)] == prefix
            if score is not None:
                assert segment.score == pytest.approx(score, abs=1e-4)
            ties += list(ours) != ids[: len(ours)]
            seen += 1
    assert seen >= 8
    assert ties <= 1


@pytest.mark.parametrize("beams", [1, 4])
def test_a_prefix_of_the_output_gives_the_output(written, beams):
    engine, _ = opened(written, beams)
    for line in LINES[:2]:
        whole = asked(written, engine, line, prefix_ids=())
        ids = ids_of(whole)
        for at in {0, 1, len(ids) // 2, len(ids)}:
            again = asked(written, engine, line, prefix_ids=ids[:at])
            if at < len(ids):
                # Under a prefix of the best output a better one may be found, never a worse.
                assert again.score >= whole.score - 1e-4
            if beams == 1 or at == len(ids):
                assert ids_of(again) == ids


@pytest.fixture(scope="module")
def whole(starters):
    (segment,) = segments(starters, Translate(0, LONG, EN_PT, options=SPLIT))
    return segment


def redecoded(engine, source, prefix, own="", **more):
    request = Redecode(0, source, tuple(prefix), more.pop("checkpoint", EN_PT), own, **more)
    (segment,) = segments(engine, request)
    return segment


def test_from_any_place_of_a_starter_s_output_the_same_comes_out(starters, whole):
    ids = ids_of(whole)
    for at in range(0, len(ids) + 1, 5):
        again = redecoded(starters, LONG, ids[:at], options=SPLIT)
        assert again.target == whole.target
        assert ids_of(again) == ids
        assert again.score == pytest.approx(whole.score, abs=1e-4)
        links, before = again.alignment.words, whole.alignment.words
        assert list(links.matrix.values()) == pytest.approx(
            list(before.matrix.values()), abs=1e-4
        )
        assert all(token.certainty is not None for token in links.target)


def test_a_prefix_within_a_word_is_completed(starters):
    (segment,) = segments(starters, Translate(0, "The unbelievable story.", EN_PT))
    pieces = segment.target_pieces
    inside = next(at for at, piece in enumerate(pieces) if at and piece.text[0] not in "▁.")
    again = redecoded(starters, segment.source, ids_of(segment)[:inside])
    assert again.target == segment.target


@pytest.mark.parametrize(
    ("own", "begins"),
    [
        (" rubra ", "A antiga casa rubra "),
        (" grande", "A antiga casa grande"),
        ("rão ", "A antiga casarão "),
        (" 😀 ", "A antiga casa 😀 "),
        (" ok 😀 ", "A antiga casa ok 😀"),
        (" “linda” ", "A antiga casa “linda” "),
        (", enfim", "A antiga casa, enfim"),
        (" ①", "A antiga casa ①"),
        (" 日本 ", "A antiga casa 日本 "),
        (" żółw ", "A antiga casa żółw "),
        (" de João, 😀 e", "A antiga casa de João, 😀 e"),
    ],
)
def test_own_text_stands_where_it_was_typed_as_it_was_typed(starters, own, begins):
    source = "The old house by the river was sold."
    (first,) = segments(starters, Translate(0, source, EN_PT, options=SPLIT))
    assert first.target.startswith("A antiga casa ")
    segment = redecoded(starters, source, ids_of(first)[:3], own, options=SPLIT)
    assert segment.target.startswith(begins)
    assert segment.target.endswith(".")
    assert ids_of(segment)[:3] == ids_of(first)[:3]
    check_places(segment)


def places(segment):
    return [(piece.id, piece.start, piece.end) for piece in segment.target_pieces]


def check_places(segment):
    """Pieces and words are in order, and slice the text."""
    reached = 0
    for piece in segment.target_pieces:
        assert reached <= piece.start <= piece.end <= len(segment.target)
        reached = piece.end
    for token in segment.alignment.words.target:
        assert segment.target[token.start : token.end] == token.text


def test_own_text_at_the_very_start(starters):
    source = "The old house by the river was sold."
    for own, begins in (("Ontem ", "Ontem "), (" Ontem,", "Ontem,"), ("😀 ", "😀 ")):
        segment = redecoded(starters, source, (), own, options=SPLIT)
        assert segment.target.startswith(begins)
        check_places(segment)


def test_letter_case_and_carried_symbols_are_those_of_a_translation(starters):
    for source in ("THE OLD HOUSE BY THE RIVER WAS SOLD.", "We like the red boat 🚤 a lot."):
        (first,) = segments(starters, Translate(0, source, EN_PT))
        again = redecoded(starters, source, ids_of(first)[:2])
        assert again.target == first.target
        assert places(again) == places(first)
    own = redecoded(starters, "THE OLD HOUSE WAS SOLD.", (), "ONTEM ")
    assert own.target.startswith("ONTEM ")
    assert own.target == own.target.upper()


def test_a_language_token_stays_before_own_text(tmp_path):
    row = next(row for row in ROWS if row.name == "nllb")
    written = write_checkpoint(row, tmp_path / "checkpoint")
    engine, _ = opened(written, 1)
    plain = asked(written, engine, LINES[0], prefix_ids=())
    own = asked(written, engine, LINES[0], prefix_ids=(), own="Haus")
    assert ids_of(own)[0] == ids_of(plain)[0]
    assert own.target.startswith("Haus")


def test_a_pivot_keeps_the_prefix_of_its_second_checkpoint(starters):
    source = "The old house by the river was sold."
    pivot = {"via": PT_EN, "options": SPLIT}
    (first,) = segments(starters, Translate(0, source, EN_PT, **pivot))
    ids = ids_of(first)
    for at in (0, 3, len(ids)):
        again = redecoded(starters, source, ids[:at], **pivot)
        assert again.target == first.target
        assert again.source_pieces == first.source_pieces
        found, before = again.alignment.words.matrix, first.alignment.words.matrix
        assert list(found.values()) == pytest.approx(list(before.values()), abs=1e-4)
    own = redecoded(starters, source, ids[:3], " home ", **pivot)
    assert ids_of(own)[:3] == ids[:3]


def test_a_prefix_longer_than_any_output_is_kept(starters):
    (first,) = segments(starters, Translate(0, LONG, EN_PT))
    prefix = ids_of(first)[:-1]
    segment = redecoded(starters, "Yes.", prefix)
    assert ids_of(segment)[: len(prefix)] == prefix
    assert len(ids_of(segment)) > len(prefix)


def test_the_user_s_own_numbers_hold(starters, whole):
    options = Options(beam=4, hypotheses=3, rules=Rules(no_repeat_ngram=2))
    segment = redecoded(starters, LONG, ids_of(whole)[:4], options=options)
    assert len(segment.hypotheses) == 3
    assert all(one.ids[:4] == ids_of(whole)[:4] for one in segment.hypotheses)
    assert segment.hypotheses[0].ids == ids_of(segment)


@pytest.mark.parametrize("prefix", [(99_999,), (-1,), (5,) * 3000, (0, 5)])
def test_prefixes_that_cannot_be_are_told(starters, prefix):
    assert failure(starters, Redecode(0, "The house.", prefix, EN_PT)).usage


def test_fewer_new_pieces_than_the_prefix_are_a_usage_error(starters):
    options = Options(new_tokens=2)
    assert failure(starters, Redecode(0, "The house.", (5, 6, 7), EN_PT, options=options)).usage


def test_one_event_of_index_0_and_then_the_end(starters):
    found = events(starters, Redecode(7, "The house.", (), EN_PT))
    done = next(event for event in found if isinstance(event, SegmentDone))
    assert (done.request_id, done.index, done.done, done.total) == (7, 0, 10, 10)
    assert [type(event).__name__ for event in found[-2:]] == ["SegmentDone", "Finished"]


def test_it_is_cancelled_between_two_steps(starters):
    calls = iter([False] * 3)
    found = list(starters.run(Redecode(0, LONG, (), EN_PT), lambda: next(calls, True)))
    assert [type(event).__name__ for event in found][-1] == "Cancelled"
    assert not any(isinstance(event, SegmentDone) for event in found)


def test_it_takes_a_moment(starters, whole):
    ids, times = ids_of(whole), []
    for at in (2, 12, 22):
        started = time.perf_counter()
        redecoded(starters, LONG, ids[:at], options=SPLIT)
        times.append(time.perf_counter() - started)
    print(f"redecoding {len(LONG.split())} words: {[round(each * 1000) for each in times]} ms")
    assert min(times) < 0.6  # 0.06 on an idle machine
