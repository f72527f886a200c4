"""Small files to train on, and training in a process of its own that can be killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.inference.command_line import CODE, ROOT

WORDS = {
    "the": "o",
    "red": "rubro",
    "old": "velho",
    "small": "breve",
    "house": "lar",
    "river": "rio",
    "boat": "barco",
    "garden": "jardim",
    "sleeps": "dorme",
    "shines": "brilha",
    "waits": "espera",
    "burns": "arde",
}
ADJECTIVES, NOUNS = ("red", "old", "small"), ("house", "river", "boat", "garden")
VERBS = ("sleeps", "shines", "waits", "burns")
TINY = {
    "transformer": 'kind = "transformer"\n[net]\nencoder_layers = 1\ndecoder_layers = 1\n'
    "width = 32\nheads = 2\ninner = 64\nplaces = 128\n",
    "recurrent": 'kind = "recurrent"\n[net]\nwidth = 24\nhidden = 32\n',
}


def pairs(count: int = 500, seed: int = 1) -> list[str]:
    """Lines of a language that is translated word by word, one word order changed."""
    dice = random.Random(seed)
    lines = []
    for _ in range(count):
        words = []
        for _ in range(dice.choice((1, 1, 2))):
            words += ["the", dice.choice(ADJECTIVES), dice.choice(NOUNS), dice.choice(VERBS)]
        target = [WORDS[word] for word in words]
        for at in range(0, len(target), 4):
            target[at + 1 : at + 3] = reversed(target[at + 1 : at + 3])
        lines.append(" ".join(words) + "\t" + " ".join(target))
    return lines


def write(folder: Path, kind: str = "transformer", lines=None, **training: object) -> Path:
    """A data file and a training file for a net of that kind; returns the latter."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(pairs() if lines is None else lines) + "\n"
    (folder / "train.tsv").write_text(text, "utf-8")
    values = {
        "minutes": 0,
        "steps": 40,
        "batch_pieces": 400,
        "rate": 0.005,
        "warm_up": 20,
        "threads": 1,
        "precision": "fp32",
        "log_every": 1,
        "validate_every": 20,
        "validate_texts": 20,
        "save_minutes": 0,
    } | training
    path = folder / "train.toml"
    path.write_text(
        'name = "tiny"\nsource_language = "en"\ntarget_language = "pt"\n'
        + TINY[kind]
        + "[vocabulary]\npieces = 60\n[data]\nlongest = 40\n[output]\nlongest = 40\n"
        + "[training]\n"
        + "".join(f"{key} = {_toml(value)}\n" for key, value in values.items()),
        "utf-8",
    )
    return path


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def log(output: Path) -> list[dict[str, str]]:
    """The rows of a run's log by the names of its columns."""
    head, *rows = (output / "log.tsv").read_text("utf-8").splitlines()
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows]


def losses(output: Path) -> dict[int, float]:
    """The training loss of every step."""
    return {int(row["step"]): float(row["loss"]) for row in log(output) if row["loss"]}


def kill_after(config: Path, output: Path, step: int, home: Path) -> None:
    """Start a training and end it, without a warning, once its log holds that step."""
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, "train", str(config), "--output", str(output)],
        cwd=ROOT,
        env={**os.environ, "INTERLINEAR_HOME": str(home)},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not _reached(output, step):
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _reached(output: Path, step: int) -> bool:
    path = output / "log.tsv"
    return path.exists() and path.read_text("utf-8").count("\n") > step
