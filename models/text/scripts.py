"""Which script a text is written in, and which scripts a language is written in (ISO 15924)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from models.text.languages import primary

# By the first word of a letter's name in Unicode. Chinese and Japanese share their letters.
_NAMED = MappingProxyType(
    {
        "ARABIC": "Arab",
        "ARMENIAN": "Armn",
        "BENGALI": "Beng",
        "CJK": "Hani",
        "CYRILLIC": "Cyrl",
        "DEVANAGARI": "Deva",
        "ETHIOPIC": "Ethi",
        "GEORGIAN": "Geor",
        "GREEK": "Grek",
        "GUJARATI": "Gujr",
        "GURMUKHI": "Guru",
        "HANGUL": "Hang",
        "HEBREW": "Hebr",
        "HIRAGANA": "Kana",
        "KANNADA": "Knda",
        "KATAKANA": "Kana",
        "KATAKANA-HIRAGANA": "Kana",
        "KHMER": "Khmr",
        "LAO": "Laoo",
        "LATIN": "Latn",
        "FULLWIDTH": "Latn",
        "MALAYALAM": "Mlym",
        "MYANMAR": "Mymr",
        "ORIYA": "Orya",
        "SINHALA": "Sinh",
        "TAMIL": "Taml",
        "TELUGU": "Telu",
        "THAI": "Thai",
        "TIBETAN": "Tibt",
        "TIFINAGH": "Tfng",
    }
)
_LANGUAGES = MappingProxyType(
    {
        "Arab": "ar fa ur ps ug sd ks azb ckb sdh prs arz ary acm acq aeb ajp apc ars",
        "Armn": "hy",
        "Beng": "bn as mni",
        "Cyrl": "ru uk be bg mk sr kk ky mn tg tt ba cv os ce",
        "Deva": "hi mr ne sa bho awa hne mag mai gom",
        "Ethi": "am ti",
        "Geor": "ka xmf",
        "Grek": "el grc",
        "Gujr": "gu",
        "Guru": "pa",
        "Hang": "ko",
        "Hebr": "he yi hbo",
        "Knda": "kn",
        "Khmr": "km",
        "Laoo": "lo",
        "Mlym": "ml",
        "Mymr": "my shn",
        "Orya": "or",
        "Sinh": "si",
        "Taml": "ta",
        "Telu": "te",
        "Thai": "th",
        "Tibt": "bo dz",
        "Tfng": "tzm",
        "Hani": "zh yue wuu ja",
        "Kana": "ja",
        "Latn": "sr",  # beside another; whatever is not named here is Latin too
    }
)
_JOINT = MappingProxyType(
    {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Hani", "Kana"), "Kore": ("Hang",)}
)
_EAST_ASIAN = frozenset({"Hani", "Kana", "Hang"})
_EAST_ASIAN_WEIGHT = 3  # letters of an alphabet that say as much as one of these
_SOME_KANA = 0.1  # of Chinese letters and kana together: from there on it is Japanese
_CLEARLY = 3  # times as many letters of one form of Chinese as of the other


def scripts_of(language: str) -> frozenset[str]:
    """The scripts of a BCP-47 code, its own where it names one: "sr" -> {"Cyrl", "Latn"}."""
    for part in language.split("-")[1:]:
        if len(part) == 4:
            return frozenset(_JOINT.get(part, (part,)))
    name = primary(language)
    found = (script for script, names in _LANGUAGES.items() if name in names.split())
    return frozenset(found) or frozenset({"Latn"})


def script_of(letter: str) -> str:
    """The script of a letter; empty when it is of none that is known here."""
    if letter.isascii():
        return "Latn"
    return _NAMED.get(unicodedata.name(letter, "").split(" ", 1)[0], "")


def shares(text: str) -> dict[str, float]:
    """Each script's part of the letters, which sum to 1; the largest first.

    A letter of an East Asian script counts as several.
    """
    weights: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha():
            script = script_of(character)
            weights[script] += count * (_EAST_ASIAN_WEIGHT if script in _EAST_ASIAN else 1)
    total = weights.total()
    return {script: weight / total for script, weight in weights.most_common()}


def main_script(parts: Mapping[str, float]) -> str:
    """The script that a text with these `shares` is written in; empty for no letters.

    Chinese letters among kana are Japanese, and the answer is then "Kana".
    """
    kana = parts.get("Kana", 0.0)
    both = kana + parts.get("Hani", 0.0)
    largest = next(iter(parts), "")
    if both > 0 and both >= parts[largest]:
        return "Kana" if kana >= _SOME_KANA * both else "Hani"
    return largest


def chinese_form(text: str) -> str:
    """Simplified ("Hans") or traditional ("Hant") Chinese; empty where the letters are of both.

    The national standards tell them apart: GB 2312 has the simplified letters, Big5 the
    traditional ones.
    """
    simplified = traditional = 0
    for letter, count in Counter(text).items():
        if script_of(letter) == "Hani":
            mainland, island = _encodes("gb2312", letter), _encodes("big5", letter)
            simplified += count * (mainland and not island)
            traditional += count * (island and not mainland)
    if simplified > _CLEARLY * traditional:
        return "Hans"
    return "Hant" if traditional > _CLEARLY * simplified else ""


def _encodes(standard: str, letter: str) -> bool:
    try:
        letter.encode(standard)
    except UnicodeEncodeError:
        return False
    return True
