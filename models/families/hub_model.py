"""Opening a folder in Hugging Face's format: configuration, net, weights, vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from models.checkpoint import load_into
from models.families.family import Setting
from models.families.folder.config import Config
from models.messages import Checkpoint
from models.model import Model
from models.naming import Naming
from models.precision import DTYPES, INT8
from models.quantize import load_quantized
from models.weights import open_weights

if TYPE_CHECKING:
    from models.families.hub import Hub


def open_model(hub: Hub, checkpoint: Checkpoint, setting: Setting) -> Model:
    """Open a checkpoint. Raises one `Problem` that names what is wrong.

    The vocabularies come first: they are small, and what they lack is known at once.
    """
    config = Config.of(checkpoint.path)
    directions = hub.directions(config, hub.abilities(config))
    with torch.device("meta"):
        net = hub.build(config)
    precision = _load(net, hub.naming, checkpoint, setting)
    return Model(
        checkpoint=checkpoint,
        net=net,  # type: ignore[arg-type]
        directions=directions,
        reading=hub.reading(config),
        precision=precision,
        device=setting.device,
        guided=hub.guided(config),
    )


def _load(net: nn.Module, naming: Naming, checkpoint: Checkpoint, setting: Setting) -> str:
    """Fill the net; returns the precision that it has then."""
    folder, cache, name = checkpoint.path, setting.cache, checkpoint.name
    if setting.precision == INT8:
        return load_quantized(net, folder, cache, naming, name, setting.check)
    dtype = DTYPES[setting.precision]
    weights = open_weights(folder, cache, setting.check)
    load_into(net, weights, naming, name, dtype, setting.device)
    return setting.precision
