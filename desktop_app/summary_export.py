"""A summary as a file: text, Markdown that quotes the evidence, or JSON. No Qt."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.messages import Form, Summary, SummarySentence

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")  # letters that mean something in Markdown
_LINE_START = re.compile(r"^(\s*\d*)([#+.)-])(?=\s)")


@dataclass(frozen=True, slots=True)
class Made:
    """A summary, the document it was made of, and what it should look like."""

    summary: Summary
    document: str
    form: Form


def summary_text(made: Made) -> str:
    """The summary as it is copied."""
    return made.summary.text + "\n"


def summary_markdown(made: Made) -> str:
    """Every sentence with a footnote that quotes what it rests on."""
    starts = {Form.BULLETS: "- ", Form.TITLE: "# ", Form.SENTENCES: ""}
    sentences = made.summary.sentences
    shown = [
        f"{starts[made.form]}{_escaped(each.text)}{f'[^{number}]' if each.evidence else ''}"
        for number, each in enumerate(sentences, 1)
    ]
    between = "\n" if made.form is Form.BULLETS else "\n\n"
    notes = [
        f"[^{number}]: {_quoted(each, made.document)}"
        for number, each in enumerate(sentences, 1)
        if each.evidence
    ]
    return "\n\n".join(filter(None, (between.join(shown), "\n".join(notes)))) + "\n"


def _quoted(sentence: SummarySentence, document: str) -> str:
    return " ".join(
        f"“{_escaped(' '.join(document[each.start : each.end].split()))}”"
        f" ({round(100 * each.weight)} %)"
        for each in sentence.evidence
    )


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def summary_object(summary: Summary) -> dict[str, Any]:
    """The object that `interlinear summarize --format json` prints."""
    return {
        "sentences": [
            {
                "text": each.text,
                "evidence": [
                    [one.start, one.end, round(one.weight, 6)] for one in each.evidence
                ],
            }
            for each in summary.sentences
        ],
        "parts": summary.parts,
        "words": summary.words,
        "read": summary.read,
        "asked": summary.asked,
        "got": summary.got,
        "covered": round(summary.covered, 6),
    }


def summary_json(made: Made) -> str:
    """One object; offsets are code points of the document."""
    return json.dumps(summary_object(made.summary), ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    id: str
    suffix: str
    write: Callable[[Made], str]


FORMATS = (
    Format("text", ".txt", summary_text),
    Format("markdown", ".md", summary_markdown),
    Format("json", ".json", summary_json),
)


def written(made: Made, kind: str) -> bytes:
    """A summary in the format of that id."""
    chosen = next(each for each in FORMATS if each.id == kind)
    return chosen.write(made).encode("utf-8", "replace")
