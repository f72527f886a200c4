"""What the hub offers: of our families, for a task and languages, with licence and size."""

import json

import pytest

from models.hub.licences import commercial
from models.messages import Problem
from tests.hub.checkpoints import MARIAN, marian, noise, opus
from tests.hub.conftest import QUICK
from tests.hub.faults import Fault, page
from tests.hub.fetches import REPO, sentence
from tests.hub.repository import Repository


def put(server, id, config, *names, **about):
    files = {"config.json": json.dumps(config).encode()}
    server.add(Repository(id, **about), files | dict.fromkeys(names, b"{}"))


@pytest.fixture
def stocked(server):
    server.add(opus(), marian(noise(1000)))
    server.add(
        opus(
            "Helsinki-NLP/opus-mt-en-pt", tags=("en", "pt", "license:cc-by-4.0"), downloads=300
        ),
        marian(noise(1000)),
    )
    put(
        server,
        "somebody/nllb-200-distilled-600M",
        {"model_type": "m2m_100", "architectures": ["M2M100ForConditionalGeneration"]},
        "sentencepiece.bpe.model",
        "pytorch_model.bin",
        pipeline="translation",
        tags=("en", "de", "pt", "license:cc-by-nc-4.0"),
        downloads=900,
        gated=True,
        parameters=615_000_000,
    )
    put(
        server,
        "somebody/bart-large-cnn",
        {"model_type": "bart", "architectures": ["BartForConditionalGeneration"]},
        "vocab.json",
        "merges.txt",
        "model.safetensors",
        pipeline="summarization",
        tags=("en",),
        card={"license": "mit", "language": "en"},
        downloads=700,
    )
    put(
        server,
        "somebody/mbart-many",
        {"model_type": "mbart", "architectures": ["MBartForConditionalGeneration"]},
        "sentencepiece.bpe.model",
        "model.safetensors",
        pipeline="translation",
        card={"language": ["de", "ja"]},
        downloads=50,
    )
    put(
        server,
        "big/gpt",
        {"model_type": "gpt2"},
        "vocab.json",
        "model.safetensors",
        downloads=9999,
    )
    put(server, "old/keras-mt", MARIAN, "source.spm", "tf_model.h5", downloads=5000)
    return server


def ids(offers) -> list[str]:
    return [offer.repo.rpartition("/")[2] for offer in offers]


def test_only_what_we_run_the_most_fetched_first(stocked, hub):
    assert ids(hub.search()) == [
        "nllb-200-distilled-600M",
        "bart-large-cnn",
        "opus-mt-en-pt",
        "opus-mt-en-de",
        "mbart-many",
    ]
    assert ids(hub.search(most=2)) == ["nllb-200-distilled-600M", "bart-large-cnn"]


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"words": "opus"}, ["opus-mt-en-pt", "opus-mt-en-de"]),
        ({"words": "  OPUS "}, ["opus-mt-en-pt", "opus-mt-en-de"]),
        ({"task": "summarization"}, ["bart-large-cnn"]),
        (
            {"task": "translation", "words": "somebody"},
            ["nllb-200-distilled-600M", "mbart-many"],
        ),
        ({"source": "en", "target": "pt"}, ["nllb-200-distilled-600M", "opus-mt-en-pt"]),
        ({"source": "en", "target": "pt-BR"}, ["nllb-200-distilled-600M", "opus-mt-en-pt"]),
        ({"source": "de", "target": "en"}, ["nllb-200-distilled-600M"]),
        ({"words": "nothing like this"}, []),
        ({"task": "text"}, []),
    ],
    ids=str,
)
def test_wishes(stocked, hub, wish, found):
    assert ids(hub.search(**wish)) == found


def test_what_an_offer_says(stocked, hub):
    offers = {offer.name: offer for offer in hub.search()}
    nllb, bart = offers["nllb-200-distilled-600M"], offers["bart-large-cnn"]
    assert (nllb.family, nllb.task, nllb.licence) == ("m2m100", "translation", "cc-by-nc-4.0")
    assert (nllb.commercial, nllb.gated, nllb.downloads) == (False, True, 900)
    assert (nllb.parameters, nllb.bytes, nllb.measured) == (615_000_000, None, False)
    assert len(nllb.sources) > 190
    assert (bart.licence, bart.commercial, bart.sources) == ("mit", True, ("en",))
    assert offers["opus-mt-en-pt"].pairs == (("en", "pt"),)
    assert offers["mbart-many"].sources == ("de", "ja")  # its vocabulary's size is not said


def test_one_offer_knows_its_size(stocked, hub):
    offer = hub.offer(REPO)
    assert offer.measured
    assert offer.bytes == hub.plan(REPO).bytes
    assert (offer.repo, offer.pairs, offer.family) == (REPO, (("en", "de"),), "marian")
    assert offer.licence == "apache-2.0"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("/api/models", status=503), "is in trouble (503)"),
        (Fault("/api/models", drop=True), "keeps breaking"),
        (page("/api/models"), "is not the hub"),
        (Fault("/api/models", status=200, body=b'{"error": 1}'), "something unexpected"),
    ],
    ids=["503", "broken", "page", "no list"],
)
def test_trouble_ends_in_a_sentence_after_a_few_tries(server, hub, fault, said):
    server.faults.add(*[fault] * 100)
    with pytest.raises(Problem) as raised:
        hub.search("opus")
    assert said in sentence(raised.value)
    assert len(server.log) <= 1 + QUICK.tries


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("apache-2.0", True),
        ("MIT", True),
        ("cc-by-4.0", True),
        ("cc-by-nc-4.0", False),
        ("cc-by-nc-sa-4.0", False),
        ("other-NonCommercial", False),
        ("openrail", None),
        ("other", None),
        ("", None),
        ("nclicence", None),
    ],
)
def test_commercial_use(licence, allowed):
    assert commercial(licence) is allowed
