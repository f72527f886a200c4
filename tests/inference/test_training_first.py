"""An easier task that is learned first: when it ends, and that a resumed run keeps to it."""

import pytest

from models.messages import Problem, UsageError
from models.training.config_file import read_config
from models.training.events import Stepped
from models.training.job import prepare
from models.training.run import train
from models.training.trainer import Trainer
from tests.inference.training_files import losses, pairs, write

FIRST = '[first]\ntrain = "first.tsv"\nsteps = 6\n'


def with_first(folder, section=FIRST, **training):
    path = write(folder, **training)
    copies = [f"{line.partition(chr(9))[0]}\t{line.partition(chr(9))[0]}" for line in pairs()]
    (folder / "first.tsv").write_text("\n".join(copies) + "\n", "utf-8")
    path.write_text(path.read_text("utf-8") + section, "utf-8")
    return path


def test_the_first_task_is_learned_first_and_the_pairs_from_their_beginning(tmp_path):
    job = prepare(read_config(with_first(tmp_path, steps=8)), tmp_path / "out")
    trainer = Trainer(job, lambda: False)
    seen = []
    for event in trainer.run():
        if isinstance(event, Stepped):
            seen.append((event.step, trainer.progress.position))
    assert job.at(5) is job.first and job.at(6) is job.examples
    assert {one.source == one.target for one in job.first} == {True}
    assert {one.source == one.target for one in job.examples} == {False}
    places = dict(seen)
    assert places[6] == 6 and places[7] == 1


def twelve_steps(folder):
    return read_config(with_first(folder, steps=12, dropout=0.1))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The losses of a run that nobody stopped."""
    folder = tmp_path_factory.mktemp("whole")
    list(train(twelve_steps(folder), folder / "out", lambda: False))
    return losses(folder / "out")


@pytest.mark.parametrize("stop", [3, 6, 8])
def test_a_run_stopped_anywhere_goes_on_with_the_same_losses(tmp_path, whole, stop):
    config = twelve_steps(tmp_path)
    seen = []

    def enough():
        return len(seen) >= stop

    for event in train(config, tmp_path / "again", enough):
        if isinstance(event, Stepped):
            seen.append(event.step)
    list(train(config, tmp_path / "again", lambda: False))
    assert losses(tmp_path / "again") == pytest.approx(whole, abs=1e-5)


@pytest.mark.parametrize("section", ['[first]\ntrain = "first.tsv"\n', "[first]\nsteps = 6\n"])
def test_a_file_needs_steps_and_steps_a_file(tmp_path, section):
    with pytest.raises(UsageError, match="first cannot be used: it needs both"):
        read_config(with_first(tmp_path, section))


def test_a_missing_file_is_named(tmp_path):
    config = read_config(with_first(tmp_path))
    (tmp_path / "first.tsv").unlink()
    with pytest.raises(Problem, match=r"first\.tsv cannot be read"):
        prepare(config, tmp_path / "out")


def test_a_run_with_a_first_task_is_another_run(tmp_path):
    list(train(read_config(write(tmp_path, steps=2)), tmp_path / "out", lambda: False))
    with pytest.raises(Problem, match="another run"):
        list(train(read_config(with_first(tmp_path)), tmp_path / "out", lambda: False))
