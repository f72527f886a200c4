"""The dialogs that ask for a file or a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.view.file_filters import document_filter


class Asking(QObject):
    """Each question tells a signal what was chosen, and nothing where nothing was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def for_document(self, wanted: SignalInstance) -> None:
        """A text of any format that can be read."""
        title = self.tr("Open a document")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", document_filter())
        _tell(wanted, chosen)

    def for_model(self, wanted: SignalInstance) -> None:
        """A checkpoint's folder, to be used where it is."""
        self._for_folder(self.tr("Open a model's folder"), wanted)

    def for_import(self, wanted: SignalInstance) -> None:
        """A checkpoint's folder, to be copied."""
        self._for_folder(self.tr("Import a model's folder"), wanted)

    def for_library(self, wanted: SignalInstance) -> None:
        """Where the library should be."""
        self._for_folder(self.tr("Move the library to"), wanted)

    def for_archive(self, wanted: SignalInstance) -> None:
        """A checkpoint in one file."""
        title = self.tr("Import an archive")
        kinds = self.tr("Archives (*.zip *.tar *.tar.*  *.tgz);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        _tell(wanted, chosen)

    def _for_folder(self, title: str, wanted: SignalInstance) -> None:
        _tell(wanted, QFileDialog.getExistingDirectory(self._window, title))


def _tell(wanted: SignalInstance, chosen: str) -> None:
    if chosen:
        wanted.emit(Path(chosen))
