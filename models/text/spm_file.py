"""SentencePiece model files: the processor, and the few fields it does not tell.

The fields are those of sentencepiece_model.proto; how a message is laid out in bytes:
https://protobuf.dev/programming-guides/encoding/
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from models.messages import Problem

_PIECE, _NORMALIZER = 1, 3  # of the model
_NAME, _SCORE, _TYPE = 1, 2, 3  # of a piece
_CHARACTERS = 2  # of the normalizer
_NORMAL, _CONTROL, _DEFINED = 1, 3, 4  # types of pieces
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5  # how the value of a field is written
_FLOAT = struct.Struct("<f")


@dataclass(frozen=True)
class SpmPieces:
    """What a SentencePiece model holds: (piece, score) by id, and how it normalizes text.

    `marked` are the pieces that no text is split into: (piece, whether it is a control piece;
    else the trainer was told of it). `characters` is the compiled table of the normalizer,
    empty for the identity.
    """

    scored: list[tuple[str, float]]
    marked: tuple[tuple[str, bool], ...]
    characters: bytes


def load_processor(path: Path) -> sentencepiece.SentencePieceProcessor:
    """The model in a file. Raises `Problem`, naming the file, when it is damaged."""
    processor = sentencepiece.SentencePieceProcessor()
    try:
        processor.load(str(path))
    except (RuntimeError, OSError) as error:
        raise _damaged(path, error) from error
    return processor


def read_pieces(path: Path) -> SpmPieces:
    """The pieces in a file. Raises `Problem`, naming the file, when it is damaged."""
    scored, marked, characters = [], [], b""
    try:
        for field, value in _fields(path.read_bytes()):
            if field == _PIECE:
                name, score, type_ = _piece(value)
                scored.append((name, score))
                if type_ in {_CONTROL, _DEFINED}:
                    marked.append((name, type_ == _CONTROL))
            elif field == _NORMALIZER:
                characters = dict(_fields(value)).get(_CHARACTERS, b"")
    except (ValueError, IndexError, OSError, struct.error) as error:
        raise _damaged(path, error) from error
    if not scored:
        raise _damaged(path, ValueError("it holds no pieces"))
    return SpmPieces(scored, tuple(marked), characters)


def _piece(message: bytes) -> tuple[str, float, int]:
    end = 2 + message[1]
    if message[0] == 0x0A and message[1] < 0x80 and message[end : end + 1] == b"\x15":
        # Nearly all: a short name, then a score and nothing more.
        name, score = message[2:end].decode("utf-8"), _FLOAT.unpack_from(message, end + 1)[0]
        if len(message) == end + 5:
            return name, score, _NORMAL
    fields = dict(_fields(message))
    type_ = fields.get(_TYPE, bytes([_NORMAL]))[0]
    return (
        fields[_NAME].decode("utf-8"),
        _FLOAT.unpack(fields.get(_SCORE, bytes(4)))[0],
        type_,
    )


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """(number, bytes of the value) of every field; an integer as its bytes in the file."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        start, kind = at, key & 7
        if kind == _BYTES:
            length, start = _varint(message, at)
            at = start + length
        elif kind == _VARINT:
            _, at = _varint(message, at)
        elif kind in {_FIXED32, _FIXED64}:
            at += 4 if kind == _FIXED32 else 8
        else:
            raise ValueError(f"field of kind {kind} at byte {at}")
        if at > len(message):
            raise ValueError("it ends too early")
        yield key >> 3, message[start:at]


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """The integer at `at`, seven bits a byte, and where the next byte is."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError(f"number without an end at byte {at}")


def _damaged(path: Path, error: Exception) -> Problem:
    return Problem(
        f"The vocabulary file {path.name} is missing or damaged.",
        f"Fetch or copy the checkpoint {path.parent.name} again.",
        f"{path}: {error}",
    )
