"""Whole layers of nets in the compiled kernels, against what their modules give."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from models.nets import AllHeads, Candidates, Head, Source
from models.nets.attention import CrossAttention, SelfAttention
from models.nets.feed_forward import ACTIVATIONS, FeedForward
from models.nets.int8_places import fuse_layers, int8_places, pack_int8, put_int8
from models.nets.int8_rows import Int8Rows, Kernels
from models.nets.layers import DecoderLayer, EncoderLayer, Style
from models.nets.native import native
from models.nets.norms import post_norm, pre_norm
from models.nets.part import LayerNorm
from models.nets.positions import SinusoidPositions, sinusoid_even_steps
from models.nets.self_attention import CausalSelfAttention
from models.nets.ssru import Ssru
from models.nets.stack import DecoderStack, EncoderStack, Entrance, TokenTable
from models.nets.transformer import Transformer
from models.quantize import kernels
from tests.inference.native_kernels import near, running_on

pytestmark = pytest.mark.skipif(native() is None, reason="no kernels for this processor")
WIDTH, HEADS, VOCABULARY = 64, 4, 300
SOURCES = [[4, 9, 2, 7, 1], [11, 3, 1], [5, 6, 7, 8, 9, 10, 1]]


@pytest.fixture(params=[True, False], ids=["avx512", "avx2"])
def here(request):
    return native(request.param)


def net_of(mixer, residual, activation, here):
    """A net of 8-bit numbers whose layers are fused."""
    torch.manual_seed(0)
    style = Style(residual, lambda: LayerNorm(WIDTH, 1e-6))
    numbers = WIDTH, HEADS, WIDTH // HEADS, 0.25

    def entrance():
        table = TokenTable(VOCABULARY, WIDTH)
        nn.init.normal_(table.weight, std=0.2)
        return Entrance(table, WIDTH**0.5, SinusoidPositions(sinusoid_even_steps(64, WIDTH)))

    def feed_forward():
        return FeedForward(WIDTH, 200 - 200 % 16, ACTIVATIONS[activation])

    def decoder_layer():
        own = Ssru(WIDTH) if mixer == "ssru" else CausalSelfAttention(*numbers)
        return DecoderLayer(style, own, CrossAttention(*numbers), feed_forward())

    encoder = [EncoderLayer(style, SelfAttention(*numbers), feed_forward()) for _ in range(2)]
    decoder = [decoder_layer() for _ in range(2)]
    stacks = EncoderStack(entrance(), encoder), DecoderStack(entrance(), decoder)
    net = Transformer(*stacks, VOCABULARY, False).eval().requires_grad_(False)
    own_kernels: Kernels = replace(kernels(), native=here)
    put_int8(
        net,
        {name: Int8Rows.of(net.get_parameter(name)) for name in int8_places(net)},
        own_kernels,
    )
    net.join()
    pack_int8(net)
    fuse_layers(net)
    return net


@pytest.fixture(
    params=[
        (mixer, norm, activation)
        for mixer in ("ssru", "self-attention")
        for norm, activation in ((post_norm, "relu"), (pre_norm, "gelu"), (post_norm, "swish"))
    ],
    ids=lambda param: f"{param[0]}-{param[1].__name__}-{param[2]}",
)
def net(request, here):
    return net_of(*request.param, here)


def unfused(net, run):
    """What `run` gives while layers take the steps of their modules."""
    kept = net.encoder.fused, net.decoder.fused
    assert all(kept)
    net.encoder.fused = net.decoder.fused = None
    found = run()
    net.encoder.fused, net.decoder.fused = kept
    return found


def steps(net, beams, watch, order=None, banned=None):
    """Logits and watched rows of six steps."""
    torch.manual_seed(1)
    even = Candidates(torch.arange(0, VOCABULARY, 2), banned)
    memory = net.encode(Source.of(SOURCES), None if banned is None else even)
    cache = net.cache(memory, beams)
    found = [memory.states.clone()]
    for step in range(6):
        tokens = torch.randint(VOCABULARY, (len(SOURCES) * beams, 1))
        logits, rows = net.step(tokens, memory, cache, watch)
        found += [logits.clone(), torch.zeros(()) if rows is None else rows.clone()]
        if order is not None and step == 2:
            cache.reorder(torch.tensor(order))
    return found


@pytest.mark.parametrize("watch", [None, AllHeads(), Head(1, 2)], ids=str)
@pytest.mark.parametrize(
    ("beams", "order"),
    [(1, None), (1, [2, 0, 1]), (3, [1, 1, 0, 5, 3, 3, 6, 8, 7]), (20, None)],
)
def test_fused_layers_give_what_their_modules_give(net, beams, order, watch):
    with torch.inference_mode():
        found = steps(net, beams, watch, order)
        expected = unfused(net, lambda: steps(net, beams, watch, order))
    for one, other in zip(found, expected, strict=True):
        assert one.shape == other.shape
        near(one, other, 0.03)


def test_a_damaged_layer_gives_no_numbers(net):
    layer = net.encoder.layers[1]
    with torch.inference_mode():
        layer.self_attn.joint_proj.packed().scales[WIDTH + 3] = float("nan")  # of a key
        found = steps(net, 1, None)
    assert found[0].isnan().all()
    assert all(logits.isnan().all() for logits in found[1::2])


def test_threads_change_nothing(net):
    found = []
    for threads in (1, 2, 3):
        with running_on(threads), torch.inference_mode():
            found.append(steps(net, 8, None))
    for one, two, three in zip(*found, strict=True):
        assert torch.equal(one, two)
        assert torch.equal(one, three)


def test_batch_mates_change_nothing(net):
    with torch.inference_mode():
        together = net.encode(Source.of(SOURCES)).states
        for row, source in enumerate(SOURCES):
            alone = net.encode(Source.of([source])).states[0]
            torch.testing.assert_close(together[row, : len(source)], alone, atol=0.02, rtol=0)


def test_what_a_sentence_may_not_use_is_left_out(net):
    banned = torch.zeros(3, VOCABULARY // 2)
    banned[1, 10:20] = float("-inf")
    with torch.inference_mode():
        logits = steps(net, 2, None, banned=banned)[1]
    assert logits.isneginf().nonzero().tolist() == [
        [row, column] for row in (2, 3) for column in range(10, 20)
    ]


def test_a_long_output_fits(net):
    with torch.inference_mode():
        memory = net.encode(Source.of(SOURCES))
        cache = net.cache(memory, 1)
        tokens = torch.arange(3 * 60).view(3, 60) % VOCABULARY
        expected = unfused(net, lambda: net.step(tokens, memory, net.cache(memory, 1)))[0]
        expected = expected.clone()
        for token in tokens.T:
            logits, _ = net.step(token[:, None], memory, cache)
    near(logits, expected, 0.05)


@pytest.mark.parametrize("part", ["relu6", "gated", "norm"])
def test_layers_that_the_kernels_do_not_know_stay_as_they_are(here, part):
    net = net_of("self-attention", post_norm, "relu", here)
    layer = net.encoder.layers[0]
    if part == "relu6":
        layer.feed_forward.activation = nn.functional.relu6
    elif part == "gated":
        layer.feed_forward = nn.Identity()
    else:
        layer.final_layer_norm = nn.Identity()
    fuse_layers(net)
    assert net.encoder.fused is None
    assert net.decoder.fused is not None
