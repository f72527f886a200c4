from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.nets import Source
from models.rules import NoEndBefore, NoRepeatedNgram, Situation, apply
from models.search import Settings, start_search
from tests.inference.toy import EOS, ToyNet

NEVER = float("-inf")
START = 11


def situation(*outputs, sentences=None):
    history = torch.tensor(outputs, dtype=torch.long).reshape(len(outputs), -1)
    return Situation(history.shape[1], history, sentences or range(len(outputs)))


def banned(rule, here, columns=6):
    scores = rule(torch.zeros(here.history.shape[0], columns), here)
    return [{at for at, score in enumerate(row) if score == NEVER} for row in scores.tolist()]


def test_no_repeated_bigram():
    here = situation([1, 2, 1], [1, 2, 3], [4, 4, 4])
    assert banned(NoRepeatedNgram(2), here) == [{2}, set(), {4}]


def test_no_repeated_trigram():
    here = situation([1, 2, 3, 1, 2], [1, 2, 3, 2, 1], [5, 5, 5, 5, 5])
    assert banned(NoRepeatedNgram(3), here) == [{3}, set(), {5}]


def test_no_repeated_token():
    assert banned(NoRepeatedNgram(1), situation([1, 2], [3, 3])) == [{1, 2}, {3}]


@given(st.lists(st.integers(0, 3), max_size=12), st.integers(1, 4))
def test_a_banned_token_is_exactly_one_that_would_repeat(output, size):
    (found,) = banned(NoRepeatedNgram(size), situation(output), columns=4)
    grams = {tuple(output[at : at + size]) for at in range(len(output) - size + 1)}
    for token in range(4):
        whole = [*output, token]
        repeated = len(whole) >= size and tuple(whole[-size:]) in grams
        assert (token in found) == repeated


def test_no_end_before():
    rule = NoEndBefore(2, EOS)
    assert banned(rule, situation([])) == [{EOS}]
    assert banned(rule, situation([3])) == [{EOS}]
    assert banned(rule, situation([3, 4])) == [set()]


def test_a_rule_leaves_its_input_alone():
    scores = torch.zeros(1, 6)
    for rule in (NoEndBefore(2, EOS), NoRepeatedNgram(1)):
        rule(scores, situation([3]))
    assert not scores.any()


def test_a_forced_prefix_keeps_the_forced_score():
    logprobs = torch.arange(8.0).reshape(2, 4)
    prefixes = ((), (), (3,), (), (), (3, 1))
    here = Situation(1, torch.tensor([[3], [3]]), [5, 2], prefixes)
    found = apply([NoEndBefore(5, 1)], logprobs, here)
    assert found.tolist() == [[NEVER, 1.0, NEVER, NEVER], [4.0, NEVER, 6.0, 7.0]]
    assert logprobs.tolist() == torch.arange(8.0).reshape(2, 4).tolist()


def run(prefix, rules, beams):
    net = ToyNet(4, 12, 1)
    memory = net.encode(Source.of([[0]]))
    settings = Settings(START, EOS, (16,), beams, prefixes=(tuple(prefix),))
    search = start_search(net, memory, settings, rules, None)
    while not search.done:
        search.step()
    return search.results()[0]


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("prefix", [[5, 6, 7] * 3, [5] * 8, [5, 6, 5, 6, 5, 6]])
def test_a_forced_prefix_is_stronger_than_the_rules(prefix, beams):
    best = run(prefix, [NoRepeatedNgram(3), NoEndBefore(1, EOS)], beams)[0]
    assert list(best.ids[: len(prefix)]) == prefix
    assert best.score > -100
    assert all(logprob > -100 for logprob in best.logprobs)


def test_new_tokens_are_free_of_repeats_after_a_prefix():
    for beams in (1, 4):
        ids = run([5, 6], [NoRepeatedNgram(2)], beams)[0].ids
        grams = list(pairwise(ids))
        assert len(set(grams)) == len(grams)
