"""Indices of shards that are damaged or hostile: one sentence, and nothing else is read."""

import json

import pytest

from models.weights import FORMATS
from tests.inference.weight_files import (
    fault,
    tensors,
    write_index,
    write_pickle_shards,
    write_safetensors,
    write_safetensors_shards,
)

_, SAFETENSORS_INDEX, _, PICKLE_INDEX = FORMATS


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "checkpoint"
    made.mkdir()
    return made


INDICES = {
    "no JSON": "{",
    "no text": "\udcff",
    "a list": "[]",
    "no map": "{}",
    "empty map": '{"weight_map": {}}',
    "map of a list": '{"weight_map": ["a"]}',
    "no file name": '{"weight_map": {"a": 3}}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("name", [SAFETENSORS_INDEX, PICKLE_INDEX])
@pytest.mark.parametrize("content", INDICES.values(), ids=INDICES)
def test_an_index_that_is_none(folder, name, content):
    (folder / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert fault(folder).startswith(f"The weights file {name} is damaged: it ")


@pytest.mark.parametrize("name", [SAFETENSORS_INDEX, PICKLE_INDEX])
@pytest.mark.parametrize(
    "shard",
    ["../other.bin", "/etc/passwd", "..", "", "sub/a.bin", "..\\a.bin", "C:a.bin", "\0"],
)
def test_an_index_that_leaves_the_folder(folder, name, shard):
    write_safetensors(folder.parent, tensors())
    (folder / "sub").mkdir()
    write_index(folder / name, {"weight_map": {"a": shard}})
    what = fault(folder)
    assert f"The weights file {name} is damaged: it names {shard!r}, which is no" in what


@pytest.mark.parametrize("write", [write_safetensors_shards, write_pickle_shards])
def test_absent_shards_are_all_named(folder, write):
    write(folder, tensors())
    shards = sorted(path for path in folder.iterdir() if "index" not in path.name)
    for shard in shards:
        shard.unlink()
    what = fault(folder)
    assert f"shards that are absent: {shards[0].name}, {shards[1].name}." in what
    assert "index.json is damaged" in what


@pytest.mark.parametrize("write", [write_safetensors_shards, write_pickle_shards])
def test_a_shard_without_a_promised_tensor(folder, write):
    write(folder, tensors())
    (path,) = folder.glob("*.index.json")
    content = json.loads(path.read_text())
    content["weight_map"]["absent"] = content["weight_map"]["model.layer.bias"]
    write_index(path, content)
    assert "does not hold absent, as it says." in fault(folder)
