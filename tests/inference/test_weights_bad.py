"""Weights that are damaged, absent or hostile: one sentence, and no code runs."""

import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
import torch

from models.messages import Problem
from models.weights import FORMATS, open_weights
from tests.inference.weight_files import (
    fault,
    tensors,
    write_old_pickle,
    write_pickle,
    write_pickle_shards,
    write_safetensors,
)

ROOT = Path(__file__).resolve().parents[2]
SAFETENSORS, SAFETENSORS_INDEX, PICKLE, PICKLE_INDEX = FORMATS
MB = 1 << 20


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "checkpoint"
    made.mkdir()
    return made


def header(described, data=b"", pad=8):
    text = described if isinstance(described, bytes) else json.dumps(described).encode()
    text += b" " * (-len(text) % pad)
    return struct.pack("<Q", len(text)) + text + data


def entry(kind="F32", shape=(2,), begin=0, end=8):
    return {"dtype": kind, "shape": shape, "data_offsets": [begin, end]}


LIES = {
    "empty": b"",
    "short": b"abc",
    "garbage": bytes(range(256)) * 50,
    "zeros": bytes(4096),
    "only a length": struct.pack("<Q", 2**63),
    "no JSON": header(b"not json"),
    "no text": header(b"\xff\xfe\xfd"),
    "a list": header([1, 2]),
    "deep": header(b"[" * 200_000),
    "beyond the end": header({"a": entry(end=800, shape=(200,))}, bytes(8)),
    "too much data": header({"a": entry()}, bytes(80)),
    "shape and size": header({"a": entry(shape=(3,))}, bytes(8)),
    "huge shape": header({"a": entry(shape=(2**62, 16))}, bytes(8)),
    "negative shape": header({"a": entry(shape=(-2,))}, bytes(8)),
    "backwards": header({"a": entry(begin=8, end=0)}, bytes(8)),
    "overlap": header({"a": entry(), "b": entry()}, bytes(8)),
    "unknown type": header({"a": entry("F99")}, bytes(8)),
}


@pytest.mark.parametrize("content", LIES.values(), ids=LIES)
def test_safetensors_that_lie(folder, content):
    (folder / SAFETENSORS).write_bytes(content)
    what = fault(folder)
    assert what.startswith(f"The weights file {SAFETENSORS} is damaged: ")
    assert "empty" in what or len(content) > 0


@pytest.mark.parametrize("end", [4, 60, -500, -1])
def test_truncated_safetensors(folder, end):
    write_safetensors(folder, tensors())
    path = folder / SAFETENSORS
    path.write_bytes(path.read_bytes()[:end])
    assert fault(folder).startswith(f"The weights file {SAFETENSORS} is damaged: ")


def test_a_type_that_torch_has_no_numbers_of(folder):
    content = {"layer.bias": entry("F6_E2M3", (4,), 0, 3)}
    (folder / SAFETENSORS).write_bytes(header(content, bytes(3)))
    weights = open_weights(folder, None)
    with pytest.raises(Problem, match=r"layer\.bias in it is not of a type that can be read"):
        weights.read("layer.bias")


def test_tensors_at_odd_places_are_read(folder):
    content = {"odd": entry("U8", (1,), 0, 1), "a": entry("F32", (2,), 1, 9)}
    data = b"\1" + struct.pack("<2f", 0.5, -3)
    (folder / SAFETENSORS).write_bytes(header(content, data, pad=1))
    assert open_weights(folder, None).read("a").tolist() == [0.5, -3]


class Payload:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


class Command:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


@pytest.mark.parametrize("payload", [Payload, Command])
@pytest.mark.parametrize("write", [write_pickle, write_old_pickle, write_pickle_shards])
def test_code_in_a_pickle_is_refused_and_not_run(folder, tmp_path, write, payload):
    trap = tmp_path / "ran"
    write(folder, tensors() | {"a": payload(trap)})
    what = fault(folder, tmp_path / "cache")
    assert "holds code" in what
    assert "none of it was run" in what
    assert "pytorch_model" in what
    assert not trap.exists()
    assert not (tmp_path / "cache").exists()


def test_a_script_is_refused(folder):
    with zipfile.ZipFile(folder / PICKLE, "w") as archive:
        archive.writestr("model/constants.pkl", b"\x80\x02).")
        archive.writestr("model/data.pkl", b"\x80\x02}.")
        archive.writestr("model/version", b"3\n")
    assert f"file {PICKLE} " in fault(folder)


@pytest.mark.parametrize("write", [write_pickle, write_old_pickle])
@pytest.mark.parametrize("share", [0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_truncated_bin(folder, tmp_path, write, share):
    write(folder, tensors())
    path = folder / PICKLE
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    what = fault(folder, tmp_path / "cache")
    assert what.startswith(f"The weights file {PICKLE} is damaged: ")


@pytest.mark.parametrize(
    "content", [b"PK\3\4" + bytes(500), b"\x80\x02}.", b"\x80\x04N.", b"<"]
)
def test_garbage_in_place_of_a_bin(folder, content):
    (folder / PICKLE).write_bytes(content)
    assert fault(folder).startswith(f"The weights file {PICKLE} is damaged: ")


@pytest.mark.parametrize(
    "content",
    [
        [torch.zeros(2)],
        {},
        torch.zeros(2),
        {"a": 3},
        {"state": tensors()},
        {1: torch.zeros(2)},
        {"a": torch.zeros(2, device="meta")},
        {"a": torch.zeros(3, 3).to_sparse()},
        {"a": torch.zeros(1).expand(10**6, 10**6)},
    ],
    ids=["list", "none", "tensor", "number", "nested", "key", "meta", "sparse", "expanded"],
)
def test_a_bin_of_something_else(folder, tmp_path, content):
    torch.save(content, folder / PICKLE)
    what = fault(folder, tmp_path / "cache")
    assert what.startswith(f"The weights file {PICKLE} is damaged: ")


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_or_a_dead_link_in_place_of_a_file(folder, name):
    (folder / name).mkdir()
    assert fault(folder) == (
        f"The weights file {name} is damaged: it is a folder and should be a file."
    )
    (folder / name).rmdir()
    (folder / name).symlink_to(folder / "nowhere")
    assert fault(folder) == f"The weights file {name} is damaged: its link leads nowhere."


def test_no_weights(folder):
    assert fault(folder) == (
        "The folder checkpoint has no weights: none of model.safetensors, "
        "model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index.json "
        "is there."
    )


@pytest.mark.parametrize(
    ("names", "end"),
    [
        (["tf_model.h5"], "and tf_model.h5 is a file of other frameworks."),
        (
            ["flax_model.msgpack", "a.onnx", "b.gguf"],
            "and a.onnx, b.gguf, flax_model.msgpack are files of other frameworks.",
        ),
    ],
)
def test_files_of_other_frameworks_are_named(folder, names, end):
    for name in names:
        (folder / name).touch()
    assert fault(folder).endswith(end)


OTHER_USER = 65534
OPEN = """
import os, sys
import torch, safetensors.torch
from pathlib import Path
from models.messages import Problem
from models.weights import open_weights
if os.geteuid() == 0:
    os.seteuid(int(sys.argv[2]))
try:
    open_weights(Path(sys.argv[1]), None)
except Problem as problem:
    print(problem.what)
"""


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_may_not_be_read(name):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / name).write_bytes(b"weights")
        (folder / name).chmod(0)
        command = [sys.executable, "-c", OPEN, made, str(OTHER_USER)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"The weights file {name} cannot be read: Permission denied.\n"


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("write", [write_safetensors, write_pickle, write_old_pickle])
def test_memory_is_given_back_after_a_fault(folder, tmp_path, write):
    given = tensors() | {"head.weight": torch.ones(8 * MB), "layer.bias": torch.ones(7)}
    write(folder, given)
    del given
    fault(folder, tmp_path / "cache")
    before = resident()
    for _ in range(3):
        fault(folder, tmp_path / "cache")
    assert resident() - before < 8 * MB
