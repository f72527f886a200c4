"""How long outputs may get, and the search settings that hold for one request."""

from __future__ import annotations

from dataclasses import dataclass, replace

from models.generation import Generation, Sampling
from models.messages import Options, UsageError
from models.messages import Sampling as OwnSampling
from models.model import Model

REFERENCE_MOST = 20  # new tokens where neither files nor caller say (transformers 5)
# The same for people: no translation or summary that should be is so much longer.
FACTOR, SLACK = 2.5, 32


@dataclass(frozen=True)
class Limits:
    """`generation` is the checkpoint's with the request's own numbers in their places.

    `exact` says that the output must be that of the family's reference.
    """

    generation: Generation
    target_places: int
    new_tokens: int | None
    exact: bool

    @staticmethod
    def of(model: Model, options: Options) -> Limits:
        """Raises `UsageError` for options that do not go together."""
        exact = is_exact(model, options)
        generation = overridden(model.generation, options)
        least = options.new_tokens or (0 if exact else _shortest(generation))
        if least:
            generation = replace(generation, min_new=max(least, generation.min_new))
        if generation.beams < options.hypotheses and not options.sampling:
            generation = replace(generation, beams=options.hypotheses)
        return Limits(generation, model.reading.target_places, options.new_tokens, exact)

    def most(self, source_pieces: int) -> int:
        """The most new pieces for a source of that many pieces."""
        return min(self._wanted(source_pieces), self.target_places)

    def _wanted(self, source_pieces: int) -> int:
        generation = self.generation
        if self.new_tokens:
            return self.new_tokens
        if generation.max_new is not None:
            return generation.max_new
        if generation.max_length is not None:
            return max(1, generation.max_length - 1)
        if generation.length_factor is not None:
            return int(generation.length_factor * source_pieces) + generation.length_slack
        return REFERENCE_MOST if self.exact else int(FACTOR * source_pieces) + SLACK


def is_exact(model: Model, options: Options) -> bool:
    """Whether the output must be that of the family's reference."""
    return options.exact and model.reading.reference


def _shortest(generation: Generation) -> int:
    # People want some output: at least one piece beside a forced language.
    return 1 if generation.forced_first is None else 2


def overridden(generation: Generation, options: Options) -> Generation:
    """`generation` with the request's own numbers. Raises `UsageError` for a contradiction."""
    own = options.rules
    changes = {
        "beams": options.beam,
        "max_new": own.most,
        "min_new": own.least,
        "length_penalty": own.length_penalty,
        "early_stopping": own.early_stopping,
        "repetition_penalty": own.repetition_penalty,
        "no_repeat_ngram": own.no_repeat_ngram,
    }
    given = {key: value for key, value in changes.items() if value is not None}
    generation = replace(generation, **given)  # type: ignore[arg-type]
    if options.sampling is None:
        return generation
    if options.beam and options.beam > 1:
        raise UsageError("Sampling has no beams.", "Leave out --beam or --sample.")
    return replace(
        generation, beams=1, sampling=_sampling(generation.sampling, options.sampling)
    )


def _sampling(usual: Sampling, own: OwnSampling) -> Sampling:
    return Sampling(
        temperature=usual.temperature if own.temperature is None else own.temperature,
        top_k=usual.top_k if own.top_k is None else own.top_k,
        top_p=usual.top_p if own.top_p is None else own.top_p,
        seed=own.seed,
    )
