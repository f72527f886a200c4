"""The menu behind the gear: the few things one may want otherwise."""

from __future__ import annotations

import enum
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.settings import Device, Language, Precision, Settings, Theme
from desktop_app.view.buttons import FlatButton

translate = QCoreApplication.translate
Value = TypeVar("Value", bound=enum.Enum)


def language_names() -> dict[Language, str]:
    """What the window can speak, each in its own words."""
    return {
        Language.SYSTEM: translate("SettingsMenu", "As the system"),
        Language.ENGLISH: "English",
        Language.CHINESE: "简体中文",
    }


class SettingsMenu(QMenu):
    changed = Signal(str, object)  # the name of a setting, and what it should be

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._languages = self._choice(self.tr("Language"), "interface", language_names())
        self._themes = self._choice(self.tr("Appearance"), "theme", self._theme_names())
        self.size_menu = self.addMenu(self.tr("Text size"))
        self.addSeparator()
        self.live = self._toggle(self.tr("Translate as you type"), "live")
        self.checks = self._toggle(self.tr("Point out what to check"), "checks")
        self.forget = self._toggle(self.tr("Forget the text on exit"), "forget_text")
        self.addSeparator()
        self._devices = self._choice(self.tr("Device"), "device", self._device_names())
        precisions = self._precision_names()
        self._precisions = self._choice(self.tr("Precision"), "precision", precisions)
        self.addSeparator()
        self._present = frozenset({Device.AUTO.value, Device.PROCESSOR.value})
        self._offer_devices()

    def show_settings(self, settings: Settings) -> None:
        """Tick what is set."""
        self._languages[settings.interface].setChecked(True)
        self._themes[settings.theme].setChecked(True)
        self._devices[settings.device].setChecked(True)
        self._precisions[settings.precision].setChecked(True)
        self.live.setChecked(settings.live)
        self.checks.setChecked(settings.checks)
        self.forget.setChecked(settings.forget_text)
        self._offer_devices()

    def show_devices(self, found: tuple[str, ...]) -> None:
        """Offer the devices that this machine has."""
        self._present |= frozenset(found)
        self._offer_devices()

    def _offer_devices(self) -> None:
        for device, action in self._devices.items():
            action.setVisible(device.value in self._present or action.isChecked())

    def _theme_names(self) -> dict[Theme, str]:
        return {
            Theme.SYSTEM: self.tr("As the system"),
            Theme.LIGHT: self.tr("Light"),
            Theme.DARK: self.tr("Dark"),
        }

    def _device_names(self) -> dict[Device, str]:
        return {
            Device.AUTO: self.tr("Automatic"),
            Device.PROCESSOR: self.tr("Processor"),
            Device.CUDA: self.tr("Graphics card (CUDA)"),
            Device.MPS: self.tr("Graphics processor (Apple)"),
        }

    def _precision_names(self) -> dict[Precision, str]:
        return {
            Precision.AUTO: self.tr("Automatic"),
            Precision.FULL: self.tr("32-bit"),
            Precision.HALF: self.tr("16-bit (bf16)"),
            Precision.BYTES: self.tr("8-bit (int8)"),
        }

    def _choice(
        self, title: str, setting: str, names: dict[Value, str]
    ) -> dict[Value, QAction]:
        """A menu below this one with one action for each value of a setting."""
        menu = self.addMenu(title)
        group = QActionGroup(menu)
        actions = {}
        for value, name in names.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _, chosen=value: self.changed.emit(setting, chosen))
            actions[value] = action
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
