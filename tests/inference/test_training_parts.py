"""The parts of the trainer: what it reads, its loss, its order, its rate, its numbers."""

import gzip
import math
from xml.etree import ElementTree

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.messages import Problem, UsageError
from models.training.batches import Batch, Example, epoch
from models.training.config_file import read_config
from models.training.curve import Series, curve
from models.training.dropout import add_dropout
from models.training.job import prepare
from models.training.loss import Loss, summed_loss
from models.training.pairs import read_pairs
from models.training.rouge import rouge_l, rouge_n
from models.training.schedule import rate_at
from models.training.vocabulary import START, Pieces, read_vocabulary, train_vocabulary
from tests.inference.training_files import pairs, write
from tests.tiny import vocabulary


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"a\tb\n\nc\td\n", "line 2 is empty"),
        (b"a\tb\nc\n", "line 2 has one column"),
        (b"a\tb\nc\td\te\n", "line 2 has 3 columns"),
        (b"a\tb\n \td\n", "line 2 has an empty source"),
        (b"a\tb\nc\t\n", "line 2 has an empty target"),
        (b"a\tb\n\xe9\td\n", "line 2 is no UTF-8"),
        (b"\xff\xfea\x00\t\x00b\x00\n\x00", "line 1 is no UTF-8"),
        (b"", "too little text: 0 pairs"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, content, fault):
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content)
    with pytest.raises(Problem, match=fault):
        read_pairs(path)


def test_pairs_are_read_from_plain_and_packed_files(tmp_path):
    content = "\ufeffone\tum\r\ntwo\tdois\tduas".encode()
    plain, packed = tmp_path / "pairs.tsv", tmp_path / "pairs.tsv.gz"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    for path in (plain, packed):
        first, second = read_pairs(path, several=True)
        assert (first.source, first.targets) == ("one", ("um",))
        assert (second.source, second.targets) == ("two", ("dois", "duas"))


@pytest.mark.parametrize("damaged", [b"a\tb\n", gzip.compress(b"a\tb\n" * 99, mtime=0)[:-9]])
def test_a_damaged_archive_is_one_sentence(tmp_path, damaged):
    (tmp_path / "pairs.tsv.gz").write_bytes(damaged)
    with pytest.raises(Problem, match="cannot be read"):
        read_pairs(tmp_path / "pairs.tsv.gz")


def test_too_few_pairs_are_refused(tmp_path):
    config = read_config(write(tmp_path, lines=pairs(99)))
    with pytest.raises(Problem, match="99 pairs, and 100 are needed"):
        prepare(config, tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("speed = 1", "speed cannot be used: known are"),
        ("[training]\nsteps = -1", "training.steps cannot be used: it should be from 0"),
        ('[training]\nrate = "high"', "training.rate cannot be used: it should be of the type"),
        ("[training]\nrate = nan", "training.rate cannot be used"),
        ("[training]\nsteps = true", "training.steps cannot be used: it should be of the type"),
        ('[training]\ndecay = "slow"', "training.decay cannot be used: known are cosine"),
        ("[net]\nheads = 3", "net.heads cannot be used: 256 cannot be shared"),
        ('kind = "recurrent"\n[net]\nplaces = 9', "net.places cannot be used: known are cell"),
        ("[data]\nlongest = 999", "data.longest cannot be used: the net has 256 places"),
        ("net = 3", "net cannot be used: it is no section"),
        ("kind = ", "is no TOML"),
    ],
)
def test_a_training_file_that_cannot_be_meant_names_the_key(tmp_path, text, fault):
    path = tmp_path / "train.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=fault):
        read_config(path)


def test_paths_begin_where_they_are_told(tmp_path):
    path = write(tmp_path)
    assert read_config(path).folder == tmp_path
    assert read_config(path, tmp_path / "data").folder == tmp_path / "data"


def test_a_small_text_gives_fewer_pieces_than_wanted():
    pieces = Pieces(train_vocabulary(pairs(50), 8000, 1))
    assert 20 < pieces.size < 8000
    (ids,) = pieces.ids(["the red boat"])
    assert pieces.text(ids) == "the red boat"
    assert pieces.table()["</s>"] == ids[-1] == 2


def test_too_many_characters_for_the_pieces_is_a_sentence():
    with pytest.raises(Problem, match="No vocabulary of 16 pieces"):
        train_vocabulary(["abcdefghijklmnopqrstuvwxyz"] * 9, 16, 1)


def test_a_vocabulary_with_other_special_pieces_is_refused(tmp_path):
    (tmp_path / "other.spm").write_bytes(vocabulary())
    with pytest.raises(Problem, match="other special pieces"):
        read_vocabulary(tmp_path / "other.spm")


EXAMPLES = st.lists(
    st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=60
).map(lambda sizes: [Example([5] * one, [6] * other) for one, other in sizes])


@settings(max_examples=60, deadline=None)
@given(EXAMPLES, st.integers(8, 200), st.integers(0, 5))
def test_an_epoch_has_every_pair_once_within_the_budget(examples, budget, number):
    order = epoch(examples, budget, 1, number)
    assert sorted(at for batch in order for at in batch) == list(range(len(examples)))
    for batch in order:
        longest = [
            max(len(getattr(examples[at], side)) for at in batch)
            for side in ("source", "target")
        ]
        assert len(batch) == 1 or len(batch) * sum(longest) <= budget


def test_the_order_is_that_of_seed_and_epoch():
    examples = [Example([5] * (at % 7 + 1), [6] * (at % 5 + 1)) for at in range(200)]
    first = epoch(examples, 60, 1, 0)
    assert first == epoch(examples, 60, 1, 0)
    assert first != epoch(examples, 60, 1, 1)
    assert first != epoch(examples, 60, 2, 0)


@pytest.mark.parametrize("kind", ["transformer", "recurrent"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_without_padding_is_the_plain_formula(tmp_path, kind, smoothing):
    job = prepare(read_config(write(tmp_path, kind)), tmp_path / "out")
    net = job.learner.net
    job.learner.module.eval()
    sizes = [(3, 6), (5, 4), (2, 1)]
    dice = torch.Generator().manual_seed(3)
    rows = [
        Example(*(torch.randint(4, 40, (size,), generator=dice).tolist() for size in both))
        for both in sizes
    ]
    expected = 0.0
    for row in rows:  # alone, without padding, by the definition
        one = Batch.of([row])
        memory = net.encode(one.source)
        weight, bias = memory.output.weight, memory.output.bias
        logits = net.states(memory, START, one.target)[0][0] @ weight.T
        logprobs = (logits if bias is None else logits + bias).log_softmax(-1)
        own = logprobs[torch.arange(len(row.target)), torch.tensor(row.target)]
        mixed = (1 - smoothing) * own + smoothing * logprobs.mean(-1)
        expected -= float(mixed.sum().detach())
    together, _ = Loss(smoothing)(net, Batch.of(rows))
    assert float(together.detach()) == pytest.approx(expected, rel=1e-5)


def test_states_and_replay_agree(tmp_path):
    job = prepare(read_config(write(tmp_path)), tmp_path / "out")
    net = job.learner.net
    job.learner.module.eval()
    batch = Batch.of([Example([5, 6, 2], [7, 8, 9, 2])])
    memory = net.encode(batch.source)
    loss = float(summed_loss(net, batch).detach())
    from models.nets import Want

    replayed = net.replay(memory, START, batch.target, Want()).logprobs
    assert loss == pytest.approx(-float(replayed.sum().detach()), rel=1e-5)


def test_every_parameter_gets_a_gradient(tmp_path):
    for kind in ("transformer", "recurrent"):
        job = prepare(read_config(write(tmp_path, kind)), tmp_path / kind)
        batch = Batch.of(job.examples[:8])
        Loss(0.1)(job.learner.net, batch)[0].backward()
        idle = [
            name
            for name, one in job.learner.module.named_parameters()
            if one.grad is None or not one.grad.isfinite().all()
        ]
        assert not idle


def test_dropout_is_for_training_alone():
    module = torch.nn.ModuleDict(
        {"out_proj": torch.nn.Identity(), "other": torch.nn.Identity()}
    )
    module["own"] = torch.nn.Dropout(0.0)
    add_dropout(module, ("out_proj",), 0.5)
    ones = torch.ones(1000)
    for name, dropped in (("out_proj", True), ("other", False), ("own", True)):
        assert bool((module.train()[name](ones) == 0).any()) == dropped
        assert torch.equal(module.eval()[name](ones), ones)


def test_the_rate_warms_up_and_falls():
    rates = [rate_at(step, 10, "inverse-root", 2.0, 0) for step in (1, 5, 10, 40)]
    assert rates == pytest.approx([0.2, 1.0, 2.0, 1.0])
    cosine = [rate_at(20, 10, "cosine", 1.0, used) for used in (0.0, 0.5, 1.0, 1.5)]
    assert cosine == pytest.approx([1.0, 0.5, 0.02, 0.02])
    assert rate_at(99, 10, "none", 3.0, 0.9) == 3.0


def test_rouge_is_that_of_its_definition():
    # 3 of 3 words in order among 6: precision 1, recall 1/2.
    assert rouge_l("The cat sat.", "the cat slowly sat down there") == pytest.approx(200 / 3)
    assert rouge_n("the the cat", "the cat", 1) == pytest.approx(80.0)
    assert rouge_n("a b c", "b c d", 2) == pytest.approx(50.0)
    assert rouge_l("", "a") == rouge_l("…", "!") == 0.0
    assert rouge_l("a b c d", "d c b a") == pytest.approx(25.0)


def test_a_curve_is_a_picture_with_its_places_inside():
    series = [
        Series("a < b", tuple((x, 9 * math.exp(-x / 9)) for x in range(40))),
        Series("none", ()),
        Series("one", ((7, 3.0),)),
    ]
    picture = ElementTree.fromstring(curve("loss", series))
    names = "{http://www.w3.org/2000/svg}"
    texts = [one.text for one in picture.iter(f"{names}text")]
    assert "a < b" in texts and "one" in texts and "none" not in texts
    lines = list(picture.iter(f"{names}polyline"))
    places = [place for line in lines for place in line.get("points").split()]
    assert len(places) == 41
    for place in places:
        x, y = map(float, place.split(","))
        assert 0 < x < 720 and 0 < y < 400
    assert ElementTree.fromstring(curve("nothing yet", []))
