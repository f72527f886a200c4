"""The About dialog: version, licences, whose the models are, and where things are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.about import About, nearest_folder
from desktop_app.libraries import LIBRARIES
from desktop_app.view.app_picture import AppPicture
from desktop_app.view.library_words import licence_text
from desktop_app.view.metrics import GRID, MARGIN
from desktop_app.view.pane import QuietLabel
from desktop_app.view.push_button import PushButton
from desktop_app.view.scrolling import scrolling
from desktop_app.view.worded import worded

_SIZE = QSize(600, 460)
_ICON = 48
_TITLE_SCALE = 1.5
_BREAK = "\u200b"  # where a path may be broken
_COPIED_MS = 2000


class AboutDialog(QDialog):
    def __init__(self, about: About, parent: QWidget) -> None:
        super().__init__(parent)
        self._about = about
        self.setWindowTitle(self.tr("About Interlinear"))
        self.copy = PushButton(self.tr("Copy diagnostics"))
        self.copy.clicked.connect(self._copy)
        self.close_button = PushButton(self.tr("Close"), main=True)
        self.close_button.clicked.connect(self.reject)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(_COPIED_MS)
        self._back.timeout.connect(lambda: self.copy.setText(self.tr("Copy diagnostics")))
        self.body = QWidget()
        self._column = column = QVBoxLayout(self.body)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(GRID)
        self._add_licence()
        self._add_models()
        self._add_places()
        column.addStretch()
        self._lay_out()
        self.resize(_SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.close_button.setFocus()

    def _lay_out(self) -> None:
        area = scrolling(self.body)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        area.setObjectName("about")
        area.setAccessibleName(self.tr("Licences, models and folders"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(MARGIN, GRID, MARGIN, MARGIN)
        buttons.setSpacing(GRID)
        buttons.addWidget(self.copy)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(self._head())
        whole.addWidget(area, 1)
        whole.addLayout(buttons)

    def _head(self) -> QHBoxLayout:
        name = QLabel(self.tr("Interlinear {version}").format(version=__version__))
        font = QFont(name.font())
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setBold(True)
        name.setFont(font)
        said = QuietLabel(
            self.tr(
                "Translates and summarizes on this machine, and shows where every word came "
                "from."
            )
        )
        said.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(GRID // 2)
        texts.addWidget(name)
        texts.addWidget(said)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, GRID)
        row.setSpacing(MARGIN)
        row.addWidget(AppPicture(_ICON), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row

    def _add_licence(self) -> None:
        self._add_heading(self.tr("Licence"))
        self._add_text(
            self.tr(
                "Interlinear is free software under the Apache License 2.0. It is made with:"
            )
        )
        one = self.tr("{library} ({licence})")
        names = [one.format(library=each.name, licence=each.licence) for each in LIBRARIES]
        self._add_text(self.tr(", ").join(names), quiet=True)

    def _add_models(self) -> None:
        self._add_heading(self.tr("Models"))
        if not self._about.checkpoints:
            self._add_text(self.tr("No model is installed."), quiet=True)
        for (licence, attribution), names in self._origins().items():
            shown = licence_text("" if licence == "none" else licence)
            model = self.tr("{models}: {licence}")
            self._add_text(model.format(models=self.tr(", ").join(names), licence=shown))
            if attribution:
                self._add_text(worded(attribution), quiet=True)

    def _origins(self) -> dict[tuple[str, str], list[str]]:
        """Names of models by what is said of their licence and of who made them."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in self._about.checkpoints:
            found.setdefault((each.licence, each.attribution), []).append(each.name)
        return found

    def _add_places(self) -> None:
        self._add_heading(self.tr("Where things are kept"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 1)
        places = (
            (self.tr("Settings"), self._about.settings),
            (self.tr("Models"), self._about.library),
            (self.tr("Cache"), self._about.cache),
            (self.tr("Log"), self._about.log),
            (self.tr("Licences"), self._about.licences),
        )
        for row, (name, path) in enumerate(places):
            if path is None:
                continue
            grid.addWidget(QuietLabel(name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_FolderLink(name, path), row, 1)
        self._column.addLayout(grid)

    def _add_heading(self, text: str) -> None:
        label = QLabel(text)
        font = QFont(label.font())
        font.setBold(True)
        label.setFont(font)
        self._column.addSpacing(GRID)
        self._column.addWidget(label)

    def _add_text(self, text: str, *, quiet: bool = False) -> None:
        label = QuietLabel(text) if quiet else QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._about.diagnostics)
        self.copy.setText(self.tr("Copied"))
        self._back.start()


class _FolderLink(QLabel):
    """A path; a click, or Enter, opens the folder."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__()
        self._path = path
        shown = str(path)
        for mark in "/\\":
            shown = shown.replace(mark, mark + _BREAK)
        self.setText(f'<a href="folder">{shown}</a>')
        self.setWordWrap(True)
        self.setAccessibleName(self.tr("{name}: open {path}").format(name=name, path=path))
        self.setToolTip(self.tr("Open the folder"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self._open)

    def _open(self) -> None:
        folder = nearest_folder(self._path)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
