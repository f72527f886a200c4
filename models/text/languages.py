"""Language codes (BCP-47) from the names that checkpoint folders and files use."""

from __future__ import annotations

import re

CODE = r"[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}))?"
PAIR = re.compile(rf"\b({CODE})[-_.]({CODE})\b")
JOINED_PAIR = re.compile(r"\b([a-z]{2})([a-z]{2})\b")


def pair_of(name: str) -> tuple[str, str] | None:
    """The language pair in a name like "en-pt-tiny", "model.enpt.bin" or "zh_Hant-en"."""
    for pattern in (PAIR, JOINED_PAIR):
        found = pattern.search(name)
        if found:
            return tag(found[1]), tag(found[2])
    return None


def tag(code: str) -> str:
    """A code in BCP-47 form: "zh_Hant" -> "zh-Hant"."""
    return code.replace("_", "-")


def primary(code: str) -> str:
    """The language without script and region: "pt-BR" -> "pt"."""
    return code.split("-", maxsplit=1)[0].lower()
