"""A whole run, from a training file to a checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from models.training.config import Config
from models.training.events import Began, TrainingEvent
from models.training.job import prepare
from models.training.trainer import Trainer


def train(
    config: Config, folder: Path, cancelled: Callable[[], bool]
) -> Iterator[TrainingEvent]:
    """Train, or go on with what is in `folder`; the last event is `Ended`.

    The checkpoint with the lowest validation loss is kept in a folder of the run's name in
    `folder`. Raises `Problem` for what cannot be trained.
    """
    job = prepare(config, folder)
    trainer = Trainer(job, cancelled)
    yield Began(
        name=config.name,
        pairs=len(job.examples),
        left_out=job.left_out,
        valid=len(job.validation.pairs),
        pieces=job.pieces.size,
        parameters=sum(one.numel() for one in job.learner.module.parameters()),
        resumed=trainer.progress.step,
    )
    yield from trainer.run()
