"""Which files the dialogs show that open documents."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.opening_files import ENDINGS, Format

translate = QCoreApplication.translate


def document_filter() -> str:
    """All formats together, each alone, and all files, as file dialogs take them."""
    every = [ending for endings in ENDINGS.values() for ending in endings]
    rows = [_row(translate("FileFilters", "Documents"), every)]
    rows += [_row(_name(kind), endings) for kind, endings in ENDINGS.items()]
    return ";;".join([*rows, translate("FileFilters", "All files (*)")])


def _row(name: str, endings: list[str] | tuple[str, ...]) -> str:
    patterns = " ".join(f"*{ending}" for ending in endings)
    return translate("FileFilters", "{name} ({patterns})").format(name=name, patterns=patterns)


def _name(kind: Format) -> str:
    names = {
        Format.TEXT: translate("FileFilters", "Text"),
        Format.MARKDOWN: translate("FileFilters", "Markdown"),
        Format.HTML: translate("FileFilters", "Web pages"),
        Format.WORD: translate("FileFilters", "Word documents"),
        Format.OPEN_DOCUMENT: translate("FileFilters", "OpenDocument texts"),
        Format.EPUB: translate("FileFilters", "Electronic books"),
        Format.PDF: translate("FileFilters", "PDF documents"),
        Format.SUBTITLES: translate("FileFilters", "Subtitles"),
    }
    return names[kind]
