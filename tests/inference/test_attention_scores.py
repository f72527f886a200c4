"""Attention scores against their formulas, written down place by place in double precision."""

import math

import pytest
import torch

from models.messages import UsageError
from models.nets import attention_scores
from models.nets.attention_scores import hard, score_of, soft

HIDDEN, ANNOTATION, HEADS = 6, 8, 3
SENTENCES, TARGET, SOURCE = 2, 3, 4
NAMES = ("dot", "general", "additive", "scaled", "multi-head")
FORMULAS = {
    "dot": "dot",
    "general": "general",
    "additive": "additive",
    "scaled": "scaled dot-product",
    "multi-head": "scaled dot-product",
}


@pytest.fixture
def given():
    """Decoder states (B, T, N) and encoder states (B, S, M)."""
    torch.manual_seed(3)
    query = torch.randn(SENTENCES, TARGET, HIDDEN, dtype=torch.float64, requires_grad=True)
    states = torch.randn(SENTENCES, SOURCE, ANNOTATION, dtype=torch.float64, requires_grad=True)
    return query, states


@pytest.fixture(params=NAMES)
def named(request):
    torch.manual_seed(4)
    score = score_of(
        request.param, HIDDEN, ANNOTATION, HEADS if "multi" in request.param else 1
    )
    if request.param == "additive":
        torch.nn.init.normal_(score.weight)
    return request.param, score.double()


def formula(name, score, h, x):
    """The scores (H) of one decoder state (N) and one encoder state (M)."""
    if name == "dot":
        return [sum(h[n] * (score.project.weight[n] * x).sum() for n in range(HIDDEN))]
    if name == "scaled":
        products = sum(h[n] * (score.project.weight[n] * x).sum() for n in range(HIDDEN))
        return [products / math.sqrt(HIDDEN)]
    if name == "general":
        weight = score.weight.weight
        return [
            sum(h[n] * weight[n, m] * x[m] for n in range(HIDDEN) for m in range(ANNOTATION))
        ]
    if name == "additive":
        inside = score.query.weight @ h + score.key.weight @ x + score.key.bias
        return [sum(score.weight[a] * torch.tanh(inside[a]) for a in range(HIDDEN))]
    q = score.query.weight @ h + score.query.bias
    k = score.key.weight @ x + score.key.bias
    each = HIDDEN // HEADS
    return [
        sum(q[n] * k[n] for n in range(head * each, (head + 1) * each)) / math.sqrt(each)
        for head in range(HEADS)
    ]


def transcribed(name, score, query, states):
    """All scores (B, H, T, S), one after the other."""
    cells = [
        torch.stack(formula(name, score, query[b, t], states[b, s]))
        for b in range(SENTENCES)
        for t in range(TARGET)
        for s in range(SOURCE)
    ]
    return torch.stack(cells).view(SENTENCES, TARGET, SOURCE, -1).permute(0, 3, 1, 2)


def found_in(name, score, states):
    """What each head finds at a place (B, H, S, E), straight from the definitions."""
    if name in ("dot", "scaled"):
        return (states @ score.project.weight.T)[:, None]
    if name == "multi-head":
        values = states @ score.value.weight.T + score.value.bias
        return torch.stack(values.chunk(HEADS, dim=2), dim=1)
    return states[:, None]


def gradients(result, weights, score, given):
    # a parameter that plays no part has none
    leaves = [*given, *score.parameters()]
    return torch.autograd.grad((result * weights).sum(), leaves, allow_unused=True)


def close(found, expected):
    torch.testing.assert_close(found, expected, atol=1e-12, rtol=1e-12)


def test_values_and_gradients_are_those_of_the_formula(named, given):
    name, score = named
    query, states = given
    keys, _ = score.prepare(states)
    ours, theirs = score(query, keys), transcribed(name, score, query, states)
    close(ours, theirs)
    weights = torch.randn_like(theirs)
    mine, wanted = (gradients(one, weights, score, given) for one in (ours, theirs))
    for one, other in zip(mine, wanted, strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            close(one, other)


def test_what_is_found_and_its_gradients_are_the_weighted_sum(named, given):
    name, score = named
    query, states = given
    keys, values = score.prepare(states)
    ours = torch.matmul(soft(score(query, keys)), values)
    raised = transcribed(name, score, query, states).exp()
    shares = raised / raised.sum(-1, keepdim=True)
    theirs = torch.einsum("bhts,bhse->bhte", shares, found_in(name, score, states))
    close(ours, theirs)
    assert ours.shape[1] * ours.shape[3] == score.context
    weights = torch.randn_like(theirs)
    mine, wanted = (gradients(one, weights, score, given) for one in (ours, theirs))
    for one, other in zip(mine, wanted, strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            close(one, other)


def test_it_says_what_it_is(named):
    name, score = named
    assert score.formula == FORMULAS[name]
    scales = {"scaled": HIDDEN**-0.5, "multi-head": (HIDDEN // HEADS) ** -0.5}
    assert score.scale == scales.get(name, 1)
    assert score.heads == (HEADS if name == "multi-head" else 1)


def test_none_has_no_score():
    assert score_of("none", HIDDEN, ANNOTATION, 1) is None


def test_heads_that_do_not_fit_are_refused():
    with pytest.raises(UsageError, match="6 numbers cannot be shared by 4 heads"):
        score_of("multi-head", HIDDEN, ANNOTATION, 4)


def test_many_target_places_are_taken_in_turn(given, monkeypatch):
    score = score_of("additive", HIDDEN, ANNOTATION, 1).double()
    torch.nn.init.normal_(score.weight)
    keys, _ = score.prepare(given[1])
    at_once = score(given[0], keys)
    monkeypatch.setattr(attention_scores, "CHUNK", 1)
    close(score(given[0], keys), at_once)


def test_terms_of_an_additive_score_are_the_score(given):
    score = score_of("additive", HIDDEN, ANNOTATION, 1).double()
    torch.nn.init.normal_(score.weight)
    keys, _ = score.prepare(given[1])
    terms = score.terms(given[0], keys)
    close(terms.sum(-1), score(given[0], keys))
    assert (terms[..., 0] >= 0).all()
    assert (terms[..., 1] <= 0).all()
    assert score_of("dot", HIDDEN, ANNOTATION, 1).terms(given[0], keys) is None


@pytest.fixture
def scores():
    torch.manual_seed(5)
    made = torch.randn(SENTENCES, 1, TARGET, SOURCE, dtype=torch.float64)
    made[1, :, :, -1] = float("-inf")  # padding
    return made.requires_grad_()


def test_soft_rows_sum_to_one(scores):
    rows = soft(scores)
    close(rows.sum(-1), torch.ones(SENTENCES, 1, TARGET, dtype=torch.float64))
    assert not rows[1, ..., -1].any()
    assert (rows < 1).all()


@pytest.mark.parametrize("sample", [False, True])
def test_hard_rows_are_one_hot(scores, sample):
    for _ in range(50):
        rows = hard(scores, sample)
        assert set(rows.detach().unique().tolist()) == {0.0, 1.0}
        assert (rows.sum(-1) == 1).all()
        assert not rows[1, ..., -1].any()


def test_hard_attention_takes_the_best_place_in_use(scores):
    assert torch.equal(hard(scores.detach(), sample=False).argmax(-1), scores.argmax(-1))


def test_hard_attention_draws_by_the_softmax_in_training(scores):
    torch.manual_seed(6)
    draws = 4000
    many = scores[:1, :, :1].detach().expand(draws, 1, 1, SOURCE)
    shares = hard(many, sample=True).mean(dim=(0, 1, 2))
    torch.testing.assert_close(shares, soft(scores)[0, 0, 0].detach(), atol=0.03, rtol=0)


@pytest.mark.parametrize("sample", [False, True])
def test_gradients_go_straight_through_a_hard_choice(scores, sample):
    weights = torch.arange(SOURCE, dtype=torch.float64)
    (through,) = torch.autograd.grad((hard(scores, sample) * weights).sum(), scores)
    (wanted,) = torch.autograd.grad((soft(scores) * weights).sum(), scores)
    close(through, wanted)
    assert wanted.any()
