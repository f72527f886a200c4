"""Which paragraphs of a Word document are headings and which are items of a list."""

from __future__ import annotations

from dataclasses import dataclass

from models.documents.blocks import Role
from models.documents.markup import Element, attribute, child_of, name_of, parse_xml

_TITLES = ("title", "subtitle")
_MOST_BASES = 10  # styles that one style is based on, one after another
_BODY_LEVEL = 9  # of an outline: no heading


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is; None where it does not say."""

    role: Role | None
    level: int = 0


PLAIN = Style(Role.PARAGRAPH)
_SILENT = Style(None)


def read_styles(data: bytes) -> dict[str, Style]:
    """The styles of a document by their ids."""
    root = parse_xml(data) if data else None
    if root is None:
        return {}
    elements = {attribute(each, "styleId"): each for each in root if name_of(each) == "style"}
    return {key: _with_bases(element, elements) for key, element in elements.items()}


def _with_bases(element: Element, elements: dict[str, Element]) -> Style:
    base: Element | None = element
    for _ in range(_MOST_BASES):
        if base is None:
            break
        style = _own_style(base)
        if style.role:
            return style
        base = elements.get(_value(base, "basedon"))
    return _SILENT


def _own_style(element: Element) -> Style:
    name = _value(element, "name").casefold()
    if name.startswith("heading ") or name in _TITLES:
        return Style(Role.HEADING)
    properties = child_of(element, "ppr")
    return _SILENT if properties is None else _direct(properties)


def paragraph_style(paragraph: Element, styles: dict[str, Style]) -> Style:
    """What a paragraph is by its own properties and by its style."""
    properties = child_of(paragraph, "ppr")
    if properties is None:
        return PLAIN
    named = styles.get(_value(properties, "pstyle"), _SILENT)
    direct = _direct(properties)
    if named.role is Role.HEADING or direct.role is None:
        return named
    return direct


def _direct(properties: Element) -> Style:
    outline = _value(properties, "outlinelvl")
    if outline.isdecimal() and int(outline) < _BODY_LEVEL:
        return Style(Role.HEADING)
    numbers = child_of(properties, "numpr")
    if numbers is None:
        return _SILENT
    if _value(numbers, "numid") == "0":
        return PLAIN
    level = _value(numbers, "ilvl")
    return Style(Role.ITEM, 1 + (int(level) if level.isdecimal() else 0))


def _value(element: Element, name: str) -> str:
    found = child_of(element, name)
    return "" if found is None else attribute(found, "val")
