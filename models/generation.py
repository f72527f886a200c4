"""How a checkpoint wants its output searched: plain numbers, read from its folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sampling:
    """Draw each token by its probability instead of taking the likeliest.

    Only the `top_k` likeliest tokens are drawn from (0: all), and of these the fewest whose
    probabilities sum up to `top_p`. The same seed draws the same output.
    """

    temperature: float = 1.0
    top_k: int = 50
    top_p: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class Generation:
    """Search settings with the meanings of reference transformers 5 (`GenerationConfig`).

    `start` is the decoder's first input, `ends` are the tokens that end an output. Lengths
    count the start token; `max_new` and `min_new` do not, and win. `banned` are sequences of
    ids. `decay` is the number of new tokens after which ending grows likelier, and by what
    factor. `sampling` counts only when sampling is asked for.

    With `length_factor` an output has at most that many times the source's pieces, and
    `length_slack` more.
    """

    start: int
    ends: tuple[int, ...]
    pad: int | None = None
    beams: int = 1
    length_penalty: float = 1.0
    early_stopping: bool | str = False
    max_length: int | None = None
    max_new: int | None = None
    min_length: int = 0
    min_new: int = 0
    forced_first: int | None = None
    forced_last: tuple[int, ...] = ()
    repetition_penalty: float = 1.0
    encoder_repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    encoder_no_repeat_ngram: int = 0
    banned: tuple[tuple[int, ...], ...] = ()
    suppressed: tuple[int, ...] = ()
    suppressed_first: tuple[int, ...] = ()
    renormalize: bool = False
    decay: tuple[int, float] | None = None
    remove_invalid: bool = False
    length_factor: float | None = None
    length_slack: int = 8
    sampling: Sampling = Sampling()
