"""Which keys walk over a matrix, and how far."""

from __future__ import annotations

from PySide6.QtCore import Qt

Step = tuple[int, int]  # to the right, down


def key_step(key: Qt.Key, far: int) -> Step | None:
    """Where a key leads; Home, End and the page keys go `far`, to the edges."""
    steps = {
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
        Qt.Key.Key_Up: (0, -1),
        Qt.Key.Key_Down: (0, 1),
        Qt.Key.Key_Home: (-far, 0),
        Qt.Key.Key_End: (far, 0),
        Qt.Key.Key_PageUp: (0, -far),
        Qt.Key.Key_PageDown: (0, far),
    }
    return steps.get(key)
