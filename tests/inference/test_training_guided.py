"""Guided attention: what it is taught, what that costs, and what a checkpoint keeps of it."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models.families import family_of
from models.families.family import Setting
from models.messages import Problem, UsageError
from models.nets import Head
from models.training.batches import Batch, Example
from models.training.config_file import read_config
from models.training.guiding import copied_from, guide_of, guided_loss
from models.training.job import prepare
from models.training.loss import Loss
from models.training.trainer import Trainer
from tests.inference.training_files import losses, pairs, write


@pytest.mark.parametrize(
    ("source", "target", "places"),
    [
        ([5, 6, 7], [7, 9, 5], [[2], [], [0]]),
        ([5, 6, 5, 7], [5, 7], [[2], [3]]),  # the longer run
        ([5, 6, 5, 7], [5], [[0, 2]]),  # none is longer
        ([5, 6, 7, 8, 6, 9], [4, 6, 7, 8], [[], [1], [2], [3]]),
        ([3], [], []),
    ],
)
def test_copies_are_found_at_the_longest_run(source, target, places):
    assert copied_from(source, target) == places


def test_a_guide_shares_its_weight_and_leaves_the_rest_alone():
    guide = guide_of([[5, 6, 5], [7]], [[5, 9], [7]])
    assert guide.shape == (2, 2, 3)
    assert guide[0, 0].tolist() == [0.5, 0, 0.5]
    assert guide[1, 0].tolist() == [1, 0, 0]
    assert not guide[:, 1].any()


def test_the_loss_is_the_cross_entropy_with_the_guide():
    weights = torch.tensor([[[0.5, 0.25, 0.25], [0.2, 0.2, 0.6]]])
    guide = torch.tensor([[[0.5, 0.0, 0.5], [0.0, 0.0, 0.0]]])
    expected = -0.5 * math.log(0.5) - 0.5 * math.log(0.25)
    assert float(guided_loss(weights, guide)) == pytest.approx(expected)
    assert float(guided_loss(torch.zeros(1, 2, 3), guide)) < 100


@pytest.mark.parametrize("kind", ["transformer", "recurrent"])
def test_what_is_learned_from_is_both_losses(tmp_path, kind):
    job = prepare(read_config(write(tmp_path, kind, guided="copies")), tmp_path / "out")
    job.learner.module.eval()
    batch = Batch.of([Example([5, 6, 2], [7, 5, 2]), Example([8, 2], [2])], guided=True)
    net, head = job.learner.net, job.learner.guided
    with torch.no_grad():
        both, own = Loss(0.1, head, 0.3)(net, batch)
        more, same = Loss(0.1, head, 0.6)(net, batch)
        alone, _ = Loss(0.1)(net, batch)
    assert float(own) == float(same)
    assert float(more - own) == pytest.approx(2 * float(both - own), rel=1e-4)
    assert both > own
    assert float(alone) == pytest.approx(float(own), rel=1e-5)


def opened(folder: Path):
    """The model in a folder."""
    family = family_of(folder)
    return family.load(family.describe(folder), Setting())


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A net that was taught to look at what it copies."""
    folder = tmp_path_factory.mktemp("guided")
    lines = [f"{line.partition(chr(9))[0]}\t{line.partition(chr(9))[0]}" for line in pairs()]
    path = write(folder, lines=lines, guided="copies", guided_weight=1, steps=150)
    trainer = Trainer(prepare(read_config(path), folder / "out"), lambda: False)
    list(trainer.run())
    return folder / "out"


def test_the_checkpoint_keeps_its_head(trained):
    model = opened(trained / "tiny")
    assert model.guided == Head(0, 0)


def test_the_head_looks_at_what_is_copied(trained):
    model = opened(trained / "tiny")
    job = prepare(read_config(trained.parent / "train.toml"), trained)
    batch = Batch.of(job.examples[:16], guided=True)
    _, weights = model.net.states(model.net.encode(batch.source), 0, batch.target, Head(0, 0))
    hits = (weights * (batch.guide > 0)).sum(-1)[batch.guide.sum(-1) > 0]
    assert float(hits.mean()) > 0.5
    assert min(losses(trained).values()) > 0


def test_a_head_that_is_not_there_is_told(trained, tmp_path):
    folder = tmp_path / "broken"
    folder.mkdir()
    for file in (trained / "tiny").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    values = json.loads((folder / "config.json").read_text("utf-8"))
    for head in ([1, 0], [0, 9], [0], "0", [0, -1], [0, True]):
        (folder / "config.json").write_text(json.dumps({**values, "guided_head": head}))
        with pytest.raises(Problem, match="guided_head"):
            opened(folder)


def test_what_has_no_soft_attention_cannot_be_guided(tmp_path):
    path = write(tmp_path, "recurrent", guided="copies")
    path.write_text(path.read_text().replace("[net]\n", '[net]\nattention = "none"\n'))
    with pytest.raises(UsageError, match="no soft attention"):
        read_config(path)


def test_a_guided_run_is_another_run(tmp_path):
    config = read_config(write(tmp_path))
    other = replace(config, training=replace(config.training, guided="copies"))
    assert config.identity != other.identity
