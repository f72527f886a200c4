"""Where a file is to be saved: asked until its whole name, with the ending, is agreed to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where(parent: QWidget | None, title: str, name: str, suffix: str) -> Path | None:
    """Ask for a file of this suffix, None when nothing is to be saved.

    No file is replaced that the dialog has not asked about: where the ending makes the name
    that of another file, it opens once more with that name.
    """
    dialog = QFileDialog(parent, title, "", f"*{suffix}")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(f"{name}{suffix}")
    try:
        while dialog.exec():
            chosen = Path(dialog.selectedFiles()[0])
            path = with_ending(chosen, suffix)
            if path == chosen or not path.exists():
                return path
            dialog.selectFile(str(path))
        return None
    finally:
        dialog.deleteLater()


def with_ending(path: Path, suffix: str) -> Path:
    """The path with the suffix behind its whole name, unless the name ends in it."""
    ends = path.name.lower().endswith(suffix.lower())
    return path if ends else path.with_name(f"{path.name}{suffix}")
