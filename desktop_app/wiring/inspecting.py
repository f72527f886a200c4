"""From a word that is asked about to its links, its alternatives and its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.parts import Parts
from desktop_app.view.main_window import MainWindow
from desktop_app.view.places import Place, Side


class Inspecting(QObject):
    """Connects the panel and the editable translation with what answers them."""

    def __init__(self, window: MainWindow, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._parts = window.page, parts
        self._connect_panel()
        self._connect_export()
        self._connect_rewriting()

    def _connect_panel(self) -> None:
        page, panel, inspector = self._page, self._page.strip, self._parts.inspector
        self._parts.controller.began.connect(inspector.forget)
        page.edited.connect(inspector.forget)
        page.links.segment_shown.connect(inspector.show_segment)
        inspector.changed.connect(panel.show_inspected)
        inspector.realigned.connect(page.links.realign)
        panel.weights_wanted.connect(inspector.want_weights)
        panel.options.kind_wanted.connect(inspector.choose_kind)
        panel.options.head_wanted.connect(inspector.choose_head)
        panel.threshold_wanted.connect(page.links.set_threshold)
        panel.heads.chosen.connect(inspector.choose_head)
        panel.step_wanted.connect(inspector.explain)
        inspector.explained.connect(panel.show_step)

    def _connect_export(self) -> None:
        page, exporter = self._page, self._parts.exporter
        page.strip.export.text_wanted.connect(self._export)
        page.strip.export.picture_wanted.connect(self._export_picture)
        exporter.written.connect(page.message.show_saved)
        exporter.failed.connect(page.message.show_failed)

    def _connect_rewriting(self) -> None:
        inquiry, control = self._page.inquiry, self._parts.controller
        rewriting, checking = self._parts.rewriting, self._parts.checking
        control.began.connect(lambda _: rewriting.forget())
        control.began.connect(lambda _: checking.forget())
        control.held_back.connect(inquiry.ask_before_loss)
        panel = self._page.strip
        panel.word_wanted.connect(inquiry.alternatives.open_word)
        panel.line.told.connect(self._describe)
        panel.line.doubt_shown.connect(inquiry.instead.look_at)
        inquiry.instead.found.connect(panel.line.show_instead)
        inquiry.wished.connect(rewriting.ask)
        inquiry.foreseen.connect(rewriting.foresee)
        inquiry.made.connect(control.hold)
        inquiry.anew_wanted.connect(control.translate)
        inquiry.check_wanted.connect(checking.add)
        checking.found.connect(inquiry.findings.show)
        rewriting.answered.connect(inquiry.answer)
        rewriting.failed.connect(lambda wish: inquiry.answer(wish, None))

    def _describe(self, place: Place | None, said: str) -> None:
        """Let screen readers know the word that is pointed at in either text."""
        for side, pane in ((Side.SOURCE, self._page.source), (Side.TARGET, self._page.result)):
            here = place is not None and place.side is side
            pane.edit.setAccessibleDescription(said if here else "")

    def _export(self, path: Path, kind: str) -> None:
        self._parts.exporter.write(path, kind, self._page.links.reading.segments)

    def _export_picture(self, path: Path) -> None:
        self._parts.exporter.save(path, self._page.strip.picture(path.suffix.lower()))
