"""Searches give what `generate` of the reference gives: ids and scores, ties excepted."""

from dataclasses import replace

import pytest
import torch

from models.nets import Source
from tests.inference.reference_search import PAD, SPECIAL, bart, generation_of, marian, ours, t5

MAKERS = {"marian": marian, "bart": bart, "t5": t5}
# With unlike scores for unlike outputs these are almost never needed.
TIES = 0.01
OPTIONS = {
    "nothing": {},
    "long": {"length_penalty": 2.0},
    "short, early": {"length_penalty": 0.6, "early_stopping": True},
    "never": {"early_stopping": "never"},
    "never, textbook": {"early_stopping": "never", "length_penalty": 0.0},
    "never, negative": {"early_stopping": "never", "length_penalty": -0.5},
    "negative": {"length_penalty": -1.0},
    "summary": {
        "length_penalty": 2.0,
        "min_length": 8,
        "no_repeat_ngram_size": 2,
        "early_stopping": True,
    },
    "renormalized": {"renormalize_logits": True, "bad_words_ids": [[PAD]]},
    "repetition": {"repetition_penalty": 1.3},
    "repetition rewarded": {"repetition_penalty": 0.8, "no_repeat_ngram_size": 3},
    "forced first": {"forced_bos_token_id": 7, "no_repeat_ngram_size": 3},
    "forced last": {"forced_eos_token_id": 2, "max_length": 9},
    "forced both": {
        "forced_bos_token_id": 7,
        "forced_eos_token_id": 2,
        "max_length": 7,
        "min_length": 7,
    },
    "bad words": {"bad_words_ids": [[5], [9], [2], [3, 8], [11, 12], [20, 21, 22]]},
    "no unigram": {"no_repeat_ngram_size": 1},
    "least new": {"min_new_tokens": 6, "min_length": 12},
    "most new": {"max_new_tokens": 4, "max_length": 9},
    "several ends": {"eos_token_id": [2, 9, 14]},
    "several ends, early": {"eos_token_id": [2, 9], "early_stopping": True, "min_length": 4},
    "many ends": {
        "eos_token_id": [2, *range(10, 45)],
        "early_stopping": "never",
        "length_penalty": 2.0,
    },
    "many ends, later": {"eos_token_id": [2, *range(10, 45)], "min_length": 4},
    "suppressed": {"suppress_tokens": [4, 5, 6, 7, 8], "begin_suppress_tokens": [2, 10, 11]},
    "suppressed after the first": {
        "forced_bos_token_id": 7,
        "begin_suppress_tokens": [2, 10, 11, 12],
    },
    "decay": {"exponential_decay_length_penalty": [3, 1.2]},
    "finite": {"remove_invalid_values": True, "renormalize_logits": True},
}
OF_THE_SOURCE = {
    "penalty": {"encoder_repetition_penalty": 1.5},
    "reward": {"encoder_repetition_penalty": 0.7, "repetition_penalty": 1.2},
    "token": {"encoder_no_repeat_ngram_size": 1, "bad_words_ids": [[6]]},
    "bigram": {"encoder_no_repeat_ngram_size": 2, "no_repeat_ngram_size": 2},
}


@pytest.fixture(scope="module", params=MAKERS)
def model(request):
    torch.manual_seed(list(MAKERS).index(request.param))
    return MAKERS[request.param]()


def sources_of(seed, count=3):
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.randint(1, 9, (count,), generator=generator).tolist()
    rows = [torch.randint(4, 60, (n,), generator=generator).tolist() for n in lengths]
    return [[*row, 2] for row in rows]


def theirs(model, sources, options, **more):
    """`generate` with our special ids and at most 14 ids unless the options say another."""
    source = Source.of(sources, PAD)
    mask = (torch.arange(source.ids.shape[1]) < source.lengths[:, None]).long()
    length = {} if "max_new_tokens" in options else {"max_length": 14}
    return model.generate(
        source.ids,
        attention_mask=mask,
        return_dict_in_generate=True,
        output_scores=True,
        **{**SPECIAL, **length, **options, **more},
    )


def limited(options):
    return options if "max_new_tokens" in options else {"max_length": 14, **options}


def same_ids(ids, reference, ends):
    """Whether a row of the reference, with its start and filling, holds these ids."""
    found = reference.tolist()[1:]
    return found[: len(ids)] == list(ids) and set(found[len(ids) :]) <= {PAD, *ends}


def ties_of_beams(model, sources, options, beams):
    """How many outputs of beam search have another's score; the rest are the same."""
    options = {**limited(options), "num_beams": beams}
    mine = ours(model, sources, options, hypotheses=beams)
    reference = theirs(model, sources, options, num_return_sequences=beams)
    flat = [one for found in mine for one in found]
    assert len(flat) == len(sources) * beams
    assert [one.score for one in flat] == pytest.approx(
        reference.sequences_scores.tolist(), abs=1e-4
    )
    ends = generation_of(options).ends
    return sum(
        not same_ids(one.ids, row, ends)
        for one, row in zip(flat, reference.sequences, strict=True)
    )


@pytest.mark.parametrize("beams", [2, 4, 5])
def test_beam_search_in_batches_with_padding(model, beams):
    seen = ties = 0
    for seed, options in enumerate(OPTIONS.values()):
        ties += ties_of_beams(model, sources_of(seed + 100 * beams), options, beams)
        seen += 3 * beams
    assert ties <= TIES * seen


@pytest.mark.parametrize("name", OF_THE_SOURCE)
def test_rules_about_the_source(model, name):
    options, ties, sources = OF_THE_SOURCE[name], 0, sources_of(3)
    for source in sources:
        assert_greedy(model, [source], options)
        ties += ties_of_beams(model, [source], options, 4)
    assert ties == 0
    # The reference counts padding as source; ours gives each sentence what it gets alone.
    alone = [ours(model, [source], limited(options))[0] for source in sources]
    together = ours(model, sources, limited(options))
    assert [one.ids for (one,) in together] == [one.ids for (one,) in alone]


def assert_greedy(model, sources, options):
    options = limited(options)
    reference = theirs(model, sources, options)
    ends = generation_of(options).ends
    for row, (one,) in enumerate(ours(model, sources, options)):
        assert same_ids(one.ids, reference.sequences[row], ends)
        expected = [
            reference.scores[step][row].log_softmax(-1)[id].item()
            for step, id in enumerate(one.ids)
        ]
        assert one.logprobs == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name", OPTIONS)
def test_greedy_search(model, name):
    assert_greedy(model, sources_of(len(name)), OPTIONS[name])


SAMPLINGS = {
    "plain": {"top_k": 0},
    "defaults": {},
    "sharp": {"temperature": 0.5, "top_k": 5},
    "nucleus": {"top_k": 0, "top_p": 0.7, "temperature": 1.5},
    "both": {"top_k": 20, "top_p": 0.5},
    "likeliest": {"top_p": 0.0},
    "ruled": {"top_p": 0.9, "renormalize_logits": True, "repetition_penalty": 1.5},
}


@pytest.mark.parametrize("name", SAMPLINGS)
@pytest.mark.parametrize("count", [1, 4])
def test_draws_with_the_same_seed(model, name, count):
    options, sources = limited(SAMPLINGS[name]), sources_of(9)
    generation = generation_of(options)
    together = None
    for seed in (5, 6):
        seeded = replace(generation, sampling=replace(generation.sampling, seed=seed))
        together = ours(model, sources, {}, count, seeded, sampled=True)
        for source, mine in zip(sources, together, strict=True):
            torch.manual_seed(seed)
            reference = theirs(
                model, [source], options, do_sample=True, num_return_sequences=count
            )
            assert len(mine) == count
            for one, row in zip(mine, reference.sequences, strict=True):
                assert same_ids(one.ids, row, generation.ends)
