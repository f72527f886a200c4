import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.text.letter_case import LetterCase, detect, lower, restore
from tests.inference.any_text import languages, texts

CASES = st.sampled_from(LetterCase)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "SOPA DE ERVILHA"),
        ("en", "HELLO WORLD"),
        ("en", "WARNING"),
        ("en", "I'M SORRY, I CAN'T GO."),
        ("en", "CHAPTER 12: THE END"),
        ("de", "STRAßE GESPERRT"),
        ("pt", "ATENÇÃO À 2ª SESSÃO"),
        ("fr", "E\u0301TE\u0301 INDIEN"),
        ("ru", "ВОЙНА И МИР"),
        ("el", "ΚΑΛΗ ΜΕΡΑ"),
    ],
)
def test_capitals_are_found(language, text):
    assert detect(text, language) is LetterCase.CAPITALS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Lord of the Rings: The Return of the King"),
        ("en", "How I Met Your Mother in NATO With My iPhone"),
        ("en", "Breaking News: President Visits Berlin Today"),
        ("en", "Five Ways To Save Money"),
        ("pt", "Dez Dicas para Economizar Dinheiro em Casa"),
        ("es", "Cien Años de Soledad y Otros Cuentos"),
        ("fr", "Le Tour du Monde en Quatre-Vingts Jours"),
        ("de", "Neue Regeln Für Die Deutsche Bahn"),
    ],
)
def test_title_case_is_found(language, text):
    assert detect(text, language) is LetterCase.TITLE


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", ""),
        ("en", "Oriana Fallaci"),
        ("en", "The President of the United States of America visited Berlin."),
        ("en", "John and Mary live in New York City."),
        ("en", "NASA"),
        ("en", "The USA and the UN met NATO in NYC."),
        ("en", "I am."),
        ("en", "I, A, B, C"),
        ("en", "3.5 KG"),
        ("en", "hello world"),
        ("en", "McDonald's opened in Los Angeles"),
        ("de", "Die Deutsche Bahn fährt heute nach Berlin."),
        ("de", "Frankfurter Allgemeine Zeitung Redaktion"),
        ("zh", "使用 HTML 和 CSS 编写网页"),
        ("ja", "これはペンです。"),
        ("ar", "مرحبا بالعالم"),
    ],
)
def test_ordinary_text_is_left_alone(language, text):
    assert detect(text, language) is LetterCase.ORDINARY
    assert lower(text, LetterCase.ORDINARY, language) == text
    assert restore(text, LetterCase.ORDINARY, language).text == text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pt", "SOPA DE ERVILHA", "Sopa de ervilha"),
        ("en", "I'M SORRY, I CAN'T GO.", "I'm sorry, I can't go."),
        ("en", "WHAT CAN A.I. DO, I.E. NOW", "What can a.i. do, i.e. now"),
        ("pt", "I TESTE DE MÚSICA", "I teste de música"),
        ("es", "¿QUÉ HORA ES?", "¿Qué hora es?"),
        ("tr", "İSTANBUL GÜZEL IŞIK", "İstanbul güzel ışık"),
        ("en", "İSTANBUL RISING", "İstanbul rising"),
        ("el", "ΚΑΛΟΣ ΔΡΟΜΟΣ", "Καλος δρομος"),
        ("en", "“HELLO THERE”", "“Hello there”"),
    ],
)
def test_capitals_become_a_sentence(language, text, expected):
    assert lower(text, LetterCase.CAPITALS, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Lord of the Rings", "The lord of the rings"),
        (
            "en",
            "How I Met Your Mother, a NATO Spy, With My iPhone",
            "How I met your mother, a NATO spy, with my iPhone",
        ),
        (
            "en",
            "The Life of John F. Kennedy and I'm Fine",
            "The life of john F. kennedy and I'm fine",
        ),
        ("pt", "Dez Dicas para Economizar em Casa", "Dez dicas para economizar em casa"),
        ("de", "Neue Regeln Für Die Deutsche Bahn", "Neue Regeln für die Deutsche Bahn"),
    ],
)
def test_a_title_becomes_a_sentence(language, text, expected):
    assert lower(text, LetterCase.TITLE, language) == expected


@pytest.mark.parametrize(
    ("case", "language", "text", "expected"),
    [
        (LetterCase.CAPITALS, "pt", "Atenção à sopa", "ATENÇÃO À SOPA"),
        (LetterCase.CAPITALS, "de", "Die Straße ist weiß", "DIE STRASSE IST WEISS"),
        (LetterCase.CAPITALS, "tr", "ılık istanbul", "ILIK İSTANBUL"),
        (LetterCase.CAPITALS, "en", "istanbul", "ISTANBUL"),
        (LetterCase.CAPITALS, "ka", "გამარჯობა", "გამარჯობა"),
        (LetterCase.CAPITALS, "zh", "你好", "你好"),
        (LetterCase.TITLE, "pt", "o senhor dos anéis", "O Senhor dos Anéis"),
        (LetterCase.TITLE, "en", "what it is made of", "What It Is Made Of"),
        (LetterCase.TITLE, "en", "the lord: the return", "The Lord: The Return"),
        (LetterCase.TITLE, "en", "my iPhone and McDonald", "My iPhone and McDonald"),
        (LetterCase.TITLE, "fr", "l'amour est bleu et d'or", "L'Amour Est Bleu et d'Or"),
        (LetterCase.TITLE, "en", "don't stop", "Don't Stop"),
        (LetterCase.TITLE, "tr", "iyi ılık", "İyi Ilık"),
    ],
)
def test_outputs_get_their_case_back(case, language, text, expected):
    assert restore(text, case, language).text == expected


def test_offsets_follow_letters_that_become_two():
    found = restore("weiß ja", LetterCase.CAPITALS, "de")
    assert found.text == "WEISS JA"
    assert found.span(0, 4) == (0, 5)
    assert found.span(5, 7) == (6, 8)


@settings(deadline=None)
@given(texts(), languages())
def test_lowering_keeps_every_code_point_in_its_place(text, language):
    for case in LetterCase:
        assert len(lower(text, case, language)) == len(text)
    assert detect(text, language) in LetterCase


@settings(deadline=None)
@given(texts(), CASES, languages())
def test_restoring_keeps_offsets_in_order(text, case, language):
    found = restore(text, case, language)
    assert len(found.offsets) == len(text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert found.offsets[0] == 0
    assert found.offsets[-1] == len(found.text)
    for at, character in enumerate(text):
        new = found.text[found.offsets[at] : found.offsets[at + 1]]
        assert new.casefold().lower() in {character.casefold().lower(), character.lower()} or (
            character == "i" and new == "İ"
        )


@settings(deadline=None)
@given(texts(), languages())
@example("HelloᲐ", "en")
def test_capitals_come_back(text, language):
    """What was in capitals, lowered and restored, is in capitals again."""
    capitals = restore(text, LetterCase.CAPITALS, language).text
    lowered = lower(capitals, LetterCase.CAPITALS, language)
    assert (
        restore(lowered, LetterCase.CAPITALS, language).text
        == restore(capitals, LetterCase.CAPITALS, language).text
    )
