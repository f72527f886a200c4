"""Attention that is kept while an output is searched says what a look back at it says."""

import pytest
import torch

from models.methods import Pair, candidates
from models.nets import AllHeads, Source, Want
from models.nets.norms import post_norm
from models.replaying import kept_rows
from models.watched import MOST_WATCHED, Watched
from tests.inference.test_nets import (
    HEADS,
    LAYERS,
    SOURCES,
    START,
    TARGETS,
    close,
    inputs,
    net_of,
)


def kept_while_searching(net, memory):
    cache, steps = net.cache(memory, 1), []
    for tokens in inputs(TARGETS).T:
        _, rows = net.step(tokens[:, None], memory, cache, AllHeads())
        steps.append(rows)
    return torch.stack(steps, dim=1).numpy()  # (B, T, L, H, S)


@pytest.mark.parametrize("mixer", ["ssru", "self-attention"])
def test_every_method_finds_the_same_rows(mixer):
    net = net_of(mixer, post_norm)
    memory = net.encode(Source.of(SOURCES))
    kept, lengths = kept_while_searching(net, memory), [len(source) for source in SOURCES]
    replay = net.replay(memory, START, TARGETS, Want(cross=True, norms=True))
    for method in candidates(LAYERS, HEADS):
        found = kept_rows(net, method, memory, list(kept), lengths)
        for at, length in enumerate(lengths):
            expected = method.rows(replay, Pair(at, TARGETS.shape[1], length))
            close(torch.from_numpy(found[at]), torch.from_numpy(expected))


def test_what_would_take_too_much_memory_is_forgotten():
    watched = Watched(AllHeads())
    rows = torch.zeros(1, MOST_WATCHED // 2)
    watched.add(rows)
    assert watched.of([0]).shape == (1, MOST_WATCHED // 2)
    watched.add(rows)
    assert watched.watch is not None
    watched.add(rows)
    assert watched.watch is None
    assert watched.of([0, 0, 0]) is None
