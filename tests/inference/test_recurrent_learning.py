"""Every attention learns to look: a toy task that one vector of the source is too small for."""

import random

import pytest
import torch

from models.nets import Source, Want
from models.nets.recurrent_sizes import RecurrentSizes
from tests.inference.toy_reversal import COPY, LONGEST, SHORTEST, START, exact, pairs, trained

VOCABULARY, WIDTH, HIDDEN = 16, 32, 48
GOOD, GOOD_WHEN_HARD = 0.95, 0.85
WORDS = tuple(pairs(random.Random(97), 300, SHORTEST, LONGEST))
LONG_WORDS = tuple(pairs(random.Random(98), 200, LONGEST - 2, LONGEST))
SHORT_WORDS = tuple(pairs(random.Random(99), 200, SHORTEST, SHORTEST + 1))


def learned(attention="additive", cell="gru", heads=1, hard=False):
    sizes = RecurrentSizes(
        VOCABULARY, WIDTH, HIDDEN, cell, attention=attention, heads=heads, hard=hard
    )
    return trained(sizes)


@pytest.mark.parametrize(
    ("attention", "cell", "heads"),
    [
        ("dot", "gru", 1),
        ("general", "gru", 1),
        ("scaled", "gru", 1),
        ("multi-head", "gru", 4),
        ("additive", "lstm", 1),
    ],
)
def test_soft_attention_learns_to_reverse_and_to_copy(attention, cell, heads):
    net = learned(attention, cell, heads)
    assert exact(net, WORDS) >= GOOD
    assert exact(net, LONG_WORDS) >= GOOD


def test_additive_attention_looks_at_the_letter_that_it_writes():
    net = learned()
    assert exact(net, WORDS) >= GOOD
    assert exact(net, LONG_WORDS) >= GOOD
    hits = [looked_right(net, *pair) for pair in WORDS[:50]]
    assert sum(hits) / len(hits) > 0.9


def test_hard_attention_learns_straight_through():
    assert exact(learned(hard=True), WORDS) >= GOOD_WHEN_HARD


def test_without_attention_long_words_are_lost():
    net = learned("none")
    long = exact(net, LONG_WORDS)
    assert long < 0.5
    assert exact(net, SHORT_WORDS) > long + 0.3


def looked_right(net, source, target):
    """The share of letters whose row looks most at the letter itself."""
    with torch.inference_mode():
        memory = net.encode(Source.of([source]))
        found = net.replay(memory, START, torch.tensor([target]), Want(False, cross=True))
    letters = len(target) - 1
    copied = source[0] == COPY
    places = range(1, letters + 1) if copied else reversed(range(letters))
    best = found.cross[0, 0, 0].argmax(-1).tolist()
    return sum(a == b for a, b in zip(best, places, strict=False)) / letters
