"""Which of the encodings before Unicode a text is in, as far as its bytes tell."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

# Those in which subtitles and texts were kept, under the names that people know them by.
NAMES: Final = MappingProxyType(
    {
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16",
        "cp1250": "Windows-1250",
        "cp1251": "Windows-1251",
        "cp1252": "Windows-1252",
        "cp1253": "Windows-1253",
        "cp1254": "Windows-1254",
        "cp1255": "Windows-1255",
        "cp1256": "Windows-1256",
        "cp1257": "Windows-1257",
        "cp1258": "Windows-1258",
        "cp874": "Windows-874",
        "cp866": "CP866",
        "iso8859-2": "ISO 8859-2",
        "iso8859-5": "ISO 8859-5",
        "iso8859-7": "ISO 8859-7",
        "koi8-r": "KOI8-R",
        "koi8-u": "KOI8-U",
        "gb18030": "GB18030",
        "big5hkscs": "Big5",
        "cp932": "Shift-JIS",
        "euc_jis_2004": "EUC-JP",
        "iso2022_jp_2": "ISO-2022-JP",
        "cp949": "CP949",
    }
)
_UNICODE = frozenset({"utf-16-le", "utf-16-be"})
_WESTERN = "cp1252"
_LOOK = 65_536  # bytes that are judged
_LONGEST_LETTER = 4  # bytes of one that the end of the look may cut
_ASCII = bytes((0, *b"\t\n\r", *range(32, 127)))
_LEAST_OTHERS = 0.2  # of the bytes of UTF-16 in a script that is not Latin
_WEAK = 0.03  # of 1; below it, the guess is right no more often than the commonest encoding
_USUAL = 1.5  # times as likely: what is kept in the commonest encoding
_UNLIKELY = 0.2  # times as likely: words in two scripts
_ICELANDIC = 0.5  # times as likely: its own letters without those that it has beside them

_LATIN = "A-Za-z\xc0-\u024f"
_OTHER = "\u0370-\u1fff"  # without the scripts of East Asia, which Latin words stand within
_OTHERS = re.compile(f"[{_OTHER}]+")
_MOST_MIXED = 0.25  # of the words in another script, in which a foreign word may be inflected
_MIXED = re.compile(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_ONLY_ICELANDIC = re.compile("[þðýÞÐÝ]")  # where Turkish has its own in Windows-1254
_ALSO_ICELANDIC = re.compile("[áíúæéó]")


def guess(data: bytes) -> str:
    """The codec of a text that is no UTF-8, one of `NAMES`; "" where it seems to be no text."""
    import chardet  # noqa: PLC0415  (takes a moment, and few files need it)

    has_zeros = b"\0" in data
    if has_zeros and _is_ascii(data):
        return ""
    codecs = _UNICODE if has_zeros else frozenset(NAMES)
    found = chardet.detect_all(
        data[:_LOOK],
        ignore_threshold=True,
        include_encodings=codecs,
        compat_names=False,
        no_match_encoding=_WESTERN,
    )
    likely = {
        codec: each["confidence"] * _factor(data, codec)
        for each in found
        if (codec := each["encoding"]) and codec in codecs
    }
    best = max(likely, key=likely.__getitem__, default="")
    if not best or not likely[best]:
        return ""
    if likely[best] < _WEAK and _is_latin(data) and _factor(data, _WESTERN):
        return _WESTERN
    return best


def _factor(data: bytes, codec: str) -> float:
    """How much more likely an encoding is for the letters it gives; 0 where it does not fit."""
    try:
        text = data[:_LOOK].decode(codec)
    except UnicodeDecodeError as error:
        if error.start < len(data[:_LOOK]) - _LONGEST_LETTER:
            return 0
        text = data[: error.start].decode(codec)
    mixed = len(_MIXED.findall(text)) > _MOST_MIXED * len(_OTHERS.findall(text))
    factor = _UNLIKELY if mixed else 1.0
    if codec == _WESTERN:
        factor *= _USUAL
        if _ONLY_ICELANDIC.search(text) and not _ALSO_ICELANDIC.search(text):
            factor *= _ICELANDIC
    return factor


def _is_ascii(data: bytes) -> bool:
    """Whether nearly all is ASCII, which would be rare signs if pairs of bytes were letters."""
    look = data[:_LOOK]
    return len(look.translate(None, _ASCII)) < _LEAST_OTHERS * len(look)


def _is_latin(data: bytes) -> bool:
    """Whether the letters of ASCII are a good part of the text."""
    look = data[:_LOOK]
    letters = sum(each in b"abcdefghijklmnopqrstuvwxyz" for each in look.lower())
    return 2 * letters >= sum(each >= 0x80 for each in look)
