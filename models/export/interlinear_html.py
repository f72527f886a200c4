"""Word under word as one HTML page that needs no other file and no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from models.export.directions import is_right_to_left
from models.export.linked_words import Gloss, glosses, joined, percent
from models.messages import Segment

# Control characters and halves of surrogate pairs.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --page: #ffffff; --quiet: #6a6a70;
  --link: 26 95 180; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8ea; --page: #1e1e20; --quiet: #a0a0a8; --link: 120 174 237; }
}
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink);
  background: var(--page); font: 1.1rem/1.4 system-ui, sans-serif; }
.segment { margin-bottom: 2rem; }
.words { display: flex; flex-wrap: wrap; gap: .6rem .9rem; margin: 0; padding: 0; }
.pair { display: inline-flex; flex-direction: column; align-items: center; }
.gloss { border-radius: .25rem; padding: 0 .25rem;
  background: rgb(var(--link) / calc(var(--strength) * 45%)); }
.alone { color: var(--quiet); }
.translation { color: var(--quiet); margin: .5rem 0 0; }
@media print { :root { --ink: #000000; --page: #ffffff; } }
"""


def interlinear_html(
    segments: Sequence[Segment],
    title: str = "Interlinear",
    languages: tuple[str, str] = ("", ""),
) -> str:
    """The page; `languages` are BCP-47 codes of source and target, empty where unknown."""
    body = "\n".join(_segment(segment, languages) for segment in segments)
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _segment(segment: Segment, languages: tuple[str, str]) -> str:
    pairs = "\n".join(_pairs(segment, languages))
    return (
        f'<section class="segment">\n'
        f'<div class="words" dir="{_direction(segment.source)}">\n{pairs}\n</div>\n'
        f'<p class="translation" dir="{_direction(segment.target)}"{_lang(languages[1])}>'
        f"{_text(segment.target)}</p>\n</section>"
    )


def _pairs(segment: Segment, languages: tuple[str, str]) -> Iterator[str]:
    for gloss in glosses(segment.alignment):
        source = _cell("word", gloss.source.text if gloss.source else "", languages[0])
        style = f' style="--strength: {gloss.strength:.2f}"'
        target = _cell("gloss", joined(gloss.target), languages[1], style)
        yield f'<span class="pair"{_tooltip(gloss)}>{source}{target}</span>'


def _cell(kind: str, text: str, language: str, style: str = "") -> str:
    if not text:
        return f'<span class="{kind} alone" aria-hidden="true" data-empty>–</span>'
    direction = _direction(text)
    return (
        f'<span class="{kind}" dir="{direction}"{_lang(language)}{style}>{_text(text)}</span>'
    )


def _tooltip(gloss: Gloss) -> str:
    links = zip(gloss.target, gloss.links, strict=False)
    named = ", ".join(f"{token.text} {percent(link.probability)}" for token, link in links)
    return f' title="{_text(named)}"' if named else ""


def _direction(text: str) -> str:
    return "rtl" if is_right_to_left(text) else "ltr"


def _lang(language: str) -> str:
    return f' lang="{_text(language)}"' if language else ""


def _text(text: str) -> str:
    """Escaped; what no HTML page can hold is shown as replaced."""
    return escape(_IMPOSSIBLE.sub("\ufffd", text)).replace("\r", "&#13;")
