"""In which language the window speaks: texts, numbers, and the names of languages."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop_app.letters import lacks_letters
from desktop_app.settings import Language

_TRADITIONAL = frozenset({"Hant", "TW", "HK", "MO"})


def wanted_language(choice: Language, preferred: Sequence[str]) -> Language:
    """English or Chinese: what was chosen, else the first of the preferred that there is."""
    if choice is not Language.SYSTEM:
        return choice
    for code in preferred:
        language, *subtags = code.replace("_", "-").split("-")
        if language == "en":
            return Language.ENGLISH
        if language == "zh" and not _TRADITIONAL.intersection(subtags):
            return Language.CHINESE
    return Language.ENGLISH


def spoken_language(choice: Language) -> Language:
    """What is wanted here, and English where no font has the letters for that."""
    wanted = wanted_language(choice, QLocale.system().uiLanguages())
    return Language.ENGLISH if lacks_letters(wanted.value) else wanted


def preferred_names(choice: Language) -> tuple[str, ...]:
    """The languages in which languages are named, the best first."""
    if choice is Language.SYSTEM:
        return tuple(QLocale.system().uiLanguages())
    return (spoken_language(choice).value,)


def speak(application: QApplication, choice: Language) -> None:
    """Have all texts that are made from now on in that language."""
    for old in application.findChildren(QTranslator):
        application.removeTranslator(old)
        old.deleteLater()
    language = spoken_language(choice)
    QLocale.setDefault(_locale(language))
    resources = str(files("resources"))
    if language is Language.CHINESE:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        _install(application, "qtbase_zh_CN", qt)
        _install(application, "interlinear_zh_CN", resources)
    else:
        _install(application, "interlinear_en", resources)


def _install(application: QApplication, name: str, folder: str) -> None:
    translator = QTranslator(application)
    if translator.load(name, folder):
        application.installTranslator(translator)


def _locale(language: Language) -> QLocale:
    """How numbers and times are written: the system's way where it speaks that language."""
    system = QLocale.system()
    if language is Language.CHINESE:
        chinese = system.language() == QLocale.Language.Chinese
        return system if chinese else QLocale("zh_CN")
    if system.language() == QLocale.Language.Chinese:
        return QLocale(QLocale.Language.English, system.territory())
    return system
