import random

import numpy as np
import pytest
import torch

from models.nets import Candidates, Head, Source
from models.rules.lengths import NoEndBefore
from models.rules.repetition import NoRepeatedNgram
from models.search import Settings, start_search
from tests.inference.toy import EOS, Plain, ToyNet, plain_beams

VOCABULARY, START = 14, 13


def search(net, settings, rules=(), sentences=None, candidates=None, watch=None):
    chosen = range(len(settings.limits)) if sentences is None else sentences
    memory = net.encode(Source.of([[sentence] for sentence in chosen]), candidates)
    running = start_search(net, memory, settings, rules, watch)
    while not running.done:
        running.step()
    return running.results()


def settings_of(plain, limits, prefixes=None):
    return Settings(
        START,
        (EOS,),
        tuple(limits),
        plain.beams,
        plain.length_penalty,
        plain.early_stopping,
        prefixes,
        hypotheses=plain.beams,
    )


def assert_same(found, expected):
    # What may stand in another order at the same score may do so in the toy.
    assert [sorted(one.ids) for one in found] == [sorted(ids) for _, ids in expected]
    assert [one.score for one in found] == pytest.approx([s for s, _ in expected], abs=1e-4)
    assert [one.ids for one in found][:1] == [ids for _, ids in expected][:1]


def scores_of(net, sentence):
    return lambda ids: net.scores(sentence, START, ids)


@pytest.mark.parametrize("early_stopping", [True, False, "never"])
@pytest.mark.parametrize("length_penalty", [0.0, 0.6, 1.0, 2.0, -1.0])
@pytest.mark.parametrize("beams", [2, 3, 4])
def test_beam_search_equals_the_plain_one(early_stopping, length_penalty, beams):
    for seed in range(3):
        limits = random.Random(seed).sample(range(1, 13), 4)
        net = ToyNet(seed, VOCABULARY, len(limits), ending=random.Random(seed).uniform(-1, 3))
        plain = [Plain(beams, limit, length_penalty, early_stopping) for limit in limits]
        found = search(net, settings_of(plain[0], limits))
        for sentence, one in enumerate(plain):
            assert_same(found[sentence], plain_beams(scores_of(net, sentence), one))


def allowed_only(scores, allowed):
    return [score if id in allowed else float("-inf") for id, score in enumerate(scores)]


@pytest.mark.parametrize("seed", range(12))
def test_forced_prefixes_equal_the_plain_search(seed):
    net, chance = ToyNet(seed, VOCABULARY, 3), random.Random(seed)
    prefixes = tuple(tuple(chance.randrange(1, 13) for _ in range(n)) for n in (0, 1, 4))
    plain = Plain(3, 9, 1.0, chance.choice([True, False, "never"]))
    found = search(net, settings_of(plain, [9] * 3, prefixes))

    for sentence, prefix in enumerate(prefixes):

        def scores(ids, sentence=sentence, prefix=prefix):
            free = scores_of(net, sentence)(ids)
            forced = len(ids) < len(prefix)
            return allowed_only(free, {prefix[len(ids)]}) if forced else free

        assert_same(found[sentence], plain_beams(scores, plain))
        for one in found[sentence]:
            assert one.ids[: len(prefix)] == prefix


def repeats(ids, size):
    """What would make an n-gram stand twice in `ids`."""
    grams = [tuple(ids[at : at + size]) for at in range(len(ids) - size + 1)]
    start = tuple(ids[len(ids) - size + 1 :])
    return {gram[-1] for gram in grams if gram[:-1] == start}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [2, 3])
def test_rules_hold_within_beams(seed, size):
    net, plain = ToyNet(seed, VOCABULARY, 2, ending=-1.0), Plain(3, 16, 1.0, False)
    rules = [NoRepeatedNgram(size), NoEndBefore(3, [EOS])]
    found = search(net, settings_of(plain, [16, 16]), rules)
    for sentence in range(2):

        def scores(ids, sentence=sentence):
            banned = repeats((START, *ids), size) | ({EOS} if len(ids) < 3 else set())
            free = scores_of(net, sentence)(ids)
            return allowed_only(free, set(range(VOCABULARY)) - banned)

        assert_same(found[sentence], plain_beams(scores, plain))


@pytest.mark.parametrize("beams", [1, 2, 5])
def test_batch_mates_change_nothing(beams):
    limits = (3, 12, 7, 1, 9, 12)
    net = ToyNet(5, VOCABULARY, len(limits))
    plain = Plain(beams, 0, 1.0, False)
    together = search(net, settings_of(plain, limits), watch=Head(0, 0))
    for sentence, limit in enumerate(limits):
        alone = search(net, settings_of(plain, [limit]), (), [sentence], watch=Head(0, 0))[0]
        assert [one.ids for one in alone] == [one.ids for one in together[sentence]]
        for mine, theirs in zip(alone, together[sentence], strict=True):
            assert mine.logprobs == pytest.approx(theirs.logprobs, abs=1e-5)
            np.testing.assert_allclose(mine.rows, theirs.rows, atol=1e-6)


@pytest.mark.parametrize("beams", [1, 3])
def test_watched_rows_and_logprobs_belong_to_their_pieces(beams):
    net = ToyNet(9, VOCABULARY, 2)
    settings = Settings(START, (EOS,), (10, 10), beams, hypotheses=beams)
    for sentence, found in enumerate(search(net, settings, watch=Head(0, 0))):
        for one in found:
            expected = [
                net.scores(sentence, START, one.ids[:at])[id] for at, id in enumerate(one.ids)
            ]
            assert one.logprobs == pytest.approx(expected, abs=1e-5)
            np.testing.assert_allclose(
                one.rows, net.watched(sentence, START, one.ids), atol=1e-6
            )
            assert one.ended == (one.ids[-1] == EOS)
            assert one.score == pytest.approx(sum(expected) / len(expected), abs=1e-5)


def candidates_of(allowed):
    ids = torch.tensor(sorted(set().union(*allowed)))
    banned = torch.tensor(
        [[0.0 if int(id) in own else float("-inf") for id in ids] for own in allowed]
    )
    return Candidates(ids, banned)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("beams", [1, 3])
def test_candidates_of_a_sentence_do_not_depend_on_batch_mates(seed, beams):
    chance = random.Random(seed)
    allowed = [{EOS, *chance.sample(range(1, VOCABULARY), 8)} for _ in range(3)]
    net, limits = ToyNet(seed, VOCABULARY, 3), (8, 8, 8)
    settings = Settings(START, (EOS,), limits, beams)
    together = search(net, settings, candidates=candidates_of(allowed))
    for sentence, own in enumerate(allowed):
        single = Settings(START, (EOS,), (8,), beams)
        alone = search(net, single, (), [sentence], candidates_of([own]))[0]
        assert [one.ids for one in alone] == [one.ids for one in together[sentence]]
        assert [one.score for one in alone] == pytest.approx(
            [one.score for one in together[sentence]], abs=1e-5
        )
        assert set(alone[0].ids) <= own


def test_the_running_output_is_the_best_beam():
    net, settings = ToyNet(3, VOCABULARY, 1, ending=-4.0), Settings(START, (EOS,), (6,), 3)
    running = start_search(net, net.encode(Source.of([[0]])), settings, [], None)
    for length in range(1, 6):
        running.step()
        beams = Plain(3, length, 0.0, False)
        assert running.running(0) == plain_beams(scores_of(net, 0), beams)[0][1]
    running.step()
    assert running.done
    assert running.running(0) == running.results()[0][0].ids


def test_more_beams_than_tokens():
    net, plain = ToyNet(1, 3, 1), Plain(8, 6, 1.0, False)
    settings = Settings(2, (EOS,), (6,), 8)
    found = search(net, settings)[0]
    expected = plain_beams(lambda ids: net.scores(0, 2, ids), plain)
    assert found[0].ids == expected[0][1]
    assert found[0].score == pytest.approx(expected[0][0], abs=1e-4)
