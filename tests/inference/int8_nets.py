"""A net whose layers are large enough for 8-bit kernels, and folders of its weights."""

import torch
from safetensors.torch import save_file

from models.naming import Naming
from models.nets import Source
from models.nets.bart import BartSizes, StackSizes, build_bart

WIDTH, VOCABULARY = 64, 300
TIED = ("encoder.embed_tokens.weight", "decoder.embed_tokens.weight", "lm_head.weight")
NAMING = Naming(ties=(TIED,))
SOURCE = Source.of([[5, 6, 7, 8, 2], [9, 10, 2]])
TARGET = torch.tensor([[11, 12, 13, 2], [14, 15, 2, 2]])


def sizes(inner=4096):
    side = StackSizes(2, 4, inner, 32)
    return BartSizes(
        width=WIDTH,
        source_vocabulary=VOCABULARY,
        target_vocabulary=VOCABULARY,
        encoder=side,
        decoder=side,
        activation="relu",
        pre_norm=False,
        scale=8.0,
        positions="interleaved",
    )


def empty_net(inner=4096):
    return build_bart(sizes(inner))


def write_weights(folder, inner=4096, seed=0):
    """model.safetensors with one table for all, as `NAMING` wants it."""
    generator = torch.Generator().manual_seed(seed)
    tensors = {}
    for name, tensor in empty_net(inner).state_dict().items():
        if name in TIED[1:]:
            continue
        spread = 0.5 if "norm" not in name else 0.1
        tensors[name] = torch.randn(tensor.shape, generator=generator) * spread
        if tensor.dim() == 2:
            tensors[name] /= tensor.shape[1] ** 0.5
        elif name.endswith("norm.weight"):
            tensors[name] += 1
    folder.mkdir(exist_ok=True)
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    return folder
