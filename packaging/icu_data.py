"""Linux: the data of ICU that Qt reads, without those it never asks for.

Qt calls ICU for the order of texts (collation), letter case, time zones and encodings by
name. Its own tables say how languages write dates, numbers and names, and where words end.
The program reads encodings with Python and shows no time zones, so that the order is left;
letter case is in ICU's code. The format is that of ICU's `ucmndata.h`: a header, a sorted
table of names and places, the items; all places are counted from the table.
"""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Final

from bundle import Entry

TOOLS: Final = ("as", "ld", "objcopy")
_LIBRARY: Final = re.compile(r"PySide6/Qt/lib/(libicudata\.so\.(\d+))$")
_UNUSED: Final = re.compile(
    r"(brkitr|curr|lang|rbnf|region|translit|unit|zone)/"  # borders of words, names of things
    r"|[^/]+\.cnv$|[^/]+\.(spp|cfu)$|unames\.icu$"  # encodings; domains and names of letters
    r"|(?!res_index)[a-z]{2,3}(_\w+)?\.res$"  # dates and numbers of each language
)
_ALIGNED: Final = 16  # bytes
_MAGIC, _FORMAT = (0xDA, 0x27), b"CmnD"

# What a compiler would make of an array of constant bytes.
_SOURCE: Final = """\
.section .note.GNU-stack,"",%progbits
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, %object
{symbol}: .incbin "{file}"
.size {symbol}, . - {symbol}
"""


@dataclass(frozen=True)
class Item:
    """A file in the data; its name begins with that of the whole and a slash."""

    name: bytes
    content: bytes

    @property
    def used(self) -> bool:
        """Whether anything that Qt calls may read it."""
        return not _UNUSED.match(self.name.decode("ascii").partition("/")[2])


def unpack(data: bytes) -> tuple[bytes, list[Item]]:
    """The header, and what follows it."""
    (length,) = struct.unpack_from("<H", data)
    header, body = data[:length], data[length:]
    if tuple(header[2:4]) != _MAGIC or header[12:16] != _FORMAT:
        raise ValueError("Qt's ICU has data of an unknown format.")
    (count,) = struct.unpack_from("<I", body)
    places = list(struct.iter_unpack("<II", body[4 : 4 + 8 * count]))
    ends = [*(start for _, start in places[1:]), len(body)]
    return header, [
        Item(body[name : body.index(b"\0", name)], body[start:end])
        for (name, start), end in zip(places, ends, strict=True)
    ]


def pack(header: bytes, items: Sequence[Item]) -> bytes:
    """The same format again."""
    names = [item.name + b"\0" for item in items]
    contents = [_padded(item.content) for item in items]
    table, words = 4 + 8 * len(items), b"".join(names)
    places = accumulate(map(len, names[:-1]), initial=table)
    starts = accumulate(map(len, contents[:-1]), initial=table + len(_padded(words, table)))
    pairs = (struct.pack("<II", *pair) for pair in zip(places, starts, strict=True))
    return b"".join(
        (header, struct.pack("<I", len(items)), *pairs, _padded(words, table), *contents)
    )


def _padded(content: bytes, place: int = 0) -> bytes:
    """With zeros at its end, so that what follows is aligned."""
    return content + bytes(-(place + len(content)) % _ALIGNED)


def reduced(rows: Sequence[Entry], folder: Path) -> list[Entry]:
    """Take a smaller copy of the library that holds the data, where there is one."""
    return [
        replace(row, source=str(_reduce(Path(row.source), found[1], found[2], folder)))
        if (found := _LIBRARY.match(row.place))
        else row
        for row in rows
    ]


def _reduce(source: Path, name: str, version: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    data, code, parts = (folder / f"{name}.{end}" for end in ("data", "s", "o"))
    _run("objcopy", "--output-target=binary", "--only-section=.rodata", source, data)
    header, items = unpack(data.read_bytes())
    data.write_bytes(pack(header, [item for item in items if item.used]))
    code.write_text(_SOURCE.format(symbol=f"icudt{version}_dat", file=data), "utf-8")
    _run("as", "-o", parts, code)
    target = folder / name
    _run("ld", "-shared", f"-soname={name}", "-o", target, parts)
    return target


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)
