"""The number check: what two languages write differently is equal, a changed digit is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.checks import CheckKind, check
from models.checks.han_numbers import numeral
from models.checks.quantities import quantities
from models.checks.roman import ROMAN, roman
from models.messages import Span
from tests.fakes import segment


def said(source, target, links=()):
    """The sentences about numbers; without links unless they are given."""
    found = check(segment(source, target, links))
    return [one.what for one in found if one.kind is CheckKind.NUMBER]


EQUAL = [
    ("It costs 1,234.5 euros.", "Custa 1.234,5 euros."),
    ("It costs 1,234.50 euros.", "Cela coûte 1 234,5 euros."),
    ("1,234,567 people", "1\u202f234\u202f567 personnes"),
    ("12,34,567 rupees", "1.234.567 Rupien"),
    ("1'234 francs", "1234 francos"),
    ("It grew by 5 percent.", "Cresceu 5%."),
    ("on the 21st of May", "am 21. Mai"),
    ("the 1st prize", "o 1.º prêmio"),
    ("the 1st prize", "o primeiro prêmio"),
    ("2020-12-31", "31 de dezembro de 2020"),
    ("12/31/2020", "31.12.2020"),
    ("in the 1990s", "na década de 1990"),
    ("in the 1990s", "nos anos 90"),
    ("nos anos 80", "in the 1980s"),
    ("in the nineties", "nos anos 90"),
    ("in den 1990er Jahren", "in the 1990s"),
    ("in the 1800s", "no século XIX"),
    ("the 19th century", "le XIXe siècle"),
    ("the 21st century", "o século XXI"),
    ("at 9:30 pm", "às 21h30"),
    ("at 9.30 p.m.", "um 21.30 Uhr"),
    ("at 10 pm", "à 22 h"),
    ("at 1:15 a.m. Saturday", "à 1h15 de sábado"),
    ("at 0230 UTC", "às 02:30 UTC"),
    ("4:41.30 minutes", "4.41,30 Minuten"),
    ("they won 3-2", "ganharam por 3 a 2"),
    ("1.2 million people", "1.200.000 pessoas"),
    ("5 to 6 million people", "5 milhões a 6 milhões de pessoas"),
    ("$5bn", "5 bilhões de dólares"),
    ("5 billion", "5 mil milhões"),
    ("un billion", "1.000.000.000.000"),
    ("4 Milliarden", "4 billion"),
    ("100 mil pessoas", "100,000 people"),
    ("100 mil pessoas", "one hundred thousand people"),
    ("half a million", "500.000"),
    ("four dozen bases", "48 bases"),
    ("25 men", "vinte e cinco homens"),
    ("25 men", "fünfundzwanzig Männer"),
    ("97 hommes", "quatre-vingt-dix-sept hommes"),
    ("97 uomini", "novantasette uomini"),
    ("250 men", "two hundred and fifty men"),
    ("26 hombres", "veintiséis hombres"),
    ("the year 2024", "二〇二四年"),
    ("320 people", "三百二十人"),
    ("50,000 people", "5万人"),
    ("350 million", "3億5000万"),
    ("120 million", "1.2亿"),
    ("12,345", "١٢٬٣٤٥"),
    ("12.5", "١٢٫٥"),
    ("123 days", "१२३ दिन"),
    ("123 days", "１２３日"),
    ("CO2", "CO₂"),
    ("half past", "½"),
    ("nine miles north", "nove milhas ao norte"),
    ("two million to three million years", "dois milhões a três milhões de anos"),
    ("I have one", "Tenho"),
    ("twelve of them", "doze deles"),
]


@pytest.mark.parametrize(("source", "target"), EQUAL)
def test_one_number_in_two_ways_of_writing(source, target):
    assert said(source, target) == []
    assert said(target, source) == []


@pytest.mark.parametrize(
    ("source", "target", "sentences"),
    [
        ("783,562 km", "733.562 km", ["783,562 became 733.562."]),
        ("It costs 1,234.5 euros.", "Custa 1.234,6 euros.", ["1,234.5 became 1.234,6."]),
        ("at 9:30 am", "at 9:30 p.m.", ["9:30 am became 9:30 p.m."]),
        ("22,500 dollars", "2500 dólares", ["22,500 became 2500."]),
        ("5 million people", "5 mil pessoas", ["5 million became 5 mil."]),
        ("5 billion people", "5 milhões de pessoas", ["5 billion became 5 milhões."]),
        ("1,000,000", "1,000", ["1,000,000 became 1,000."]),
        ("the 1990s", "a década de 1980", ["1990s became 1980."]),
        ("see page 12", "veja a página", ["12 is missing from the translation."]),
        ("see the page", "veja a página 12", ["12 is not in the source."]),
        ("5万人", "5,000 people", ["5万 became 5,000."]),
        ("645 miles (1040 km)", "1040 km", ["645 is missing from the translation."]),
        ("the 19th century", "o século XXI", ["19 is missing from the translation."]),
        ("10 and 20", "30 und 40", 4),
    ],
)
def test_a_number_that_changed_or_went(source, target, sentences):
    found = said(source, target)
    assert (len(found) if isinstance(sentences, int) else found) == sentences


def test_links_say_which_number_became_which():
    links = [(0, 2, 0.9), (2, 0, 0.9)]
    assert said("10 and 20", "30 und 40", links) == ["20 became 30.", "10 became 40."]


def test_a_number_word_is_reported_only_where_a_link_says_what_it_became():
    assert said("twelve men", "treze homens", [(0, 0, 0.9)]) == ["twelve became treze."]
    assert said("Henry VIII", "Henrique VII", [(1, 1, 0.9)]) == ["VIII became VII."]
    assert said("twelve men", "treze homens") == []
    assert said("one man", "dois homens", [(0, 0, 0.9)]) == []


def test_places_are_code_points_of_both_texts():
    source, target = "👨‍👩‍👧 é 783,562 e\u0301", "🇵🇹 são 733.562 ã"
    found = [one for one in check(segment(source, target, ())) if one.kind is CheckKind.NUMBER]
    assert [(one.side, target[one.start : one.end]) for one in found] == [("target", "733.562")]
    assert source[found[0].partner.start : found[0].partner.end] == "783,562"


def test_numbers_of_addresses_and_placeholders_are_theirs():
    assert said("Open http://a.org/12 and {0} %1$s", "Abra http://a.org/12 e {0} %1$s") == []
    assert said("Open http://a.org/12", "Abra isto") == []


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_grouping_never_hides_a_change(one, other):
    changed = said(f"It is {one:,}.", f"É {other:,}.".replace(",", "."))
    assert bool(changed) == (one != other)


@given(st.integers(1, 399))
def test_roman_numerals(value):
    numerals = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    left, written = value, ""
    for worth, letters in (*numerals, (4, "IV"), (1, "I")):
        written += letters * (left // worth)
        left %= worth
    assert ROMAN.fullmatch(written)
    assert roman(written) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十一", 21),
        ("三千零五", 3005),
        ("一亿二千万", 120_000_000),
        ("一九九〇", 1990),
    ],
)
def test_chinese_numerals(text, value):
    assert numeral(text) == value


@given(st.text("0123456789.,:/ 'kmMXI百万 aeé👍٣", max_size=30))
def test_any_text_gives_places_within_it(text):
    found = quantities(text, [Span(0, 2)])
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(one.start >= 2 for one in found)
