"""What a checkpoint is said to need against what a real one takes."""

import errno
import re

import pytest

from models.engine import Engine
from models.library import Library
from models.memory import WORKING, is_exhausted, needed, there
from models.messages import Finished, Translate
from models.opened import OpenModels
from tests.inference.command_line import interlinear
from tests.inference.running import failure

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


def test_a_lack_of_memory_is_known_in_all_its_forms():
    import torch

    with pytest.raises(RuntimeError) as refused:
        torch.empty(10**15)
    assert is_exhausted(refused.value)
    assert is_exhausted(MemoryError())
    assert is_exhausted(OSError(errno.ENOMEM, "Cannot allocate memory"))
    assert not is_exhausted(RuntimeError("shapes do not match"))
    assert not is_exhausted(OSError(errno.ENOSPC, "No space left on device"))


def test_a_lack_of_memory_is_one_sentence_and_the_engine_goes_on(tmp_path, monkeypatch):
    engine = Engine(Library(tmp_path), 2_000_000_000)
    asked = Translate(1, "The old house.", "starter-en-pt")
    with monkeypatch.context() as patch:
        patch.setattr(OpenModels, "opening", _lacking)
        failed = failure(engine, asked)
    assert (failed.what, failed.usage) == ("There is not enough memory.", False)
    assert any(isinstance(event, Finished) for event in engine.run(asked, lambda: False))


def _lacking(*_):
    raise MemoryError
    yield
