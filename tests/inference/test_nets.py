import math

import pytest
import torch
from torch.nn.functional import relu

from models.nets import Head, Source, Want
from models.nets.attention import MultiHeadAttention
from models.nets.positions import sinusoid_even_steps, sinusoid_interleaved_angles
from models.nets.self_attention import CausalSelfAttention
from models.nets.ssru import Ssru
from models.nets.transformer import (
    BlockSizes,
    DecoderLayer,
    Embedding,
    EncoderLayer,
    Transformer,
    post_norm,
    pre_norm,
)

VOCABULARY, WIDTH, HEADS, LAYERS, START = 30, 16, 4, 2, 30
SOURCES = [[4, 9, 2, 7, 0], [11, 3, 0], [5, 6, 7, 8, 9, 10, 0]]
TARGETS = torch.tensor([[8, 3, 3, 1, 0, 2], [9, 9, 4, 0, 1, 1], [1, 2, 3, 4, 5, 0]])


def net_of(mixer, residual, seed=0):
    torch.manual_seed(seed)
    sizes = BlockSizes(WIDTH, HEADS, 24, relu, residual, 1e-6)
    mixers = {
        "ssru": lambda: Ssru(WIDTH),
        "self-attention": lambda: CausalSelfAttention(WIDTH, HEADS, 4, 0.5),
    }
    net = Transformer(
        Embedding(VOCABULARY + 1, WIDTH, WIDTH**0.5, sinusoid_even_steps(64, WIDTH)),
        VOCABULARY,
        [EncoderLayer(sizes) for _ in range(LAYERS)],
        [DecoderLayer(sizes, mixers[mixer]()) for _ in range(LAYERS)],
    )
    torch.nn.init.normal_(net.embedding.weight, std=0.2)
    torch.nn.init.normal_(net.output_bias)
    return net.eval().requires_grad_(False)


@pytest.fixture(
    params=[
        (mixer, norm) for mixer in ("ssru", "self-attention") for norm in (post_norm, pre_norm)
    ],
    ids=lambda param: f"{param[0]}-{param[1].__name__}",
)
def net(request):
    return net_of(*request.param)


def close(found, expected, tolerance=1e-5):
    torch.testing.assert_close(found, expected, atol=tolerance, rtol=0)


def inputs(targets):
    return torch.cat([torch.full((len(targets), 1), START), targets[:, :-1]], dim=1)


def test_steps_equal_the_replay(net):
    memory = net.encode(Source.of(SOURCES))
    replay = net.replay(memory, START, TARGETS, Want(cross=True))
    cache, head = net.cache(memory, 1), Head(1, 2)
    for t, tokens in enumerate(inputs(TARGETS).T):
        logits, rows = net.step(tokens[:, None], memory, cache, head)
        logprobs = logits.log_softmax(-1).gather(1, TARGETS[:, t : t + 1])[:, 0]
        close(logprobs, replay.logprobs[:, t])
        close(rows, replay.cross[:, 1, 2, t])
    assert cache.length == TARGETS.shape[1]


def test_several_tokens_at_once_equal_single_steps(net):
    memory = net.encode(Source.of(SOURCES))
    slow, quick = net.cache(memory, 1), net.cache(memory, 1)
    tokens = inputs(TARGETS)
    for t in range(tokens.shape[1]):
        expected, rows = net.step(tokens[:, t : t + 1], memory, slow, Head(0, 1))
    net.step(tokens[:, :2], memory, quick)
    found, found_rows = net.step(tokens[:, 2:], memory, quick, Head(0, 1))
    close(found, expected)
    close(found_rows, rows)


def test_a_long_output_fits_into_the_cache(net):
    torch.manual_seed(1)
    targets = torch.randint(0, VOCABULARY, (1, 60))
    memory = net.encode(Source.of(SOURCES[:1]))
    replay, cache = net.replay(memory, START, targets, Want()), net.cache(memory, 1)
    for t, tokens in enumerate(inputs(targets).T):
        logits, _ = net.step(tokens[:, None], memory, cache)
        close(logits.log_softmax(-1)[0, targets[0, t]], replay.logprobs[0, t], 1e-4)


def test_padding_and_batch_mates_change_nothing(net):
    want = Want(top=3, entropy=True, cross=True, norms=True)
    together = net.replay(net.encode(Source.of(SOURCES)), START, TARGETS, want)
    for at, ids in enumerate(SOURCES):
        alone = net.replay(net.encode(Source.of([ids])), START, TARGETS[at : at + 1], want)
        close(alone.logprobs[0], together.logprobs[at])
        close(alone.entropy[0], together.entropy[at])
        close(alone.top_logprobs[0], together.top_logprobs[at])
        close(alone.cross[0], together.cross[at][..., : len(ids)])
        close(alone.norms[0], together.norms[at][..., : len(ids)], 1e-4)
        assert not together.cross[at][..., len(ids) :].any()


def test_a_selected_memory_is_that_of_the_sentences(net):
    memory = net.encode(Source.of(SOURCES)).select(torch.tensor([2, 0]))
    found = net.replay(memory, START, TARGETS[[2, 0]], Want())
    expected = net.replay(net.encode(Source.of(SOURCES)), START, TARGETS, Want())
    close(found.logprobs, expected.logprobs[[2, 0]])


def test_beams_share_the_memory_of_their_sentence(net):
    beams, memory = 3, net.encode(Source.of(SOURCES))
    cache = net.cache(memory, beams)
    torch.manual_seed(2)
    tokens = torch.randint(0, VOCABULARY, (len(SOURCES) * beams, 4))
    for t in range(4):
        logits, rows = net.step(tokens[:, t : t + 1], memory, cache, Head(1, 0))
    for row in range(len(tokens)):
        alone = net.encode(Source.of([SOURCES[row // beams]]))
        own = net.cache(alone, 1)
        for t in range(4):
            found, seen = net.step(tokens[row : row + 1, t : t + 1], alone, own, Head(1, 0))
        close(found[0], logits[row])
        close(seen[0], rows[row, : seen.shape[1]])


def test_a_reordered_cache_goes_on_as_the_other_rows_would(net):
    memory = net.encode(Source.of(SOURCES[:1]))
    first, second = net.cache(memory, 3), net.cache(memory, 3)
    before, after = torch.tensor([[1], [2], [3]]), torch.tensor([[7], [8], [9]])
    order = torch.tensor([2, 0, 2])
    net.step(before, memory, first)
    first.reorder(order)
    net.step(before[order], memory, second)
    close(net.step(after, memory, first)[0], net.step(after, memory, second)[0])


def test_attention_rows_sum_to_one(net):
    memory = net.encode(Source.of(SOURCES), attention=True)
    close(memory.attention.sum(-1), torch.ones(3, LAYERS, HEADS, 7))
    replay = net.replay(memory, START, TARGETS, Want(cross=True))
    close(replay.cross.sum(-1), torch.ones(3, LAYERS, HEADS, 6))
    assert replay.cross.shape == (3, LAYERS, HEADS, 6, 7)


@pytest.mark.parametrize("norm", [post_norm, pre_norm])
def test_decoder_attention_never_looks_ahead(norm):
    net = net_of("self-attention", norm)
    weights = net.replay(
        net.encode(Source.of(SOURCES)), START, TARGETS, Want(decoder=True)
    ).decoder
    assert weights.shape == (3, LAYERS, HEADS, 6, 6)
    close(weights.sum(-1), torch.ones(3, LAYERS, HEADS, 6))
    assert not weights.triu(1).any()


def test_a_recurrence_has_no_decoder_attention():
    net = net_of("ssru", post_norm)
    assert (
        net.replay(net.encode(Source.of(SOURCES)), START, TARGETS, Want(decoder=True)).decoder
        is None
    )


def test_entropy_and_the_best_tokens(net):
    memory = net.encode(Source.of(SOURCES[:1]))
    found = net.replay(memory, START, TARGETS[:1], Want(top=VOCABULARY, entropy=True))
    everything = found.top_logprobs[0]
    close(everything.exp().sum(-1), torch.ones(6))
    close(found.entropy[0], -(everything.exp() * everything).sum(-1))
    places = (found.top_ids[0] == TARGETS[0][:, None]).float().argmax(-1)
    close(everything[torch.arange(6), places], found.logprobs[0])


def test_attention_is_the_formula():
    torch.manual_seed(3)
    layer = MultiHeadAttention(WIDTH, HEADS, 4, 0.5).requires_grad_(False)
    queries, states = torch.randn(1, 3, WIDTH), torch.randn(1, 5, WIDTH)
    context, weights = layer.attend_weights(queries, layer.keys_values(states), None)
    heads = []
    for head in range(HEADS):
        part = slice(4 * head, 4 * head + 4)
        q, k, v = (
            x[0] @ linear.weight[part].T + linear.bias[part]
            for x, linear in (
                (queries, layer.q_proj),
                (states, layer.k_proj),
                (states, layer.v_proj),
            )
        )
        scores = (q @ k.T) / math.sqrt(4)
        expected = scores.exp() / scores.exp().sum(-1, keepdim=True)
        close(weights[0, head], expected)
        heads.append(expected @ v)
    close(context[0], torch.cat(heads, -1) @ layer.out_proj.weight.T + layer.out_proj.bias)
    close(layer.attend(queries, layer.keys_values(states), None), context)


def test_contribution_norms_are_the_formula():
    torch.manual_seed(4)
    layer = MultiHeadAttention(WIDTH, HEADS, 4, 0.5).requires_grad_(False)
    keys_values = layer.keys_values(torch.randn(2, 5, WIDTH))
    _, weights = layer.attend_weights(torch.randn(2, 3, WIDTH), keys_values, None)
    found = layer.contribution_norms(weights, keys_values[1])
    for b in range(2):
        for t in range(3):
            for s in range(5):
                moved = torch.zeros(WIDTH)
                for head in range(HEADS):
                    part = layer.out_proj.weight[:, 4 * head : 4 * head + 4]
                    moved += weights[b, head, t, s] * (part @ keys_values[1][b, head, s])
                close(found[b, t, s], moved.norm())


def test_the_ssru_is_the_formula():
    torch.manual_seed(5)
    unit = Ssru(WIDTH).requires_grad_(False)
    x, cell = torch.randn(2, 6, WIDTH), torch.zeros(2, WIDTH)
    found = unit(x, unit.begin(2))
    for t in range(6):
        forget = torch.sigmoid(x[:, t] @ unit.forget.weight.T + unit.forget.bias)
        cell = forget * cell + (1 - forget) * (x[:, t] @ unit.candidate.weight.T)
        close(found[:, t], relu(cell))


def test_both_sinusoids_are_their_formulas():
    width, places = 12, 40
    even, interleaved = (
        table(places, width) for table in (sinusoid_even_steps, sinusoid_interleaved_angles)
    )
    for p in range(places):
        for i in range(width // 2):
            angle = p * 10000 ** (-i / (width / 2 - 1))
            assert even[p, i].item() == pytest.approx(math.sin(angle), abs=1e-6)
            assert even[p, width // 2 + i].item() == pytest.approx(math.cos(angle), abs=1e-6)
            angle = p / 10000 ** (2 * i / width)
            assert interleaved[p, i].item() == pytest.approx(math.sin(angle), abs=1e-6)
            assert interleaved[p, width // 2 + i].item() == pytest.approx(
                math.cos(angle), abs=1e-6
            )
