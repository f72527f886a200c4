"""Electronic books (.epub): the chapters in reading order, each under its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.documents.blocks import Block, Role
from models.documents.decoding import decode_markup
from models.documents.document import IsCancelled, ReadingCancelledError, damaged
from models.documents.markup import (
    Element,
    attribute,
    child_of,
    name_of,
    parse_xhtml,
    parse_xml,
)
from models.documents.package import Package, resolved
from models.documents.page import read_element
from models.messages import Problem

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", ""})


@dataclass(frozen=True, slots=True)
class _Book:
    chapters: tuple[str, ...]  # names of parts
    contents: tuple[str, ...]  # parts with a table of contents


def read_epub(package: Package, cancelled: IsCancelled) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of a book, and a note about chapters that could not be read."""
    book = _open_book(package)
    _refuse_protected(package, book)
    titles = _titles(package, book)
    blocks: list[Block] = []
    missing = 0
    for chapter in book.chapters:
        if cancelled():
            raise ReadingCancelledError
        try:
            root = parse_xhtml(decode_markup(package.read(chapter), chapter).text)
        except Problem:
            root = None
        if root is None:
            missing += 1
        else:
            blocks.extend(_chapter(root, titles.get(chapter, "")))
    if not missing:
        return blocks, ()
    return blocks, (f"{missing} of {len(book.chapters)} chapters could not be read.",)


def _open_book(package: Package) -> _Book:
    container = parse_xml(package.read(CONTAINER))
    places = (
        attribute(each, "full-path")
        for each in (() if container is None else container.iter())
        if name_of(each) == "rootfile"
    )
    place = next(places, "")
    root = parse_xml(package.read(place), repair=True) if place else None
    if root is None:
        raise damaged(package.name, "The list of its chapters is missing.")
    items = {attribute(each, "id"): each for each in root.iter() if name_of(each) == "item"}
    named = (attribute(each, "idref") for each in root.iter() if name_of(each) == "itemref")
    chapters = [
        items[key]
        for key in dict.fromkeys(named)
        if key in items and attribute(items[key], "media-type") in _PAGES
    ]
    contents = [each for each in items.values() if _is_contents(each)]
    return _Book(
        tuple(resolved(place, attribute(each, "href")) for each in chapters),
        tuple(resolved(place, attribute(each, "href")) for each in contents),
    )


def _is_contents(item: Element) -> bool:
    is_list = attribute(item, "media-type") == "application/x-dtbncx+xml"
    return is_list or "nav" in attribute(item, "properties").split()


def _refuse_protected(package: Package, book: _Book) -> None:
    """Fonts may be scrambled; a book whose chapters are is for one program alone."""
    root = parse_xml(package.read_if_there(_ENCRYPTION))
    for each in () if root is None else root.iter():
        if name_of(each) == "cipherreference" and (
            resolved("", attribute(each, "URI")) in book.chapters
        ):
            what = f"“{package.name}” is copy-protected: only the shop's own program opens it."
            raise Problem(what, "Open a copy without protection.")


def _titles(package: Package, book: _Book) -> dict[str, str]:
    """What the tables of contents call the parts."""
    found: dict[str, str] = {}
    for part in book.contents:
        root = parse_xml(package.read_if_there(part), repair=True)
        for place, title in () if root is None else _entries(root):
            if title.strip():
                found.setdefault(resolved(part, place), " ".join(title.split()))
    return found


def _entries(root: Element) -> Iterator[tuple[str, str]]:
    for each in root.iter():
        if name_of(each) == "navpoint":
            label, content = child_of(each, "navlabel", "text"), child_of(each, "content")
            if label is not None and content is not None:
                yield attribute(content, "src"), label.text or ""
        elif name_of(each) == "a" and attribute(each, "href"):
            yield attribute(each, "href"), "".join(each.itertext())


def _chapter(root: Element, title: str) -> Iterator[Block]:
    blocks = read_element(root)
    if blocks and title and not any(each.role is Role.HEADING for each in blocks[:3]):
        yield Block(Role.HEADING, title)
    yield from blocks
