"""The state of a run on disk: all that is needed to go on as if nothing had happened."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from models.library.writing import write_whole
from models.messages import Problem


@dataclass
class Progress:
    """Where a run is. `position` counts the updates of its epoch, `seconds` its whole time.

    `loss` and `pieces` are summed up since the last line of the log; `best` is the lowest
    validation loss and `worse` how often it was not reached since.
    """

    step: int = 0
    epoch: int = 0
    position: int = 0
    seconds: float = 0.0
    trained: int = 0
    loss: float = 0.0
    pieces: int = 0
    best: float = float("inf")
    worse: int = 0
    validated: int = 0


def save_state(
    path: Path,
    identity: str,
    progress: Progress,
    module: nn.Module,
    optimizer: torch.optim.Optimizer,
) -> None:
    """Write the state; a kill in the middle leaves the one before."""
    content = io.BytesIO()
    torch.save(
        {
            "identity": identity,
            "progress": asdict(progress),
            "net": module.state_dict(),
            "optimizer": optimizer.state_dict(),
            "random": torch.get_rng_state(),
            "random_cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        },
        content,
    )
    write_whole(path, content.getvalue())


def load_state(
    path: Path, identity: str, module: nn.Module, optimizer: torch.optim.Optimizer
) -> Progress:
    """Put a state into net and optimizer, and the random numbers where they were.

    Raises `Problem` for a file that is damaged or of another run.
    """
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        same = state["identity"] == identity
        if same:
            module.load_state_dict(state["net"])
            optimizer.load_state_dict(state["optimizer"])
            _restore_random(state["random"], state["random_cuda"])
            return Progress(**state["progress"])
    except Exception as error:
        raise Problem(
            f"The state of the run in {path.parent} is damaged.",
            f"Remove {path.name} there and start again.",
            str(error),
        ) from error
    raise Problem(
        f"The state in {path.parent} is of another run: name, kind, data, vocabulary, net, "
        "seed or batches differ.",
        "Choose another output folder, or remove that one.",
    )


def _restore_random(processor: Tensor, cards: list[Tensor]) -> None:
    torch.set_rng_state(processor)
    if torch.cuda.is_available() and len(cards) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(cards)
