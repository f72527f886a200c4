"""Text that a user types into an output: as pieces behind others, and shown as it was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.finishing import Output, moved
from models.messages import Piece
from models.text.familiar import familiar
from models.text.letter_case import LetterCase
from models.text.tokenizer import Tokenizer

# Marks that no vocabulary joins with letters: what stands behind one has pieces of its own.
ANCHORS = ("-", ".", "(", "0")


@dataclass(frozen=True)
class OwnText:
    """Typed text without the blanks around it; the pieces' spans count from its start.

    `new_word` says that a blank stood before it. Words and symbols that the vocabulary lacks
    have no pieces: a model goes on badly behind what it cannot read.
    """

    text: str
    pieces: tuple[Piece, ...]
    new_word: bool

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the pieces."""
        return tuple(piece.id for piece in self.pieces)

    def shown(self, output: Output, first: int) -> Output:
        """`output`, whose pieces from `first` on are these, with the text as it was typed.

        Characters that the vocabulary lacks, or reads as others, stand there again; the letter
        case stays that of the output.
        """
        last = first + len(self.pieces)
        own = output.target_pieces[first:last]
        start, end = _extent(output.target_pieces, first, last)
        before, after = output.target[:start], output.target[end:]
        if output.target[start:end].casefold() == self.text.casefold():
            return output
        if self.new_word and before and not before[-1].isspace():
            before += " "
        if not before and not own:
            after = f" {after}"
        by = len(before) + len(self.text) + len(after) - len(output.target)
        placed = [
            piece._replace(start=len(before) + mine.start, end=len(before) + mine.end)
            for piece, mine in zip(own, self.pieces, strict=True)
        ]
        later = [moved(piece, by) for piece in output.target_pieces[last:]]
        pieces = (*output.target_pieces[:first], *placed, *later)
        return replace(output, target=f"{before}{self.text}{after}", target_pieces=pieces)


def _extent(pieces: Sequence[Piece], first: int, last: int) -> tuple[int, int]:
    # Where pieces first..last - 1 stand; without any, the end of what is before them.
    shown = [piece for piece in pieces[first:last] if piece.start < piece.end]
    if shown:
        return shown[0].start, shown[-1].end
    end = max((piece.end for piece in pieces[:first]), default=0)
    return end, end


def own_text(typed: str, prefix: Sequence[int], tokenizer: Tokenizer) -> OwnText:
    """What was typed behind a prefix, in the pieces that spell it there.

    A vocabulary divides a text differently in the middle of another; of several ways the first
    counts that reads as it was typed.
    """
    text, new_word = typed.strip(), typed[:1].isspace()
    before = tokenizer.decode(prefix)[0]
    wanted = f"{before}{' ' if new_word and before else ''}{text}"
    ways = list(_ways(text, before, wanted, tokenizer, new_word))
    found = ways[0]
    for way in ways:
        if tokenizer.decode([*prefix, *(piece.id for piece in way)])[0] == wanted:
            found = way
            break
    return OwnText(text, tuple(_known(text, found, tokenizer.unknown)), new_word)


def _known(text: str, pieces: Sequence[Piece], unknown: int) -> Iterator[Piece]:
    # Without what stands alone and is unknown, and without the blank before it.
    alone = [
        piece.id == unknown and not _touched(text, piece.start, piece.end) for piece in pieces
    ]
    for piece, gone, next_gone in zip(pieces, alone, [*alone[1:], False], strict=True):
        if not gone and not (next_gone and piece.start == piece.end):
            yield piece


def _touched(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[max(0, start - 1) : start] + text[end : end + 1]))


def _ways(
    text: str, before: str, wanted: str, tokenizer: Tokenizer, new_word: bool
) -> Iterator[list[Piece]]:
    alone = _behind("", text, tokenizer)
    if alone and (new_word or not before):
        yield alone
    if behind := _behind(wanted[: len(wanted) - len(text)], text, tokenizer):
        yield behind
    for anchor in ANCHORS:
        if behind := _behind(anchor, text, tokenizer):
            yield behind
    yield alone or []


def _behind(before: str, text: str, tokenizer: Tokenizer) -> list[Piece] | None:
    # The pieces of a text behind another; None where a piece has letters of both.
    border = len(before.rstrip())
    pieces = _inner(before + text, tokenizer)
    if any(piece.start < border < piece.end for piece in pieces):
        return None
    return [
        piece._replace(
            start=max(0, piece.start - len(before)), end=max(0, piece.end - len(before))
        )
        for piece in pieces
        if piece.start >= border
    ]


def _inner(text: str, tokenizer: Tokenizer) -> list[Piece]:
    # The pieces without the language and end tokens around.
    pieces, around = tokenizer.encode(text), tokenizer.encode("")
    first = 0
    while first < len(around) and pieces[first].id == around[first].id:
        first += 1
    return pieces[first : len(pieces) - (len(around) - first)]


def ordinary(typed: str, case: LetterCase, knows: Callable[[str], bool], opens: bool) -> str:
    """What was typed as the model writes: in ordinary letter case and known characters.

    `opens` says that the output begins with it.
    """
    if case is LetterCase.CAPITALS and typed.isupper() and len(typed.lower()) == len(typed):
        first = typed[:1] if opens else typed[:1].lower()
        typed = first + typed.lower()[1:]
    known = familiar(typed, knows)
    return "".join(
        own if other == " " else other for own, other in zip(typed, known, strict=True)
    )
