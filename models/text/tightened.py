"""The blanks that some checkpoints ask to be taken out of what they wrote."""

from __future__ import annotations

from models.text.rewritten import Rewritten

# Each reads what the one before it left.
_SPACED = (" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're")


def tightened(text: str) -> Rewritten:
    """`text` without blanks before marks and English clitics."""
    done = Rewritten.unchanged(text)
    for spaced in _SPACED:
        if spaced in done.text:
            done = done.then(_without_blanks_of(spaced, done.text))
    return done


def _without_blanks_of(spaced: str, text: str) -> Rewritten:
    parts = list(text)
    at = text.find(spaced)
    while at >= 0:
        for n, character in enumerate(spaced, at):
            if character == " ":
                parts[n] = ""
        at = text.find(spaced, at + len(spaced))
    return Rewritten.joined(parts)
