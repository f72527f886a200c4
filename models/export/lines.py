"""One line a segment: Pharaoh links and tab-separated pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.export.linked_words import links_of
from models.messages import Segment, Token


def pharaoh_line(segment: Segment) -> str:
    """`i-j` source word-target word, from 0, sorted."""
    return " ".join(f"{link.source}-{link.target}" for link in links_of(segment))


def pharaoh(segments: Sequence[Segment]) -> str:
    """A line of word links for each segment."""
    return _lines(map(pharaoh_line, segments))


def tsv(segments: Sequence[Segment]) -> str:
    """Source words, target words and links with tabs between them; words have blanks between.

    `interlinear align --tokenized` reads it with `--pairs`, and with `--evaluate` once the
    links were put right by hand.
    """
    return _lines(
        "\t".join(
            (
                _tokens(segment.alignment.words.source),
                _tokens(segment.alignment.words.target),
                pharaoh_line(segment),
            )
        )
        for segment in segments
    )


def _tokens(tokens: Sequence[Token]) -> str:
    return " ".join("".join(token.text.split()) for token in tokens)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
