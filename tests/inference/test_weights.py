"""Weights of every format arrive in a net; those of .bin files are converted once."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from models.engine import Engine
from models.fingerprint import fingerprint
from models.library import Library
from models.messages import Cancelled, Finished, Options, Translate
from models.weights import open_weights
from models.weights.conversion import TABLE
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.weight_files import (
    PICKLES,
    WRITERS,
    loaded,
    tensors,
    write_pickle,
    write_pickle_shards,
    write_safetensors,
)

ROOT = Path(__file__).resolve().parents[2]
named = pytest.mark.parametrize("write", WRITERS, ids=lambda write: write.__name__)
pickled = pytest.mark.parametrize("write", PICKLES, ids=lambda write: write.__name__)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "checkpoint"
    made.mkdir()
    return made


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def listing(folder):
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def assert_holds(net, given):
    assert torch.equal(net.encoder.weight, given["model.shared.weight"].float())
    assert torch.equal(net.layer.weight, given["model.layer.weight"].float())
    assert torch.equal(net.layer.bias, given["model.layer.bias"].float())


def overwrite(path):
    """Other content of the same size and time."""
    state = path.stat()
    path.write_bytes(b"x" * state.st_size)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


@named
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_every_format_and_type_is_read(folder, cache, write, dtype):
    given = tensors(dtype=dtype)
    write(folder, given)
    before = listing(folder)
    assert_holds(loaded(folder), given)
    assert_holds(loaded(folder, cache), given)
    assert_holds(loaded(folder, cache), given)
    assert listing(folder) == before


@named
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_weights_are_given_in_the_type_asked_for(folder, cache, write, dtype):
    given = tensors()
    write(folder, given)
    net = loaded(folder, cache, dtype=dtype)
    assert {tensor.dtype for tensor in net.state_dict().values()} == {dtype}
    assert torch.equal(net.layer.weight, given["model.layer.weight"].to(dtype))


def test_safetensors_come_first(folder):
    write_pickle(folder, tensors(1))
    write_safetensors(folder, tensors(2))
    assert_holds(loaded(folder), tensors(2))


def test_tensors_of_the_wanted_type_are_views_of_the_file(folder):
    write_safetensors(folder, tensors())
    net = loaded(folder)
    maps = Path("/proc/self/maps").read_text().splitlines()
    spans = [
        [int(end, 16) for end in line.split()[0].split("-")]
        for line in maps
        if line.endswith("checkpoint/model.safetensors")
    ]
    start = net.layer.weight.data_ptr()
    assert any(low <= start < high for low, high in spans)


@pickled
def test_a_bin_is_read_once(folder, cache, write):
    given = tensors()
    write(folder, given)
    loaded(folder, cache)
    for path in folder.glob("*.bin"):
        overwrite(path)
    assert_holds(loaded(folder, cache), given)


def test_names_of_one_tensor_are_kept_and_written_once(folder, cache):
    given = tensors()
    shared = given["model.shared.weight"]
    write_pickle(folder, given | {"lm_head.weight": shared, "slice": shared[2:4]})
    open_weights(folder, cache)
    converted = open_weights(folder, cache)
    assert torch.equal(converted.read("lm_head.weight"), shared)
    assert torch.equal(converted.read("slice"), shared[2:4])
    (shard,) = cache.rglob("*.safetensors")
    assert load_file(shard).keys() == {*given, "slice"}


def test_a_changed_checkpoint_is_converted_anew_and_the_old_conversion_goes(folder, cache):
    write_pickle(folder, tensors(1))
    loaded(folder, cache)
    (old,) = cache.iterdir()
    (other := folder.with_name("other")).mkdir()
    write_pickle(other, tensors(3))
    loaded(other, cache)
    write_pickle(folder, tensors(2))
    os.utime(folder / "pytorch_model.bin", (1, 1))
    assert_holds(loaded(folder, cache), tensors(2))
    assert not old.exists()
    assert {path.name for path in cache.iterdir()} == {fingerprint(folder), fingerprint(other)}
    overwrite(other / "pytorch_model.bin")
    assert_holds(loaded(other, cache), tensors(3))


@pytest.mark.parametrize("damage", ["torn shard", "no table", "no shard", "table", "version"])
def test_a_damaged_conversion_is_made_anew(folder, cache, damage):
    write_pickle(folder, tensors())
    loaded(folder, cache)
    (table,) = cache.rglob(TABLE)
    shard = next(table.parent.glob("*.safetensors"))
    if damage == "torn shard":
        shard.write_bytes(shard.read_bytes()[:-8])
    elif damage == "no shard":
        shard.unlink()
    elif damage == "no table":
        table.unlink()
    elif damage == "version":
        table.write_text(table.read_text().replace('"version": 1', '"version": 0'))
    else:
        table.write_text("[]")
    assert_holds(loaded(folder, cache), tensors())
    overwrite(folder / "pytorch_model.bin")
    assert_holds(loaded(folder, cache), tensors())
    assert [path.name for path in table.parents[1].iterdir()] == ["weights"]


@pickled
def test_without_a_place_to_write_the_bin_itself_is_used(folder, tmp_path, write):
    (tmp_path / "file").touch()
    write(folder, tensors())
    assert_holds(loaded(folder, tmp_path / "file" / "cache"), tensors())


def test_a_full_disk_leaves_nothing_and_the_bin_itself_is_used(folder, cache):
    write_pickle_shards(folder, tensors() | {"model.wide.positions": torch.zeros(5000)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        net = loaded(folder, cache)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert_holds(net, tensors())
    assert not list(cache.rglob("*.safetensors"))
    assert not list(cache.rglob("weights*"))
    loaded(folder, cache)
    assert list(cache.rglob(TABLE))


def test_an_abandoned_conversion_is_removed(folder, cache):
    young = cache / "one" / "weightsabc.unfinished"
    old = cache / "two" / "weightsdef.unfinished"
    for path in (young, old):
        path.mkdir(parents=True)
    os.utime(old, (1, 1))
    write_pickle(folder, tensors())
    loaded(folder, cache)
    assert young.exists()
    assert not old.parent.exists()


class Ended(Exception):  # noqa: N818
    """Nobody waits any more."""


@pickled
def test_a_conversion_that_is_ended_leaves_nothing(folder, cache, write):
    given = tensors()
    write(folder, given)
    read = []

    def check():
        if len(read) == len(given) - 1:
            raise Ended
        read.append(1)

    with pytest.raises(Ended):
        open_weights(folder, cache, check)
    assert len(read) == len(given) - 1
    assert list(cache.iterdir()) == []
    assert_holds(loaded(folder, cache), given)


def test_a_request_that_is_cancelled_ends_the_conversion(tmp_path):
    library = Library(tmp_path / "library", tmp_path / "cache")
    place = tmp_path / "library" / "marian"
    task = write_checkpoint(next(row for row in ROWS if row.name == "marian"), place).row.task
    weights = place / "model.safetensors"
    torch.save(load_file(weights), place / "pytorch_model.bin")
    weights.unlink()
    engine, asked = Engine(library, 10**9), []

    def cancelled():
        asked.append(1)
        return len(asked) > 5

    request = Translate(1, "One.", "marian", options=Options(precision="fp32"), task=task)
    assert list(engine.run(request, cancelled))[-1] == Cancelled(1)
    assert len(asked) == 6
    assert not list(library.cache.rglob("*.safetensors"))
    assert isinstance(list(engine.run(request, lambda: False))[-1], Finished)
    assert len(list(library.cache.rglob(TABLE))) == 1


def test_programs_that_convert_at_once_do_not_hurt_each_other(folder, cache):
    given = tensors() | {"big.positions": torch.zeros(4_000_000)}
    write_pickle(folder, given)
    code = (
        "import sys; from pathlib import Path; from models.weights import open_weights\n"
        "sys.stdin.readline()\n"
        "weights = open_weights(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(float(weights.read('model.layer.weight').sum()))"
    )
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", code, folder, cache],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for program in programs:
        program.stdin.write("\n")
        program.stdin.flush()
    said = {program.communicate()[0] for program in programs}
    assert said == {f"{float(given['model.layer.weight'].sum())}\n"}
    assert [path.name for path in (cache / fingerprint(folder)).iterdir()] == ["weights"]
    assert len(list(cache.rglob(TABLE))) == 1


def test_a_fingerprint_follows_the_files_and_the_place(folder):
    write_pickle(folder, tensors())
    first = fingerprint(folder)
    assert len(first) == 16
    assert int(first, 16) >= 0
    link = folder.with_name("link")
    link.symlink_to(folder)
    assert fingerprint(link) == first
    (folder / "README.md").write_text("not weights")
    assert fingerprint(folder) == first
    (folder / "config.json").write_text("{}")
    second = fingerprint(folder)
    os.utime(folder / "pytorch_model.bin", (1, 1))
    assert len({first, second, fingerprint(folder)}) == 3
