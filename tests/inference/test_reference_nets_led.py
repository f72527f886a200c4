"""LED nets against reference transformers, and their memory on long documents."""

import subprocess
import sys

import pytest
import torch
import transformers

from models.nets.bart import BartSizes, StackSizes
from models.nets.led import build_led
from tests.inference.reference_nets import (
    BART_NAMES,
    PAD,
    START,
    Texts,
    close,
    compare,
    moved,
    spread,
)
from tests.source_tree import ROOT

VOCABULARY, TARGET = 40, 6


def pair_of(windows, places, seed=0, **changes):
    settings = {
        "vocab_size": VOCABULARY,
        "d_model": 16,
        "encoder_layers": len(windows),
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 24,
        "decoder_ffn_dim": 20,
        "max_encoder_position_embeddings": places,
        "max_decoder_position_embeddings": TARGET,
        "attention_window": list(windows),
        "pad_token_id": PAD,
        "decoder_start_token_id": START,
        "attn_implementation": "eager",
        **changes,
    }
    config = transformers.LEDConfig(**settings)
    model = spread(transformers.LEDForConditionalGeneration(config), seed)
    sizes = BartSizes(
        width=config.d_model,
        source_vocabulary=VOCABULARY,
        target_vocabulary=VOCABULARY,
        encoder=StackSizes(len(windows), 4, 24, places),
        decoder=StackSizes(2, 2, 20, TARGET),
        activation=config.activation_function,
        pre_norm=False,
        scale=1.0,
        positions="learned",
        embedding_norm=True,
    )
    return model, moved(model, build_led(sizes, windows), BART_NAMES)


def seen_by_all(texts):
    mask = torch.zeros_like(texts.mask)
    mask[:, 0] = 1
    return mask


@pytest.mark.parametrize(
    ("windows", "lengths"),
    [
        ((8, 8), (3, 1)),
        ((8, 8), (8,)),
        ((8, 8), (9, 5, 16)),
        ((8, 4), (37, 40, 2)),
        ((4, 4, 4), (11, 23)),
        ((16, 4), (41, 48)),
        ((64, 64), (5, 63)),
    ],
)
def test_equals_the_reference(windows, lengths):
    model, net = pair_of(windows, 64, seed=len(lengths))
    texts = Texts.of((VOCABULARY, VOCABULARY), lengths, TARGET)
    _, memory, expected = compare(model, net, texts, global_attention_mask=seen_by_all(texts))
    compare_windows(memory, expected, texts, windows)


def compare_windows(memory, expected, texts, windows):
    """Weights of the first place, of the others to it, and of the places around them."""
    for layer, window in enumerate(windows):
        reach, local = window // 2, expected.encoder_attentions[layer]
        for row, ids in enumerate(texts.sources):
            weights, count = memory.attention[row, layer], len(ids)
            everywhere = expected.encoder_global_attentions[layer][row, :, :count, 0]
            close(weights[:, 0, :count], everywhere)
            for place in range(1, count):
                dense = torch.zeros(weights.shape[0], count)
                low, high = max(0, place - reach), min(count, place + reach + 1)
                first = reach - place + low + 1
                dense[:, low:high] = local[row, :, place, first : first + high - low]
                dense[:, 0] += local[row, :, place, 0]
                close(weights[:, place, :count], dense)


def test_a_document_longer_than_a_block_equals_the_reference():
    model, net = pair_of((32, 8), 640)
    texts = Texts.of((VOCABULARY, VOCABULARY), (601, 300), TARGET)
    compare(model, net, texts, global_attention_mask=seen_by_all(texts))


PLACES = 8192
PEAK = f"""
import resource, torch
from models.nets import Source
from models.nets.bart import BartSizes, StackSizes
from models.nets.led import build_led
side = StackSizes(1, 12, 64, {PLACES})
sizes = BartSizes(768, 50, 50, side, side, "gelu", False, 1.0, "learned", embedding_norm=True)
net = build_led(sizes, [1024]).to_empty(device="cpu").eval()
for parameter in net.parameters():
    torch.nn.init.normal_(parameter, std=0.02)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with torch.inference_mode():
    states = net.encode(Source.of([[5] * {PLACES}])).states
assert states.isfinite().all()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such count")
def test_memory_does_not_grow_with_the_square_of_a_document():
    """Twelve heads of 8192 x 8192 scores would be 3.2 GB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) / 1024 < 400  # MB
