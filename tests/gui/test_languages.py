"""Names of languages in the user's language, and their direction."""

import json

import pytest

from desktop_app.view.language_rows import Offer, folded, matching, rows_of
from desktop_app.view.languages import LanguageNames, is_right_to_left
from models.families.folder import language_lists
from models.text.language_codes import BCP_47
from models.text.languages import primary, tags
from resources import read_text
from tests.gui.many_languages import english_names, many

LISTS = ("M2M100", "WMT21", "MBART_25", "MBART_50", "NLLB")
INTERFACES = "en zh-Hans zh-Hant de fr es pt it nl pl ru uk ja ko tr ar hi id vi"


def names(*preferred):
    return LanguageNames(preferred)


@pytest.mark.parametrize("name", LISTS)
def test_every_language_of_our_checkpoints_has_an_english_name(name):
    known = english_names()
    codes = tags(getattr(language_lists, name))
    assert [code for code in codes if not known.get(primary(code))] == []


def test_every_code_that_folders_are_read_as_has_an_english_name():
    known = english_names()
    assert [code for code in BCP_47.values() if not known.get(primary(code))] == []


def test_no_two_languages_have_the_same_name():
    shown = [names("en").name(code) for code in many()]
    assert len(set(shown)) == len(shown)


@pytest.mark.parametrize("interface", INTERFACES.split())
def test_common_languages_are_named_in_every_interface_language(interface):
    own = names(interface)
    shown = [own.name(code) for code in ("en", "zh-Hant", "pt-BR", "sw", "uk")]
    assert len(set(shown)) == 5
    assert own.name(interface.partition("-")[0]) == own.native(interface.partition("-")[0])
    assert (own.name("en") == "English") == (interface == "en")


@pytest.mark.parametrize(
    ("preferred", "code", "name"),
    [
        (["de-AT", "de-Latn-AT", "de"], "pt", "Portugiesisch"),
        (["de"], "zh-Hans", "Chinesisch (Vereinfacht)"),
        (["fr-CA"], "ar", "Arabe"),
        (["zh-CN"], "zh-Hant", "中文（繁体）"),
        (["zh-Hant-HK"], "en", "英文"),
        (["zh-TW"], "en", "英文"),
        (["ko-KR"], "pt-BR", "포르투갈어(브라질)"),
        (["tlh", "es-MX"], "de", "Alemán"),
        (["C"], "ks-Deva", "Kashmiri (Devanagari)"),
        (["de"], "kbp", "Kabiyè"),
        (["en"], "und", "Any language"),
        (["en"], "mul", "Several languages"),
        (["en"], "xxq", "xxq"),
        (["en"], "en-ZZ", "English (ZZ)"),
    ],
)
def test_names_are_in_the_first_language_that_there_are_names_in(preferred, code, name):
    assert names(*preferred).name(code) == name


def test_a_language_that_only_qt_knows_has_qts_name():
    assert "agq" not in english_names()
    assert names("de").name("agq") == "Aghem"


def test_nothing_is_read_before_a_name_is_asked_for(monkeypatch):
    read = []
    monkeypatch.setattr(
        "desktop_app.view.languages.read_text",
        lambda name: read.append(name) or read_text(name),
    )
    found = names("fr")
    assert read == []
    assert (found.name("de"), found.name("en")) == ("Allemand", "Anglais")
    assert read == ["language_names.json"], "once"


def test_the_names_come_with_their_licence():
    content = json.loads(read_text("language_names.json"))
    assert "CLDR" in content["about"]
    assert "Unicode, Inc." in content["licence"]
    assert "this copyright and permission notice appear" in content["licence"]


def test_german_names_stand_in_german_order():
    offer = Offer(("zu", "oc", "ar", "arz", "abt", "af", "ace-Latn", "ace", "ace-Arab"))
    assert [row.name for row in rows_of(offer, names("de"))] == [
        "Aceh",
        "Aceh (Arabisch)",
        "Aceh (Lateinisch)",
        "Afrikaans",
        "Ägyptisches Arabisch",
        "Ambulas",
        "Arabisch",
        "Okzitanisch",
        "Zulu",
    ]


def test_recent_languages_come_first_then_those_with_a_model_of_their_own():
    offer = Offer(("af", "de", "en", "fr", "pt"), "en", frozenset({"pt", "de"}), ("fr", "xx"))
    rows = rows_of(offer, names("en"))
    assert [row.code for row in rows] == ["fr", "de", "pt", "af", "en"]
    assert [row.likely for row in rows] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("port", "pt"),  # the user's language
        ("german", "de"),  # English
        ("deutsch", "de"),  # its own name
        ("de", "de"),  # code, before Dänisch's and Degenhaisch's
        ("PORTUGUÊS", "pt"),
        ("portugues", "pt"),
        ("ace-arab", "ace-Arab"),
        ("traditionell", "zh-Hant"),
        ("  franz ", "fr"),
        ("العربية", "ar"),
        ("中文", "zh"),
    ],
)
def test_what_is_typed_finds_a_language_by_any_of_its_names(typed, first):
    rows = rows_of(Offer(many()), names("de"))
    assert matching(rows, typed)[0].code == first


def test_nonsense_finds_nothing_and_blanks_find_all():
    rows = rows_of(Offer(many()), names("en"))
    assert matching(rows, "qqqq") == ()
    assert matching(rows, "  ") == rows


def test_folding_takes_case_and_accents_away():
    assert folded("ÉWÉ Ɛ̃") == "ewe ɛ"


def test_arabic_and_hebrew_scripts_run_from_right_to_left():
    codes = language_lists.NLLB
    wrong = [
        code
        for code, language in zip(codes, tags(codes), strict=True)
        if is_right_to_left(language) != code.endswith(("Arab", "Hebr"))
    ]
    assert wrong == []
