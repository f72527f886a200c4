"""Recurrent nets under the Net protocol: what a search and an alignment rely on."""

from itertools import product

import pytest
import torch

from models.messages import AttentionKind, UsageError
from models.nets import Candidates, Head, Source, Spot, Want
from models.nets.recurrent_sizes import ATTENTIONS, RecurrentSizes
from models.nets.recurrent_start import build_recurrent

VOCABULARY, START = 30, 1
SOURCES = [[4, 9, 2, 7, 0], [11, 3, 0], [5, 6, 7, 8, 9, 10, 0]]
TARGETS = torch.tensor([[8, 3, 3, 1, 0, 2], [9, 9, 4, 0, 1, 1], [1, 2, 3, 4, 5, 0]])
KINDS = [
    *(RecurrentSizes(VOCABULARY, 10, 12, attention=a, heads=3) for a in ATTENTIONS),
    *(
        RecurrentSizes(VOCABULARY, 10, 12, "lstm", layers, 2, attention, 2, hard, feeding)
        for layers, attention, hard, feeding in (
            (2, "additive", False, True),
            (1, "multi-head", True, True),
            (4, "none", False, True),
            (3, "dot", True, False),
        )
    ),
    RecurrentSizes(VOCABULARY, 10, 12, "gru", 1, 3, "general", 1, False, True, tied=False),
]


def named(sizes):
    switches = ("hard" * sizes.hard, "fed" * sizes.input_feeding)
    return "-".join(filter(None, (sizes.cell, sizes.attention, *switches)))


def net_of(sizes, seed=0):
    torch.manual_seed(seed)
    net = build_recurrent(sizes).eval().requires_grad_(False)
    for parameter in net.parameters():  # far from the calm start, where all rows look alike
        parameter.mul_(2.5)
    torch.nn.init.normal_(net.lm_head.bias)
    return net.double()  # far from calm, recurrences make much of rounding


@pytest.fixture(params=KINDS, ids=named)
def net(request):
    return net_of(request.param)


@pytest.fixture(params=[kind for kind in KINDS if kind.attends], ids=named)
def looker(request):
    return net_of(request.param)


def close(found, expected, tolerance=1e-5):
    torch.testing.assert_close(found, expected, atol=tolerance, rtol=0, check_dtype=False)


def inputs(targets):
    return torch.cat([torch.full((len(targets), 1), START), targets[:, :-1]], dim=1)


def watched(net):
    return Head(0, net.decoder.score.heads - 1) if net.sizes.attends else Head(0, 0)


def test_steps_equal_states_and_the_replay(net):
    memory = net.encode(Source.of(SOURCES))
    replay = net.replay(memory, START, TARGETS, Want(cross=True))
    states, _ = net.states(memory, START, TARGETS)
    cache, head = net.cache(memory, 1), watched(net)
    for t, tokens in enumerate(inputs(TARGETS).T):
        logits, rows = net.step(tokens[:, None], memory, cache, head)
        close(memory.output(states[:, t]), logits)
        logprobs = logits.log_softmax(-1).gather(1, TARGETS[:, t : t + 1])[:, 0]
        close(logprobs, replay.logprobs[:, t])
        if net.sizes.attends:
            close(rows, replay.cross[:, 0, head.head, t])
        else:
            assert rows is None
    assert cache.length == TARGETS.shape[1]


def test_several_tokens_at_once_equal_single_steps(net):
    memory, tokens = net.encode(Source.of(SOURCES)), inputs(TARGETS)
    slow, quick = net.cache(memory, 1), net.cache(memory, 1)
    for t in range(tokens.shape[1]):
        expected, rows = net.step(tokens[:, t : t + 1], memory, slow, watched(net))
    net.step(tokens[:, :2], memory, quick)
    found, found_rows = net.step(tokens[:, 2:], memory, quick, watched(net))
    close(found, expected)
    if net.sizes.attends:
        close(found_rows, rows)


def test_padding_and_batch_mates_change_nothing(net):
    want = Want(top=3, entropy=True, cross=net.sizes.attends, norms=net.sizes.attends)
    together = net.replay(net.encode(Source.of(SOURCES)), START, TARGETS, want)
    for at, ids in enumerate(SOURCES):
        alone = net.replay(net.encode(Source.of([ids])), START, TARGETS[at : at + 1], want)
        close(alone.logprobs[0], together.logprobs[at])
        close(alone.entropy[0], together.entropy[at])
        close(alone.top_logprobs[0], together.top_logprobs[at])
        if net.sizes.attends:
            close(alone.cross[0], together.cross[at][..., : len(ids)])
            close(alone.norms[0], together.norms[at][..., : len(ids)], 1e-4)
            assert not together.cross[at][..., len(ids) :].any()


def test_a_selected_memory_is_that_of_the_sentences(net):
    memory = net.encode(Source.of(SOURCES)).select(torch.tensor([2, 0]))
    found = net.replay(memory, START, TARGETS[[2, 0]], Want())
    expected = net.replay(net.encode(Source.of(SOURCES)), START, TARGETS, Want())
    close(found.logprobs, expected.logprobs[[2, 0]])


@pytest.mark.parametrize("new", [1, 4])
def test_beams_share_the_memory_of_their_sentence(net, new):
    beams, memory = 3, net.encode(Source.of(SOURCES))
    cache, head = net.cache(memory, beams), watched(net)
    torch.manual_seed(2)
    tokens = torch.randint(0, VOCABULARY, (len(SOURCES) * beams, 4))
    for part in tokens.split(new, dim=1):
        logits, rows = net.step(part, memory, cache, head)
    for row in range(len(tokens)):
        alone = net.encode(Source.of([SOURCES[row // beams]]))
        own = net.cache(alone, 1)
        for t in range(4):
            found, seen = net.step(tokens[row : row + 1, t : t + 1], alone, own, head)
        close(found[0], logits[row])
        if net.sizes.attends:
            close(seen[0], rows[row, : seen.shape[1]])


def test_a_reordered_cache_goes_on_as_the_other_rows_would(net):
    memory = net.encode(Source.of(SOURCES[:1]))
    first, second = net.cache(memory, 3), net.cache(memory, 3)
    before, after = torch.tensor([[1], [2], [3]]), torch.tensor([[7], [8], [9]])
    order = torch.tensor([2, 0, 2])
    net.step(before, memory, first)
    first.reorder(order)
    net.step(before[order], memory, second)
    close(net.step(after, memory, first)[0], net.step(after, memory, second)[0])


def test_fewer_rows_go_on(net):
    memory = net.encode(Source.of(SOURCES))
    cache = net.cache(memory, 2)
    net.step(torch.arange(6)[:, None], memory, cache)
    cache.reorder(torch.tensor([0, 1, 5, 5]))
    left = memory.select(torch.tensor([0, 2]))
    found, _ = net.step(torch.tensor([[3], [4], [5], [6]]), left, cache)
    alone = net.encode(Source.of(SOURCES[2:]))
    own = net.cache(alone, 1)
    net.step(torch.tensor([[5]]), alone, own)
    close(found[2], net.step(torch.tensor([[5]]), alone, own)[0][0])


def test_candidates_are_columns_of_the_whole(net):
    ids = torch.tensor([0, 3, 7, 20])
    banned = torch.zeros(3, 4)
    banned[1, 2] = float("-inf")
    memory = net.encode(Source.of(SOURCES), Candidates(ids, banned))
    whole = net.encode(Source.of(SOURCES))
    tokens = torch.full((6, 1), START)
    found, _ = net.step(tokens, memory, net.cache(memory, 2))
    expected, _ = net.step(tokens, whole, net.cache(whole, 2))
    close(found, expected[:, ids] + banned.repeat_interleave(2, 0))


def test_rows_sum_to_one_and_hard_ones_take_one_place(looker):
    replay = looker.replay(looker.encode(Source.of(SOURCES)), START, TARGETS, Want(cross=True))
    heads = looker.decoder.score.heads
    assert replay.cross.shape == (3, 1, heads, 6, 7)
    close(replay.cross.sum(-1), torch.ones(3, 1, heads, 6))
    ones = (replay.cross == 1).sum(-1)
    assert bool((ones == 1).all()) == looker.sizes.hard


def test_the_mean_of_heads_stands_for_them(looker):
    memory = looker.encode(Source.of(SOURCES))
    every = looker.replay(memory, START, TARGETS, Want(False, cross=True)).cross
    mean = looker.replay(memory, START, TARGETS, Want(False, cross=True, heads=False)).cross
    close(mean, every.mean(2, keepdim=True))


def test_norms_are_those_of_what_the_readout_takes(looker):
    memory = looker.encode(Source.of(SOURCES))
    found = looker.replay(memory, START, TARGETS, Want(cross=True, norms=True))
    values, output = memory.keys_values[0][1], looker.decoder.readout.context.weight
    expected = torch.zeros(3, 1, 6, 7)
    for b, t, s in product(range(3), range(6), range(7)):
        context = torch.cat(
            [w * v for w, v in zip(found.cross[b, 0, :, t, s], values[b, :, s], strict=True)]
        )
        expected[b, 0, t, s] = (output @ context).norm()
    close(found.norms, expected)


def test_a_net_without_attention_has_nothing_to_look_at():
    net = net_of(RecurrentSizes(VOCABULARY, 10, 12, attention="none"))
    memory = net.encode(Source.of(SOURCES), attention=True)
    assert memory.attention is None
    found = net.replay(memory, START, TARGETS, Want(cross=True, norms=True, decoder=True))
    assert found.logprobs is not None
    assert found.cross is found.norms is found.decoder is None
    for kind in AttentionKind:
        assert net.look(Source.of(SOURCES[:1]), START, TARGETS[:1], Spot(kind, 0)) is None


def test_a_look_shows_what_the_replay_worked_with(looker):
    source, target = Source.of(SOURCES[:1]), TARGETS[:1]
    look = looker.look(source, START, target, Spot(AttentionKind.CROSS, 0))
    replay = looker.replay(looker.encode(source), START, target, Want(cross=True, norms=True))
    assert look.heads == looker.decoder.score.heads
    for head, at in product(range(look.heads), range(6)):
        row = look.row(head, at)
        close(row.weights, replay.cross[0, 0, head, at])
        if not looker.sizes.hard:
            close(row.scores.softmax(-1), row.weights)
        if look.heads == 1:
            close(row.contributions, replay.norms[0, 0, at])
        if looker.sizes.attention == "additive":
            close(row.terms.sum(0), row.scores)
        else:
            assert row.terms is None


def test_only_its_one_layer_looks_at_the_source(looker):
    source, target = Source.of(SOURCES[:1]), TARGETS[:1]
    with pytest.raises(UsageError, match="no layer 1"):
        looker.look(source, START, target, Spot(AttentionKind.CROSS, 1))
    for kind in (AttentionKind.ENCODER, AttentionKind.DECODER):
        assert looker.look(source, START, target, Spot(kind, 0)) is None


def test_every_parameter_has_a_gradient(net):
    net.requires_grad_(True).train()
    memory = net.encode(Source.of(SOURCES))
    states, _ = net.states(memory, START, TARGETS)
    logits = memory.output(states)
    torch.nn.functional.cross_entropy(logits.flatten(0, 1), TARGETS.flatten()).backward()
    still = [name for name, one in net.named_parameters() if not one.grad.any()]
    # A softmax does not see what is added to all scores of a head.
    assert set(still) <= {"decoder.score.key.bias"}


def test_hard_attention_is_drawn_in_training_alone():
    net = net_of(RecurrentSizes(VOCABULARY, 10, 12, attention="additive", hard=True))

    def rows():
        memory = net.encode(Source.of(SOURCES))
        return net.replay(memory, START, TARGETS, Want(False, cross=True)).cross

    assert torch.equal(rows(), rows())
    net.train()
    drawn = torch.stack([rows() for _ in range(20)])
    assert len(drawn.unique(dim=0)) > 1
    close(drawn.sum(-1), torch.ones(20, 3, 1, 1, 6))


def test_the_same_seed_gives_the_same_net():
    one, other = (build_seeded(seed).state_dict() for seed in (3, 3))
    assert all(torch.equal(one[name], other[name]) for name in one)
    third = build_seeded(4).state_dict()
    assert not torch.equal(one["lm_head.weight"], third["lm_head.weight"])


def build_seeded(seed):
    torch.manual_seed(seed)
    return build_recurrent(RecurrentSizes(VOCABULARY, 10, 12, "lstm"))


def test_tied_tables_are_one():
    net = build_seeded(1)
    assert net.decoder.embed_tokens.weight is net.lm_head.weight
    apart = build_recurrent(RecurrentSizes(VOCABULARY, 10, 12, tied=False))
    assert apart.decoder.embed_tokens.weight is not apart.lm_head.weight
