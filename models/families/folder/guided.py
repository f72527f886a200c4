"""The head of a checkpoint that was trained on alignments, as its config.json names it."""

from __future__ import annotations

from models.families.folder.config import Config
from models.nets import Head

KEY = "guided_head"  # of our own: [decoder layer, head], both counted from 0


def guided_head(config: Config) -> Head | None:
    """The head, None where there is none. Raises `Problem` when the net has no such head."""
    named = config.values.get(KEY)
    if named is None:
        return None
    most = config.depth("decoder_layers"), config.width("decoder_attention_heads")
    if not isinstance(named, list) or len(named) != len(most):
        raise config.impossible(KEY)
    for value, count in zip(named, most, strict=True):
        if type(value) is not int or not 0 <= value < count:
            raise config.impossible(KEY)
    return Head(*named)
