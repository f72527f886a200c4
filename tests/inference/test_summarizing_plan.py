import pytest

from models.generation import Generation
from models.summarizing.chunks import Chunks
from models.summarizing.plan import Output, Planner, usual_output
from models.summarizing.structure import sentences_of

ROOM = 1000
USUAL = Output(50, 140)


def chunks(pieces):
    """A text of that many one-piece words in sentences of twenty."""
    words = [f"w{at}" + ("." if at % 20 == 19 else "") for at in range(pieces)]
    text = " ".join(
        word.capitalize() if at % 20 == 0 else word for at, word in enumerate(words)
    )
    return Chunks.of(text, sentences_of(text), lambda text: len(text.split()), ROOM)


def levels(pieces, asked, single=False):
    """The plans of all levels, where every summary has the most that it may have."""
    planner, found = Planner(asked, USUAL, single), []
    while not found or not found[-1].last:
        found.append(planner.plan(chunks(pieces), len(found)))
        pieces = len(found[-1].parts) * found[-1].output.most
        assert len(found) < 9
    return found


def test_one_part_is_summarized_once():
    (plan,) = levels(900, 100)
    assert len(plan.parts) == 1
    assert plan.output.least <= 100 <= plan.output.most
    assert plan.ahead == 0


def test_parts_whose_shares_are_usual_are_summarized_once():
    (plan,) = levels(5000, 500)
    assert len(plan.parts) in (5, 6)
    assert plan.output.least * len(plan.parts) <= 500 <= plan.output.most * len(plan.parts)


def test_a_short_summary_of_many_parts_needs_another_level():
    first, second = levels(20_000, 120)
    assert len(first.parts) >= 20
    assert first.output.most <= USUAL.most
    assert len(second.parts) <= 2
    assert second.output.least * len(second.parts) <= 120


def test_a_very_long_text_needs_few_levels():
    assert len(levels(130_000, 150)) == 3
    assert len(levels(130_000, 1500)) == 2


def test_a_long_summary_is_made_of_more_parts():
    (plan,) = levels(5000, 2000)
    assert len(plan.parts) >= 2000 / USUAL.most
    assert plan.output.most <= 1.5 * USUAL.most


@pytest.mark.parametrize("pieces", [900, 5000, 50_000])
def test_a_title_is_one_sentence_of_a_summary(pieces):
    found = levels(pieces, 15, single=True)
    assert len(found) >= 2
    assert len(found[-1].parts) == 1
    assert found[-1].output.most < 25


def test_a_title_of_few_words_needs_no_summary():
    assert len(levels(120, 12, single=True)) == 1


@pytest.mark.parametrize("asked", [1, 150, 9000])
@pytest.mark.parametrize("pieces", [90, 5000])
def test_a_checkpoint_of_lines_writes_one_about_each_part(pieces, asked):
    plan = Planner(asked, USUAL, lines=True).plan(chunks(pieces), 0)
    assert len(plan.parts) == -(-pieces // ROOM)
    assert (plan.output, plan.last, plan.ahead) == (Output(0, USUAL.most), True, 0)


def test_a_title_of_lines_is_a_line_about_lines():
    planner = Planner(12, USUAL, single=True, lines=True)
    assert planner.plan(chunks(900), 0).last
    first = planner.plan(chunks(5000), 0)
    assert (len(first.parts), first.last, first.output.least) == (5, False, 0)
    assert first.ahead > 0
    assert planner.plan(chunks(5 * USUAL.most), 1).last


@pytest.mark.parametrize("asked", [20, 150, 1000, 9000])
def test_what_is_ahead_is_estimated(asked):
    for plan in (plans := levels(60_000, asked)):
        after = plans[plans.index(plan) + 1 :]
        read = sum(sum(part.pieces for part in later.parts) for later in after)
        assert plan.ahead >= read * 0.9


def test_usual_outputs_are_the_checkpoints_own():
    assert usual_output(Generation(0, (1,), max_length=143, min_length=56), 1024) == USUAL_CNN
    assert usual_output(Generation(0, (1,), max_new=60), 1024) == Output(15, 60)
    assert usual_output(Generation(0, (1,)), 1024).most == 128
    assert usual_output(Generation(0, (1,), max_length=5000), 1024).most == 256
    assert usual_output(Generation(0, (1,), max_length=143), 30).most == 29


USUAL_CNN = Output(56, 142)
