"""Which words the model hesitated at: those that carry a dotted line.

The certainty of a word is the probability that the model gave to it, the product over its
pieces (`Token.certainty`); with one piece a word, that tells as much as entropy or margin, and
needs nothing beyond what a search knows of its output.
"""

from __future__ import annotations

from models.segment import Level

# Below it a word is marked. On the 997 sentences of FLORES-200 dev the students mark one word
# in 12.3 (English to Portuguese) and in 12.1 (Portuguese to English).
UNCERTAIN = 0.66


def uncertain(level: Level) -> tuple[int, ...]:
    """The target tokens of a level that the model was not sure of, in order.

    Marks and end tokens are no words and are never among them; nor is what was not decoded.
    """
    return tuple(
        at
        for at, token in enumerate(level.target)
        if is_doubtful(token.certainty)
        and any(map(str.isalnum, token.text))
        and token.start < token.end
    )


def is_doubtful(certainty: float | None) -> bool:
    """Whether a certainty is so low that its word is marked."""
    return certainty is not None and certainty < UNCERTAIN
