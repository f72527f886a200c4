"""What the catalogue says must be readable, complete and possible."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from models.catalogue import Dimensions, read_catalogue
from models.families import FAMILIES, bart, bart_like, led, m2m100, marian, mbart, pegasus, t5
from models.families.folder.config import Config
from models.hub.licences import commercial
from models.text.languages import nearest, tag
from resources import read_text

TEXT = read_text("catalogue.json")
OFFERS = read_catalogue(TEXT)
ENTRIES = {entry["repo"]: entry for entry in json.loads(TEXT)["checkpoints"]}
BUILDERS = {
    "led": led.build,
    "t5": t5.build,
    **{
        module.FAMILY.name: partial(bart_like.net, traits=module.TRAITS)
        for module in (bart, m2m100, marian, mbart, pegasus)
    },
}
NETS = {repo: entry["net"] for repo, entry in ENTRIES.items() if "net" in entry}
LEARNED_ROWS_OF_NO_PLACE = 2  # of BART and its kin


def some(**changes):
    """A catalogue of one entry; a change to None takes a field away."""
    entry = {
        "repo": "owner/name",
        "task": "translation",
        "family": "marian",
        "pairs": ["en>de"],
        "licence": "mit",
        "commercial": True,
        "bytes": 7,
        "net": {"width": 8, "layers": [1, 1], "inner": 16, "vocabulary": 10},
        "why": "It is small.",
    } | changes
    kept = {key: value for key, value in entry.items() if value is not None}
    return json.dumps({"about": "", "languages": {}, "checkpoints": [kept]})


def bart_values(net):
    places = max(net.get("places", (1024 + LEARNED_ROWS_OF_NO_PLACE,) * 2))
    return {
        "d_model": net["width"],
        "encoder_layers": net["layers"][0],
        "decoder_layers": net["layers"][1],
        "encoder_ffn_dim": net["inner"],
        "decoder_ffn_dim": net["inner"],
        "vocab_size": net["vocabulary"],
        "max_position_embeddings": places - LEARNED_ROWS_OF_NO_PLACE,
        "max_encoder_position_embeddings": places,
        "max_decoder_position_embeddings": net.get("places", (0, 1024))[1],
        "activation_function": "relu",
        "pad_token_id": 1,
    }


def t5_values(net):
    return {
        "d_model": net["width"],
        "num_layers": net["layers"][0],
        "num_decoder_layers": net["layers"][1],
        "num_heads": 16,
        "d_kv": net.get("across", net["width"]) // 16,
        "d_ff": net["inner"],
        "vocab_size": net["vocabulary"],
        "feed_forward_proj": "gated-gelu" if net.get("gated") else "relu",
    }


def counted(net, family):
    """The parameters of a real net without weights; what is tied counts once."""
    values = (t5_values if family == "t5" else bart_values)(net)
    built = BUILDERS[family](Config(Path("named"), {"model_type": family} | values))
    sizes = {name: parameter.numel() for name, parameter in built.named_parameters()}
    sizes["encoder.embed_tokens.weight"] = 0
    if net.get("tied", True):
        sizes["lm_head.weight"] = 0
    return sum(sizes.values())


def test_it_has_some_for_every_taste():
    assert 20 <= len(OFFERS) <= 30
    assert {offer.task for offer in OFFERS} == {"translation", "summarization"}
    assert len({offer.id for offer in OFFERS}) == len(OFFERS)


def test_every_family_is_one_of_ours():
    assert {offer.family for offer in OFFERS} <= {family.name for family in FAMILIES}


@pytest.mark.parametrize("language", ["zh", "pt", "de", "fr", "es", "ru", "ja"])
def test_every_language_is_reached_from_english_and_back(language):
    for source, target in (("en", language), (language, "en")):
        found = [
            offer
            for offer in OFFERS
            if offer.task == "translation"
            and (
                (source, target) in offer.pairs
                if offer.pairs
                else nearest(source, offer.sources) and nearest(target, offer.targets)
            )
        ]
        assert len(found) >= 2
        assert any(offer.bytes and offer.parameters for offer in found)


@pytest.mark.parametrize("language", ["en", "zh", "pt"])
def test_summaries(language):
    able = [one for one in OFFERS if one.task == "summarization"]
    assert any(nearest(language, offer.sources) for offer in able)


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_languages_are_bcp_47(offer):
    for code in (*offer.sources, *offer.targets):
        assert tag(code) == code
    assert {pair[0] for pair in offer.pairs} <= set(offer.sources)
    assert {pair[1] for pair in offer.pairs} <= set(offer.targets)
    assert offer.sources and offer.targets


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_sizes_and_licences_agree(offer):
    assert offer.commercial is (commercial(offer.licence) if offer.licence else None)
    assert offer.bytes or not offer.measured
    if offer.bytes and offer.parameters:
        width = 2 if "tc-big" in offer.repo else 4  # bytes of a parameter in the file
        assert offer.bytes == pytest.approx(width * offer.parameters, rel=0.03)


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_every_reason_is_one_short_sentence(offer):
    assert offer.why.endswith(".")
    assert len(offer.why) < 100
    assert ". " not in offer.why


def test_what_the_facts_say():
    by_name = {offer.name: offer for offer in OFFERS}
    assert by_name["nllb-200-distilled-600M"].licence == "cc-by-nc-4.0"
    assert by_name["nllb-200-distilled-600M"].commercial is False
    assert by_name["opus-mt-en-de"].pairs == (("en", "de"),)
    assert by_name["opus-mt-en-ru"].bytes is None
    assert len(by_name["m2m100_418M"].sources) == 100
    assert {"zh-Hans", "sr-Latn"} <= set(by_name["mT5_multilingual_XLSum"].targets)


@pytest.mark.parametrize("repo", NETS)
def test_parameters_are_those_of_the_net(repo):
    offer = next(one for one in OFFERS if one.repo == repo)
    assert offer.parameters == pytest.approx(counted(NETS[repo], offer.family), rel=0.01)


def test_the_formula_by_hand():
    plain = Dimensions(width=8, layers=(2, 1), inner=16, vocabulary=10)
    assert plain.parameters == 2 * (256 + 256) + (512 + 256) + 80
    wide = Dimensions(8, (1, 1), 16, 10, across=4, gated=True, tied=False)
    assert wide.parameters == (128 + 384) + (256 + 384) + 160


def test_one_entry_is_read_whole():
    (offer,) = read_catalogue(some())
    assert (offer.repo, offer.id, offer.pairs) == ("owner/name", "owner--name", (("en", "de"),))
    assert (offer.sources, offer.targets, offer.licence) == (("en",), ("de",), "mit")
    assert (offer.commercial, offer.bytes, offer.measured) == (True, 7, False)
    assert offer.parameters == 2 * 256 + 256 + 2 * 256 + 80


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"repo": "name"}, "repo"),
        ({"repo": "../name"}, "repo"),
        ({"repo": "a/b/c"}, "repo"),
        ({"repo": None}, "missing"),
        ({"why": ""}, "why"),
        ({"colour": "red"}, "colour"),
        ({"pairs": None}, "pairs or languages"),
        ({"languages": "en de"}, "pairs or languages"),
        ({"pairs": []}, "pairs"),
        ({"pairs": ["en-de"]}, "pair"),
        ({"pairs": ["en>en"]}, "pair"),
        ({"pairs": ["eng>de"]}, "language code"),
        ({"pairs": None, "languages": "Nobody's"}, "language code"),
        ({"pairs": None, "languages": "en en"}, "list of languages"),
        ({"bytes": 0}, "bytes"),
        ({"bytes": 1.5}, "bytes"),
        ({"bytes": True}, "bytes"),
        ({"commercial": "yes"}, "commercial"),
        ({"net": {"width": 8}}, "missing"),
        ({"net": {"width": 8, "layers": [1], "inner": 1, "vocabulary": 1}}, "two numbers"),
        ({"net": {"width": 8, "layers": [1, -1], "inner": 1, "vocabulary": 1}}, "-1"),
    ],
)
def test_a_wrong_entry_is_refused(changes, complaint):
    with pytest.raises(ValueError, match=complaint):
        read_catalogue(some(**changes))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"about":"","languages":[],"checkpoints":[]}']
)
def test_a_wrong_file_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        read_catalogue(text)


def test_nothing_is_listed_twice():
    content = json.loads(some())
    content["checkpoints"] *= 2
    with pytest.raises(ValueError, match="owner--name is listed twice"):
        read_catalogue(json.dumps(content))


def test_reading_it_loads_no_torch():
    code = (
        "import sys\nfrom models.catalogue import read_catalogue\n"
        "from resources import read_text\nread_catalogue(read_text('catalogue.json'))\n"
        "heavy = ('torch', 'PySide6', 'huggingface_hub')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
