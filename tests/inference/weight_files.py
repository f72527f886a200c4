"""Folders of weights in every format, and a net that takes them."""

import json

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from models.checkpoint import load_into
from models.messages import Problem
from models.naming import Naming
from models.weights import open_weights

ROWS, WIDTH = 12, 8
NAMING = Naming(
    renames=((r".*\.positions", None), (r"model\.(.*)", r"\1")),
    optional=(r"bias",),
    ties=(("shared.weight", "encoder.weight", "decoder.weight", "head.weight"),),
)


class Rows(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(ROWS, WIDTH))


class Small(nn.Module):
    """Three tied tables, a layer, a bias that may be absent and a computed buffer."""

    def __init__(self):
        super().__init__()
        self.encoder, self.decoder, self.head = Rows(), Rows(), Rows()
        self.layer = nn.Linear(WIDTH, WIDTH)
        self.register_buffer("bias", torch.empty(1, ROWS))
        with torch.device("cpu"):
            self.register_buffer("sinusoid", torch.linspace(0, 1, 5), persistent=False)
            self.register_buffer("steps", torch.arange(5), persistent=False)


def small():
    with torch.device("meta"):
        return Small()


def tensors(seed=0, dtype=torch.float32):
    made = torch.Generator().manual_seed(seed)

    def random(*shape):
        return torch.randn(*shape, generator=made).to(dtype)

    return {
        "model.shared.weight": random(ROWS, WIDTH),
        "model.layer.weight": random(WIDTH, WIDTH),
        "model.layer.bias": random(WIDTH),
        "model.encoder.positions": torch.arange(9),
    }


def halves(given):
    names = sorted(given)
    return [{name: given[name] for name in part} for part in (names[::2], names[1::2])]


def write_safetensors(folder, given):
    save_file(given, folder / "model.safetensors")


def write_safetensors_shards(folder, given):
    write_shards(folder, given, "model-{}-of-2.safetensors", save_file, "model.safetensors")


def write_pickle(folder, given):
    torch.save(given, folder / "pytorch_model.bin")


def write_old_pickle(folder, given):
    path = folder / "pytorch_model.bin"
    torch.save(given, path, _use_new_zipfile_serialization=False)


def write_pickle_shards(folder, given):
    write_shards(folder, given, "pytorch_model-{}-of-2.bin", torch.save, "pytorch_model.bin")


def write_shards(folder, given, pattern, save, name):
    shards = {}
    for number, part in enumerate(halves(given), 1):
        save(part, folder / pattern.format(number))
        shards |= dict.fromkeys(part, pattern.format(number))
    write_index(folder / f"{name}.index.json", {"weight_map": shards})


def write_index(path, content):
    path.write_text(json.dumps(content), "utf-8")


def loaded(folder, cache=None, naming=NAMING, dtype=torch.float32):
    net = small()
    load_into(net, open_weights(folder, cache), naming, folder.name, dtype, "cpu")
    return net


WRITERS = (
    write_safetensors,
    write_safetensors_shards,
    write_pickle,
    write_old_pickle,
    write_pickle_shards,
)
PICKLES = WRITERS[2:]


def fault(folder, cache=None):
    """The one sentence that opening the weights of `folder` ends with."""
    with pytest.raises(Problem) as raised:
        loaded(folder, cache)
    what = raised.value.what
    assert what.endswith(".")
    assert "\n" not in what
    assert raised.value.hint
    return what
