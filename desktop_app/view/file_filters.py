"""Which files the dialogs show that open documents."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.opening_files import ENDINGS, Format


def document_filter() -> str:
    """All formats together, each alone, and all files, as file dialogs take them."""
    every = [ending for endings in ENDINGS.values() for ending in endings]
    rows = [_row(_tr("Documents"), every)]
    rows += [_row(_name(kind), endings) for kind, endings in ENDINGS.items()]
    return ";;".join([*rows, _tr("All files (*)")])


def _row(name: str, endings: list[str] | tuple[str, ...]) -> str:
    patterns = " ".join(f"*{ending}" for ending in endings)
    return _tr("{name} ({patterns})").format(name=name, patterns=patterns)


def _name(kind: Format) -> str:
    names = {
        Format.TEXT: _tr("Text"),
        Format.MARKDOWN: _tr("Markdown"),
        Format.HTML: _tr("Web pages"),
        Format.WORD: _tr("Word documents"),
        Format.OPEN_DOCUMENT: _tr("OpenDocument texts"),
        Format.EPUB: _tr("Electronic books"),
        Format.PDF: _tr("PDF documents"),
        Format.SUBTITLES: _tr("Subtitles"),
    }
    return names[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileFilters", text)
