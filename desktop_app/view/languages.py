"""Names and writing directions of languages, from their BCP-47 codes."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt


def language_name(code: str) -> str:
    """The language's name, with its script or region where the code says one."""
    locale = QLocale(code)
    language = QLocale.codeToLanguage(code.partition("-")[0])
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    name = QLocale.languageToString(language)
    parts = code.split("-")[1:]
    extra = [
        QLocale.scriptToString(locale.script())
        if len(part) == 4
        else QLocale.territoryToString(locale.territory())
        for part in parts
    ]
    return f"{name} ({', '.join(extra)})" if extra else name


def is_right_to_left(code: str) -> bool:
    """Whether the language is written from right to left."""
    return QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft
