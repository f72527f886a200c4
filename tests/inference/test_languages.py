import pytest

from models.families.folder.abilities import Abilities
from models.families.folder.language_lists import MBART_50, NLLB
from models.messages import UsageError
from models.text.language_codes import BCP_47
from models.text.languages import nearest, pair_of, tag, tags


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("en", "en"),
        ("eng_Latn", "en-Latn"),
        ("zho_Hans", "zh-Hans"),
        ("zh_Hant", "zh-Hant"),
        ("pt_BR", "pt-BR"),
        ("deu", "de"),
        ("ger", "de"),
        ("cmn_Hans", "zh-Hans"),
        ("zsm_Latn", "ms-Latn"),
        ("ast", "ast"),
        ("iw", "he"),
    ],
)
def test_codes_become_bcp_47(code, wanted):
    assert tag(code) == wanted


def test_two_letter_codes_are_used_where_there_are_some():
    assert all(len(code) in (2, 3) for code in BCP_47)
    assert all(len(code) == 2 for code in BCP_47.values() if code not in ("fil", "nso"))


def test_scripts_stay_where_they_tell_apart():
    found = dict(zip(NLLB, tags(NLLB), strict=True))
    assert found["eng_Latn"] == "en"
    assert (found["zho_Hans"], found["zho_Hant"]) == ("zh-Hans", "zh-Hant")
    assert (found["kas_Arab"], found["kas_Deva"]) == ("ks-Arab", "ks-Deva")
    assert found["srp_Cyrl"] == "sr"


@pytest.mark.parametrize("codes", [NLLB, MBART_50], ids=["NLLB", "mBART-50"])
def test_languages_of_one_checkpoint_differ(codes):
    assert len(set(tags(codes))) == len(codes)


def test_the_nearest_variant_is_found():
    offered = ("en", "zh-Hans", "zh-Hant", "pt-BR")
    assert nearest("zh-Hant", offered) == "zh-Hant"
    assert nearest("zh", offered) == "zh-Hans"
    assert nearest("pt", offered) == "pt-BR"
    assert nearest("en-GB", offered) == "en"
    assert nearest("eng_Latn", offered) == "en"
    assert nearest("de", offered) is None


def test_pairs_in_names():
    assert pair_of("model.enpt.bin") == ("en", "pt")
    assert pair_of("zh_Hant-en") == ("zh-Hant", "en")
    assert pair_of("something") is None


def test_a_language_that_a_checkpoint_lacks_is_named():
    able = Abilities.among(MBART_50)
    assert able.code("de") == "de_DE"
    assert able.reads("", "en", "it") == "en"
    assert able.writes("zh-Hans", "", "it") == "zh"
    with pytest.raises(UsageError, match="it does not write tlh"):
        able.writes("tlh", "", "it")
