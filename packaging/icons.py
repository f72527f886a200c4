"""The program's icon in the formats of each system, drawn from its one SVG file."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bundle import NAME, ROOT
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING: Final = ROOT / "resources" / "icons" / "app.svg"
LINUX: Final = (16, 24, 32, 48, 64, 128, 256, 512)  # as the icon theme has folders
WINDOWS: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# Apple's names of PNG pictures by size; the second half is for displays of twice the density.
MACOS: Final = (
    *((b"icp4", 16), (b"icp5", 32), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512)),
    *((b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512), (b"ic10", 1024)),
)


def make(folder: Path) -> Path:
    """Draw all of them into a folder; PNG files are called by their size."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {*LINUX, *WINDOWS, *(size for _, size in MACOS)}
    pictures = {size: picture(size) for size in sorted(sizes)}
    for size in LINUX:
        (folder / f"{size}.png").write_bytes(pictures[size])
    (folder / f"{NAME}.ico").write_bytes(windows_icon(pictures))
    (folder / f"{NAME}.icns").write_bytes(macos_icon(pictures))
    return folder


def picture(size: int) -> bytes:
    """The icon as PNG, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know no devices
    return bytes(buffer.data().data())


def windows_icon(pictures: Mapping[int, bytes]) -> bytes:
    """An .ico file: a table of pictures, then the pictures as PNG."""
    offset = 6 + 16 * len(WINDOWS)
    table, body = struct.pack("<HHH", 0, 1, len(WINDOWS)), b""
    for size in WINDOWS:
        data = pictures[size]
        side = size % 256  # 0 stands for 256
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
        body += data
    return table + body


def macos_icon(pictures: Mapping[int, bytes]) -> bytes:
    """An .icns file: pictures as PNG, each with its name and length."""
    body = b"".join(
        struct.pack(">4sI", name, len(pictures[size]) + 8) + pictures[size]
        for name, size in MACOS
    )
    return struct.pack(">4sI", b"icns", len(body) + 8) + body
