"""Raised and lowered signs of a page, and which of them lead to notes."""

from __future__ import annotations

import re

from models.documents.markup import Element, attribute, name_of
from models.documents.raised import behind, reference, subscript, superscript

_OF_NOTE = re.compile(r"noteref|footnote|endnote|fnref", re.IGNORECASE)
_LONGEST = 24  # code points; more of them are a text


class Signs:
    """Rewrites what stands in `sup` and `sub`, in the parts of one line."""

    def __init__(self, line: list[str]) -> None:
        self._line = line
        self._open: tuple[Element, int] | None = None  # the outermost, and its first part

    def start(self, name: str, element: Element) -> None:
        """An element begins."""
        if self._open is None and (
            name in ("sup", "sub") or (name == "a" and _says_note(element))
        ):
            self._open = element, len(self._line)

    def end(self, element: Element) -> None:
        """An element ends."""
        if self._open is None or self._open[0] is not element:
            return
        at = self._open[1]
        self._open = None
        text = "".join(self._line[at:])
        if len(text) <= _LONGEST:
            self._line[at:] = [_rewritten(text, behind(self._line, at), element)]

    def forget(self) -> None:
        """The line is over."""
        self._open = None


def _rewritten(text: str, before: str, element: Element) -> str:
    if name_of(element) == "sub":
        return subscript(text)
    if _leads_to_note(element):
        said = reference(text, before)
        if said != text or name_of(element) == "a":
            return said
    return superscript(text, before)


def _leads_to_note(element: Element) -> bool:
    if _says_note(element) or any(_is_link(each) for each in element.iter()):
        return True
    parent = element.getparent()
    return parent is not None and (
        _says_note(parent) or (_is_link(parent) and _text(parent) == _text(element))
    )


def _is_link(element: Element) -> bool:
    return name_of(element) == "a" and element.get("href") is not None


def _says_note(element: Element) -> bool:
    said = (attribute(element, "type"), element.get("role", ""), element.get("class", ""))
    return name_of(element) in ("a", "sup", "span") and any(map(_OF_NOTE.search, said))


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()
