"""What the engine and the library say, in the user's language.

They say it in English, as data: the templates of resources/sentences.json. A sentence is
matched with these, and the translation of its template is filled with what stood in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from models.messages import Failed
from resources import read_text

translate = QCoreApplication.translate

_CONTEXT = "Models"
_ANY = "Please try again."  # one of them: it is translated where any is
_WIDE_ENDS = ("。", "！", "？")  # of Chinese sentences: no blank follows them
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Template:
    text: str
    start: str  # what stands before the first placeholder
    pattern: re.Pattern[str]


def worded(sentence: str) -> str:
    """The sentence in the user's language, unchanged where nobody translated it."""
    if not sentence or translate(_CONTEXT, _ANY) == _ANY:
        return sentence
    return _translated(sentence) or _in_two(sentence) or sentence


def fault_text(failed: Failed) -> str:
    """What went wrong and what to do next."""
    return in_a_row((worded(failed.what), worded(failed.hint)))


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one after the other, with blanks between them where their writing has some."""
    text = ""
    for sentence in filter(None, sentences):
        gap = "" if not text or text.endswith(_WIDE_ENDS) else " "
        text += gap + sentence
    return text


def _in_two(sentences: str) -> str:
    """Two sentences, each translated; nothing where one of them is not known."""
    for found in re.finditer(r"(?<=[.?!]) ", sentences):
        first, second = (_translated(sentences[: found.start()]), sentences[found.end() :])
        if first and (rest := _translated(second) or _in_two(second)):
            return first + rest
    return ""


def _translated(sentence: str) -> str:
    for template in _templates():
        if sentence.startswith(template.start):
            found = template.pattern.fullmatch(sentence)
            if found:
                filled = {name: worded(text) for name, text in found.groupdict().items()}
                return translate(_CONTEXT, template.text).format(**filled)
    return ""


@cache
def _templates() -> tuple[_Template, ...]:
    """Those that say most first: the others may fit the same sentence with less sense."""
    texts = json.loads(read_text("sentences.json"))
    return tuple(sorted(map(_template, texts), key=_length, reverse=True))


def _length(template: _Template) -> int:
    return len(_PLACEHOLDER.sub("", template.text))


def _template(text: str) -> _Template:
    parts = _PLACEHOLDER.split(text)  # fixed, name, fixed, name, …, fixed
    written = [
        f"(?P<{part}>.+?)" if number % 2 else re.escape(part)
        for number, part in enumerate(parts)
    ]
    return _Template(text, parts[0], re.compile("".join(written), re.DOTALL))
