"""Arbitrary documents for property tests: every kind of code point, and likely trouble."""

from hypothesis import strategies as st

_TROUBLE = (
    # Words, stops and marks
    *("Hello", "world", "café", "e\u0301", "3.5", "Mr.", "e.g.", "No.", "U.S.", "I", "don't"),
    *(".", "!", "?", "...", "…", ",", ";", ":", '"', "'", "“", "”", "«", "»", "(", ")", "[1]"),
    *("%", "€", "°", "—", "-", "/"),
    # White space and list markers
    *(" ", " ", " ", "  ", "     ", "\t", "\n", "\n\n", "\r\n", "\r", "\f", "\v", "\x85"),
    *("\u2028", "\xa0", "\u3000", "\n- ", "\n1. ", "\n(a) ", "\n> ", "\n# ", "\n- [x] "),
    # Other scripts
    *(
        "你好。",
        "世界",
        "これは",
        "「ペン」",
        "สวัสดี",
        "ภาษา",
        "हिन्दी।",
        "שלום",
        "مرحبا؟",
        "Привет",
        "한국어",
    ),
    # Emoji, marks alone, and what no text should hold
    *("😀", "👩\u200d👩\u200d👧", "❤\ufe0f", "👍🏽", "🇩🇪", "1\ufe0f\u20e3", "\u0301", "\u200d"),
    *(
        "\u200f",
        "\ufeff",
        "\x00",
        "\x1b",
        "\ud83d",
        "\ude00",
        "\ufffe",
        "\u00ad",
        "ß",
        "İ",
        "ŉ",
    ),
    "a line of some sixty columns that is long enough to be wrapped\n",
    "an indented line, also of some sixty columns, that goes on with\r\n  ",
)


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Texts of any code points, lone surrogates included."""
    anything = st.text(st.characters(exclude_categories=()), max_size=6)
    fragment = st.one_of(st.sampled_from(_TROUBLE), st.sampled_from(_TROUBLE), anything)
    return st.lists(fragment, max_size=max_size).map("".join)


def languages() -> st.SearchStrategy[str]:
    """Codes of languages, known to the splitter and unknown."""
    return st.sampled_from(
        ("en", "pt-BR", "de", "fr", "es", "zh", "ja", "ar", "ru", "tr", "qq")
    )
