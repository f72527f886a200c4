"""Links of given pairs through two checkpoints."""

import pytest

from models.messages import Align, Options, Translate
from tests.inference.running import failure, segments

EN_PT, PT_EN = "starter-en-pt", "starter-pt-en"
SPLIT = Options(split_punctuation=True)
TEXTS = ("The old red house was sold yesterday. 🏠", "My grandmother cried.")


def links(segment):
    words = segment.alignment.words
    return {
        (words.source[link.source].text, words.target[link.target].text)
        for link in words.links(segment.alignment.threshold)
    }


def test_a_pivot_s_own_output_has_the_links_of_its_translation(starters):
    for text in TEXTS:
        pivot = {"via": PT_EN, "options": SPLIT}
        (whole,) = segments(starters, Translate(0, text, EN_PT, **pivot))
        (again,) = segments(starters, Align(0, ((text, whole.target),), EN_PT, **pivot))
        assert again.target == whole.target
        assert links(again) == links(whole)
        for one, other in zip(again.target_pieces, whole.target_pieces, strict=True):
            assert one.logprob == pytest.approx(other.logprob, abs=0.05)


def test_other_words_are_linked_to_the_first_source(starters):
    pairs = (("The red house was sold.", "The scarlet house was sold."), ("Good.", "Fine."))
    first, second = segments(starters, Align(0, pairs, EN_PT, via=PT_EN, options=SPLIT))
    assert ("red", "scarlet") in links(first)
    assert (first.source, first.target) == pairs[0]
    assert (second.source, second.target) == pairs[1]


def test_a_pivot_is_neither_joined_nor_given_tokens(starters):
    pair = (("Good morning.", "Good morning."),)
    assert failure(starters, Align(0, pair, EN_PT, reverse=PT_EN, via=PT_EN)).usage
    assert failure(starters, Align(0, pair, EN_PT, tokenized=True, via=PT_EN)).usage
    assert failure(starters, Align(0, pair, EN_PT, via=EN_PT)).usage


def test_several_outputs_come_through_a_pivot(starters):
    options = Options(beam=4, hypotheses=4)
    (segment,) = segments(starters, Translate(0, TEXTS[1], EN_PT, via=PT_EN, options=options))
    targets = [each.target for each in segment.hypotheses]
    assert len(targets) == 4
    assert targets[0].casefold() == segment.target.casefold()
