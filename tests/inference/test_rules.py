import time
from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from models.generation import Generation
from models.nets import Candidates, Source
from models.rules import Situation, apply, due, force
from models.rules.lengths import NoEndBefore
from models.rules.repetition import NoRepeatedNgram
from models.rules.settings import rules_of
from models.search import Columns, Settings, start_search
from tests.inference.toy import EOS, ToyNet

NEVER = float("-inf")
START = 11


def situation(*outputs, sentences=None):
    history = torch.tensor(outputs, dtype=torch.long).reshape(len(outputs), -1)
    here = sentences or range(len(outputs))
    return Situation(history.shape[1], history, here, [99] * (max(here) + 1))


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
    rule = NoEndBefore(2, [EOS])
    assert banned(rule, situation([])) == [{EOS}]
    assert banned(rule, situation([3])) == [{EOS}]
    assert banned(rule, situation([3, 4])) == [set()]


def test_a_forced_prefix_keeps_the_forced_score():
    scores = torch.arange(8.0).reshape(2, 4)
    logprobs = scores.log_softmax(-1)
    prefixes = ((), (), (3,), (), (), (3, 1))
    here = Situation(1, torch.tensor([[3], [3]]), [5, 2], [9] * 6, prefixes)
    prefixed = due(scores, here)
    found = apply([NoEndBefore(5, [1])], scores, here)
    force(found, prefixed)
    expected = pytest.approx([NEVER, logprobs[0, 1].item(), NEVER, NEVER])
    assert found[0].tolist() == expected
    assert found[1].tolist() == [4.0, NEVER, 6.0, 7.0]


def run(prefix, rules, beams):
    net = ToyNet(4, 12, 1)
    memory = net.encode(Source.of([[0]]))
    settings = Settings(START, (EOS,), (16,), beams, prefixes=(tuple(prefix),))
    search = start_search(net, memory, settings, rules, None)
    while not search.done:
        search.step()
    return search.results()[0]


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("prefix", [[5, 6, 7] * 3, [5] * 8, [5, 6, 5, 6, 5, 6]])
def test_a_forced_prefix_is_stronger_than_the_rules(prefix, beams):
    best = run(prefix, [NoRepeatedNgram(3), NoEndBefore(1, [EOS])], beams)[0]
    assert list(best.ids[: len(prefix)]) == prefix
    assert best.score > -100
    assert all(logprob > -100 for logprob in best.logprobs)


def test_new_tokens_are_free_of_repeats_after_a_prefix():
    for beams in (1, 4):
        ids = run([5, 6], [NoRepeatedNgram(2)], beams)[0].ids
        grams = list(pairwise(ids))
        assert len(set(grams)) == len(grams)


def columns_of(ids=None):
    candidates = ids and Candidates(torch.tensor(ids), torch.zeros(1, len(ids)))
    return Columns(ToyNet(0, 12, 1).encode(Source.of([[0]]), candidates))


def scores_after(generation, here, columns=None, sources=((),), scores=None):
    columns = columns or columns_of()
    wide = torch.zeros(len(here.history), 12) if scores is None else scores
    return apply(rules_of(generation, columns, sources), wide, here)


def allowed(scores):
    return [{at for at, one in enumerate(row) if one > NEVER} for row in scores.tolist()]


def test_no_rules_without_settings():
    assert rules_of(Generation(START, (EOS,)), columns_of(), [[1]]) == []


def test_ids_that_are_no_candidates_are_left_out():
    columns = columns_of([0, 3, 5, 9])
    generation = Generation(
        START,
        (EOS,),
        banned=((5,), (7,), (3, 9), (3, 7), (EOS,)),
        suppressed=(4, 11),
        suppressed_first=(2,),
        forced_first=8,
        forced_last=(10,),
        encoder_no_repeat_ngram=2,
        encoder_repetition_penalty=2.0,
    )
    here = situation([1])
    scores = torch.full((1, 4), -1.0)
    found = scores_after(generation, here, columns, [[3, 0, 7, 3, 5]], scores)
    # Column 2 (id 5) is banned, and 3 (id 9) after 1 (id 3), which the source goes on with 0.
    assert found.tolist() == [[NEVER, -0.5, NEVER, NEVER]]


def test_the_last_token_is_forced_at_the_limit_of_each_sentence():
    generation = Generation(START, (EOS,), forced_last=(EOS,))
    here = Situation(2, torch.ones(4, 2, dtype=torch.long), [3, 1], [9, 5, 9, 3])
    everything = set(range(12))
    found = allowed(scores_after(generation, here))
    assert found == [{EOS}, {EOS}, everything, everything]


def test_the_source_of_a_sentence_is_followed_through_the_batch():
    generation = Generation(START, (EOS,), encoder_no_repeat_ngram=2)
    sources = [[1, 2, 1, 3], [1], [4, 5, 1, 6]]
    (rule,) = rules_of(generation, columns_of(), sources)
    assert banned(rule, situation([1], [1], [1]), 12) == [{2, 3}, set(), {6}]
    assert banned(rule, situation([4], [1], sentences=[2]), 12) == [{5}, {6}]
    assert banned(rule, situation([], sentences=[0]), 12) == [set()]


def test_longer_banned_sequences_are_not_completed():
    generation = Generation(START, (EOS,), banned=((1, 2), (1, 3), (3, 1, 4), (START, 5)))
    here = situation([START, 3, 1], [START, 4, 1], [1, 2, START])
    everything = set(range(12))
    assert allowed(scores_after(generation, here)) == [
        everything - {2, 3, 4},
        everything - {2, 3},
        everything - {5},
    ]


def test_forcing_overrides_the_bans_before_and_bows_to_those_after():
    first = situation([START])
    first = Situation(0, first.history, first.sentences, first.limits)
    free = Generation(START, (EOS,), forced_first=5, banned=((5,),), no_repeat_ngram=1)
    assert allowed(scores_after(free, first)) == [{5}]
    shut = Generation(START, (EOS,), forced_first=5, suppressed=(5,))
    assert allowed(scores_after(shut, first)) == [set()]


def test_an_end_that_grows_likelier_for_ever_stays_a_number():
    generation = Generation(START, (EOS,), decay=(1, 1e6))
    here = Situation(3000, torch.ones(1, 4, dtype=torch.long), [0], [9999])
    found = scores_after(generation, here, scores=torch.full((1, 12), -2.0))
    assert found.isfinite().all()
    assert found.argmax().item() == EOS
    assert found[0, 1:].tolist() == [-2.0] * 11


def test_a_thousand_tokens_of_five_beams_are_looked_through_in_no_time():
    rule = NoRepeatedNgram(3)
    history = torch.randint(0, 500, (5, 1000))
    scores, started = torch.zeros(5, 500), time.perf_counter()
    for length in range(1000):
        rule(scores, Situation(length, history[:, :length], [0], [1000]))
    assert time.perf_counter() - started < 2.0
