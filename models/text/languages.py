"""Language codes (BCP-47) from the names that checkpoint folders, files and tokens use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from models.text.language_codes import BCP_47

UNKNOWN = "und"  # BCP-47's code for a language that is not known
SEVERAL = "mul"  # BCP-47's code for several languages
ANY = frozenset({UNKNOWN, SEVERAL})  # codes that say nothing of which

CODE = r"[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}))?"
PAIR = re.compile(rf"\b({CODE})[-_.]({CODE})\b")
JOINED_PAIR = re.compile(r"\b([a-z]{2})([a-z]{2})\b")
TAGGED = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Z][a-z]{3}))?(?:[-_]([A-Z]{2}))?")


def pair_of(name: str) -> tuple[str, str] | None:
    """The language pair in a name like "en-pt-tiny", "model.enpt.bin" or "zh_Hant-en"."""
    for pattern in (PAIR, JOINED_PAIR):
        found = pattern.search(name)
        if found:
            return tag(found[1]), tag(found[2])
    return None


def tag(code: str) -> str:
    """A code in BCP-47 form: "zh_Hant" -> "zh-Hant", "deu_Latn" -> "de-Latn"."""
    found = TAGGED.fullmatch(code)
    if not found:
        return code.replace("_", "-")
    language = found[1].lower()
    parts = (BCP_47.get(language, language), found[2], found[3])
    return "-".join(part for part in parts if part)


def is_tag(code: str) -> bool:
    """Whether a code has the form of a language's, whatever language it is."""
    return TAGGED.fullmatch(code) is not None


def tags(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes of one checkpoint in BCP-47 form; scripts and regions only where they tell apart.

    "eng_Latn", "zho_Hans", "zho_Hant" -> "en", "zh-Hans", "zh-Hant".
    """
    full = [tag(code) for code in codes]
    languages = Counter(map(primary, full))
    return tuple(one if languages[primary(one)] > 1 else primary(one) for one in full)


def primary(code: str) -> str:
    """The language without script and region: "pt-BR" -> "pt"."""
    return code.split("-", maxsplit=1)[0].lower()


def nearest(wanted: str, offered: Sequence[str]) -> str | None:
    """`wanted` among `offered`, else the first variant of its language, else None."""
    if wanted in offered:
        return wanted
    language = primary(tag(wanted))
    return next((one for one in offered if primary(one) == language), None)
