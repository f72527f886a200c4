"""Prints how Qt orders texts and changes letter case in every language it knows, as JSON."""

import json
import sys
from functools import cmp_to_key
from pathlib import Path

from PySide6.QtCore import QCollator, QLocale, Qt

TEXTS = """
10 9 2 a-b a_b .x #y aa ch cz č d llama luz ñandú nube Ñ Ärger Zebra zebra ängel ö o ø å ü ű õ
y ij ł l z ż ź þ ð æ ß ss résumé resume Résumé cote côté coté côte istanbul ISTANBUL ıssız İ
中 文 阿 北京 上海 重庆 一 龍 龙 あ ア い か が カ は ハ ひ 한국 가 나 тест ё е яблоко ґ г є і ї
ελλάδα Άλφα βήτα עברית א ב العربية ا آ ب हिन्दी क ख ไทย ก เก แก ა բ
"""


def orders(locale: QLocale) -> list[list[str]]:
    """As it is; with numbers and case alike; without punctuation; upper case; lower case."""
    texts, collator = TEXTS.split(), QCollator(locale)
    found = [sorted(texts, key=collator.sortKey)]
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    found.append(sorted(texts, key=cmp_to_key(collator.compare)))
    collator.setIgnorePunctuation(True)
    found.append(sorted(texts, key=cmp_to_key(collator.compare)))
    return [*found, list(map(locale.toUpper, texts)), list(map(locale.toLower, texts))]


def main() -> None:
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    languages = {locale.bcp47Name(): locale for locale in every}
    maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    data = next(line.split()[-1] for line in maps if "icudata" in line)
    found = {name: orders(locale) for name, locale in languages.items()}
    json.dump({"data": data, "orders": found}, sys.stdout)


if __name__ == "__main__":
    main()
