"""Names and writing directions of languages, from their BCP-47 codes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt

from resources import read_text

ENGLISH = "en"
_TRADITIONAL = ("zh-TW", "zh-HK", "zh-MO")
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"})
# Languages in Arabic script of which Qt knows nothing.
_UNKNOWN_TO_QT = "acm acq aeb afb ajp apc ars ary arz azb bgp glk pnb prs skr"


class LanguageNames:
    """Names in the first of the preferred languages that there are names in."""

    def __init__(self, preferred: Sequence[str]) -> None:
        self._preferred = tuple(preferred)
        self._names: dict[str, str] = {}

    @staticmethod
    def of_system() -> LanguageNames:
        """Names in the user's own language."""
        return LanguageNames(QLocale.system().uiLanguages())

    def name(self, code: str) -> str:
        """The language's name, with its script or region where the code says one."""
        if code not in self._names:
            self._names[code] = self._compose(code)
        return self._names[code]

    def native(self, code: str) -> str:
        """What its speakers call the language, empty where that is not known."""
        return str(self._file["native"].get(code.partition("-")[0], ""))

    def english(self, code: str) -> str:
        """The English name of the language."""
        return self._english.get(code.partition("-")[0], "")

    def place(self, code: str) -> tuple[int, str]:
        """Where it stands in the alphabetical order of the user's language."""
        places = self._places
        return places.get(code.partition("-")[0], len(places)), self.name(code)

    def _compose(self, code: str) -> str:
        if code == "und":
            return QCoreApplication.translate("Languages", "Any language")
        if code == "mul":
            return QCoreApplication.translate("Languages", "Several languages")
        language, *subtags = code.split("-")
        name = self._own["languages"].get(language) or self.english(code) or _qt_name(language)
        known = {**self._own["territories"], **self._own["scripts"]}
        more = ", ".join(known.get(subtag, subtag) for subtag in subtags)
        return self._own["pattern"].format(language=name, more=more) if more else name

    @cached_property
    def _file(self) -> Mapping[str, Any]:
        return dict(json.loads(read_text("language_names.json")))

    @cached_property
    def _own(self) -> Mapping[str, Any]:
        interfaces = self._file["interfaces"]
        found = (name for code in self._preferred for name in _shortened(code))
        return dict(interfaces[next((name for name in found if name in interfaces), ENGLISH)])

    @cached_property
    def _english(self) -> Mapping[str, str]:
        return dict(self._file["interfaces"][ENGLISH]["languages"])

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {code: place for place, code in enumerate(self._own["languages"])}


def _shortened(code: str) -> tuple[str, ...]:
    """The code and what it is a variant of: "de-AT" -> "de-AT", "de"."""
    if code.startswith("zh") and "Hant" not in code:
        return ("zh-Hant",) if code in _TRADITIONAL else ("zh-Hans",)
    parts = code.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _qt_name(language: str) -> str:
    known = QLocale.codeToLanguage(language)
    if known in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return language
    return QLocale.languageToString(known)


def is_right_to_left(code: str) -> bool:
    """Whether the language is written from right to left."""
    language, *subtags = code.split("-")
    script = next((subtag for subtag in subtags if len(subtag) == 4), "")
    if script or language in _UNKNOWN_TO_QT.split():
        return not script or script in _RIGHT_TO_LEFT
    return QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft
