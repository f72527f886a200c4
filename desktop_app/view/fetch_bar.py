"""The bar under the header: what could be fetched for a pair, and how far that is.

It also says when the text is in another language than the box.
"""

from __future__ import annotations

import enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.download_state import Download, Stage
from desktop_app.fetchable import Wish
from desktop_app.language_watch import Mismatch
from desktop_app.shelf import Shelf
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_words import (
    LibraryWords,
    download_text,
    licence_text,
    size_text,
)
from desktop_app.view.message_bar import Message, MessageBar
from desktop_app.view.worded import fault_text
from models.messages import Offer


class Deed(enum.Enum):
    """What a button of the bar does."""

    FETCH = "fetch"
    PAUSE = "pause"
    FORGET = "forget"
    OTHERS = "others"
    MIRROR = "mirror"
    LIST = "list"
    SWITCH = "switch"


class FetchBar(MessageBar):
    fetch_wanted = Signal(str)  # a repository; also to go on
    pause_wanted = Signal(str)
    forget_wanted = Signal(str)
    others_wanted = Signal(str, str)  # a pair
    mirror_wanted = Signal()
    list_wanted = Signal(str)
    switch_wanted = Signal(str)  # a language to read
    wish_closed = Signal()
    mismatch_closed = Signal()

    def __init__(self, names: LanguageNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._words = LibraryWords(names)
        self._wish: Wish | None = None
        self._mismatch: Mismatch | None = None
        self._can_switch = True
        self._shelf = Shelf()
        self._deeds: tuple[Deed, ...] = ()
        self.action_wanted.connect(lambda: self._do(0))
        self.other_wanted.connect(lambda at: self._do(at + 1))
        self.closed.connect(self._on_closed)

    def show_wish(self, wish: Wish | None) -> None:
        """Offer what would translate a pair, or nothing any more."""
        self._wish = wish
        self._show()

    def show_shelf(self, shelf: Shelf) -> None:
        """Follow the download of what was offered."""
        old, self._shelf = self._shelf.downloads, shelf
        if self._wish and old != shelf.downloads:
            self._show()

    def show_mismatch(self, mismatch: Mismatch | None, *, can_switch: bool) -> None:
        """Point out the language of the text, or nothing any more."""
        self._mismatch, self._can_switch = mismatch, can_switch
        self._show()

    def _show(self) -> None:
        if self._wish:
            self._show_offer(self._wish)
        elif self._mismatch:
            self._show_language(self._mismatch)
        else:
            self._deeds = ()
            self.hide()

    def _offer(self, wish: Wish) -> tuple[Offer, Download | None]:
        """What the bar is about: what is fetched already, else the most sensible."""
        for offer in wish.offers:
            if download := self._shelf.downloads.of(offer.id):
                return offer, download
        return wish.offers[0], None

    def _show_offer(self, wish: Wish) -> None:
        offer, download = self._offer(wish)
        text = self.tr("{pair}: {name}, {about}").format(
            pair=self._words.pair(wish.source, wish.target),
            name=self._words.offer_title(offer, (wish.source, wish.target)),
            about=download_text(download) if download else self._about(offer),
        )
        names, details = self._names_of_deeds(), ""
        if download is None:
            self._deeds = (Deed.FETCH, Deed.OTHERS)
        else:
            self._deeds = _deeds_of(download)
            if download.failed:
                pair = self._words.pair(wish.source, wish.target)
                fault = fault_text(download.failed)
                text = self.tr("{pair}: {fault}").format(pair=pair, fault=fault)
                details = download.failed.details
            if download.stage is Stage.PAUSED:
                names[Deed.FETCH] = self.tr("Resume")
            elif download.failed:
                names[Deed.FETCH] = self.tr("Try again")
        self._say(text, names, details, fault=bool(download and download.failed))

    def _about(self, offer: Offer) -> str:
        size = size_text(offer.bytes, offer.measured)
        if offer.bytes is None:
            size = self.tr("size asked when online")
        licence = licence_text(offer.licence)
        if not offer.licence:
            licence = self.tr("licence: see its card")
        if offer.commercial is False:
            licence = self.tr("{licence} (non-commercial)").format(licence=licence)
        return self.tr("{size}, {licence}").format(size=size, licence=licence)

    def _show_language(self, mismatch: Mismatch) -> None:
        language = self._names.name(mismatch.language)
        text = self.tr("This looks like {language}.").format(language=language)
        names = self._names_of_deeds()
        if not self._can_switch:
            get = self.tr("Get {pair}")
            pair = self._words.pair(mismatch.language, mismatch.target)
            names[Deed.SWITCH] = get.format(pair=pair)
        self._deeds = (Deed.SWITCH,)
        self._say(text, names)

    def _say(
        self, text: str, names: dict[Deed, str], details: str = "", *, fault: bool = False
    ) -> None:
        first, *others = (names[deed] for deed in self._deeds)
        self.show_message(Message(text, first, details, not fault, tuple(others)))

    def _names_of_deeds(self) -> dict[Deed, str]:
        return {
            Deed.FETCH: self.tr("Download"),
            Deed.PAUSE: self.tr("Pause"),
            Deed.FORGET: self.tr("Cancel"),
            Deed.OTHERS: self.tr("Others"),
            Deed.MIRROR: self.tr("Use a mirror…"),
            Deed.LIST: self.tr("Copy file list"),
            Deed.SWITCH: self.tr("Switch"),
        }

    def _do(self, at: int) -> None:
        deed = self._deeds[at]
        if deed is Deed.SWITCH and self._mismatch:
            language, self._mismatch = self._mismatch.language, None
            self.hide()
            self.switch_wanted.emit(language)
        elif deed is Deed.MIRROR:
            self.mirror_wanted.emit()
        elif self._wish and deed is Deed.OTHERS:
            self.others_wanted.emit(self._wish.source, self._wish.target)
        elif self._wish:
            repo = self._offer(self._wish)[0].repo
            signals = {
                Deed.FETCH: self.fetch_wanted,
                Deed.PAUSE: self.pause_wanted,
                Deed.FORGET: self.forget_wanted,
                Deed.LIST: self.list_wanted,
            }
            signals[deed].emit(repo)

    def _on_closed(self) -> None:
        if self._wish:
            self._wish = None
            self.wish_closed.emit()
        elif self._mismatch:
            self._mismatch = None
            self.mismatch_closed.emit()


def _deeds_of(download: Download) -> tuple[Deed, ...]:
    if download.stage is Stage.FAILED:
        return (Deed.FETCH, Deed.MIRROR, Deed.LIST)
    if download.stage is Stage.PAUSED:
        return (Deed.FETCH, Deed.FORGET)
    return (Deed.PAUSE, Deed.FORGET)
