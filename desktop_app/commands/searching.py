"""Options of the search: the user's own numbers in the place of the checkpoint's."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from types import MappingProxyType

from desktop_app.commands.common import number, positive
from models.messages import Rules, Sampling, UsageError

EARLY: Mapping[str, bool | str] = MappingProxyType({"yes": True, "no": False, "never": "never"})


def add_to(parser: argparse.ArgumentParser) -> None:
    """Declare the options; without them the checkpoint's own settings hold."""
    group = parser.add_argument_group("search", "instead of the checkpoint's own settings")
    group.add_argument(
        "--n-best",
        dest="hypotheses",
        type=positive,
        default=1,
        metavar="N",
        help="so many outputs of each segment, in the JSON",
    )
    group.add_argument("--most", type=positive, metavar="N", help="most new pieces")
    group.add_argument("--least", type=positive, metavar="N", help="fewest new pieces")
    group.add_argument("--length-penalty", type=number, metavar="P")
    group.add_argument("--early-stopping", choices=tuple(EARLY))
    group.add_argument("--repetition-penalty", type=number, metavar="P")
    group.add_argument(
        "--no-repeat-ngram", type=positive, metavar="N", help="no N pieces twice in a row"
    )
    group.add_argument(
        "--sample", action="store_true", help="draw each piece by its probability"
    )
    group.add_argument("--temperature", type=number, metavar="T")
    group.add_argument("--top-k", type=_count, metavar="K", help="0: from all pieces")
    group.add_argument("--top-p", type=number, metavar="P")
    group.add_argument("--seed", type=_count, metavar="N")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) >= 1 << 63:
        raise argparse.ArgumentTypeError(f"{text[:20]} is not a whole number from 0")
    return int(text)


def rules_of(arguments: argparse.Namespace) -> Rules:
    """The user's own numbers. Raises `UsageError` for impossible ones."""
    penalty = arguments.repetition_penalty
    if penalty is not None and penalty <= 0:
        raise UsageError("--repetition-penalty must be more than 0.")
    if arguments.least and arguments.most and arguments.least > arguments.most:
        raise UsageError("--least is more than --most.")
    early = arguments.early_stopping
    return Rules(
        most=arguments.most,
        least=arguments.least,
        length_penalty=arguments.length_penalty,
        early_stopping=None if early is None else EARLY[early],
        repetition_penalty=penalty,
        no_repeat_ngram=arguments.no_repeat_ngram,
    )


def sampling_of(arguments: argparse.Namespace) -> Sampling | None:
    """How to draw; None without --sample. Raises `UsageError` for impossible numbers."""
    given = (arguments.temperature, arguments.top_k, arguments.top_p, arguments.seed)
    if not arguments.sample:
        if any(value is not None for value in given):
            raise UsageError("--temperature, --top-k, --top-p and --seed need --sample.")
        return None
    temperature, top_p = arguments.temperature, arguments.top_p
    if temperature is not None and temperature <= 0:
        raise UsageError("--temperature must be more than 0.")
    if top_p is not None and not 0 < top_p <= 1:
        raise UsageError("--top-p must be more than 0 and at most 1.")
    return Sampling(arguments.seed or 0, temperature, arguments.top_k, top_p)
