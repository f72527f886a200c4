"""The window's job where there is no screen: a picture of it, and one sentence in words."""

from __future__ import annotations

import shutil
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.itself import is_frozen
from desktop_app.network import NetworkWatch
from desktop_app.painting import render
from desktop_app.paths import find_paths
from desktop_app.word_table import word_table
from models.library import Library
from models.messages import (
    Checkpoint,
    Failed,
    Options,
    Problem,
    Segment,
    SegmentDone,
    Translate,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

PICTURE = Path("interlinear.png")
SOURCE, TARGET = "en", "pt"
SENTENCE = "The old red house on the hill was sold yesterday."
MEMORY_LIMIT = 2_000_000_000  # bytes


def run(reason: str) -> int:
    """Say why there is no window, paint it into a picture, show a sentence with its links."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # whatever the terminal cannot show
    network = NetworkWatch()
    network.install()
    print(f"{reason} Interlinear paints its window into a picture instead:", flush=True)
    paths = find_paths()
    try:
        library = Library(paths.library, paths.cache)
        segment = translated(library, starter(library))
        print(save(render(paths), PICTURE.resolve()))
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    table = word_table(segment.alignment, (SOURCE, TARGET), shutil.get_terminal_size().columns)
    print("", *table, "", sep="\n")
    print(f"network used: {f'{network.uses} times' if network.uses else 'none'}")
    print(f"Your own text: {own_text()}")
    return 0


def starter(library: Library) -> Checkpoint:
    """Find the checkpoint of the sample. Raises `Problem` where there is none."""
    try:
        return library.for_pair(SOURCE, TARGET)
    except Problem as problem:
        states = [one.state for one in library.checkpoints() if one.starter]
        broken = [state for state in states if state != "ready"]
        added = (
            "This package comes without them"
            if is_frozen()
            else "make run adds them where they are made for the machine"
        )
        raise Problem(
            broken[0] if broken else "The starter checkpoints are not installed.",
            f"{added}; a checkpoint folder of your own works too: {own_text()} --model FOLDER",
        ) from problem


def translated(library: Library, checkpoint: Checkpoint) -> Segment:
    """Translate the sentence. Raises `Problem` where the engine cannot."""
    from models.engine import Engine  # noqa: PLC0415  # loads torch

    # One sentence is over before it is found out which precision is the fastest.
    request = Translate(1, SENTENCE, checkpoint.id, options=Options(precision="fp32"))
    for event in Engine(library, MEMORY_LIMIT).run(request, lambda: False):
        match event:
            case SegmentDone(segment=segment):
                return segment
            case Failed(what=what, hint=hint, details=details):
                raise Problem(what, hint, details)
    raise Problem("The engine gave no translation.")


def save(picture: QPixmap, path: Path) -> Path:
    """Write the picture. Raises `Problem` where that cannot be done."""
    if not picture.save(str(path)):
        raise Problem(f"{path} cannot be written.", "Start in a folder that is yours.")
    return path


def own_text() -> str:
    """The command that translates a text, as this program was started."""
    program = program_name(sys.argv[0], Path.cwd())
    return f'{program} translate "…" --from {SOURCE} --to {TARGET}'


def program_name(started_as: str, folder: Path) -> str:
    """How this program is called again from `folder`."""
    path = Path(started_as).absolute()
    if path.name == "__main__.py":
        return f"{Path(sys.executable).name} -m desktop_app"
    if shutil.which(path.name) == str(path):
        return path.name
    return str(path.relative_to(folder) if path.is_relative_to(folder) else path)
