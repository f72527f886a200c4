import pytest
import torch
from torch import nn
from torch.nn.functional import relu

from models.nets import Head, Source, Want
from models.nets.attention import CrossAttention, SelfAttention
from models.nets.feed_forward import FeedForward
from models.nets.layers import DecoderLayer, EncoderLayer, Style
from models.nets.norms import post_norm, pre_norm
from models.nets.positions import (
    SinusoidPositions,
    sinusoid_even_steps,
)
from models.nets.self_attention import CausalSelfAttention
from models.nets.ssru import Ssru
from models.nets.stack import DecoderStack, EncoderStack, Entrance, TokenTable
from models.nets.transformer import Transformer

VOCABULARY, WIDTH, HEADS, LAYERS, START = 30, 16, 4, 2, 30
SOURCES = [[4, 9, 2, 7, 0], [11, 3, 0], [5, 6, 7, 8, 9, 10, 0]]
TARGETS = torch.tensor([[8, 3, 3, 1, 0, 2], [9, 9, 4, 0, 1, 1], [1, 2, 3, 4, 5, 0]])


def net_of(mixer, residual, seed=0):
    torch.manual_seed(seed)
    style = Style(residual, lambda: nn.LayerNorm(WIDTH, 1e-6))
    numbers = WIDTH, HEADS, 4, 0.5
    mixers = {
        "ssru": lambda: Ssru(WIDTH),
        "self-attention": lambda: CausalSelfAttention(*numbers),
    }

    def entrance():
        table = TokenTable(VOCABULARY + 1, WIDTH)
        nn.init.normal_(table.weight, std=0.2)
        return Entrance(table, WIDTH**0.5, SinusoidPositions(sinusoid_even_steps(64, WIDTH)))

    def feed_forward():
        return FeedForward(WIDTH, 24, relu)

    encoder = [
        EncoderLayer(style, SelfAttention(*numbers), feed_forward()) for _ in range(LAYERS)
    ]
    decoder = [
        DecoderLayer(style, mixers[mixer](), CrossAttention(*numbers), feed_forward())
        for _ in range(LAYERS)
    ]
    net = Transformer(
        EncoderStack(entrance(), encoder), DecoderStack(entrance(), decoder), VOCABULARY, True
    )
    nn.init.normal_(net.final_logits_bias)
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


def test_joined_projections_change_nothing(net):
    want = Want(top=3, cross=True, decoder=True, norms=True)
    source = Source.of(SOURCES)
    expected = net.replay(net.encode(source, attention=True), START, TARGETS, want)
    read = net.encode(source, attention=True).attention
    weights = sum(parameter.numel() for parameter in net.parameters())
    net.join()
    net.join()
    assert not any("q_proj" in name for name, _ in net.encoder.named_parameters())
    assert sum(parameter.numel() for parameter in net.parameters()) - weights in (0, 2 * WIDTH)
    memory = net.encode(source, attention=True)
    close(memory.attention, read)
    found = net.replay(memory, START, TARGETS, want)
    close(found.logprobs, expected.logprobs)
    close(found.cross, expected.cross)
    close(found.norms, expected.norms)
    cache = net.cache(memory, 1)
    for t, tokens in enumerate(inputs(TARGETS).T):
        logits, _ = net.step(tokens[:, None], memory, cache)
        close(logits.log_softmax(-1).topk(3).values, expected.top_logprobs[:, t])


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


@pytest.mark.parametrize(
    "order", [[0, 1, 2, 3], [3, 1, 1, 0], [1, 0], [0, 1, 2], [2], [0, 0, 1, 1, 2, 3]]
)
def test_a_cache_takes_any_order_of_rows(order):
    layer = CausalSelfAttention(WIDTH, HEADS, 4, 0.5)
    state, kept = layer.begin(4), []
    torch.manual_seed(6)
    for _ in range(3):
        kept.append(torch.randn(4, HEADS, 1, 4))
        keys, values = state.append(kept[-1], -kept[-1])
    state.reorder(torch.tensor(order))
    more = torch.randn(len(order), HEADS, 40, 4)
    keys, values = state.append(more, -more)
    close(keys, torch.cat([torch.cat(kept, 2)[order], more], 2))
    close(values, -keys)


def test_an_order_that_moves_no_row_copies_nothing():
    state = CausalSelfAttention(WIDTH, HEADS, 4, 0.5).begin(3)
    ones = torch.ones(3, HEADS, 1, 4)
    before, _ = state.append(ones, ones)
    version = before._version
    state.reorder(torch.tensor([0, 1, 2]))
    after, _ = state.append(ones, ones)
    assert after.data_ptr() == before.data_ptr()
    assert after._version == version + 2  # the two that are appended


def test_a_replay_without_scores_leaves_out_the_vocabulary():
    net = net_of("self-attention", post_norm)
    memory = net.encode(Source.of(SOURCES))
    expected = net.replay(memory, START, TARGETS, Want(cross=True, norms=True))
    del net.lm_head
    found = net.replay(memory, START, TARGETS, Want(logprobs=False, cross=True, norms=True))
    assert found.logprobs is None
    close(found.cross, expected.cross)
    close(found.norms, expected.norms)
