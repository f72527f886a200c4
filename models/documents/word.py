"""Word documents (.docx): the text as it stands when all changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from models.documents.blocks import Block, Blocks, Role, numbered
from models.documents.document import damaged
from models.documents.markup import Element, attribute, child_of, name_of, parse_xml, walk
from models.documents.package import Package, resolved
from models.documents.raised import behind, subscript, superscript
from models.documents.word_styles import Style, paragraph_style, read_styles

MAIN_PART = "word/document.xml"
_RELATIONS = "_rels/.rels"

# Deletions, what another element says again, codes of fields, and properties.
_UNREAD = frozenset(
    {"del", "movefrom", "fallback", "instrtext", "deltext", "sectpr", "ppr"}
    | {"rpr", "tblpr", "trpr", "tcpr", "sdtpr"}
)
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "\u2011"}
_NOTES: Final = {"footnotereference": "footnote", "endnotereference": "endnote"}


def read_word(package: Package) -> list[Block]:
    """The blocks of a document, with its notes at the end."""
    main = main_part(package)
    root = parse_xml(package.read(main))
    if root is None:
        raise damaged(package.name, f"{main} is no XML.")
    styles = read_styles(package.read_if_there(resolved(main, "styles.xml")))
    body = _Body(styles)
    body.take(root)
    notes = {
        (kind, key): element
        for kind in ("footnote", "endnote")
        for key, element in _notes(package.read_if_there(resolved(main, f"{kind}s.xml")), kind)
    }
    blocks = body.blocks.all()
    for number, place in enumerate(body.notes, 1):
        if place in notes:
            note = _Body(styles)
            note.take(notes[place])
            if found := note.blocks.all():
                blocks.append(numbered(number, found))
    return blocks


def main_part(package: Package) -> str:
    """The name of the part with the text."""
    root = parse_xml(package.read_if_there(_RELATIONS))
    for relation in () if root is None else root:
        if attribute(relation, "Type").endswith("/officeDocument"):
            place = resolved("", attribute(relation, "Target"))
            if place in package:
                return place
    return MAIN_PART


def _notes(data: bytes, kind: str) -> Iterator[tuple[str, Element]]:
    root = parse_xml(data) if data else None
    for element in () if root is None else root:
        if name_of(element) == kind:
            yield attribute(element, "id"), element


@dataclass
class _Paragraph:
    style: Style
    goes_on: bool  # its end was deleted
    parts: list[str] = field(default_factory=list)
    run: int = 0  # the first part of the open run


class _Body:
    """Takes the elements of a text one by one."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self.blocks = Blocks()
        self.notes: list[tuple[str, str]] = []  # (kind, id) in the order of their numbers
        self._styles = styles
        self._paragraphs: list[_Paragraph] = []  # a text box is a paragraph in a paragraph
        self._before: list[str] = []  # of a paragraph that goes on

    def take(self, root: Element) -> None:
        for event, value, element in walk(root, _is_unread):
            if event == "text":
                if self._paragraphs and name_of(element) == "t":
                    self._paragraphs[-1].parts.append(value)
            elif event == "start":
                self._start(value, element)
            elif value == "r":
                self._end_run(element)
            else:
                self._end(value)

    def _start(self, name: str, element: Element) -> None:
        if name == "p":
            style = paragraph_style(element, self._styles)
            goes_on = child_of(element, "ppr", "rpr", "del") is not None
            self._paragraphs.append(_Paragraph(style, goes_on, self._before))
            self._before = []
        elif name == "tr":
            self.blocks.begin_row()
        elif name == "tc":
            self.blocks.begin_cell()
        elif self._paragraphs:
            if name == "r":
                self._paragraphs[-1].run = len(self._paragraphs[-1].parts)
            elif name in _NOTES:
                self.notes.append((_NOTES[name], attribute(element, "id")))
                self._paragraphs[-1].parts.append(f"[{len(self.notes)}]")
            else:
                self._paragraphs[-1].parts.append(_SIGNS.get(name, ""))

    def _end_run(self, element: Element) -> None:
        shift = child_of(element, "rpr", "vertalign")
        if shift is None or not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        text = "".join(paragraph.parts[paragraph.run :])
        if attribute(shift, "val") == "superscript":
            text = superscript(text, behind(paragraph.parts, paragraph.run))
        elif attribute(shift, "val") == "subscript":
            text = subscript(text)
        paragraph.parts[paragraph.run :] = [text]

    def _end(self, name: str) -> None:
        if name == "tr":
            self.blocks.end_row()
        if name != "p" or not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        if paragraph.goes_on:
            self._before = paragraph.parts
            return
        style = paragraph.style
        self.blocks.add(style.role or Role.PARAGRAPH, "".join(paragraph.parts), style.level)


def _is_unread(name: str, element: Element) -> bool:
    if name == "r":
        hidden = child_of(element, "rpr", "vanish")
        return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")
    return name in _UNREAD or (name == "tr" and child_of(element, "trpr", "del") is not None)
