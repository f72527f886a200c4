"""Characters a vocabulary lacks, read as ones it has: curly quotes, dashes, rare accents.

Small vocabularies know neither typographic quotes nor every capital with an accent; read as
unknown they cost the word they stand in. Names get their own spelling back afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from types import MappingProxyType

from models.text.characters import extends, is_symbol, splits_cluster
from models.text.cleaning import BROKEN

EQUIVALENTS = MappingProxyType(
    {
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‘’‚‛′ʼ`´‹›", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("•‣◦∙·", "-"),
        **dict(zip("ßẞłŁøØđĐ", "sSlLoOdD", strict=True)),
        "⁄": "/",
        "ı": "i",
    }
)
WORD = re.compile(r"\w+")
SHORT_WORD = 3  # letters; a short capitalised word is a particle ("Às"), a longer one a name


def familiar(text: str, knows: Callable[[str], bool]) -> str:
    """`text` with as many code points, unknown characters replaced where there is a way.

    Unknown symbols become blanks: a model makes nonsense of what it cannot read, and they are
    put back into its output (`models.unknowns`). Of an emoji made of several nothing is left,
    or what the vocabulary knows of it would be put back elsewhere than the rest.
    """
    if text.isascii():
        return text
    characters = list(text)
    end = 0  # of the last sign
    for at, character in enumerate(text):
        if character.isascii() or at < end:
            continue
        if _is_sign(character):
            end = _sign_end(text, at)
            if not all(_is_read(each, knows) for each in text[at:end] if _is_sign(each)):
                characters[at:end] = " " * (end - at)
        elif not knows(character):
            others = _candidates(character, _word_length(text, at))
            characters[at] = next(filter(knows, others), character)
    return "".join(characters)


def _is_read(sign: str, knows: Callable[[str], bool]) -> bool:
    # Vocabularies leave out what stands for a broken character without a word.
    return sign != BROKEN and knows(sign)


def _sign_end(text: str, at: int) -> int:
    """Where the sign at `at` ends with all that is joined to it but letters."""
    end = at + 1
    while splits_cluster(text, end) and (extends(text[end]) or _is_sign(text[end])):
        end += 1
    return end


def _is_sign(character: str) -> bool:
    if character.isascii() or character in EQUIVALENTS:
        return False
    return is_symbol(character) or unicodedata.category(character)[0] == "S"


def _word_length(text: str, at: int) -> int:
    start = at
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    found = WORD.match(text, start)
    return found.end() - start if found else 1


def _candidates(character: str, word_length: int) -> Iterator[str]:
    base = unicodedata.normalize("NFD", character)[0]
    lower = character.lower()
    if word_length <= SHORT_WORD and len(lower) == 1 and lower != character:
        yield lower
    if base != character:
        yield base
    if character in EQUIVALENTS:
        yield EQUIVALENTS[character]


def own_spelling(target: str, source: str, read: str) -> str:
    """`target` with the words that were copied from `read` spelled as in `source`.

    `source` and `read` have as many code points; so have the result and `target`.
    """
    if source == read:
        return target
    spelled = {
        word[0]: source[word.start() : word.end()]
        for word in WORD.finditer(read)
        if word[0] != source[word.start() : word.end()]
        and len(word[0]) > SHORT_WORD
        and word[0].casefold() != source[word.start() : word.end()].casefold()
    }
    return WORD.sub(lambda word: spelled.get(word[0], word[0]), target)
