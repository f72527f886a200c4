"""The loop: updates, validation, saving, in an order that a killed run repeats exactly."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import torch

from models.messages import Problem
from models.training.batches import Batch
from models.training.config import Training
from models.training.events import Ended, Saved, Stepped, TrainingEvent, Validated
from models.training.job import Job
from models.training.limits import Limits
from models.training.log import Line, Log
from models.training.loss import Loss
from models.training.precision import mixed
from models.training.saving import save_checkpoint
from models.training.schedule import rate_at
from models.training.state import Progress, load_state, save_state

STATE = "state.pt"
BETAS, EPS = (0.9, 0.98), 1e-9  # Vaswani et al. 2017, section 5.3


class Trainer:
    """Trains the net of a job and tells how it goes."""

    def __init__(self, job: Job, cancelled: Callable[[], bool]) -> None:
        self._job, self._cancelled = job, cancelled
        self._how: Training = job.how
        self._parameters = list(job.learner.module.parameters())
        self._optimizer = torch.optim.AdamW(
            self._parameters,
            betas=BETAS,
            eps=EPS,
            weight_decay=job.how.weight_decay,
            fused=True,
        )
        guided = job.learner.guided
        self._loss = Loss(job.how.smoothing, guided, job.how.guided_weight)
        self._state: Path = job.folder / STATE
        self.progress = self._start()
        self._limits = Limits(job.how, self.progress)
        self._log = Log(job.folder, job.validation.names)
        self._order = job.order(self.progress.step, self.progress.epoch)
        self._saved = time.monotonic()

    def _start(self) -> Progress:
        if self._state.exists():
            module = self._job.learner.module
            return load_state(self._state, self._job.identity, module, self._optimizer)
        torch.manual_seed(self._how.seed)
        return Progress()

    def run(self) -> Iterator[TrainingEvent]:
        """Train to the end, or until it is cancelled. Raises `Problem` for a lost net."""
        how, progress = self._how, self.progress
        self._log.begin(progress.step)
        self._job.learner.module.train()
        while not (why := self._limits.over() or ("stopped" if self._cancelled() else "")):
            yield self._update()
            if progress.step % how.validate_every == 0:
                yield self._validate()
            if time.monotonic() - self._saved >= 60 * how.save_minutes:
                yield self._save()
        if why != "stopped" and progress.validated < progress.step:
            yield self._validate()
        yield self._save()
        yield Ended(why, progress.step, self._job.checkpoint)

    def _update(self) -> Stepped:
        started = time.monotonic()
        how, progress = self._how, self.progress
        used = self._limits.used()
        rate = rate_at(progress.step + 1, how.warm_up, how.decay, how.rate, used)
        loss, pieces = self._learn(self._next(), rate)
        progress.step += 1
        progress.loss += loss
        progress.pieces += pieces
        progress.trained += pieces
        self._limits.tick()
        if progress.step % how.log_every == 0:
            mean = progress.loss / progress.pieces
            self._log.add(replace(self._line(rate), loss=mean))
            progress.loss, progress.pieces = 0.0, 0
        return Stepped(
            step=progress.step,
            epoch=progress.epoch,
            loss=loss / pieces,
            rate=rate,
            speed=pieces / max(time.monotonic() - started, 1e-9),
            used=self._limits.used(),
            remaining=self._limits.remaining(),
        )

    def _next(self) -> list[Batch]:
        """The batches of the next update."""
        job, progress, many = self._job, self.progress, self._how.accumulate
        if job.first and progress.step == job.first_steps:
            progress.epoch = progress.position = 0
            self._order = job.order(progress.step, 0)
        examples = job.at(progress.step)
        first = progress.position * many
        rows = self._order[first : first + many]
        progress.position += 1
        if first + many >= len(self._order):
            progress.epoch, progress.position = progress.epoch + 1, 0
            self._order = job.order(progress.step, progress.epoch)
        guided = job.learner.guided is not None
        return [Batch.of([examples[at] for at in batch], guided) for batch in rows]

    def _learn(self, batches: list[Batch], rate: float) -> tuple[float, int]:
        """One update; returns the summed loss and the number of pieces."""
        job, pieces, total = self._job, sum(batch.pieces for batch in batches), 0.0
        self._optimizer.zero_grad(set_to_none=True)
        for batch in batches:
            with mixed(job.device, job.half):
                there = batch.to(job.device)
                loss, own = self._loss(job.learner.net, there)
            (loss / pieces).backward()  # type: ignore[no-untyped-call]
            total += float(own.detach())
        norm = float(torch.nn.utils.clip_grad_norm_(self._parameters, self._how.clip))
        if not (math.isfinite(total) and math.isfinite(norm)):
            raise self._lost()
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self._optimizer.step()
        return total, pieces

    def _lost(self) -> Problem:
        kept = "the last good state is kept" if self._state.exists() else "nothing was saved"
        return Problem(
            f"The loss of step {self.progress.step + 1} is not a number: training has stopped, "
            f"and {kept}.",
            "Lower training.rate or training.clip and start it again.",
        )

    def _validate(self) -> Validated:
        job, progress = self._job, self.progress
        loss = job.validation.loss(job.learner, job.device)
        scores = job.validation.scores(job.learner, job.pieces)
        better = loss < progress.best
        progress.worse = 0 if better else progress.worse + 1
        progress.validated = progress.step
        if better:
            progress.best = loss
            save_checkpoint(job.checkpoint, job.learner)
        self._limits.tick()
        rate = float(self._optimizer.param_groups[0]["lr"])
        self._log.add(replace(self._line(rate), valid_loss=loss, scores=scores))
        self._log.draw()
        return Validated(progress.step, loss, scores, better)

    def _line(self, rate: float) -> Line:
        at = self.progress
        return Line(at.step, at.epoch, at.seconds, at.trained, rate)

    def _save(self) -> Saved:
        job = self._job
        save_state(
            self._state, job.identity, self.progress, job.learner.module, self._optimizer
        )
        self._saved = time.monotonic()
        return Saved(self.progress.step)
