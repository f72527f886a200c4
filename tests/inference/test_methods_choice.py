import json
from dataclasses import replace

import numpy as np
import pytest

from models.alignment import Side
from models.fingerprint import fingerprint
from models.library import Library
from models.messages import Options, Piece, Span, Task
from models.method_choice import (
    Choices,
    agreement,
    choose,
    correlation,
    fitting,
    ranking,
)
from models.methods import Average, Blend, OneHead, Pair, Shifted
from models.nets import Head
from models.opened import OpenModels
from models.probe_sentences import probe_sentences
from models.source_effects import Effects, effects
from tests.checkpoints import MARIAN, ROWS, write_checkpoint
from tests.inference.running import MEMORY

TEXT = "ab cd ef gh"
SPANS = tuple(Span(at, at + 2) for at in (0, 3, 6, 9))
SIDE = Side(TEXT, tuple(Piece(TEXT[s.start : s.end], s.start, s.end, 5) for s in SPANS), SPANS)


class Planted:
    """A method that reads given rows."""

    def __init__(self, name, rows):
        self.name, self._rows = name, np.asarray(rows, np.float32)

    def rows(self, replay, pair: Pair):
        return self._rows[: pair.target, : pair.source]


RIGHT = 0.7 * np.eye(4)[[0, 2, 1, 3]] + 0.075
DROPS = np.eye(4, dtype=np.float32)[[0, 2, 1, 3]] * 3 + np.float32(0.2)


def found():
    return [Effects(SIDE, SIDE, None, DROPS)]


def test_the_method_that_looks_where_the_effects_are_is_best():
    methods = [
        Planted("diagonal", 0.7 * np.eye(4) + 0.075),
        Planted("late", [*RIGHT[1:], RIGHT[-1]]),
        Planted("right", RIGHT),
        Planted("nowhere", np.full((4, 4), 0.25)),
    ]
    ranked = ranking(methods, found())
    assert [method.name for method, _ in ranked][:2] == ["right", "diagonal"]
    assert ranked[0][1] > 0.9
    assert agreement(methods[3], found()[0]) == 0


def test_correlation_of_a_constant_is_nothing():
    ones = np.ones((2, 2), np.float32)
    assert correlation(ones, np.eye(2, dtype=np.float32)) == 0
    assert correlation(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32)) == (
        pytest.approx(1)
    )


def opened(library, name):
    work = OpenModels(library, MEMORY).opening(name, 0, Options())
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value.towards(Task())


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    return opened(Library(tmp_path_factory.mktemp("empty")), "starter-en-pt")


@pytest.fixture
def student(students):
    return opened(Library(students), "tiny-en-pt")


def test_replacing_a_word_touches_its_translation_most(starter):
    (one,) = effects(starter, ["She bought three apples."])
    source = [one.source.text[word.start : word.end] for word in one.source.words]
    target = [one.target.text[word.start : word.end] for word in one.target.words]
    for there, here in (("three", "três"), ("apples", "maçãs")):
        assert source[one.drops[target.index(here)].argmax()] == there
    assert one.drops.min() >= 0


def test_the_choice_finds_where_a_student_aligns(starter):
    method = choose(starter)
    assert isinstance(method, Blend)
    names = {part.name for part in method.methods}
    # Layer 1 predicts, layer 0 has it in the row whose input is the piece.
    assert all(name.startswith(("1", "norm:1", "shift:", "average")) for name in names)
    assert not any(name.startswith(("shift:1", "shift:norm:1")) for name in names)


def test_a_sentence_that_does_not_fit_is_left_out(student):
    sentences = probe_sentences("en")
    sizes = [len(student.source.encode(one)) for one in sentences]
    room = min(sizes)
    assert room < max(sizes)
    for field in ("limit", "places"):
        short = replace(student, reading=replace(student.reading, **{field: room}))
        assert fitting(short, sentences) == [sentences[sizes.index(room)]]
        assert choose(short).name
        shorter = replace(student, reading=replace(student.reading, **{field: room - 1}))
        assert choose(shorter) == Average()


@pytest.mark.parametrize("places", [20, 40])
def test_a_method_is_chosen_for_a_checkpoint_of_few_places(tmp_path, places):
    sizes = MARIAN | {"max_position_embeddings": places}
    folder = tmp_path / "opus-mt-en-de"
    write_checkpoint(replace(ROWS[0], sizes=sizes), folder)
    model = opened(Library(tmp_path / "none"), str(folder))
    assert model.reading.places == places
    assert choose(model).name


def test_a_choice_is_kept_and_read_again(student, tmp_path):
    first = Choices(tmp_path).method(student)
    file = tmp_path / fingerprint(student.checkpoint.path) / "alignment.json"
    content = json.loads(file.read_text("utf-8"))
    assert content["method"] == first.name
    file.write_text(json.dumps(content | {"method": "shift:0:1+average"}), "utf-8")
    kept = Choices(tmp_path).method(student)
    assert kept == Blend((Shifted(OneHead(Head(0, 1))), Average()))


@pytest.mark.parametrize(
    "content",
    [
        *("", "[]", "{", '{"criterion": 1}', '{"criterion": 1, "method": "best"}'),
        '{"criterion": 0, "method": "average"}',
    ],
)
def test_a_kept_choice_that_means_nothing_is_made_again(student, tmp_path, content):
    file = tmp_path / fingerprint(student.checkpoint.path) / "alignment.json"
    file.parent.mkdir()
    file.write_text(content, "utf-8")
    chosen = Choices(tmp_path).method(student)
    assert json.loads(file.read_text("utf-8"))["method"] == chosen.name


def test_a_choice_is_made_once(student):
    choices = Choices(None)
    assert choices.method(student) is choices.method(student)


def test_a_choice_that_cannot_be_kept_holds_for_now(student, tmp_path, caplog):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert Choices(blocked).method(student).name
    assert "alignment.json cannot be written (" in caplog.text
    assert "chosen again at the next start" in caplog.text
    assert "Errno" not in caplog.text


def test_sentences_are_in_the_language_that_is_read():
    assert probe_sentences("pt-BR") == probe_sentences("pt") != probe_sentences("en")
    assert probe_sentences("sw") == probe_sentences("") == probe_sentences("en")
