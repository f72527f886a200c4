"""Code points that no tokenizer expects, replaced one for one."""

from __future__ import annotations

import re

BROKEN = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# The last two code points of each of the 17 planes.
_PLANE_ENDS = "".join(
    chr((plane << 16) + end) for plane in range(17) for end in (0xFFFE, 0xFFFF)
)
_UNFIT = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")


def clean(text: str) -> str:
    """`text` with as many code points, safe for any tokenizer.

    Control characters other than tab and line breaks become blanks; lone surrogates and
    noncharacters become U+FFFD.
    """
    return _UNFIT.sub(BROKEN, _CONTROL.sub(" ", text))
