"""Bytes, times and speeds in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

_STEPS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


def bytes_text(size: float) -> str:
    """298 MB, 2.5 GB, 12 kB."""
    factor, unit = _unit(size)
    return translate("Amounts", "{number} {unit}").format(
        number=_number(size / factor), unit=unit
    )


def of_text(done: float, size: float) -> str:
    """148 of 310 MB."""
    factor, unit = _unit(size)
    text = translate("Amounts", "{done} of {size} {unit}")
    return text.format(done=_number(done / factor), size=_number(size / factor), unit=unit)


def _unit(size: float) -> tuple[float, str]:
    found = ((factor, unit) for factor, unit in _STEPS if size >= factor)
    return next(found, (1.0, translate("Amounts", "bytes")))


def _number(value: float) -> str:
    return f"{value:.1f}" if 0 < value < 9.95 and value != round(value) else f"{value:.0f}"


def time_text(seconds: float) -> str:
    """31 s, 5 min, 2 h."""
    if seconds < 90:
        return translate("Amounts", "{number} s").format(number=max(1, round(seconds)))
    if seconds < 5400:
        return translate("Amounts", "{number} min").format(number=round(seconds / 60))
    return translate("Amounts", "{number} h").format(number=round(seconds / 3600))


def speed_text(words: float) -> str:
    """2,900; words a second, two digits of them."""
    step = 10 ** max(0, len(str(int(words))) - 2)
    return f"{round(words / step) * step:,}" if words >= 10 else f"{words:.1f}"
