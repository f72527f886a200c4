"""Search settings of a folder: generation_config.json, or without it those in config.json.

Keys, defaults and the order of the files are those of reference transformers 5
(`GenerationConfig`). The two files are not merged.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.families.folder.config import LARGEST_VOCABULARY, Config, read_json
from models.generation import Generation, Sampling
from models.messages import Problem

FILE = "generation_config.json"
LARGEST_BEAMS = 256
LARGEST_LENGTH = 1 << 24
LARGEST_NUMBER = 1e6
Ids = tuple[int, ...]


def read_generation(folder: Path, config: Mapping[str, object]) -> Generation:
    """The search settings of a checkpoint; `config` are the values of its config.json.

    Raises `Problem`, naming file and key, for what cannot be meant.
    """
    path, vocabulary = folder / FILE, _vocabulary(config)
    if path.is_file():
        return _generation(Values(Config(folder, read_json(path), FILE), vocabulary))
    values = dict(config)
    if values.get("force_bos_token_to_be_generated"):
        values.setdefault("forced_bos_token_id", values.get("bos_token_id"))
    return _generation(Values(Config(folder, values), vocabulary))


def _vocabulary(config: Mapping[str, object]) -> int:
    for key in ("decoder_vocab_size", "vocab_size"):
        size = config.get(key)
        if isinstance(size, int) and 0 < size <= LARGEST_VOCABULARY:
            return size
    return LARGEST_VOCABULARY


@dataclass(frozen=True)
class Values:
    """The values of a file, checked one by one; ids are below `vocabulary`."""

    config: Config
    vocabulary: int

    def of(self, key: str) -> object:
        """The value as it stands; None when there is none."""
        return self.config.values.get(key)

    def whole(self, key: str, usual: int, least: int, most: int) -> int:
        """A whole number."""
        value = self.of(key)
        if value is None:
            return usual
        if type(value) is not int or not least <= value <= most:
            raise self.config.impossible(key)
        return value

    def some(self, key: str, least: int) -> int | None:
        """A length, or None."""
        value = self.of(key)
        return None if value is None else self.whole(key, 0, least, LARGEST_LENGTH)

    def number(self, key: str, usual: float, least: float, most: float) -> float:
        """A number from `least` to `most`."""
        value = self.of(key)
        if value is None:
            return usual
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.config.impossible(key)
        if not (math.isfinite(value) and least <= value <= most):
            raise self.config.impossible(key)
        return float(value)

    def penalty(self, key: str) -> float:
        """A number above 0, usually 1."""
        found = self.number(key, 1.0, 0.0, LARGEST_NUMBER)
        if found == 0:
            raise self.config.impossible(key)
        return found

    def flag(self, key: str) -> bool:
        """True or false, usually false."""
        value = self.of(key)
        if value is not None and not isinstance(value, bool):
            raise self.config.impossible(key)
        return bool(value)

    def id(self, key: str) -> int | None:
        """An id, or None."""
        return None if self.of(key) is None else self.whole(key, 0, 0, self.vocabulary - 1)

    def ids(self, key: str) -> Ids:
        """One id or several."""
        value = self.of(key)
        if value is None:
            return ()
        return self._checked(key, value if isinstance(value, list) else [value])

    def sequences(self, key: str) -> tuple[Ids, ...]:
        """Lists of ids, none of them empty."""
        value = self.of(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, list) for one in value):
            raise self.config.impossible(key)
        if not all(value):
            raise self.config.impossible(key)
        return tuple(self._checked(key, one) for one in value)

    def _checked(self, key: str, values: list[object]) -> Ids:
        ids = tuple(value for value in values if type(value) is int)
        if len(ids) < len(values) or not all(0 <= id < self.vocabulary for id in ids):
            raise self.config.impossible(key)
        return ids


def _generation(values: Values) -> Generation:
    first = values.id("forced_bos_token_id")
    least = values.some("min_new_tokens", 0)
    return Generation(
        start=_start(values),
        ends=values.ids("eos_token_id"),
        pad=_pad(values),
        beams=values.whole("num_beams", 1, 1, LARGEST_BEAMS),
        length_penalty=values.number("length_penalty", 1.0, -10.0, 10.0),
        early_stopping=_early_stopping(values),
        max_length=values.some("max_length", 2),
        max_new=values.some("max_new_tokens", 1),
        min_length=values.some("min_length", 0) or 0 if least is None else 0,
        min_new=least or 0,
        forced_first=first,
        forced_last=values.ids("forced_eos_token_id"),
        repetition_penalty=values.penalty("repetition_penalty"),
        encoder_repetition_penalty=values.penalty("encoder_repetition_penalty"),
        no_repeat_ngram=values.some("no_repeat_ngram_size", 0) or 0,
        encoder_no_repeat_ngram=values.some("encoder_no_repeat_ngram_size", 0) or 0,
        banned=values.sequences("bad_words_ids"),
        suppressed=values.ids("suppress_tokens"),
        suppressed_first=values.ids("begin_suppress_tokens"),
        renormalize=values.flag("renormalize_logits"),
        decay=_decay(values),
        remove_invalid=values.flag("remove_invalid_values"),
        sampling=_sampling(values),
    )


def _start(values: Values) -> int:
    for key in ("decoder_start_token_id", "bos_token_id"):
        found = values.id(key)
        if found is not None:
            return found
    raise Problem(
        f"{values.config.file} of {values.config.folder.name} does not say what an output "
        "starts with: it has neither decoder_start_token_id nor bos_token_id.",
        "Fetch or copy the checkpoint again.",
    )


def _pad(values: Values) -> int | None:
    # The reference takes a negative one for none.
    found = values.whole("pad_token_id", -1, -1, values.vocabulary - 1)
    return None if found < 0 else found


def _early_stopping(values: Values) -> bool | str:
    value = values.of("early_stopping")
    if value is None or isinstance(value, bool) or value == "never":
        return "never" if value == "never" else bool(value)
    raise values.config.impossible("early_stopping")


def _decay(values: Values) -> tuple[int, float] | None:
    key = "exponential_decay_length_penalty"
    value = values.of(key)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise values.config.impossible(key)
    start, factor = value
    if type(start) is not int or not 0 <= start <= LARGEST_LENGTH:
        raise values.config.impossible(key)
    if isinstance(factor, bool) or not isinstance(factor, int | float):
        raise values.config.impossible(key)
    if not 0 < factor <= LARGEST_NUMBER:
        raise values.config.impossible(key)
    return start, float(factor)


def _sampling(values: Values) -> Sampling:
    usual = Sampling()
    # Some files state a temperature of 0 beside do_sample false; nothing can be drawn at 0.
    temperature = values.number("temperature", usual.temperature, 0.0, LARGEST_NUMBER)
    return Sampling(
        temperature=temperature or usual.temperature,
        top_k=values.whole("top_k", usual.top_k, 0, LARGEST_VOCABULARY),
        top_p=values.number("top_p", usual.top_p, 0.0, 1.0),
    )
