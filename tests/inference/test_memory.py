"""What a checkpoint is said to need against what a real one takes."""

import re

import pytest

from models.memory import WORKING, needed, there
from tests.inference.command_line import interlinear

STARTER = 16_900_000  # parameters of an installed starter

# The program in a process of its own, which at its end says the most memory it had.
HIGHEST = """
import sys
from desktop_app.cli import main
from tests.inference.peak_memory import status
done = main(sys.argv[1:])
print("highest", status("VmHWM"), file=sys.stderr)
sys.exit(done)
"""


def test_half_precision_takes_half_the_weights():
    full, half = needed(600_000_000, "fp32"), needed(600_000_000, "bf16")
    assert full - WORKING == 2 * (half - WORKING)
    assert needed(600_000_000, "fp16") == half
    assert 4 * 600e6 < full < 4 * 600e6 * 1.1 + WORKING


def test_an_unknown_precision_is_an_error():
    with pytest.raises(KeyError):
        needed(1, "int3")


@pytest.mark.parametrize("precision", ["fp32", "int8"])
def test_a_real_checkpoint_takes_about_that_much(tmp_path, precision):
    text = b"The old red house near the river was sold yesterday to a family from the north."
    options = ("--model", "starter-en-pt", "--beam", "4", "--precision", precision)
    done = interlinear("translate", *options, home=tmp_path, given=text, code=HIGHEST)
    assert done.returncode == 0, done.stderr.decode()
    highest = int(re.search(rb"highest (\d+)", done.stderr)[1])
    assert 0.6 * needed(STARTER, precision) < highest < 1.1 * needed(STARTER, precision)


def test_this_machine_has_memory():
    memory = there()
    assert 0 < memory.free <= memory.total
    assert memory.total > 1 << 29
