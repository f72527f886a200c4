"""The entries of a long list of languages, and which of them fit what was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from desktop_app.fetchable import Fetchable
from desktop_app.view.languages import LanguageNames
from desktop_app.view.library_words import size_text

ASIDE = Qt.ItemDataRole.UserRole + 1  # the quieter words at the end of a row
OPENS_REST = Qt.ItemDataRole.UserRole + 2  # whether the likely ones end before this row
IS_TITLE = Qt.ItemDataRole.UserRole + 3  # whether the row only names those below it

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """Languages to choose from; `recent` and then `own` ones come first, `more` last.

    Those would have to be fetched.
    """

    codes: tuple[str, ...] = ()
    chosen: str = ""
    own: frozenset[str] = frozenset()
    recent: tuple[str, ...] = ()
    more: tuple[Fetchable, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One language: its name, what stands beside it, and all that finds it, folded.

    One without a code is a title of those below it, which are `away`.
    """

    code: str
    name: str
    aside: str
    keys: tuple[str, ...]
    likely: bool = False
    away: bool = False


def rows_of(offer: Offer, names: LanguageNames) -> tuple[Row, ...]:
    """The likely languages, then the others by name, then those that can be fetched."""
    ordered = sorted(offer.codes, key=names.place)
    recent = [code for code in offer.recent if code in offer.codes]
    likely = [*recent, *(code for code in ordered if code in offer.own and code not in recent)]
    rest = [code for code in ordered if code not in likely]
    here = tuple(_row(code, names, code in likely) for code in (*likely, *rest))
    more = sorted(offer.more, key=lambda each: names.place(each.code))
    return (*here, *(_away(each, names) for each in more))


def _row(code: str, names: LanguageNames, likely: bool) -> Row:
    name, native = names.name(code), names.native(code)
    aside = code if not native or native in name else native
    keys = (name, native, names.english(code), code)
    return Row(code, name, aside, tuple(folded(key) for key in keys if key), likely)


def _away(one: Fetchable, names: LanguageNames) -> Row:
    row = _row(one.code, names, likely=False)
    return replace(row, aside=size_text(one.bytes, one.measured), away=True)


def _title() -> Row:
    text = QCoreApplication.translate("LanguageList", "Can be fetched")
    return Row("", text, "", (), away=True)


def folded(text: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def matching(rows: Sequence[Row], typed: str) -> tuple[Row, ...]:
    """The rows that what was typed finds, the best first; all of them for nothing."""
    wanted = folded(typed.strip())
    if not wanted:
        return tuple(rows)
    ranked = [(rank, row) for row in rows if (rank := _rank(row, wanted)) is not None]
    return tuple(row for _, row in sorted(ranked, key=lambda item: item[0]))


def _rank(row: Row, wanted: str) -> int | None:
    """0 for its very code, then by how a name holds the word; None where none does."""
    if wanted == row.keys[-1]:
        return 0
    if row.keys[0].startswith(wanted):
        return 1
    if any(word.startswith(wanted) for key in row.keys for word in _words(key)):
        return 2
    return 3 if any(wanted in key for key in row.keys[:-1]) else None


def _words(key: str) -> Collection[str]:
    return (key, *key.replace("(", " ").replace("-", " ").split())


class RowModel(QAbstractListModel):
    """The rows that are shown now."""

    def __init__(self) -> None:
        super().__init__()
        self._every: tuple[Row, ...] = ()
        self._whole = True  # whether all are shown
        self.shown: tuple[Row, ...] = ()

    def offer(self, rows: tuple[Row, ...]) -> None:
        """Show these."""
        self._every = rows
        self.filter("")

    def filter(self, typed: str) -> None:
        """Show those that what was typed finds."""
        self.beginResetModel()
        found = matching(self._every, typed)
        here = tuple(row for row in found if not row.away)
        away = tuple(row for row in found if row.away)
        self.shown = (*here, _title(), *away) if away else here
        self._whole = len(found) == len(self._every)
        self.endResetModel()

    def row_of(self, code: str) -> int:
        """Where a language is shown, else the first row of one."""
        shown = enumerate(self.shown)
        first = next((at for at, row in enumerate(self.shown) if row.code), 0)
        return next((at for at, row in shown if row.code and row.code == code), first)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not self.shown[index.row()].code:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, ASIDE):
            return row.aside
        if role == Qt.ItemDataRole.UserRole:
            return row.code
        if role == OPENS_REST:
            above = self.shown[index.row() - 1] if index.row() else row
            return self._whole and above.likely and not row.likely and not row.away
        if role == IS_TITLE:
            return not row.code
        return None
