"""Roman numerals: centuries, kings and chapters."""

from __future__ import annotations

import re
from types import MappingProxyType

# Up to 399; what is longer or larger is hardly ever a numeral in a sentence.
ROMAN = re.compile(
    r"(?<![\w'’-])(?=[IVXLC])C{0,3}(?:X{0,3}|XL|LX{0,3}|XC)(?:I{0,3}|IV|VI{0,3}|IX)"
    r"(?=(?:e|ème|[oaº°ª])?(?!\w|['’-][^\W\d_]))"
)
_VALUES = MappingProxyType({"I": 1, "V": 5, "X": 10, "L": 50, "C": 100})


def roman(text: str) -> int:
    """The value of a Roman numeral."""
    values = [_VALUES[letter] for letter in text]
    return sum(
        -one if one < following else one
        for one, following in zip(values, [*values[1:], 0], strict=True)
    )
