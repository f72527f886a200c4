"""The automatic choice and the chosen method, for every kind of checkpoint."""

import numpy as np
import pytest
import torch

from models.families import Setting, family_of
from models.library import Library
from models.method_choice import BLENDED, choose
from models.method_names import method_named
from models.methods import Blend
from models.replaying import attention_rows
from models.source_effects import effects
from tests.checkpoints import ROWS, write_checkpoint

LINES = ("My sister bought apples.", "It rained.")


def rows_of_kinds():
    first = {}
    for row in ROWS:
        first.setdefault(row.family, row)
    return list(first.values())


@pytest.fixture(scope="module", params=rows_of_kinds(), ids=lambda row: row.family)
def model(request, tmp_path_factory):
    folder = write_checkpoint(request.param, tmp_path_factory.mktemp("family") / "one").folder
    checkpoint = Library(folder / "none").describe(folder)
    return family_of(folder).load(checkpoint, Setting()).towards(request.param.task)


def test_something_is_chosen_that_can_be_kept(model):
    method = choose(model)
    assert isinstance(method, Blend)
    assert 2 <= len(method.methods) <= BLENDED
    assert method_named(method.name) == method


def test_effects_are_of_the_words(model):
    for text, one in zip(LINES, effects(model, LINES), strict=False):
        assert one.source.text == text
        assert one.drops.shape == (len(one.target.words), len(one.source.words))
        assert np.isfinite(one.drops).all()
        assert one.drops.min() >= 0


def test_batch_mates_change_nothing(model):
    method = choose(model)
    sources = [[piece.id for piece in model.source.encode(line)] for line in LINES]
    targets = [[5, 7, 9, 6], [8, 5]]
    together = attention_rows(model, method, sources, targets, lambda: None)
    for source, target, rows in zip(sources, targets, together, strict=True):
        (alone,) = attention_rows(model, method, [source], [target], lambda: None)
        assert rows.shape == (len(target), len(source))
        np.testing.assert_allclose(rows, alone, atol=1e-3)
        assert torch.isfinite(torch.from_numpy(rows)).all()
