"""The parts of nets against their formulas, written out."""

import math

import pytest
import torch
from torch import nn
from torch.nn.functional import relu

from models.nets import attention
from models.nets.attention import CrossAttention
from models.nets.norms import RmsNorm
from models.nets.positions import sinusoid_even_steps, sinusoid_interleaved_angles
from models.nets.ssru import Ssru

WIDTH, HEADS = 16, 4


def close(found, expected, tolerance=1e-5):
    torch.testing.assert_close(found, expected, atol=tolerance, rtol=0)


def test_attention_is_the_formula():
    torch.manual_seed(3)
    layer = CrossAttention(WIDTH, HEADS, 4, 0.5).requires_grad_(False)
    queries, states = torch.randn(1, 3, WIDTH), torch.randn(1, 5, WIDTH)
    context, weights = layer.weights(queries, layer.keys_values(states), None)
    heads = []
    for head in range(HEADS):
        part = slice(4 * head, 4 * head + 4)
        q, k, v = (
            x[0] @ linear.weight[part].T + linear.bias[part]
            for x, linear in (
                (queries, layer.q_proj),
                (states, layer.k_proj),
                (states, layer.v_proj),
            )
        )
        scores = (q @ k.T) / math.sqrt(4)
        expected = scores.exp() / scores.exp().sum(-1, keepdim=True)
        close(weights[0, head], expected)
        heads.append(expected @ v)
    close(context[0], torch.cat(heads, -1) @ layer.out_proj.weight.T + layer.out_proj.bias)
    close(layer(queries, layer.keys_values(states), None), context)


def test_contribution_norms_are_the_formula():
    torch.manual_seed(4)
    layer = CrossAttention(WIDTH, HEADS, 4, 0.5).requires_grad_(False)
    keys_values = layer.keys_values(torch.randn(2, 5, WIDTH))
    _, weights = layer.weights(torch.randn(2, 3, WIDTH), keys_values, None)
    found = layer.contribution_norms(weights, keys_values[1])
    for b in range(2):
        for t in range(3):
            for s in range(5):
                moved = torch.zeros(WIDTH)
                for head in range(HEADS):
                    part = layer.out_proj.weight[:, 4 * head : 4 * head + 4]
                    moved += weights[b, head, t, s] * (part @ keys_values[1][b, head, s])
                close(found[b, t, s], moved.norm())


def test_contribution_norms_in_parts_are_those_of_the_whole(monkeypatch):
    torch.manual_seed(4)
    layer = CrossAttention(WIDTH, HEADS, 4, 0.5).requires_grad_(False)
    keys_values = layer.keys_values(torch.randn(2, 11, WIDTH))
    _, weights = layer.weights(torch.randn(2, 3, WIDTH), keys_values, None)
    whole = layer.contribution_norms(weights, keys_values[1])
    monkeypatch.setattr(attention, "NORM_CHUNK", 3 * 2 * HEADS * WIDTH)
    close(layer.contribution_norms(weights, keys_values[1]), whole)


def test_the_norm_without_mean_is_the_formula():
    torch.manual_seed(7)
    norm = RmsNorm(WIDTH, 1e-3).requires_grad_(False)
    nn.init.normal_(norm.weight)
    x = torch.randn(2, 3, WIDTH)
    expected = x / (x.pow(2).mean(-1, keepdim=True) + 1e-3).sqrt() * norm.weight
    close(norm(x), expected)


def test_the_ssru_is_the_formula():
    torch.manual_seed(5)
    unit = Ssru(WIDTH).requires_grad_(False)
    x, cell = torch.randn(2, 6, WIDTH), torch.zeros(2, WIDTH)
    found = unit(x, unit.begin(2))
    for t in range(6):
        forget = torch.sigmoid(x[:, t] @ unit.forget.weight.T + unit.forget.bias)
        cell = forget * cell + (1 - forget) * (x[:, t] @ unit.candidate.weight.T)
        close(found[:, t], relu(cell))


def test_both_sinusoids_are_their_formulas():
    width, places = 12, 40
    even, interleaved = (
        table(places, width) for table in (sinusoid_even_steps, sinusoid_interleaved_angles)
    )
    for p in range(places):
        for i in range(width // 2):
            angle = p * 10000 ** (-i / (width / 2 - 1))
            assert even[p, i].item() == pytest.approx(math.sin(angle), abs=1e-6)
            assert even[p, width // 2 + i].item() == pytest.approx(math.cos(angle), abs=1e-6)
            angle = p / 10000 ** (2 * i / width)
            assert interleaved[p, i].item() == pytest.approx(math.sin(angle), abs=1e-6)
            assert interleaved[p, width // 2 + i].item() == pytest.approx(
                math.cos(angle), abs=1e-6
            )
