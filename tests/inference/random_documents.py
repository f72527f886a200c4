"""Random documents by their number, of every script and of what no document should hold."""

import random

_SENTENCES = (
    "the river rose in March and nobody was hurt at Orrin 1,250 3.5 2019 A-12 e.g. U.S. "
    "Überall hat der Fluss über Nacht geändert река поднялась ночью в Москве "
    "النهر ارتفع في الليل नदी रात में बढ़ गई แม่น้ำ เอ่อล้น "
    "河水 上涨了 昨夜 東京は 日本の 首都です 한국어 강물이"
)
_WORDS = (
    *_SENTENCES.split(),
    *("😀", "👩\u200d👩\u200d👧", "🇩🇪", "e\u0301", "\u0301", "\u200d", "ŉ", "İ", "ß"),
    *("\x00", "\x1b", "\ud83d", "\ude00", "\ufffe", "\u200f", "\ufeff", "\U0010ffff"),
)
_BETWEEN = (
    *(" ",) * 30,
    *(". ", ". ", ". ", "! ", "? ", ", ", "; ", ": ", "。", "！", "؟ ", "। ", "…", "—", ""),
    *("\n", "\n\n", "\r\n", "\t", "    ", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\xa0"),
    *("\u3000", "\n- ", "\n1. ", "\n# ", "\n> ", "\n\n\n", '" ', " (", ") ", "\n===\n"),
)


def random_document(number: int) -> str:
    """A document of up to seventy words; the same for the same number."""
    chance = random.Random(number)
    words = chance.sample(_WORDS, chance.randint(1, 12))
    if chance.random() < 0.1:
        words.append(chr(chance.randrange(0x110000)))
    length = int(70 * chance.random() ** 2)
    return "".join(chance.choice(words) + chance.choice(_BETWEEN) for _ in range(length))
