"""The only way through a checkpoint that summarizes: what bart, pegasus and led share."""

from __future__ import annotations

from models.families.folder.abilities import Abilities
from models.families.folder.config import Config
from models.families.folder.generation_file import read_generation
from models.messages import Task
from models.model import Direction, Directions
from models.text.framed import Framed


def one_way(framed: Framed, config: Config, able: Abilities) -> Directions:
    """A whole text in and one out, in the checkpoint's language where a task names none."""
    generation = read_generation(config.folder, config.values)
    language = able.sources[0]

    def towards(task: Task) -> Direction:
        source, target = task.source or language, task.target or language
        return Direction(framed, framed, generation, source, target, whole=True)

    return towards
