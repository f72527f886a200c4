import math

import pytest
import torch

from models.generation import Sampling
from models.nets import Candidates, Source
from models.sampling import warped
from models.search import Settings, start_search
from tests.inference.toy import EOS, ToyNet

VOCABULARY, START = 14, 13
NEVER = float("-inf")


def draws(net, sentences, sampling, count=2, limit=12, candidates=None, prefixes=None):
    memory = net.encode(Source.of([[one] for one in sentences]), candidates)
    limits = (limit,) * len(sentences)
    settings = Settings(
        START, (EOS,), limits, prefixes=prefixes, hypotheses=count, sampling=sampling
    )
    search = start_search(net, memory, settings, (), None)
    while not search.done:
        search.step()
    return search.results()


def ids_of(found):
    return [one.ids for one in found]


def test_the_same_seed_draws_the_same_and_another_seed_another():
    net = ToyNet(1, VOCABULARY, 1)
    first, again, other = (draws(net, [0], Sampling(seed=s), 4)[0] for s in (3, 3, 4))
    assert ids_of(first) == ids_of(again)
    assert ids_of(first) != ids_of(other)
    assert len(set(ids_of(first))) > 1


def test_the_random_numbers_of_others_are_left_alone():
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    draws(ToyNet(1, VOCABULARY, 1), [0], Sampling(seed=9))
    assert torch.equal(torch.rand(3), expected)


def test_draws_do_not_depend_on_batch_mates():
    net, sampling = ToyNet(2, VOCABULARY, 5), Sampling(seed=1)
    together = draws(net, range(5), sampling, 3)
    for sentence in range(5):
        assert ids_of(draws(net, [sentence], sampling, 3)[0]) == ids_of(together[sentence])


def test_draws_from_candidates_do_not_depend_on_batch_mates():
    net, sampling = ToyNet(3, VOCABULARY, 2), Sampling(seed=1)
    allowed = [[0, 2, 5, 7], [0, 1, 2, 9, 12]]
    both = torch.tensor([0, 1, 2, 5, 7, 9, 12])
    banned = torch.tensor(
        [[0.0 if id in own else NEVER for id in both.tolist()] for own in allowed]
    )
    together = draws(net, [0, 1], sampling, 3, candidates=Candidates(both, banned))
    for sentence, own in enumerate(allowed):
        candidates = Candidates(torch.tensor(own), torch.zeros(1, len(own)))
        alone = draws(net, [sentence], sampling, 3, candidates=candidates)[0]
        assert ids_of(alone) == ids_of(together[sentence])
        assert all(set(one.ids) <= set(own) for one in alone)


def test_draws_follow_the_probabilities():
    net = ToyNet(4, VOCABULARY, 1)
    found = draws(net, [0], Sampling(top_k=0), count=20_000, limit=1)[0]
    for id, logprob in enumerate(net.scores(0, START, ())):
        share = sum(one.ids == (id,) for one in found) / len(found)
        assert share == pytest.approx(math.exp(logprob), abs=0.015)


def test_log_probabilities_are_those_before_the_warping():
    net = ToyNet(5, VOCABULARY, 1)
    for one in draws(net, [0], Sampling(temperature=0.3, top_k=4, seed=2), 3)[0]:
        expected = [net.scores(0, START, one.ids[:at])[id] for at, id in enumerate(one.ids)]
        assert one.logprobs == pytest.approx(expected, abs=1e-5)
        assert one.score == pytest.approx(sum(expected) / len(expected), abs=1e-5)


def test_a_prefix_is_not_drawn():
    found = draws(ToyNet(6, VOCABULARY, 1), [0], Sampling(), 4, prefixes=((5, 6, 7),))[0]
    assert all(one.ids[:3] == (5, 6, 7) for one in found)


def kept(scores, **sampling):
    found = warped(torch.tensor([scores]), Sampling(**sampling))[0].tolist()
    return [at for at, score in enumerate(found) if score > NEVER]


def test_what_may_be_drawn():
    logs = [math.log(share) for share in (0.1, 0.4, 0.2, 0.3)]
    assert kept(logs, top_k=0) == [0, 1, 2, 3]
    assert kept(logs, top_k=9) == [0, 1, 2, 3]
    assert kept(logs, top_k=2) == [1, 3]
    assert kept(logs, top_k=0, top_p=0.65) == [1, 3]
    assert kept(logs, top_k=0, top_p=0.75) == [1, 2, 3]
    assert kept(logs, top_k=0, top_p=0.0) == [1]
    assert kept(logs, top_k=3, top_p=0.5) == [1, 3]
    assert kept([1.0, 1.0, 0.0], top_k=1) == [0, 1]


def test_where_nothing_may_be_said_the_search_still_ends():
    class Mute(ToyNet):
        def step(self, tokens, memory, cache, watch=None):
            logits, rows = super().step(tokens, memory, cache, watch)
            return torch.full_like(logits, NEVER), rows

    (found,) = draws(Mute(1, VOCABULARY, 1), [0], Sampling(), 2, limit=3)
    assert [one.logprobs for one in found] == [(NEVER,)] * 2
