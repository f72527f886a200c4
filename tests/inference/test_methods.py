import numpy as np
import pytest
import torch

from models.messages import UsageError
from models.method_names import method_named
from models.methods import (
    Average,
    Blend,
    LayerMean,
    Norm,
    OneHead,
    Pair,
    Shifted,
    candidates,
    lighter,
)
from models.nets import Head, Replay

LAYERS, HEADS, T, S = 3, 2, 4, 5
WEIGHTS = torch.rand(2, LAYERS, HEADS, T, S, generator=torch.Generator().manual_seed(1))
NORMS = torch.rand(2, LAYERS, T, S, generator=torch.Generator().manual_seed(2)) + torch.tensor(
    [0.0, 3.0, 1.0]
).view(1, 3, 1, 1)
REPLAY = Replay(cross=WEIGHTS, norms=NORMS)
PAIR = Pair(1, 3, 4)
INSIDE = WEIGHTS[1, :, :, :3, :4].numpy()


def shifted(rows):
    return [*rows[1:], rows[-1]]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (OneHead(Head(2, 1)), INSIDE[2, 1]),
        (LayerMean(1), INSIDE[1].mean(0)),
        (LayerMean(None), INSIDE[1].mean(0)),
        (Average(), INSIDE.mean((0, 1))),
        (Shifted(OneHead(Head(0, 1))), shifted(INSIDE[0, 1])),
        (Shifted(Average()), shifted(INSIDE.mean((0, 1)))),
    ],
)
def test_rows_without_padding(method, expected):
    np.testing.assert_allclose(method.rows(REPLAY, PAIR), expected, atol=1e-6)


@pytest.mark.parametrize(("layer", "read"), [(0, 0), (2, 2), (None, 1)])
def test_norms_are_shares_of_their_row(layer, read):
    norms = NORMS[1, read, :3, :4].numpy()
    expected = norms / norms.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(Norm(layer).rows(REPLAY, PAIR), expected, atol=1e-6)


def test_a_blend_of_one_method_has_its_order_and_the_mean_sums_to_one():
    single = Blend((OneHead(Head(0, 0)),)).rows(REPLAY, PAIR)
    assert (single.argmax(1) == INSIDE[0, 0].argmax(1)).all()
    several = Blend((OneHead(Head(0, 0)), Shifted(Norm(1)), Average()))
    np.testing.assert_allclose(several.rows(REPLAY, PAIR).sum(1), 1, atol=1e-5)
    assert (several.want.cross, several.want.heads, several.want.norms) == (True, True, True)
    means = Blend((LayerMean(0), Shifted(Average())))
    assert (means.want.cross, means.want.heads, means.want.norms) == (True, False, False)


def test_every_candidate_is_called_by_its_name():
    found = candidates(LAYERS, HEADS)
    assert len(found) == len({method.name for method in found}) == 2 * (6 + 3 + 3 + 1)
    for method in found:
        assert method_named(method.name) == method
    blend = Blend(tuple(found[:7]))
    assert method_named(blend.name) == blend


def test_usual_methods_without_a_choice():
    assert method_named("shift") == Shifted(LayerMean(None))
    assert method_named("norm") == Shifted(Norm(None))


@pytest.mark.parametrize("name", ["", "shift:norm", "guided", "auto", "norm:x", "99999:0"])
def test_other_names_mean_nothing(name):
    with pytest.raises(UsageError, match="no alignment method"):
        method_named(name)


def test_long_pairs_are_read_without_single_heads_and_norms():
    blend = Blend(
        (OneHead(Head(1, 0)), Shifted(Norm(2)), Norm(1), Shifted(Norm(None)), Average())
    )
    light = lighter(blend)
    assert light.name == "1+shift:2+shift:middle+average"
    assert not light.want.norms
    assert not light.want.heads
