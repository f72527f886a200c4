"""Whether this machine has letters for a language, and how to add them."""

from __future__ import annotations

import shutil
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase

translate = QCoreApplication.translate

_System = QFontDatabase.WritingSystem
_SYSTEMS = MappingProxyType(
    {
        "zh": (_System.SimplifiedChinese, _System.TraditionalChinese),
        "yue": (_System.TraditionalChinese, _System.SimplifiedChinese),
        "ja": (_System.Japanese,),
        "ko": (_System.Korean,),
    }
)
# What installs packages, and the one with the letters of all four languages.
_PACKAGES = (
    ("apt-get", "fonts-noto-cjk"),
    ("dnf", "google-noto-sans-cjk-fonts"),
    ("zypper", "google-noto-sans-cjk-fonts"),
    ("pacman", "noto-fonts-cjk"),
    ("apk", "font-noto-cjk"),
)


def lacks_letters(language: str) -> bool:
    """Whether no font here can write a language; asked only where fonts often lack."""
    systems = _SYSTEMS.get(language.partition("-")[0], ())
    return bool(systems) and not any(QFontDatabase.families(each) for each in systems)


def package_here() -> str:
    """The package of this machine's distribution, empty where that is not known."""
    return next((package for tool, package in _PACKAGES if shutil.which(tool)), "")


def how_to_add_letters(language: str, package: str) -> str:
    """One sentence; `language` is its name."""
    if not package:
        text = translate(
            "Letters", "No font here has the letters of {language}: add one, and start again."
        )
        return text.format(language=language)
    text = translate(
        "Letters",
        "No font here has the letters of {language}: install the package {package}, and start "
        "again.",
    )
    return text.format(language=language, package=package)
