"""Light and dark: the platform's own where it has them, otherwise two calm palettes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.settings import Theme

_Role = QPalette.ColorRole
_LIGHT = (
    (_Role.Window, "#f6f6f7"),
    (_Role.WindowText, "#1b1c1f"),
    (_Role.Base, "#ffffff"),
    (_Role.AlternateBase, "#f1f1f3"),
    (_Role.Text, "#1b1c1f"),
    (_Role.PlaceholderText, "#686b73"),
    (_Role.Button, "#f6f6f7"),
    (_Role.ButtonText, "#1b1c1f"),
    (_Role.BrightText, "#ffffff"),
    (_Role.Highlight, "#2f6fdb"),
    (_Role.Accent, "#2f6fdb"),
    (_Role.HighlightedText, "#ffffff"),
    (_Role.Link, "#2059b8"),
    (_Role.ToolTipBase, "#ffffff"),
    (_Role.ToolTipText, "#1b1c1f"),
    (_Role.Light, "#ffffff"),
    (_Role.Midlight, "#ececee"),
    (_Role.Mid, "#c9cace"),
    (_Role.Dark, "#a6a8ad"),
    (_Role.Shadow, "#77797e"),
)
_DARK = (
    (_Role.Window, "#1d1e21"),
    (_Role.WindowText, "#e9e9eb"),
    (_Role.Base, "#26272b"),
    (_Role.AlternateBase, "#2b2c30"),
    (_Role.Text, "#e9e9eb"),
    (_Role.PlaceholderText, "#9b9ea6"),
    (_Role.Button, "#2b2c30"),
    (_Role.ButtonText, "#e9e9eb"),
    (_Role.BrightText, "#ffffff"),
    (_Role.Highlight, "#4c8dff"),
    (_Role.Accent, "#4c8dff"),
    (_Role.HighlightedText, "#0b0c0e"),
    (_Role.Link, "#7fb0ff"),
    (_Role.ToolTipBase, "#2f3035"),
    (_Role.ToolTipText, "#e9e9eb"),
    (_Role.Light, "#3a3b40"),
    (_Role.Midlight, "#323338"),
    (_Role.Mid, "#48494f"),
    (_Role.Dark, "#141517"),
    (_Role.Shadow, "#0b0c0d"),
)
_SCHEMES = (
    (Theme.SYSTEM, Qt.ColorScheme.Unknown),
    (Theme.LIGHT, Qt.ColorScheme.Light),
    (Theme.DARK, Qt.ColorScheme.Dark),
)


def apply_theme(theme: Theme) -> None:
    """Dress the whole program; a platform without colour schemes gets ours."""
    hints = QGuiApplication.styleHints()
    wanted = dict(_SCHEMES)[theme]
    hints.setColorScheme(wanted)
    shown = hints.colorScheme()
    known = shown is not Qt.ColorScheme.Unknown
    if known and wanted in (shown, Qt.ColorScheme.Unknown):
        QApplication.setPalette(QPalette())
    else:
        QApplication.setPalette(_palette(_DARK if wanted is Qt.ColorScheme.Dark else _LIGHT))


def _palette(colors: tuple[tuple[QPalette.ColorRole, str], ...]) -> QPalette:
    palette = QPalette()
    for role, color in colors:
        palette.setColor(role, QColor(color))
    grey = palette.placeholderText().color()
    for role in (_Role.Text, _Role.WindowText, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, grey)
    return palette
