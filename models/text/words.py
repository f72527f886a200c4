"""Words of a segment: runs between white space, or pieces in scripts without blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from unicodedata import category

from models.messages import Piece, Span
from models.text.characters import BLANKLESS, cluster_end, extends, is_symbol, splits_cluster

_CUT_AT_PIECES = re.compile(f"{BLANKLESS.pattern}|[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20]")
_RUN = re.compile(r"\S+")
# Most runs: a word, and perhaps one mark at its end that is never part of it.
_SIMPLE = re.compile("([A-Za-z0-9]+)[.,;:!?]?")
_LATIN = re.compile("[\x21-\u024f]+")
# e.g., U.S., Ph.D.: short parts with dots between them own their last dot.
_DOTTED = re.compile(r"[^\W\d_]{1,3}(?:\.[^\W\d_]{1,3})+\.")
_ADDRESS = re.compile(r"\w+://|www\.|[^@\s]+@[^@\s]+\.\w")
# Marks that part two words even without blanks around them.
_PARTING = re.compile(r"[—―…‥]|\.\.|--|[\u3001-\u3003\u3008-\u301f\uff01-\uff0f\uff1a-\uff1f]")
_ON_NUMBERS = frozenset("%‰‱#@&°′″№")
_SIGNS = frozenset("+-−±")


def words(
    text: str, pieces: Sequence[Span | Piece], split_punctuation: bool
) -> tuple[Span, ...]:
    """Every word of `text`, in order: together they hold all that is not white space.

    `pieces` are the tokenizer's pieces or their spans, in order. With `split_punctuation`
    marks at the edges of a run are words of their own.
    """
    borders = {piece.start for piece in pieces} | {piece.end for piece in pieces}
    found: list[Span] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if simple := _SIMPLE.fullmatch(text, start, end):
            core = simple.end(1) if split_punctuation else end
            found.append(Span(start, core))
            if core < end:
                found.append(Span(core, end))
            continue
        plain = _LATIN.fullmatch(text, start, end) is not None
        parts = [Span(start, end)] if plain else _by_script(text, start, end, borders)
        for part in parts:
            found.extend(_by_marks(text, part) if split_punctuation else (part,))
    return tuple(found)


def _by_script(text: str, start: int, end: int, borders: Set[int]) -> Iterator[Span]:
    """The run cut where a script without blanks begins, ends, or has a piece border."""
    first, before = start, _is_blankless(text[start])
    for at in range(start + 1, end):
        if extends(text[at]):
            continue
        after = _is_blankless(text[at])
        other = before != after and text[at - 1].isalnum() and text[at].isalnum()
        if (other or (at in borders and (before or after))) and not splits_cluster(text, at):
            yield Span(first, at)
            first = at
        before = after
    yield Span(first, end)


def _is_blankless(character: str) -> bool:
    return character >= "\u0e00" and _CUT_AT_PIECES.match(character) is not None


def _by_marks(text: str, span: Span) -> Iterator[Span]:
    """The part cut around marks at its edges, and around those inside that part words."""
    run = text[span.start : span.end]
    if run.isalnum():
        yield span
        return
    kinds = _kinds(run)
    bounds = [at for at in range(1, len(run)) if kinds[at] != kinds[at - 1]]
    first = 0
    for at in [*bounds, len(run)]:
        yield Span(span.start + first, span.start + at)
        first = at


def _kinds(run: str) -> str:
    """One letter for each code point: w word, p punctuation, s symbol."""
    kinds: list[str] = []
    at = 0
    while at < len(run):
        end = cluster_end(run, at + 1)
        kinds.extend(_kind(run[at]) * (end - at))
        at = end
    _keep_inner(run, kinds)
    _keep_edges(run, kinds)
    return "".join(kinds)


def _kind(character: str) -> str:
    if character.isalnum() or character in _ON_NUMBERS or category(character) == "Sc":
        return "w"
    if is_symbol(character):
        return "s"
    return "p" if category(character)[0] in "PS" else "w"


def _keep_inner(run: str, kinds: list[str]) -> None:
    """Marks between two letters or digits stay in their word, except those that part words."""
    whole = _ADDRESS.match(run) is not None
    for found in re.finditer("(?<=w)p+(?=w)", "".join(kinds)):
        start, end = found.span()
        if whole or (end - start == 1 and not _PARTING.match(run, start, end)):
            kinds[start:end] = "w" * (end - start)


def _keep_edges(run: str, kinds: list[str]) -> None:
    """The sign before a number and the last dot of an abbreviation stay."""
    for at, character in enumerate(run[:-1]):
        if character in _SIGNS and run[at + 1].isdigit() and (at == 0 or kinds[at - 1] == "p"):
            kinds[at] = "w"
    for found in _DOTTED.finditer(run):
        start, dot = found.start(), found.end() - 1
        end = cluster_end(run, found.end())
        if (start == 0 or kinds[start - 1] == "p") and kinds[end : end + 1] != ["w"]:
            kinds[dot:end] = "w" * (end - dot)
