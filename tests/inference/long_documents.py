"""Documents of any length, in words that the small vocabularies of the tests have."""

from __future__ import annotations

import random
import re

from tests.many_scripts import SENTENCES

BREAK = "\n\n"


def document(words: int) -> str:
    """Sections of paragraphs of sentences; at least so many words."""
    chance = random.Random(7)
    known = [word for line in SENTENCES for word in re.findall(r"\b[a-z]{2,7}\b", line)]
    parts: list[str] = []
    found = 0
    while found < words:
        if chance.random() < 0.03:
            parts.append(f"{BREAK}# Section {len(parts)}{BREAK}")
        count = chance.randint(6, 24)
        found += count
        sentence = " ".join(chance.choices(known, k=count)).capitalize()
        parts.append(f"{sentence}.{chance.choice((' ', ' ', ' ', BREAK))}")
    return "".join(parts)
