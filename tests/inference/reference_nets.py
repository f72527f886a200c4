"""Small random models of `transformers`, the same weights in our nets, and their comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass

import torch

from models.checkpoint import fill
from models.nets import Head, Source, Want

PAD, START = 1, 2

BART_NAMES = (
    (r".*shared\.weight", None),
    (r"(?:model\.|led\.)?(.*)\.(fc[12])\.(weight|bias)", r"\1.feed_forward.\2.\3"),
    (r"led\.(.*)\.longformer_self_attn\.(.*)", r"\1.\2"),
    (r"(?:model|led)\.(.*)", r"\1"),
)
SINUSOID_NAMES = ((r".*embed_positions\.weights?", None), *BART_NAMES)
BLOCK, ATTENTION = r"(..coder)\.block\.(\d+)\.layer", r"\.(q|k|v|o)\.weight"
BIAS = r"(..coder)\.block\.(\d+)\.layer\.0\.SelfAttention\.relative_attention_bias\.weight"
T5_NAMES = (
    (r"shared\.weight", None),
    (BIAS, r"\1.relative_bias.weight"),
    (rf"{BLOCK}\.0\.SelfAttention{ATTENTION}", r"\1.layers.\2.self_attn.\3_proj.weight"),
    (rf"{BLOCK}\.1\.EncDecAttention{ATTENTION}", r"\1.layers.\2.encoder_attn.\3_proj.weight"),
    (rf"{BLOCK}\.0\.layer_norm\.weight", r"\1.layers.\2.self_attn_layer_norm.weight"),
    (
        r"(decoder)\.block\.(\d+)\.layer\.1\.layer_norm\.weight",
        r"\1.layers.\2.encoder_attn_layer_norm.weight",
    ),
    (rf"{BLOCK}\.[12]\.layer_norm\.weight", r"\1.layers.\2.final_layer_norm.weight"),
    (rf"{BLOCK}\.[12]\.DenseReluDense\.wi_0\.weight", r"\1.layers.\2.feed_forward.gate.weight"),
    (
        rf"{BLOCK}\.[12]\.DenseReluDense\.wi(?:_1)?\.weight",
        r"\1.layers.\2.feed_forward.fc1.weight",
    ),
    (rf"{BLOCK}\.[12]\.DenseReluDense\.wo\.weight", r"\1.layers.\2.feed_forward.fc2.weight"),
    (r"(..coder)\.final_layer_norm\.weight", r"\1.layer_norm.weight"),
)
UMT5_NAMES = ((BIAS, r"\1.relative_bias.\2.weight"), *T5_NAMES)


def spread(model, seed, deviation=0.6):
    """Random numbers in every parameter and buffer that a checkpoint holds, no two alike."""
    torch.manual_seed(seed)
    for name, tensor in model.state_dict(keep_vars=True).items():
        with torch.no_grad():
            if name.endswith(("norm.weight", "layernorm_embedding.weight")):
                tensor.copy_(1 + 0.3 * torch.randn(tensor.shape))
            elif "embed_positions" not in name or tensor.requires_grad:
                tensor.copy_(deviation * torch.randn(tensor.shape))
    return model.eval()


def moved(model, net, names):
    """Our net with the weights of a reference model."""
    tensors = {}
    for name, tensor in model.state_dict().items():
        found = next(((p, ours) for p, ours in names if re.fullmatch(p, name)), (name, name))
        if found[1] is not None:
            ours = re.fullmatch(found[0], name).expand(found[1])
            tensors[ours.replace(".o_proj.", ".out_proj.")] = tensor
    fill(net, tensors, "reference")
    return net


@dataclass(frozen=True)
class Texts:
    """Random ids: ragged sources, and targets that begin with the start token."""

    sources: list[list[int]]
    targets: torch.Tensor

    @staticmethod
    def of(vocabularies, lengths, target, seed=0):
        random = torch.Generator().manual_seed(seed)
        source, other = vocabularies
        rows = [torch.randint(3, source, (n,), generator=random).tolist() for n in lengths]
        targets = torch.randint(3, other, (len(rows), target + 1), generator=random)
        targets[:, 0] = START
        return Texts(rows, targets)

    @property
    def ids(self):
        return Source.of(self.sources, PAD).ids

    @property
    def mask(self):
        width = self.ids.shape[1]
        return torch.tensor([[1] * len(r) + [0] * (width - len(r)) for r in self.sources])


def close(found, expected, tolerance=1e-4):
    torch.testing.assert_close(found, expected, atol=tolerance, rtol=1e-4)


@torch.inference_mode()
def compare(model, net, texts, **inputs):
    """Encoder, logits, cache and attention of both, real places only."""
    expected = model(
        input_ids=texts.ids,
        attention_mask=texts.mask,
        decoder_input_ids=texts.targets[:, :-1],
        output_attentions=True,
        **inputs,
    )
    memory = net.encode(Source.of(texts.sources, PAD), attention=True)
    quick = net.encode(Source.of(texts.sources, PAD))
    for row, ids in enumerate(texts.sources):
        states = expected.encoder_last_hidden_state[row, : len(ids)]
        close(memory.states[row, : len(ids)], states)
        close(quick.states[row, : len(ids)], states)
    compare_steps(net, quick, texts, expected)
    compare_beams(net, quick, texts, expected)
    return compare_replay(net, quick, texts, expected), memory, expected


def compare_steps(net, memory, texts, expected):
    cache, last = net.cache(memory, 1), len(expected.cross_attentions) - 1
    for t in range(texts.targets.shape[1] - 1):
        logits, rows = net.step(texts.targets[:, t : t + 1], memory, cache, Head(last, 1))
        close(logits, expected.logits[:, t])
        close(rows, expected.cross_attentions[last][:, 1, t])
    together, _ = net.step(texts.targets[:, :-1], memory, net.cache(memory, 1))
    close(together, expected.logits[:, -1])


def compare_beams(net, memory, texts, expected):
    """Three beams, of which one follows the targets, in a row that changes with every step."""
    cache, others, place = net.cache(memory, 3), texts.targets.flip(0), 2
    for t in range(texts.targets.shape[1] - 1):
        rows = others[:, t].repeat_interleave(3)
        rows[place::3] = texts.targets[:, t]
        logits, _ = net.step(rows[:, None], memory, cache)
        close(logits[place::3], expected.logits[:, t])
        another = (place + 1) % 3
        order = [place, another, place] if t % 2 else [another, place, place]
        place = order.index(place)
        first = torch.arange(len(texts.sources))[:, None] * 3
        cache.reorder((first + torch.tensor(order)).flatten())


def compare_replay(net, memory, texts, expected):
    target = texts.targets[:, 1:]
    want = Want(cross=True, decoder=True, norms=True, entropy=True)
    replay = net.replay(memory, START, target, want)
    logprobs = expected.logits.log_softmax(-1)
    close(replay.logprobs, logprobs.gather(2, target[:, :, None])[:, :, 0])
    close(replay.entropy, -(logprobs.exp() * logprobs).sum(-1))
    close(replay.cross, torch.stack(expected.cross_attentions, 1))
    close(replay.decoder, torch.stack(expected.decoder_attentions, 1))
    silent = net.replay(memory, START, target, Want(logprobs=False, cross=True))
    assert silent.logprobs is None
    close(silent.cross, replay.cross)
    return replay
