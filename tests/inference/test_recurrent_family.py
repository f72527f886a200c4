"""Recurrent checkpoints through the engine: like any other, or one sentence why not."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from models.engine import Engine
from models.families import Setting, family_of
from models.inspection import (
    Alternatives,
    AlternativesDone,
    Explain,
    Explained,
    Inspect,
    Redecode,
)
from models.library import Library
from models.messages import (
    Align,
    AttentionDone,
    AttentionKind,
    Note,
    Options,
    SegmentDone,
    Task,
    Translate,
)
from models.nets import Source, Want
from tests.inference.recurrent_folders import SIZES, START, random_net, write
from tests.inference.running import MEMORY, events, failure, segments
from tests.tiny import SENTENCES

TEXT = SENTENCES[0]
CROSS, ENCODER, DECODER = AttentionKind.CROSS, AttentionKind.ENCODER, AttentionKind.DECODER
KINDS = {
    "gru-additive": SIZES,
    "lstm-multi-head": replace(SIZES, cell="lstm", attention="multi-head", heads=4),
    "fed-hard": replace(SIZES, hard=True, input_feeding=True, decoder_layers=2),
    "untied-general": replace(SIZES, attention="general", tied=False, encoder_layers=2),
    "none": replace(SIZES, attention="none"),
}
LOOKERS = [name for name in KINDS if name != "none"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recurrent")
    return {name: write(folder / name, random_net(sizes)) for name, sizes in KINDS.items()}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("none")
    return Engine(Library(folder, folder / "cache"), MEMORY)


@pytest.fixture(params=LOOKERS)
def folder(request, made):
    return made[request.param]


@pytest.fixture(params=KINDS)
def any_folder(request, made):
    return made[request.param]


def opened(folder):
    checkpoint = Library(folder / "none").describe(folder)
    return family_of(folder).load(checkpoint, Setting()).towards(Task())


def numbers(matrix):
    return np.frombuffer(matrix.data, "<f4").reshape(matrix.shape)


def answer(engine, request, kind):
    (found,) = [event for event in events(engine, request) if isinstance(event, kind)]
    return found


def test_it_is_described_without_its_weights(made):
    found = Library(made["none"].parent / "none").describe(made["lstm-multi-head"])
    assert (found.family, found.task, found.pairs) == (
        "recurrent",
        "translation",
        (("en", "pt"),),
    )
    assert found.summary == "LSTM with multi-head attention: 1 layer in, 1 out, width 16"
    assert found.state == "ready"
    assert dict(found.anatomy) == {
        "Family": "recurrent",
        "Encoder": "1 layer of LSTM, in both directions",
        "Decoder": "1 layer of LSTM",
        "Attention": "multi-head, soft, 4 heads",
        "Widths": "embedding 12, state 16",
        "Vocabulary": "120 pieces",
    }


def test_the_library_lists_what_lies_in_its_folder(made):
    folder = made["none"].parent
    listed = {one.id: one for one in Library(folder).checkpoints() if one.path.parent == folder}
    assert listed.keys() == KINDS.keys()
    assert {one.state for one in listed.values()} == {"ready"}
    assert dict(listed["none"].anatomy)["Attention"].startswith("none: ")
    assert "hard, input feeding" in dict(listed["fed-hard"].anatomy)["Attention"]


def test_a_summarizer_says_so(tmp_path):
    folder = write(tmp_path / "short", random_net(), task="summarization", target_language="en")
    found = Library(tmp_path / "none").describe(folder)
    assert (found.task, found.pairs) == ("summarization", ())
    assert found.sources == found.targets == ("en",)
    assert opened(folder).way.whole


def test_what_is_opened_is_what_was_written(any_folder):
    net = random_net(KINDS[any_folder.name])
    ours = opened(any_folder).net
    target = torch.tensor([[5, 9, 30, 2]])
    source = Source.of([[21, 4, 24, 2]])
    with torch.inference_mode():
        found = ours.replay(ours.encode(source), START, target, Want())
        expected = net.replay(net.encode(source), START, target, Want())
    torch.testing.assert_close(found.logprobs, expected.logprobs, atol=0.02, rtol=0)  # float16
    tied = ours.decoder.embed_tokens.weight is ours.lm_head.weight
    assert tied == KINDS[any_folder.name].tied


def test_it_translates_with_links(engine, folder):
    (one,) = segments(engine, Translate(1, TEXT, str(folder), lines=True))
    assert one.target
    assert one.alignment.words.matrix.shape == (
        len(one.alignment.words.target),
        len(one.alignment.words.source),
    )
    assert max(one.alignment.pieces.matrix.values()) > 0


@pytest.mark.parametrize("beam", [1, 4])
def test_a_batch_is_translated_as_its_sentences_are_alone(engine, any_folder, beam):
    options = Options(beam=beam, hypotheses=min(beam, 3))
    together = Translate(
        1, "\n".join(SENTENCES[:6]), str(any_folder), lines=True, options=options
    )
    found = segments(engine, together)
    for text, one in zip(SENTENCES, found, strict=False):
        alone = replace(together, text=text, options=replace(options, batch=1))
        (single,) = segments(engine, alone)
        assert single.target == one.target
        assert single.score == pytest.approx(one.score, abs=1e-4)
        assert len(one.hypotheses) == options.hypotheses
        scores = [each.score for each in one.hypotheses]
        assert scores == sorted(scores, reverse=True)


def test_beams_find_what_force_decoding_agrees_with(engine, any_folder):
    request = Translate(1, TEXT, str(any_folder), lines=True, options=Options(beam=4))
    (one,) = segments(engine, request)
    model = opened(any_folder)
    ids = [piece.id for piece in one.target_pieces]
    with torch.inference_mode():
        memory = model.net.encode(Source.of([[piece.id for piece in one.source_pieces]]))
        found = model.net.replay(memory, START, torch.tensor([ids]), Want()).logprobs
    told = torch.tensor([[piece.logprob for piece in one.target_pieces]])
    torch.testing.assert_close(found, told, atol=1e-3, rtol=0)


def test_bfloat16_opens_too(engine, any_folder):
    request = Translate(1, TEXT, str(any_folder), options=Options(precision="bf16"))
    assert segments(engine, request)[0].target


def test_given_pairs_are_aligned(engine, folder):
    request = Align(
        1, ((SENTENCES[0], SENTENCES[1]), (SENTENCES[2], SENTENCES[3])), str(folder)
    )
    for method in ("auto", "norm", "shift", "average", "0", "0:0"):
        found = segments(engine, replace(request, method=method))
        assert [one.target for one in found] == [SENTENCES[1], SENTENCES[3]]
        assert all(max(one.alignment.words.matrix.values()) > 0 for one in found)


def test_a_step_is_explained_by_its_own_numbers(engine, folder):
    ids, sizes = (30, 41, 52, 2), KINDS[folder.name]
    weights = numbers(
        answer(engine, Inspect(1, TEXT, ids, CROSS, str(folder)), AttentionDone).matrix
    )
    layers, heads, rows, _ = weights.shape
    assert (layers, heads, rows) == (1, sizes.heads, len(ids))
    request = Explain(1, TEXT, ids, 2, 0, heads - 1, CROSS, str(folder))
    found = answer(engine, request, Explained)
    np.testing.assert_allclose(numbers(found.weights)[0], weights[0, -1, 2], atol=1e-5)
    assert found.hard == sizes.hard
    assert len(found.likeliest) == 5
    scores = numbers(found.scores)[0]
    if sizes.attention == "additive":
        assert found.formula == "additive"
        np.testing.assert_allclose(numbers(found.terms).sum(axis=0), scores, atol=1e-5)
    else:
        assert found.terms is None
    if sizes.hard:
        assert scores.argmax() == numbers(found.weights)[0].argmax()


def test_outputs_can_be_changed(engine, any_folder):
    request = Translate(1, TEXT, str(any_folder), lines=True)
    (one,) = segments(engine, request)
    ids = tuple(piece.id for piece in one.target_pieces)
    others = answer(engine, Alternatives(1, TEXT, ids, 1, str(any_folder)), AlternativesDone)
    taken = others.alternatives[-1]
    prefix = (*ids[:1], *taken.ids)
    again = answer(engine, Redecode(1, TEXT, prefix, str(any_folder)), SegmentDone).segment
    assert tuple(piece.id for piece in again.target_pieces[: len(prefix)]) == prefix


def test_its_encoder_and_decoder_have_no_attention_of_their_own(engine, folder):
    for kind in (ENCODER, DECODER):
        for request in (
            Inspect(1, TEXT, (30, 2), kind, str(folder)),
            Explain(1, TEXT, (30, 2), 0, 0, 0, kind, str(folder)),
        ):
            failed = failure(engine, request)
            assert failed.usage
            assert f"The {kind.value} of {folder.name} is recurrent" in failed.what


def test_without_attention_it_translates_and_says_that_it_has_no_links(engine, made):
    folder = str(made["none"])
    (one,) = segments(engine, Translate(1, TEXT, folder, lines=True))
    assert one.target
    assert Note.UNLINKED in one.notes
    assert not any(one.alignment.words.matrix.values())
    assert not any(one.alignment.pieces.matrix.values())
    asked = [
        *(Align(1, ((TEXT, TEXT),), folder, method=name) for name in ("auto", "norm", "0:0")),
        *(Inspect(1, TEXT, (30, 2), kind, folder) for kind in AttentionKind),
        *(Explain(1, TEXT, (30, 2), 0, 0, 0, kind, folder) for kind in AttentionKind),
    ]
    for request in asked:
        failed = failure(engine, request)
        assert failed.usage
        assert failed.what.startswith("none has no attention, so nothing says")


def test_search_settings_may_be_missing(tmp_path):
    folder = write(tmp_path / "bare", random_net())
    (folder / "generation_config.json").unlink()
    way = opened(folder).way
    assert (way.generation.start, way.generation.ends, way.generation.beams) == (1, (2,), 1)
