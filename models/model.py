"""An opened checkpoint: a net, the directions it can be run in, and how it wants to be run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from models.generation import Generation
from models.messages import Checkpoint, Task
from models.nets import Candidates, Head, Net
from models.reading import Reading
from models.text.languages import UNKNOWN
from models.text.tokenizer import Tokenizer

if TYPE_CHECKING:
    from models.methods import Method


class Shortlist(Protocol):
    """Which target pieces a source may need."""

    def candidates(
        self, sources: Sequence[Sequence[int]], forced: Sequence[Sequence[int]]
    ) -> Candidates:
        """The candidates of a batch; each sentence may use its own and its forced ids."""
        ...


class Chooser(Protocol):
    """Which alignment method is best for a model without a guided head."""

    def method(self, model: Model) -> Method:
        """The method, found out at the first call for a checkpoint."""
        ...


@dataclass(frozen=True)
class Direction:
    """One way through a checkpoint: from a language into a language, or a preset's task.

    `reads` gives a source all that the checkpoint wants around it (language and end tokens, a
    task's prefix), `writes` a target all that its output has. `whole` texts are not divided
    into sentences.
    """

    reads: Tokenizer
    writes: Tokenizer
    generation: Generation
    source: str = UNKNOWN
    target: str = UNKNOWN
    whole: bool = False


Directions = Callable[[Task], Direction]


@dataclass(frozen=True)
class Model:
    """Everything needed to run a checkpoint in one direction.

    `guided` is the head trained on alignments; without one `chooser` knows how to align.
    `directions` finds the direction of a task and raises `UsageError` for one that the
    checkpoint does not do. What does not look at the source (`attends`) has no links.
    """

    checkpoint: Checkpoint
    net: Net
    directions: Directions
    reading: Reading
    precision: str = "fp32"
    device: str = "cpu"
    guided: Head | None = None
    chooser: Chooser | None = None
    shortlist: Shortlist | None = None
    attends: bool = True
    direction: Direction | None = None

    def towards(self, task: Task) -> Model:
        """The same model, ready for a task."""
        return replace(self, direction=self.directions(task))

    @property
    def way(self) -> Direction:
        """The direction it was made ready for."""
        if self.direction is None:
            raise ValueError(f"{self.checkpoint.name} was given no task")
        return self.direction

    @property
    def source(self) -> Tokenizer:
        """What reads the source."""
        return self.way.reads

    @property
    def target(self) -> Tokenizer:
        """What writes the target."""
        return self.way.writes

    @property
    def generation(self) -> Generation:
        """The search settings of the direction."""
        return self.way.generation
