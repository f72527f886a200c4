"""One step in numbers, against the raw attention and against the reference's own weights."""

import numpy as np
import pytest
import torch

from models.engine import Engine
from models.inspection import Explain, Explained, Inspect
from models.library import Library
from models.messages import (
    Align,
    Attention,
    AttentionDone,
    AttentionKind,
    Options,
    Translate,
)
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.running import MEMORY, events, failure, segments
from tests.many_scripts import SENTENCES
from tests.vocabularies import reference_warnings

LINE = SENTENCES[0]
IDS = (40, 41, 42, 43, 44)
CROSS, ENCODER, DECODER = AttentionKind.CROSS, AttentionKind.ENCODER, AttentionKind.DECODER
OPTIONS = Options(exact=True)
NAMES = ("marian", "t5", "umt5", "led", "nllb")
RELATIVE = ("t5", "umt5")
EN_PT, PT_EN = "tiny-en-pt", "tiny-pt-en"


@pytest.fixture(scope="module")
def written_checkpoints(tmp_path_factory):
    rows = [row for row in ROWS if row.name in NAMES]
    return {
        row.name: write_checkpoint(row, tmp_path_factory.mktemp("explain") / "checkpoint")
        for row in rows
    }


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return Engine(Library(tmp_path_factory.mktemp("none")), MEMORY)


@pytest.fixture(params=NAMES)
def written(request, written_checkpoints):
    return written_checkpoints[request.param]


def numbers(matrix):
    return np.frombuffer(matrix.data, "<f4").reshape(matrix.shape)


def explained(engine, place, checkpoint, source=LINE, ids=IDS, **more):
    at, layer, head, kind = place
    request = Explain(5, source, ids, at, layer, head, kind, checkpoint, **more)
    (found,) = [event for event in events(engine, request) if isinstance(event, Explained)]
    assert found.request_id == 5
    return found


def asked(engine, written, *place):
    more = {"options": OPTIONS, "task": written.row.task}
    return explained(engine, place, str(written.folder), **more)


def raw(engine, request):
    (found,) = [event for event in events(engine, request) if isinstance(event, AttentionDone)]
    return numbers(found.matrix)


def softmax(row):
    raised = np.exp(row - row.max())
    return raised / raised.sum()


@pytest.mark.parametrize("kind", list(AttentionKind))
def test_weights_are_those_of_the_raw_attention(written, engine, kind):
    request = Attention(0, LINE, IDS, str(written.folder), kind, OPTIONS, written.row.task)
    weights = raw(engine, request)
    layers, heads, rows, columns = weights.shape
    for layer, head, at in ((0, 0, 0), (layers - 1, heads - 1, 3), (0, heads - 1, rows - 1)):
        one = asked(engine, written, at, layer, head, kind)
        assert one.weights.shape == one.scores.shape == one.contributions.shape == (1, columns)
        found = numbers(one.weights)[0]
        np.testing.assert_allclose(found, weights[layer, head, at], atol=1e-5)
        np.testing.assert_allclose(softmax(numbers(one.scores)[0]), found, atol=1e-5)
        assert len(one.columns) == columns
        forced = written.row.name == "nllb" and at == 0
        assert len(one.likeliest) == (0 if kind is ENCODER else 1 if forced else 5)


def test_only_relative_positions_are_a_bias_and_there_the_scale_is_one(written, engine):
    relative = written.row.name in RELATIVE
    for kind in AttentionKind:
        one = asked(engine, written, 2, 0, 1, kind)
        assert (one.bias is not None) == (relative and kind is not CROSS)
        assert (one.scale == 1) == relative
        assert one.formula == ("dot" if relative else "scaled dot-product")


def hidden_states(written, place):
    """The reference's states (S, D) that come into an encoder layer; of -1 the last."""
    with torch.inference_mode(), reference_warnings():
        given = written.model.get_encoder()(**written.inputs([LINE]), output_hidden_states=True)
    return given.last_hidden_state[0] if place == -1 else given.hidden_states[place][0]


def test_contributions_are_norms_of_what_the_reference_would_add(written, engine):
    layer, head, model = 1, 1, written.model
    if written.row.name in RELATIVE:
        part = model.decoder.block[layer].layer[1].EncDecAttention
        value, output, heads = part.v, part.o, part.n_heads
    else:
        part = model.get_decoder().layers[layer].encoder_attn
        value, output, heads = part.v_proj, part.out_proj, part.num_heads
    width = value.weight.shape[0] // heads
    own = slice(head * width, (head + 1) * width)
    one = asked(engine, written, 2, layer, head, CROSS)
    with torch.inference_mode():
        values = value(hidden_states(written, -1))[:, own]
        norms = (values @ output.weight[:, own].T).norm(dim=-1).numpy()
    expected = numbers(one.weights)[0] * norms[: one.weights.shape[1]]
    found = numbers(one.contributions)[0]
    np.testing.assert_allclose(found, expected, atol=2e-4, rtol=1e-3)


@pytest.mark.parametrize("at", [0, 3])
def test_a_long_encoder_s_first_place_has_projections_of_its_own(
    written_checkpoints, engine, at
):
    written, layer, head = written_checkpoints["led"], 1, 1
    side = written.model.led.encoder.layers[layer].self_attn
    part, output = side.longformer_self_attn, side.output.weight
    kind = "_global" if at == 0 else ""
    query, key, value = (getattr(part, name + kind) for name in ("query", "key", "value"))
    own = slice(head * part.head_dim, (head + 1) * part.head_dim)
    one = asked(engine, written, at, layer, head, ENCODER)
    weights, scores = numbers(one.weights)[0], numbers(one.scores)[0]
    with torch.inference_mode():
        states = hidden_states(written, layer)[: len(weights)]
        products = (key(states)[:, own] @ query(states[at])[own] * part.head_dim**-0.5).numpy()
        norms = (value(states)[:, own] @ output[:, own].T).norm(dim=-1).numpy()
    near = np.isfinite(scores)
    assert near.all() == (at == 0)
    np.testing.assert_allclose(scores[near], products[near], atol=1e-4, rtol=1e-4)
    found = numbers(one.contributions)[0]
    np.testing.assert_allclose(found, weights * norms, atol=2e-4, rtol=1e-3)


@pytest.mark.parametrize(("layer", "head", "at"), [(0, 1, 3), (1, 2, 4)])
def test_the_bias_is_that_of_the_distances(written_checkpoints, engine, layer, head, at):
    written = written_checkpoints["t5"]
    side = written.model.decoder.block[0].layer[0].SelfAttention
    with torch.inference_mode():
        table = side.compute_bias(len(IDS), len(IDS))[0].numpy()  # (H, T, T)
    one = asked(engine, written, at, layer, head, DECODER)
    bias, seen = numbers(one.bias)[0], at + 1
    np.testing.assert_allclose(bias[:seen], table[head, at, :seen], atol=1e-5)
    assert (numbers(one.scores)[0][seen:] == -np.inf).all()
    assert (numbers(one.weights)[0][seen:] == 0).all()
    assert (bias[seen:] == 0).all()


def test_columns_are_named_by_what_is_looked_at(tiny, written_checkpoints, engine):
    (segment,) = segments(tiny, Translate(0, "The old house.", EN_PT))
    ids = tuple(piece.id for piece in segment.target_pieces)
    one = explained(tiny, (0, 0, 0, CROSS), EN_PT, "The old house.", ids)
    assert one.columns == tuple(piece.text for piece in segment.source_pieces)
    written = written_checkpoints["marian"]
    names = written.tokenizer.convert_ids_to_tokens(list(IDS[:-1]))
    assert asked(engine, written, 1, 0, 0, DECODER).columns == ("", *names)


def test_the_likeliest_pieces_are_those_of_the_reference(written_checkpoints, engine):
    written = written_checkpoints["t5"]
    start = written.model.config.decoder_start_token_id
    with torch.inference_mode(), reference_warnings():
        inputs = torch.tensor([[start, *IDS[:2]]])
        logits = written.model(**written.inputs([LINE]), decoder_input_ids=inputs).logits[0, -1]
    best = logits.log_softmax(-1).topk(5)
    one = asked(engine, written, 2, 0, 0, CROSS)
    assert [each.piece.id for each in one.likeliest] == best.indices.tolist()
    assert [each.piece.logprob for each in one.likeliest] == pytest.approx(
        best.values.tolist(), abs=1e-4
    )


def test_a_recurrent_decoder_has_no_attention_and_says_so(tiny):
    failed = failure(tiny, Explain(0, "The house", (5, 0), 0, 0, 0, DECODER, EN_PT))
    assert failed.usage
    assert "recurrent" in failed.what


def test_a_pivot_shows_the_second_checkpoint_reading_the_middle_text(tiny):
    text, via = "The old house.", {"via": PT_EN}
    (first,) = segments(tiny, Translate(0, text, EN_PT))
    (second,) = segments(tiny, Align(0, ((first.target, "The house."),), PT_EN))
    ids = tuple(piece.id for piece in second.target_pieces)
    one = explained(tiny, (0, 1, 1, CROSS), EN_PT, text, ids, **via)
    assert one.columns == tuple(piece.text for piece in second.source_pieces)
    weights = raw(tiny, Inspect(0, text, ids, CROSS, EN_PT, **via))
    np.testing.assert_allclose(numbers(one.weights)[0], weights[1, 1, 0], atol=1e-5)
    assert np.array_equal(weights, raw(tiny, Attention(0, first.target, ids, PT_EN, CROSS)))


@pytest.mark.parametrize("kind", [CROSS, ENCODER])
def test_all_heads_are_inspected_at_once(tiny, kind):
    weights = raw(tiny, Inspect(0, "The house", (5, 9, 0), kind, EN_PT))
    other = raw(tiny, Attention(0, "The house", (5, 9, 0), EN_PT, kind))
    assert np.array_equal(weights, other)


@pytest.mark.parametrize(
    "place",
    [
        (9, 0, 0, CROSS),
        (-1, 0, 0, CROSS),
        (0, 2, 0, CROSS),
        (0, -1, 0, CROSS),
        (0, 0, 2, CROSS),
        (0, 0, -1, ENCODER),
        (0, 7, 0, ENCODER),
        (99, 0, 0, ENCODER),
    ],
)
def test_places_and_heads_that_are_not_there_are_told(tiny, place):
    failed = failure(tiny, Explain(0, "The house", (5, 0), *place, EN_PT))
    assert failed.usage
    assert failed.hint
