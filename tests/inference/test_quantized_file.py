"""The file of rounded weights: damage is noticed, and what a killed program left goes."""

import os
import subprocess
import sys

import pytest
import torch

from models.fingerprint import fingerprint
from models.quantize import FILE, load_quantized, settle
from models.weights.conversion import ABANDONED
from tests.inference.int8_nets import NAMING, SOURCE, TARGET, empty_net, write_weights
from tests.source_tree import ROOT

# The program is gone when all is written and nothing has its name yet.
KILLED = """
import os, sys
from pathlib import Path
from models import quantized_file
from models.quantize import load_quantized
from tests.inference.int8_nets import NAMING, empty_net

quantized_file.to_disk = lambda path: os._exit(9)
load_quantized(empty_net(), Path(sys.argv[1]), Path(sys.argv[2]), NAMING, "net")
"""


@pytest.fixture
def folder(tmp_path):
    return write_weights(tmp_path / "net")


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def file(folder, cache):
    return cache / fingerprint(folder) / FILE


def logits(folder, cache):
    net = empty_net()
    assert load_quantized(net, folder, cache, NAMING, "net") == "int8"
    settle(net)
    with torch.inference_mode():
        memory = net.encode(SOURCE)
        return net.step(TARGET, memory, net.cache(memory, 1))[0]


@pytest.mark.parametrize("place", [0.3, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("length", [1, 4096])
def test_other_bytes_than_were_written_are_not_read(folder, cache, file, place, length):
    first = logits(folder, cache)
    whole = file.read_bytes()
    at = int(place * (len(whole) - length))
    scrambled = bytes(byte ^ 0x55 for byte in whole[at : at + length])
    file.write_bytes(whole[:at] + scrambled + whole[at + length :])
    assert torch.equal(logits(folder, cache), first)
    assert file.stat().st_size == len(whole)
    assert scrambled not in file.read_bytes()[at : at + length]


def test_two_names_that_changed_places_are_noticed(folder, cache, file):
    first = logits(folder, cache)
    whole = file.read_bytes()
    one, other = (
        f'"encoder.layers.{layer}.feed_forward.fc1.weight/values":'.encode() for layer in (0, 1)
    )
    assert whole.count(one) == whole.count(other) == 1
    file.write_bytes(whole.replace(one, b"?").replace(other, one).replace(b"?", other, 1))
    assert torch.equal(logits(folder, cache), first)


def test_what_a_killed_program_left_goes_when_it_is_old(folder, cache, file):
    command = [sys.executable, "-c", KILLED, str(folder), str(cache)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    (left,) = file.parent.iterdir()
    first = logits(folder, cache)
    assert sorted(file.parent.iterdir()) == [file, left], "another program may still write it"
    then = left.stat().st_mtime - 2 * ABANDONED
    os.utime(left, (then, then))
    assert torch.equal(logits(folder, cache), first)
    assert list(file.parent.iterdir()) == [file]
