"""The menu behind the gear: the few things one may want otherwise."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.settings import Settings, Theme
from desktop_app.view.buttons import FlatButton


class SettingsMenu(QMenu):
    changed = Signal(str, object)  # the name of a setting, and what it should be

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = self._theme_menu()
        self.size_menu = self.addMenu(self.tr("Text size"))
        self.addSeparator()
        self.live = self._toggle(self.tr("Translate as you type"), "live")
        self.forget = self._toggle(self.tr("Forget the text on exit"), "forget_text")
        self.addSeparator()

    def show_settings(self, settings: Settings) -> None:
        """Tick what is set."""
        for theme, action in self._themes.items():
            action.setChecked(theme is settings.theme)
        self.live.setChecked(settings.live)
        self.forget.setChecked(settings.forget_text)

    def _theme_menu(self) -> dict[Theme, QAction]:
        menu = self.addMenu(self.tr("Appearance"))
        group = QActionGroup(menu)
        names = {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }
        actions = {}
        for theme, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, chosen=theme: self.changed.emit("theme", chosen))
            actions[theme] = action
        return actions

    def _toggle(self, text: str, setting: str) -> QAction:
        action = self.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda checked: self.changed.emit(setting, checked))
        return action


class MenuButton(FlatButton):
    """Opens a menu below itself."""

    def __init__(self, icon: str, name: str, menu: QMenu) -> None:
        super().__init__(icon=icon, name=name)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
