"""OpenDocument texts (.odt): the text as it stands, without deletions and comments."""

from __future__ import annotations

from models.documents.blocks import Block, Blocks, Role, collapsed, numbered
from models.documents.document import damaged, locked
from models.documents.kinds import READABLE
from models.documents.markup import Element, attribute, name_of, parse_xml, walk
from models.documents.package import Package
from models.messages import Problem

CONTENT_PART = "content.xml"
_MANIFEST = "META-INF/manifest.xml"

_UNREAD = frozenset(
    {"tracked-changes", "annotation", "note-citation", "ruby-text", "title", "desc", "forms"}
    | {"scripts", "styles"}
    | {
        "automatic-styles",
        "font-face-decls",
        "sequence-decls",
        "variable-decls",
        "user-field-decls",
    }
)
_PARAGRAPHS = frozenset({"p", "h"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_MOST_BLANKS = 100  # of one element that stands for many


def read_open_document(package: Package) -> list[Block]:
    """The blocks of a document, with its notes at the end."""
    if b"encryption-data" in package.read_if_there(_MANIFEST):
        raise locked(package.name)
    root = parse_xml(package.read(CONTENT_PART))
    if root is None:
        raise damaged(package.name, f"{CONTENT_PART} is no XML.")
    if not any(name_of(each) == "text" for each in root.iter()):
        raise Problem(f"“{package.name}” holds a table or a drawing, not a text.", READABLE)
    body = _Body()
    for event, value, element in walk(root, lambda name, _: name in _UNREAD):
        if event == "text":
            body.text(value)
        elif event == "start":
            body.start(value, element)
        else:
            body.end(value)
    notes = (numbered(number, note) for number, note in enumerate(body.notes, 1) if note)
    return [*body.blocks.all(), *notes]


class _Body:
    """Takes the elements of a text one by one."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self.notes: list[list[Block]] = []
        self._texts = [self.blocks]  # that of a note while it is open
        self._paragraphs: list[list[str]] = []
        self._numbers: list[int] = []  # of the open notes
        self._lists = 0
        self._is_item = False

    def text(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(collapsed(text))

    def start(self, name: str, element: Element) -> None:
        if name in _PARAGRAPHS:
            self._paragraphs.append([])
        elif name == "list":
            self._lists += 1
        elif name == "list-item":
            self._is_item = True
        elif name == "table-row":
            self._texts[-1].begin_row()
        elif name in _CELLS:
            self._texts[-1].begin_cell()
        elif name == "note":
            self._begin_note()
        elif self._paragraphs:
            self._paragraphs[-1].append(_sign(name, element))

    def _begin_note(self) -> None:
        self.notes.append([])
        if self._paragraphs:
            self._paragraphs[-1].append(f"[{len(self.notes)}]")
        self._numbers.append(len(self.notes))
        self._texts.append(Blocks())

    def end(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self._end_paragraph(name)
        elif name == "list":
            self._lists -= 1
        elif name == "list-item":
            self._is_item = False
        elif name == "table-row":
            self._texts[-1].end_row()
        elif name == "note":
            self.notes[self._numbers.pop() - 1] = self._texts.pop().all()

    def _end_paragraph(self, name: str) -> None:
        text = "".join(self._paragraphs.pop())
        role = Role.PARAGRAPH
        if name == "h":
            role = Role.HEADING
        elif self._is_item and text.strip() and len(self._texts) == 1:
            role, self._is_item = Role.ITEM, False
        self._texts[-1].add(role, text, self._lists)


def _sign(name: str, element: Element) -> str:
    if name == "s":
        count = attribute(element, "c")
        return " " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")
