"""Parses HTML and XML from anywhere: no entity is expanded, nothing fetched, depth bounded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

# lxml has no types of its own: an element is Any here, and stays within models/documents.
Element = Any

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
_ANY_TAG = re.compile(r"</?(?!(?:p|br|h[1-6]|script|style)\b)[A-Za-z][^<>]*>")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(data: bytes, *, repair: bool = False) -> Element | None:
    """The root of an XML document; None for what is none."""
    from lxml import etree  # noqa: PLC0415  (takes a moment, and only some formats need it)

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=repair,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def parse_html(text: str) -> Element | None:
    """The root of a page, well-formed or not."""
    text = _DECLARATION.sub("", _UNWRITABLE.sub(" ", text), count=1)
    root, whole = _parse_html(text)
    return root if whole else _parse_html(_ANY_TAG.sub("<p>", text))[0]


def _parse_html(text: str) -> tuple[Element | None, bool]:
    """The root, and whether the parser came to the end: it gives up in great depth."""
    from lxml import etree  # noqa: PLC0415

    # Pages have no entities of their own that could grow; `huge_tree` is about depth here.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None, False
    return root, not any(each.level_name == "FATAL" for each in parser.error_log)


def parse_xhtml(text: str) -> Element | None:
    """The root of a page that should be XML, where an empty element may close itself."""
    plain = _ENTITY.sub(lambda found: unescape(found[0]), _DECLARATION.sub("", text, count=1))
    root = parse_xml(plain.encode("utf-8", "replace"))
    return parse_html(text) if root is None else root


def name_of(element: Element) -> str:
    """The element's name without its namespace, in small letters; "" for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def walk(
    root: Element, skips: Callable[[str, Element], bool] = lambda name, element: False
) -> Iterator[tuple[str, str, Element]]:
    """What is met in reading order, without what `skips` says of (name, element).

    ("start" | "end", name, element) and ("text", text, element it stands in).
    """
    yield from _enter(root)
    open_elements = [(root, iter(root))]
    while open_elements:
        element, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            yield "end", name_of(element), element
            child, element = element, open_elements[-1][0] if open_elements else None
        elif (name := name_of(child)) and not skips(name, child):
            yield from _enter(child)
            open_elements.append((child, iter(child)))
            continue
        if element is not None and child.tail:
            yield "text", child.tail, element


def _enter(element: Element) -> Iterator[tuple[str, str, Element]]:
    yield "start", name_of(element), element
    if element.text:
        yield "text", element.text, element


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without the namespace; "" where it is not there."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child_of(element: Element, *names: str) -> Element | None:
    """The first child of that name, of which the first child of the next name, and so on."""
    found = element
    for name in names:
        found = next((each for each in found if name_of(each) == name), None)
        if found is None:
            return None
    return found
