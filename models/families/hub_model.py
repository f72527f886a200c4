"""Opening a folder in Hugging Face's format: configuration, net, weights, vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from models.checkpoint import load_into
from models.families.family import Setting
from models.families.folder.config import Config
from models.messages import Checkpoint
from models.model import Model
from models.precision import DTYPES
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
    load_into(
        net,
        open_weights(checkpoint.path, setting.cache),
        hub.naming,
        checkpoint.name,
        DTYPES[setting.precision],
        setting.device,
    )
    return Model(
        checkpoint=checkpoint,
        net=net,  # type: ignore[arg-type]
        directions=directions,
        reading=hub.reading(config),
        precision=setting.precision,
        device=setting.device,
        guided=hub.guided(config),
    )
