"""A whole training: it runs to its end, survives a kill, and its result opens."""

import pytest
import torch

from models.engine import Engine
from models.library import Library
from models.messages import Problem, Translate
from models.training.config_file import read_config
from models.training.events import Ended, Saved, Stepped, Validated
from models.training.job import prepare
from models.training.run import train
from models.training.score import outputs
from models.training.trainer import Trainer
from tests.inference.command_line import interlinear
from tests.inference.running import MEMORY, segments
from tests.inference.training_files import WORDS, kill_after, log, losses, pairs, write


def never() -> bool:
    return False


def run(config, output, cancelled=never):
    return list(train(read_config(config), output, cancelled))


def translated(folder, cache, text):
    engine = Engine(Library(folder.parent, cache), MEMORY)
    return segments(engine, Translate(0, text, str(folder)))


@pytest.mark.parametrize("kind", ["transformer", "recurrent"])
def test_a_result_opens_translates_and_shows_its_links(tmp_path, kind):
    config = write(tmp_path, kind, steps=150, validate_every=75, batch_pieces=800, rate=0.01)
    events = run(config, tmp_path / "out")
    first, last = (event for event in events if isinstance(event, Validated))
    assert last.loss < first.loss < 1
    assert dict(last.scores)["bleu"] > 30
    ended = events[-1]
    assert isinstance(ended, Ended) and ended.why == "steps"
    assert ended.folder == tmp_path / "out" / "tiny"
    (segment,) = translated(ended.folder, tmp_path / "cache", "the red boat sleeps")
    assert set(segment.target.split()) <= set(WORDS.values())
    assert len(segment.target.split()) == 4
    assert segment.alignment.words.links(segment.alignment.threshold)


def test_a_summarizer_says_that_it_is_one(tmp_path):
    config = write(tmp_path, steps=2)
    config.write_text('task = "summarization"\n' + config.read_text("utf-8"), "utf-8")
    ended = run(config, tmp_path / "out")[-1]
    found = Library(ended.folder.parent, tmp_path / "cache").find(str(ended.folder))
    assert (found.task, found.sources, found.targets) == ("summarization", ("en",), ("pt",))
    assert float(log(tmp_path / "out")[-1]["rouge_l"]) >= 0
    written, task = outputs(ended.folder, ["the red boat", "the old house"], 1)
    assert len(written) == 2 and all(written) and task == "summarization"


def test_the_loss_falls_and_the_log_has_it(tmp_path):
    events = run(write(tmp_path), tmp_path / "out")
    found = losses(tmp_path / "out")
    assert sorted(found) == list(range(1, 41))
    assert found[40] < 0.7 * found[1]
    checked = [row for row in log(tmp_path / "out") if row["valid_loss"]]
    assert [row["step"] for row in checked] == ["20", "40"]
    assert all(0 <= float(row["bleu"]) <= 100 for row in checked)
    assert [event.step for event in events if isinstance(event, Validated)] == [20, 40]
    assert (tmp_path / "out" / "curve.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize("kind", ["transformer", "recurrent"])
def test_a_killed_run_goes_on_with_the_same_losses(tmp_path, kind):
    config = write(tmp_path, kind, dropout=0.2, accumulate=2, steps=20, precision="bf16")
    run(config, tmp_path / "whole")
    kill_after(config, tmp_path / "killed", 11, tmp_path / "home")
    events = run(config, tmp_path / "killed")
    assert 1 < next(event.step for event in events if isinstance(event, Stepped)) < 21
    whole, killed = losses(tmp_path / "whole"), losses(tmp_path / "killed")
    assert killed.keys() == whole.keys()
    assert killed == pytest.approx(whole, abs=1e-5)


def test_a_run_that_is_stopped_saves_first(tmp_path):
    config = write(tmp_path, save_minutes=60)
    seen = []
    for event in train(read_config(config), tmp_path / "out", lambda: len(seen) >= 8):
        seen.append(event)
    assert isinstance(seen[-2], Saved)
    assert seen[-1].why == "stopped"
    again = run(config, tmp_path / "out")
    assert again[0].resumed == seen[-1].step


def test_a_finished_run_goes_on_when_it_may_take_more_steps(tmp_path):
    write(tmp_path, steps=4)
    config = write(tmp_path, steps=4)
    run(config, tmp_path / "out")
    events = run(write(tmp_path, steps=6), tmp_path / "out")
    assert [event.step for event in events if isinstance(event, Stepped)] == [5, 6]


def test_a_state_of_another_run_is_refused(tmp_path):
    run(write(tmp_path, steps=2), tmp_path / "out")
    with pytest.raises(Problem, match="another run"):
        run(write(tmp_path, steps=2, seed=7), tmp_path / "out")


def test_a_damaged_state_is_named(tmp_path):
    config = write(tmp_path, steps=2)
    run(config, tmp_path / "out")
    (tmp_path / "out" / "state.pt").write_bytes(b"PK" + bytes(100))
    with pytest.raises(Problem, match="damaged"):
        run(config, tmp_path / "out")


def test_a_loss_that_is_no_number_stops_and_keeps_the_last_state(tmp_path):
    output = tmp_path / "out"
    job = prepare(read_config(write(tmp_path, save_minutes=60)), output)
    events = Trainer(job, never).run()
    next(events)
    with torch.no_grad():
        next(job.learner.module.parameters())[0, 0] = float("nan")
    with pytest.raises(Problem, match=r"step 2 is not a number.*nothing was saved"):
        next(events)
    assert not (output / "state.pt").exists()


def test_a_lost_net_is_not_saved_over_a_good_one(tmp_path):
    output = tmp_path / "out"
    run(write(tmp_path, steps=3), output)
    before = (output / "state.pt").read_bytes()
    job = prepare(read_config(write(tmp_path, steps=9)), output)
    trainer = Trainer(job, never)
    with torch.no_grad():
        next(job.learner.module.parameters())[0, 0] = float("inf")
    with pytest.raises(Problem, match=r"step 4 is not a number.*last good state is kept"):
        list(trainer.run())
    assert (output / "state.pt").read_bytes() == before


def test_it_ends_when_it_gets_no_better(tmp_path):
    # Too fast to learn: the loss on what was set aside grows soon.
    config = write(tmp_path, rate=1, warm_up=1, decay="none", patience=2, validate_every=1)
    ended = run(config, tmp_path / "out")[-1]
    assert ended.why == "patience" and ended.step < 40


def test_the_command_says_where_the_checkpoint_is(tmp_path):
    config = write(tmp_path, steps=3)
    done = interlinear("train", config, "--output", tmp_path / "out", home=tmp_path / "home")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().strip() == str(tmp_path / "out" / "tiny")
    assert "validation loss" in done.stderr.decode()
    assert "All steps are done after 3 steps." in done.stderr.decode()


def test_the_command_names_the_line_of_a_fault(tmp_path):
    lines = pairs()
    lines[41] = "no tab here"
    config = write(tmp_path, lines=lines)
    done = interlinear("train", config, home=tmp_path / "home")
    assert done.returncode == 1
    assert "line 42 has one column" in done.stderr.decode()
    assert not (tmp_path / "trained").exists()
