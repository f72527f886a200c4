"""Writing a checkpoint folder that is always whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.training.kinds import Learner


def save_checkpoint(folder: Path, learner: Learner) -> None:
    """Write the net's checkpoint; the one before stays until the new one is whole."""
    unfinished, before = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for left in (unfinished, before):
        shutil.rmtree(left, ignore_errors=True)
    unfinished.mkdir(parents=True)
    tensors = {name: one.detach().cpu() for name, one in learner.module.state_dict().items()}
    learner.write(unfinished, tensors)
    if folder.exists():
        folder.rename(before)
    unfinished.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
