"""What is fetched of a repository, and which repositories are refused."""

import json

import pytest

from models.messages import Problem, UsageError
from models.offers import Plan, RemoteFile
from tests.hub.checkpoints import MARIAN, marian, noise, opus
from tests.hub.fetches import REPO, sentence

TINY = noise(100)


def paths(hub) -> list[str]:
    return [file.path for file in hub.plan(REPO).files]


def weights(hub) -> list[str]:
    return [path for path in paths(hub) if path.startswith(("model", "pytorch"))]


def files(*names: str, config: object = None, **more: bytes) -> dict[str, bytes]:
    content = json.dumps(MARIAN if config is None else config).encode()
    usual = {"config.json": content, "source.spm": TINY, "target.spm": TINY}
    return usual | dict.fromkeys(names, TINY) | more


def test_safetensors_come_before_pickles(server, hub):
    server.add(opus(), files("model.safetensors", "pytorch_model.bin"))
    assert weights(hub) == ["model.safetensors"]


def test_pickles_where_there_is_nothing_else(server, hub):
    server.add(opus(), files("pytorch_model.bin", "tf_model.h5", "rust_model.ot"))
    assert weights(hub) == ["pytorch_model.bin"]


@pytest.mark.parametrize(
    ("stem", "ending"), [("model", "safetensors"), ("pytorch_model", "bin")]
)
def test_shards_with_their_index(server, hub, stem, ending):
    shards = [f"{stem}-0000{n}-of-00003.{ending}" for n in (1, 2, 3)]
    index = f"{stem}.{ending}.index.json"
    server.add(opus(), files(index, *shards, f"{stem}-00001-of-00002.{ending}"))
    assert weights(hub) == [index, *shards]


def test_shards_of_which_one_is_missing_are_not_taken(server, hub):
    names = ["model-00001-of-00002.safetensors", "model.safetensors.index.json"]
    server.add(opus(), files(*names, "pytorch_model.bin"))
    assert weights(hub) == ["pytorch_model.bin"]


def test_nothing_twice_nothing_from_below_nothing_odd(server, hub):
    odd = ["model.fp16.safetensors", "model.fp16-00001-of-00001.safetensors", "onnx/model.onnx"]
    odd += ["fp16/model.safetensors", "../vocab.json", "a b.json", ".gitattributes", "kód.txt"]
    odd += ["training_args.bin", "optimizer.pt", "trainer_state.json", "model.safetensors.part"]
    server.add(opus(), files("model.safetensors", *odd))
    assert paths(hub) == ["config.json", "source.spm", "target.spm", "model.safetensors"]


def test_digests_and_sizes_are_the_hubs(server, hub):
    repository = server.add(opus(), marian(noise(2_000_000)))
    for file in hub.plan(REPO).files:
        blob = repository.files("main")[file.path]
        assert (file.bytes, file.digest) == (len(blob.data), blob.digest)
        assert len(file.digest) == (64 if file.path == "model.safetensors" else 40)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"README.md": b"nothing else"}, "has no config.json"),
        (files(), "has no weights that this program reads."),
        (files("tf_model.h5", "x.gguf"), "only those of other frameworks (tf_model.h5)"),
        (
            {"config.json": b"{}", "model.safetensors": TINY, "dict.txt": b""},
            "has no vocabulary",
        ),
        (files("model.safetensors", config={"model_type": "bert"}), "of the type bert"),
        (
            files(
                "model.safetensors",
                config={"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]},
            ),
            "has only a decoder",
        ),
        (
            files(
                "model.safetensors",
                config={"model_type": "bart", "architectures": ["BartForCausalLM"]},
            ),
            "does not write text from text",
        ),
        (files("model.safetensors", config=[]), "holds no settings"),
        (
            files("model.safetensors") | {"config.json": b"{}" + b" " * 2_000_000},
            "is too large",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_repositories_with_nothing_for_us(server, hub, content, said):
    server.add(opus(), content)
    for look in (hub.plan, hub.offer):
        with pytest.raises(Problem) as raised:
            look(REPO)
        assert said in sentence(raised.value)


NAMES_OF_NONE = [
    *("", " ", "../x", "a/b/c", "a b/c", "a/", "/a", "a/../b", "ó/b", "名/前", "a/b\n", "a\0b"),
    *("a--b/c", "a/b--c", "a/b.git", "a/.b", "http://h/a", "a\\b", "x" * 400, "a/b?c", "%2e/a"),
]


@pytest.mark.parametrize("name", NAMES_OF_NONE)
def test_names_that_are_none(server, hub, name):
    for look in (hub.plan, hub.offer):
        with pytest.raises(UsageError) as raised:
            look(name)
        assert "cannot be the name of a checkpoint" in sentence(raised.value)
    assert not server.log


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a/b", "..", ".hidden", "a\\b", "C:x", "", "é"]
)
def test_a_plan_that_leads_elsewhere_is_refused(server, hub, tmp_path, path):
    wild = Plan(REPO, "0" * 40, (RemoteFile(path, 1, "0" * 40),))
    with pytest.raises(Problem) as raised:
        list(hub.fetch(wild, tmp_path / "staging", lambda: False))
    assert "may not be written" in sentence(raised.value)
    assert not list(tmp_path.iterdir())
    assert not server.log


def test_a_repository_that_is_not_there(server, hub):
    with pytest.raises(Problem) as raised:
        hub.plan("nobody/nothing")
    assert "has no checkpoint nobody/nothing, or it is private" in sentence(raised.value)


@pytest.mark.parametrize("revision", ["v9", "refs/pr/1", "0" * 40])
def test_a_version_that_is_not_there(server, hub, revision):
    server.add(opus(), marian(TINY))
    with pytest.raises(Problem) as raised:
        hub.plan(REPO, revision)
    assert f"has no version {revision}" in sentence(raised.value)
