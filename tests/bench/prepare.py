"""What the bench measures with: made once into a cache folder.

Checkpoints of real sizes with random weights, their conversion for CTranslate2, texts that
have the asked number of pieces in a checkpoint's own vocabulary, and an environment for the
native Bergamot engine, whose wheels end with Python 3.10.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.texts import sized  # noqa: E402

MARIAN, BART, NLLB = "opus-mt-en-de", "distilbart-cnn-12-6", "nllb-200-distilled-600M"
# Random weights never end: what is tried out when a checkpoint is opened would take minutes.
LONGEST = 80
CTRANSLATE2 = "ctranslate2==4.8.5"
BERGAMOT = ("bergamot==0.4.5", "pyyaml")
BERGAMOT_PYTHON = "python3.10"


class LeftOut(Exception):  # noqa: N818
    """Why something cannot be measured on this machine."""


@dataclass(frozen=True)
class Cache:
    """The folder that everything is made into."""

    folder: Path

    @property
    def home(self) -> Path:
        """What our own program keeps."""
        return self.folder / "home"

    @property
    def peers(self) -> list[Path]:
        """The folders of packages that were installed here, so far."""
        environments = self.folder.glob("bergamot-environment/lib/*/site-packages")
        return [self.folder / "ctranslate2", *environments]

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        """The folder of that name; `make` fills it unless it is complete."""
        folder = self.folder / name
        if not folder.exists():
            part = self.folder / f"{name}.part"
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            print(f"Making {name} ...", file=sys.stderr, flush=True)
            make(part)
            part.rename(folder)
        return folder

    def checkpoint(self, name: str) -> Path:
        """A checkpoint of that size."""
        return self.made(name, lambda folder: _write(folder, name))

    def converted(self, name: str) -> Path:
        """The same weights in int8 for CTranslate2."""
        original = self.checkpoint(name)
        added = self.with_ctranslate2()

        def convert(folder: Path) -> None:
            places = ("--model", str(original), "--output_dir", str(folder))
            module = ("-m", "ctranslate2.converters.transformers")
            how = ("--quantization", "int8", "--force")
            run([sys.executable, *module, *places, *how], added)

        return self.made(f"{name}.ctranslate2", convert)

    def with_ctranslate2(self) -> dict[str, str]:
        """Settings of a process that imports CTranslate2. Raises `LeftOut`."""
        if importlib.util.find_spec("ctranslate2"):
            return {}
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
        folder = self.made("ctranslate2", lambda folder: run([*pip, str(folder), CTRANSLATE2]))
        return {"PYTHONPATH": str(folder)}

    def texts(self, name: str, many: int, pieces: int) -> list[str]:
        """Texts that are so many pieces to the checkpoint, end and language included."""
        original = self.checkpoint(name)

        def make(folder: Path) -> None:
            made = sized(many, pieces, _counter(original))
            (folder / "texts.json").write_text(json.dumps(made), "utf-8")

        folder = self.made(f"{name}.{many}x{pieces}", make)
        found: list[str] = json.loads((folder / "texts.json").read_text("utf-8"))
        return found

    def bergamot_python(self) -> Path:
        """The Python of an environment with the native engine. Raises `LeftOut`."""
        name = "bergamot-environment"
        python = shutil.which(BERGAMOT_PYTHON)
        if python is None and not (self.folder / name).exists():
            raise LeftOut(f"there is no {BERGAMOT_PYTHON}, the last that its wheels are for")
        return self.made(name, lambda folder: _install(str(python), folder)) / "bin" / "python"


def _write(folder: Path, name: str) -> None:
    import torch

    from tests.bench.full_size import SIZES, write

    torch.manual_seed(0)
    size = SIZES[name]
    generation = {**size.generation, "max_length": LONGEST}
    vocabulary = _full_marian if name == MARIAN else size.vocabulary
    write(folder, replace(size, generation=generation, vocabulary=vocabulary))


def _full_marian(folder: Path) -> None:
    # CTranslate2 wants a name for every row of the table.
    from tests.bench.full_size import SIZES
    from tests.vocabularies import write_marian

    write_marian(folder)
    path = folder / "vocab.json"
    names = sorted(ids := json.loads(path.read_text("utf-8")), key=lambda name: ids[name])
    rows = SIZES[MARIAN].rows
    added = [f"\u2581row{number}" for number in range(len(names) - 1, rows - 1)]
    full = {name: id for id, name in enumerate([*names[:-1], *added, names[-1]])}
    path.write_text(json.dumps(full, ensure_ascii=False), "utf-8")


def _counter(original: Path) -> Callable[[str], int]:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(original)
    return lambda text: len(tokenizer(text).input_ids)


def _install(python: str, folder: Path) -> None:
    run([python, "-m", "venv", str(folder)])
    own = str(folder / "bin" / "python")
    run([own, "-m", "pip", "install", "--quiet", *BERGAMOT])


def run(command: Sequence[str], added: Mapping[str, str] = MappingProxyType({})) -> None:
    """Run to the end. Raises `LeftOut` with the last line of a command that failed."""
    done = subprocess.run(
        command, env=os.environ | added, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LeftOut((done.stderr.strip().splitlines() or ["no reason given"])[-1])
