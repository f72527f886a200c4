"""The readable text of an HTML page."""

from __future__ import annotations

import re

from models.documents.blocks import Block, Blocks, Role, collapsed
from models.documents.markup import Element, parse_html, walk
from models.documents.page_signs import Signs

_UNREAD = frozenset(
    {"head", "script", "style", "noscript", "template", "svg", "iframe", "object"}
    | {"canvas", "audio", "video", "map", "button", "select", "textarea", "input"}
    | {"nav", "datalist", "annotation", "annotation-xml", "rt", "rp"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd"}
    | {"details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"}
    | {"form", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p"}
    | {"pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_LISTS = frozenset({"ul", "ol", "menu"})
_CELLS = frozenset({"td", "th"})
_MAIN_PARTS = ('//main | //*[@role="main"]', "//article")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOST_OUTSIDE = 2  # times as much text around the main part; then it is not the main part

_AROUND_BREAK = re.compile(r" *\n *")
_RUN = re.compile(r" {2,}")


def read_html(text: str) -> list[Block]:
    """The blocks of a page: of its main part where it says what that is."""
    root = parse_html(text)
    if root is None:
        return []
    everything = read_element(root)
    for path in _MAIN_PARTS:
        # Teasers and comments of readers are articles too: the longest is what it is about.
        parts = (read_element(part) for part in _outermost(root, path))
        chosen = max(parts, key=_letters, default=[])
        if _letters(everything) <= (1 + _MOST_OUTSIDE) * _letters(chosen):
            return chosen
    return everything


def read_element(root: Element) -> list[Block]:
    """The blocks of an element of a page."""
    reader = _Reader()
    for event, value, element in walk(root, _is_unread):
        if event == "text":
            reader.text(value)
        elif event == "start":
            reader.start(value, element)
        else:
            reader.end(value, element)
    reader.flush()
    return reader.blocks.all()


def _is_unread(name: str, element: Element) -> bool:
    if name in _UNREAD:
        return True
    return len(element.attrib) > 0 and (
        element.get("role") in ("navigation", "search")
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _outermost(root: Element, path: str) -> list[Element]:
    """The elements at an XPath that are in no other of them."""
    found = root.xpath(path)
    inner = set(found)
    return [each for each in found if inner.isdisjoint(each.iterancestors())]


def _letters(blocks: list[Block]) -> int:
    return sum(len(each.text) for each in blocks)


class _Reader:
    """Takes a page's elements one by one."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self._line: list[str] = []
        self._signs = Signs(self._line)
        self._headings = 0  # that are open, as are these:
        self._verbatim = 0
        self._lists = 0
        self._is_item = False  # the next block carries the item's mark

    def text(self, text: str) -> None:
        self._line.append(text if self._verbatim else collapsed(text))

    def start(self, name: str, element: Element) -> None:
        self._signs.start(name, element)
        if name == "br":
            self._line.append("\n")
        if name not in _BLOCKS:
            return
        self.flush()
        self._headings += name in _HEADINGS
        self._verbatim += name == "pre"
        self._lists += name in _LISTS
        if name == "li":
            self._is_item = True
        elif name == "tr":
            self.blocks.begin_row()
        elif name in _CELLS:
            self.blocks.begin_cell()

    def end(self, name: str, element: Element) -> None:
        self._signs.end(element)
        if name not in _BLOCKS:
            return
        self.flush()
        self._headings -= name in _HEADINGS
        self._verbatim -= name == "pre"
        self._lists -= name in _LISTS
        if name == "li":
            self._is_item = False
        elif name == "tr":
            self.blocks.end_row()

    def flush(self) -> None:
        """The block that was open is over."""
        text = "".join(self._line)
        self._line.clear()
        self._signs.forget()
        if not self._verbatim:
            text = _RUN.sub(" ", _AROUND_BREAK.sub("\n", text))
        if not text.strip():
            return
        if self._headings:
            self.blocks.add(Role.HEADING, collapsed(text))
        elif self._is_item:
            self._is_item = False
            self.blocks.add(Role.ITEM, text, self._lists)
        else:
            self.blocks.add(Role.PARAGRAPH, text)
