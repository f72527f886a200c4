"""The bar that offers a model which writes summaries in its own words, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.download_state import Download, Stage
from desktop_app.shelf import Shelf
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_words import download_text, licence_text, size_text
from desktop_app.view.message_bar import Message, MessageBar
from desktop_app.view.worded import fault_text
from models.messages import Offer


class SummarizerBar(MessageBar):
    fetch_wanted = Signal(object)  # the Offer; also to go on
    pause_wanted = Signal(str)  # a repository
    others_wanted = Signal()

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._offer: Offer | None = None
        self._shelf = Shelf()
        self.action_wanted.connect(self._act)
        self.other_wanted.connect(lambda _: self.others_wanted.emit())
        self.closed.connect(self._forget)

    def show_offer(self, offer: Offer | None) -> None:
        """Offer a model; without any the library is what is left."""
        self._offer = offer
        if offer:
            self._show(offer)
        else:
            self.others_wanted.emit()

    def show_shelf(self, shelf: Shelf) -> None:
        """Follow the download of what was offered, and go when it is here."""
        old, self._shelf = self._shelf.downloads, shelf
        if self._offer is None:
            return
        if any(each.id == self._offer.id for each in shelf.stock.checkpoints):
            self._forget()
            self.hide()
        elif old != shelf.downloads:
            self._show(self._offer)

    def _download(self, offer: Offer) -> Download | None:
        return self._shelf.downloads.of(offer.id)

    def _show(self, offer: Offer) -> None:
        download = self._download(offer)
        action = self.tr("Download")
        others: tuple[str, ...] = (self.tr("Others"),)
        text = self.tr("{name} writes a summary in its own words, in {languages}: {about}.")
        about = self._about(offer)
        details = ""
        if download:
            text, about = self.tr("{name}: {about}"), download_text(download)
            others, action = (), self.tr("Pause")
            if download.failed:
                details = download.failed.details
                about, action = fault_text(download.failed), self.tr("Try again")
            elif download.stage is Stage.PAUSED:
                action = self.tr("Resume")
        said = text.format(name=offer.name, languages=self._languages(offer), about=about)
        fine = not (download and download.failed)
        self.show_message(Message(said, action, details, is_notice=fine, others=others))

    def _languages(self, offer: Offer) -> str:
        if len(offer.sources) == 1:
            return self._names.name(offer.sources[0])
        return self.tr("%n languages", "", len(offer.sources))

    def _about(self, offer: Offer) -> str:
        size = self.tr("size asked when online")
        if offer.bytes is not None:
            size = size_text(offer.bytes, offer.measured)
        licence = self.tr("licence: see its card")
        if offer.licence:
            licence = licence_text(offer.licence)
        if offer.commercial is False:
            licence = self.tr("{licence} (non-commercial)").format(licence=licence)
        return self.tr("{size}, {licence}").format(size=size, licence=licence)

    def _act(self) -> None:
        if self._offer is None:
            return
        download = self._download(self._offer)
        going = download and not download.failed and download.stage is not Stage.PAUSED
        if going:
            self.pause_wanted.emit(self._offer.repo)
        else:
            self.fetch_wanted.emit(self._offer)

    def _forget(self) -> None:
        self._offer = None
