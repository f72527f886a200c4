"""One step of attention in numbers: each formula with what it is made of."""

import html
import re

import pytest

from desktop_app.view.panel_step_text import Step, step_html
from desktop_app.view.strip_texts import Inks
from models.messages import Explained, Matrix

INKS = Inks("#111111", "#222222", "#333333")
COLUMNS = ("▁The", "▁old", "</s>")


def numbers(formula, **more):
    return Explained(
        1,
        formula,
        Matrix.of([[1.0, 3.0, 0.0]], 3),
        Matrix.of([[0.1142, 0.8438, 0.042]], 3),
        Matrix.of([[0.2, 1.7, 0.1]], 3),
        (),
        more.pop("scale", 1.0),
        columns=COLUMNS,
        **more,
    )


def lines(explained):
    made = step_html(Step("velha", "layer 1, head 1", explained), INKS)
    rows = re.sub(r"</p>|<br>|</tr>", "\n", made)
    plain = html.unescape(re.sub("<[^>]*>", " ", rows)).replace("\xa0", " ")
    return [" ".join(line.split()) for line in plain.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("dot", "score = query · key"),
        ("general", "score = query · W · key"),
        ("scaled dot-product", "score = query · key × 0.25"),
        ("additive", "score = v · tanh(W query + U key) = for + against"),
    ],
)
def test_the_formula_of_the_score(qapp, formula, line):
    assert lines(numbers(formula, scale=0.25))[1] == line


def test_soft_weights_are_a_softmax_of_the_scores(qapp):
    found = lines(numbers("general"))
    assert found[2] == "weight of ▁old = exp(3.00) ÷ Σ exp(scores) = 1 ÷ 1.185 = 84 %"
    assert found[-4:] == [
        "place score weight adds",
        "▁The 1.00 11.4 % 0.20",
        "▁old 3.00 84.4 % 1.70",
        "</s> 0.00 4.2 % 0.10",
    ]


def test_an_additive_score_is_told_by_its_terms(qapp):
    terms = Matrix.of([[1.5, 3.25, 0.5], [-0.5, -0.25, -0.5]], 3)
    assert lines(numbers("additive", terms=terms))[-4:] == [
        "place for against score weight adds",
        "▁The 1.50 -0.50 1.00 11.4 % 0.20",
        "▁old 3.25 -0.25 3.00 84.4 % 1.70",
        "</s> 0.50 -0.50 0.00 4.2 % 0.10",
    ]


def test_hard_attention_takes_the_highest_score(qapp):
    found = lines(numbers("additive", hard=True))
    assert found[2] == ("attention is hard: the highest score takes all, here ▁old with 3.00")
    assert not any("Σ" in line for line in found)
