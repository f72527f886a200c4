"""How a request is run, and what a checkpoint is asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sampling:
    """Draw each piece by its probability; None means the checkpoint's own number."""

    seed: int = 0
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """The user's own numbers in the place of the checkpoint's; None leaves those.

    `most` and `least` count new target pieces, the end token included.
    """

    most: int | None = None
    least: int | None = None
    length_penalty: float | None = None
    early_stopping: bool | str | None = None
    repetition_penalty: float | None = None
    no_repeat_ngram: int | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: None and "auto" mean the checkpoint's or the machine's own choice.

    `new_tokens` forces exactly that many target pieces. `batch` takes that many sentences at a
    time, else the first are few and the later many. `split_punctuation` makes
    punctuation marks words of their own (the window's words); otherwise a word is a run
    between white space. `exact` asks for what the family's reference gives for the very text,
    where it has one: no letter case restored, no character read as another, no loop searched
    again, the reference's length limit. `hypotheses` is how many outputs a segment tells.
    """

    beam: int | None = None
    device: str = "auto"
    precision: str = "auto"
    threads: int | None = None
    new_tokens: int | None = None
    batch: int | None = None
    split_punctuation: bool = False
    exact: bool = False
    hypotheses: int = 1
    sampling: Sampling | None = None
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, slots=True)
class Task:
    """What a checkpoint that can do several things is asked to do.

    Languages are BCP-47 codes; empty ones leave the choice to the checkpoint. `preset` is the
    id of one of the checkpoint's presets, `question` what a preset that needs one is given.
    """

    source: str = ""
    target: str = ""
    preset: str = ""
    question: str = ""
