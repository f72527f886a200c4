import pytest
import torch

from models.nets import Candidates, Source
from models.search import Columns, Settings, StraightSearch, start_search
from tests.inference.toy import EOS, ToyNet, plain_greedy

VOCABULARY, START = 14, 13


def greedy(net, limits, sentences=None, rules=(), length_penalty=1.0):
    chosen = range(len(limits)) if sentences is None else sentences
    memory = net.encode(Source.of([[sentence] for sentence in chosen]))
    settings = Settings(START, (EOS,), tuple(limits), length_penalty=length_penalty)
    search = start_search(net, memory, settings, rules, None)
    assert isinstance(search, StraightSearch)
    while not search.done:
        search.step()
    return [found for (found,) in search.results()]


@pytest.mark.parametrize("seed", range(20))
def test_greedy_takes_the_likeliest_token_of_each_step(seed):
    limits = [1, 4, 15, 15, 9, 2, 30, 30]
    net = ToyNet(seed, VOCABULARY, len(limits), ending=1.0)
    for sentence, found in enumerate(greedy(net, limits)):
        ids, logprobs = plain_greedy(
            lambda ids, sentence=sentence: net.scores(sentence, START, ids),
            limits[sentence],
        )
        assert found.ids == ids
        assert found.logprobs == pytest.approx(logprobs, abs=1e-5)
        assert found.score == pytest.approx(sum(logprobs) / len(ids), abs=1e-5)
        assert found.ended == (ids[-1] == EOS)


@pytest.mark.parametrize("length_penalty", [0.0, 0.6, 2.0, -1.0])
def test_the_score_is_the_sum_by_the_penalised_length(length_penalty):
    (found,) = greedy(ToyNet(1, VOCABULARY, 1), [9], length_penalty=length_penalty)
    expected = sum(found.logprobs) / len(found.ids) ** length_penalty
    assert found.score == pytest.approx(expected)


def test_the_running_output_grows_by_one_token_a_step():
    net = ToyNet(2, VOCABULARY, 2, ending=-9.0)
    memory = net.encode(Source.of([[0], [1]]))
    search = start_search(net, memory, Settings(START, (EOS,), (5, 3)), (), None)
    for length in range(1, 6):
        search.step()
        assert len(search.running(0)) == length
        assert len(search.running(1)) == min(length, 3)
    assert search.done
    assert [search.running(at) for at in (0, 1)] == [one.ids for (one,) in search.results()]


def test_no_tensor_of_a_search_leaves_inference_mode_on():
    net = ToyNet(2, VOCABULARY, 1)
    memory = net.encode(Source.of([[0]]))
    search = start_search(net, memory, Settings(START, (EOS,), (5,), beams=2), (), None)
    search.step()
    assert not torch.is_inference_mode_enabled()


def test_columns_of_a_shortlist():
    net = ToyNet(0, VOCABULARY, 1)
    ids = torch.tensor([0, 3, 7, 12])
    memory = net.encode(Source.of([[0]]), Candidates(ids, torch.zeros(1, 4)))
    columns = Columns(memory)
    assert columns.of([7, 0, 12]) == [2, 0, 3]
    assert columns.known([7, 5, 0, 13]) == [2, 0]
    assert [columns.id(column) for column in range(4)] == [0, 3, 7, 12]
    with pytest.raises(ValueError, match="no candidates"):
        columns.of([7, 5])
    assert columns.ids(torch.tensor([1, 3])).tolist() == [3, 12]
    everything = Columns(net.encode(Source.of([[0]])))
    assert everything.of([7, 0]) == [7, 0]
    assert everything.known([VOCABULARY, 7, -1]) == [7]
    assert everything.ids(torch.tensor([5])).tolist() == [5]
