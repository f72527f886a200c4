"""What the links can be saved as: texts for other programs, pictures of the view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.exporting import FORMATS
from desktop_app.view.saving import ask_where, with_ending

SVG, PNG = "svg", "png"


class ExportMenu(QMenu):
    text_wanted = Signal(Path, str)  # a file, and the id of its format
    picture_wanted = Signal(Path)  # its suffix says what it is

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "text": self.tr("Interlinear text…"),
            "html": self.tr("Interlinear page (HTML)…"),
            "pairs": self.tr("Word pairs (CSV)…"),
            "tsv": self.tr("Words and links (TSV)…"),
            "pharaoh": self.tr("Links only (Pharaoh)…"),
            "json": self.tr("Everything (JSON)…"),
        }
        for each in FORMATS:
            action = self.addAction(names.get(each.id, each.id))
            action.setData(each.id)
            action.triggered.connect(lambda _, chosen=each: self._ask(chosen.id, chosen.suffix))
        self.addSeparator()
        for kind, name in (
            (SVG, self.tr("This view as SVG…")),
            (PNG, self.tr("This view as PNG…")),
        ):
            action = self.addAction(name)
            action.setData(kind)
            action.triggered.connect(lambda _, chosen=kind: self._ask(chosen, f".{chosen}"))

    def _ask(self, kind: str, suffix: str) -> None:
        title = self.tr("Export the links")
        path = ask_where(self.parentWidget(), title, "interlinear", suffix)
        if path:
            self.choose(path, kind, suffix)

    def choose(self, path: Path, kind: str, suffix: str) -> None:
        """Save to a file whose name ends as its format wants it."""
        path = with_ending(path, suffix)
        if kind in (SVG, PNG):
            self.picture_wanted.emit(path)
        else:
            self.text_wanted.emit(path, kind)
