"""The window's colours, each derived from the palette's roles and its highlight."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

WEAKEST, STRONGEST = 0.12, 0.60  # opacity of the accent for links of 0 and of 1
_AMBER_ON_LIGHT = QColor("#b26a00")
_AMBER_ON_DARK = QColor("#e5a13a")
_GREEN = QColor("#12a07a")


def blend(under: QColor, over: QColor, share: float) -> QColor:
    """`over` at `share` opacity upon `under`."""
    rest = 1.0 - share
    return QColor.fromRgbF(
        under.redF() * rest + over.redF() * share,
        under.greenF() * rest + over.greenF() * share,
        under.blueF() * rest + over.blueF() * share,
    )


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    return palette.windowText().color().lightness() > palette.window().color().lightness()


def accent(palette: QPalette) -> QColor:
    """The one accent."""
    return palette.highlight().color()


def link(palette: QPalette, probability: float) -> QColor:
    """The accent, as opaque as the link is strong."""
    color = QColor(accent(palette))
    color.setAlphaF(WEAKEST + (STRONGEST - WEAKEST) * min(max(probability, 0.0), 1.0))
    return color


def secondary_text(palette: QPalette) -> QColor:
    """For what may be read later; still 4.5:1 against the window."""
    return blend(palette.window().color(), palette.windowText().color(), 0.62)


def hairline(palette: QPalette) -> QColor:
    """For lines between parts."""
    return blend(palette.window().color(), palette.windowText().color(), 0.13)


def blend_into_base(palette: QPalette) -> QColor:
    """For lines on the ground of lists."""
    return blend(palette.base().color(), palette.text().color(), 0.16)


def hover(palette: QPalette) -> QColor:
    """Behind a button under the mouse, on any ground."""
    color = QColor(palette.windowText().color())
    color.setAlphaF(0.07)
    return color


def pressed(palette: QPalette) -> QColor:
    """Behind a button while it is held down."""
    color = QColor(palette.windowText().color())
    color.setAlphaF(0.13)
    return color


def chosen(palette: QPalette) -> QColor:
    """Behind the chosen one of several buttons: the lightest ground there is."""
    if is_dark(palette):
        return blend(palette.window().color(), palette.windowText().color(), 0.16)
    return palette.base().color()


def strip_ground(palette: QPalette) -> QColor:
    """Behind the alignment strip: the window, a shade towards the text."""
    return blend(palette.window().color(), palette.windowText().color(), 0.03)


def curve(palette: QPalette) -> QColor:
    """A link nobody points at."""
    return blend(strip_ground(palette), palette.windowText().color(), 0.38)


def uncertain(palette: QPalette) -> QColor:
    """The mark of what the model was not sure of."""
    return _AMBER_ON_DARK if is_dark(palette) else _AMBER_ON_LIGHT


def unlike(palette: QPalette) -> QColor:
    """Behind words that another text has not: neither the accent's colour nor that of doubt."""
    color = QColor(_GREEN)
    color.setAlphaF(0.42 if is_dark(palette) else 0.24)
    return color


def outline(palette: QPalette) -> QColor:
    """Around buttons, on any ground."""
    color = QColor(palette.windowText().color())
    color.setAlphaF(0.22)
    return color


def track(palette: QPalette) -> QColor:
    """What is left of a progress bar."""
    color = QColor(palette.windowText().color())
    color.setAlphaF(0.13)
    return color
