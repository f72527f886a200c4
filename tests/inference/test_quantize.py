"""Opening with 8-bit weights: the kernels, the fallback, the file that is kept."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from models.checkpoint import load_into
from models.families.bergamot_files import Files
from models.families.bergamot_net import build
from models.fingerprint import fingerprint
from models.marian_weights import MarianWeights
from models.messages import AttentionKind, Opened, Problem
from models.nets import Source, Spot, Want
from models.nets.int8 import QuantizedLinear
from models.nets.int8_rows import Kernels, linear_of, one_row_of
from models.quantize import FILE, kernels, load_quantized, settle, worth_it
from models.weights import open_weights
from tests.inference.int8_nets import NAMING, SOURCE, TARGET, empty_net, write_weights
from tests.inference.running import events, segments
from tests.inference.test_student_precision import request
from tests.source_tree import ROOT

SHARE = 0.2  # of the spread of logits that rounding may move them, with random weights


@pytest.fixture
def folder(tmp_path):
    return write_weights(tmp_path / "net")


@pytest.fixture
def file(folder, tmp_path):
    return tmp_path / "cache" / fingerprint(folder) / FILE


def quantized(folder, cache):
    net = empty_net()
    assert load_quantized(net, folder, cache, NAMING, "net") == "int8"
    settle(net)
    return net


def full(folder):
    net = empty_net()
    load_into(net, open_weights(folder, None), NAMING, "net", torch.float32, "cpu")
    return net


def logits(net, source=SOURCE, target=TARGET):
    with torch.inference_mode():
        memory = net.encode(source)
        return net.step(target, memory, net.cache(memory, 1))[0]


def assert_near(one, other):
    assert (one - other).norm() < SHARE * other.norm()


def saturating(x, packed, narrow):
    """A kernel that adds pairs of products in 16 bits."""
    found = linear_of(x, packed, narrow)
    return found if narrow else found.clamp(max=33)


def failing(x, packed, narrow):
    raise RuntimeError("no such operation")


def wrong(x, packed, narrow):
    return linear_of(x, packed, narrow) * 2


def failing_one_row(row, values, scales):
    raise AttributeError("no such operation")


def wrong_one_row(row, values, scales):
    return one_row_of(row, values, scales) * 2


def none():
    """No compiled kernels."""


def test_this_processor_has_kernels_that_compute_rightly():
    assert kernels() is not None


def test_kernels_that_overflow_are_given_seven_bits():
    assert kernels(saturating).narrow


@pytest.mark.parametrize("one_row", [failing_one_row, wrong_one_row])
def test_without_a_kernel_for_one_row_the_others_are_used(one_row):
    found = kernels(one_row=one_row, compiled=none)
    assert found == replace(kernels(compiled=none), one_row=False)


def test_a_net_without_a_kernel_for_one_row_gives_nearly_the_same(folder, monkeypatch):
    usual = kernels(compiled=none)
    monkeypatch.setattr("models.quantize.kernels", lambda: usual)
    usual_net, full_sized = quantized(folder, None), full(folder)
    without = replace(usual, one_row=False)
    monkeypatch.setattr("models.quantize.kernels", lambda: without)
    source, target = Source.of([[5, 6, 7, 8, 2]]), TARGET[:1, :1]
    found = [
        logits(net, source, target) for net in (quantized(folder, None), usual_net, full_sized)
    ]
    assert_near(found[0], found[2])
    assert torch.equal(found[0], found[1]) != usual.one_row


@pytest.mark.parametrize("linear", [failing, wrong])
def test_without_kernels_there_are_none(linear):
    assert kernels(linear) is None


def test_without_kernels_weights_are_floats(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("models.quantize.kernels", lambda: None)
    net = empty_net()
    assert load_quantized(net, folder, tmp_path / "cache", NAMING, "net") == "fp32"
    assert torch.equal(logits(net), logits(full(folder)))


def test_seven_bits_are_near_eight(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("models.quantize.kernels", lambda: Kernels(narrow=True))
    assert_near(logits(quantized(folder, None)), logits(full(folder)))


def test_a_net_gives_nearly_what_floats_give(folder):
    assert_near(logits(quantized(folder, None)), logits(full(folder)))


def test_faults_of_weights_are_told_as_for_floats(folder):
    tensors = load_file(folder / "model.safetensors")
    del tensors["decoder.layers.0.feed_forward.fc1.weight"]
    save_file(tensors, folder / "model.safetensors")
    with pytest.raises(Problem, match="missing"):
        load_quantized(empty_net(), folder, None, NAMING, "net")


def test_the_second_opening_takes_what_the_first_kept(folder, tmp_path, file):
    first = logits(quantized(folder, tmp_path / "cache"))
    written = file.stat().st_mtime_ns
    assert torch.equal(logits(quantized(folder, tmp_path / "cache")), first)
    assert file.stat().st_mtime_ns == written
    assert [one.name for one in file.parent.iterdir()] == [FILE]


def test_a_tied_table_is_kept_once(folder, tmp_path, file):
    quantized(folder, tmp_path / "cache")
    with safe_open(file, framework="pt") as kept:
        names = list(kept.keys())
    tables = [name for name in names if "embed_tokens" in name or "lm_head" in name]
    assert len(tables) == 2  # values and scales


def cut(file):
    os.truncate(file, file.stat().st_size // 2)


def emptied(file):
    file.write_bytes(b"")


def of_another_version(file):
    with safe_open(file, framework="pt") as kept:
        metadata = kept.metadata()
    save_file(load_file(file), file, metadata | {"version": "0"})


def of_another_net(file):
    with safe_open(file, framework="pt") as kept:
        metadata = kept.metadata()
    tensors = {name: tensor[..., :1].clone() for name, tensor in load_file(file).items()}
    save_file(tensors, file, metadata)


def without_a_name(file):
    with safe_open(file, framework="pt") as kept:
        metadata = kept.metadata()
    table = json.loads(metadata["table"])
    table.popitem()
    save_file(load_file(file), file, metadata | {"table": json.dumps(table)})


@pytest.mark.parametrize(
    "harm", [cut, emptied, of_another_version, of_another_net, without_a_name]
)
def test_a_file_that_is_not_whole_is_made_anew(folder, tmp_path, file, harm):
    first = logits(quantized(folder, tmp_path / "cache"))
    whole = file.stat().st_size
    harm(file)
    assert torch.equal(logits(quantized(folder, tmp_path / "cache")), first)
    assert file.stat().st_size == whole


def test_changed_weights_are_rounded_anew(folder, tmp_path):
    first = logits(quantized(folder, tmp_path / "cache"))
    write_weights(folder, seed=5)
    assert not torch.equal(logits(quantized(folder, tmp_path / "cache")), first)


def test_where_nothing_can_be_kept_it_opens_all_the_same(folder, tmp_path):
    cache = tmp_path / "cache"
    cache.write_text("a file where a folder should be")
    assert_near(logits(quantized(folder, cache)), logits(full(folder)))


def test_what_needs_floats_has_them(folder):
    rounded, floats = quantized(folder, None), full(folder)
    want = Want(logprobs=True, cross=True, norms=True)
    with torch.inference_mode():
        passed = [net.replay(net.encode(SOURCE), 0, TARGET, want) for net in (rounded, floats)]
        one, other = (
            net.look(SOURCE, 0, TARGET[:1], Spot(AttentionKind.ENCODER, 1))
            for net in (rounded, floats)
        )
    assert_near(passed[0].norms, passed[1].norms)
    assert_near(passed[0].logprobs, passed[1].logprobs)
    assert_near(one.output, other.output)


def test_only_nets_with_large_layers_are_worth_it(folder, tmp_path):
    small = empty_net(inner=64)
    assert worth_it(full(folder))
    assert not worth_it(small)


def test_students_keep_the_numbers_of_their_file(starters):
    checkpoint = starters._models._library.find("starter-en-pt")
    file = MarianWeights(Files.of(checkpoint.path).weights)
    config = file.config()
    nets = [build(config, 32000, 32000, file, "x", found) for found in (None, kernels())]
    floats, rounded = (dict(net.named_modules()) for net in nets)
    for name, module in rounded.items():
        if isinstance(module, QuantizedLinear):
            expected = floats[name].weight
            torch.testing.assert_close(module.weight, expected, rtol=1e-5, atol=0)
    table, output = rounded["decoder.embed_tokens"].rows, rounded["lm_head"].rows
    assert output.values.data_ptr() == table.values.data_ptr()
    assert not table.values[-1].any()  # the start


def test_eight_bits_give_nearly_the_same_translations(starters):
    whole, rounded = (segments(starters, request(precision)) for precision in ("fp32", "int8"))
    same = sum(one.target == two.target for one, two in zip(whole, rounded, strict=True))
    assert same >= 9
    for one, two in zip(whole, rounded, strict=True):
        assert abs(one.score - two.score) < 0.2
        assert one.source_pieces == two.source_pieces


def test_int8_is_told(starters):
    (opened,) = (e for e in events(starters, request("int8")) if isinstance(e, Opened))
    assert (opened.precision, opened.device) == ("int8", "cpu")


CLOSING = """
import tempfile
from pathlib import Path
from models.opened import OpenModels
from models.library import Library
from models.messages import Options
from tests.inference.peak_memory import status

models = OpenModels(Library(Path(tempfile.mkdtemp())), 1 << 30)
for checkpoint in ("starter-pt-en", "starter-en-pt"):
    before = status("VmRSS")
    work = models.opening(checkpoint, 0, Options(precision="int8"))
    for event in work:
        pass
    opened = status("VmRSS")
    (key,) = models._open
    del work
    models.close_at(key)
print(opened - before, status("VmRSS") - before)
"""


def test_closing_gives_memory_back():
    done = subprocess.run(
        [sys.executable, "-c", CLOSING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    opened, left = map(int, done.stdout.split())
    assert opened > 5e6
    assert left < 5e6
