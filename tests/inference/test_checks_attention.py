"""Words that were left out and words that were made up, by hand and by a starter."""

from models.checks import CheckKind, check
from models.messages import Align, Alignment, Level, Matrix, Note, Segment, Token
from tests.fakes import segment
from tests.inference.running import segments


def said(one, kind):
    texts = {"source": one.source, "target": one.target}
    return [texts[each.side][each.start : each.end] for each in check(one) if each.kind is kind]


def left_out(one):
    return said(one, CheckKind.LEFT_OUT)


def made_up(one):
    return said(one, CheckKind.INVENTED)


def test_words_that_nothing_looks_at():
    links = [(0, 0, 0.9), (3, 1, 0.9)]
    one = segment("She quickly, silently left.", "Ela saiu.", links)
    assert left_out(one) == ["quickly", "silently"]
    (first, _) = [each for each in check(one) if each.kind is CheckKind.LEFT_OUT]
    assert first.what == "“quickly” may have been left out."


def test_neighbours_are_one_place_and_small_words_none():
    links = [(0, 0, 0.9), (4, 1, 0.9)]
    one = segment("😀 the green elephant danced", "😀 dançou", links)
    assert left_out(one) == ["green elephant"]


def test_some_attention_is_enough():
    assert left_out(segment("green grass", "erva", [(0, 0, 0.5), (1, 0, 0.6)])) == []


def test_words_without_any_strong_link_may_be_made_up():
    one = segment(
        "It rained.", "Choveu 😀 ontem e\u0301 muito forte.", [(0, 0, 0.1), (1, 0, 0.9)]
    )
    assert made_up(one) == ["ontem", "forte"]


def with_certainty(source, target, links):
    """Words as (text, certainty), linked as given; pieces are the words."""
    tokens, at = [], 0
    for text, certainty in target:
        tokens.append(Token(text, at, at + len(text), certainty))
        at += len(text) + 1
    plain = segment(source, " ".join(text for text, _ in target), links)
    words = plain.alignment.words
    level = Level(words.source, tuple(tokens), words.matrix)
    return Segment(0, "", source, plain.target, 0, (), (), Alignment(level, level, 0.4))


def test_an_unbelievable_word_where_another_has_the_stronger_link():
    links = [(0, 0, 0.9), (1, 1, 0.9), (1, 2, 0.7)]
    words = [("casa", 0.9), ("velha", 0.8)]
    assert made_up(with_certainty("house old", [*words, ("elefante", 1e-8)], links)) == [
        "elefante"
    ]
    assert made_up(with_certainty("house old", [*words, ("antiga", 0.1)], links)) == []


def test_what_only_unbelievable_words_look_at_may_be_left_out():
    links = [(0, 0, 0.9), (1, 1, 0.6), (2, 1, 0.5)]
    doubted = [("casa", 0.9), ("velha", 1e-8)]
    assert left_out(with_certainty("house green ancient", doubted, links)) == ["green ancient"]
    believed = [("casa", 0.9), ("velha", 0.5)]
    assert left_out(with_certainty("house green ancient", believed, links)) == []


def test_words_that_were_passed_through_need_no_links():
    for note in (Note.UNTRANSLATED, Note.UNLINKED):
        assert check(segment("quickly 12", "quickly 12", (), notes=(note,))) == ()
    assert len(check(segment("quickly 12", "quickly 12", ()))) == 2


def test_empty_sides():
    empty = Level((), (), Matrix((0, 0), b""))
    assert check(Segment(0, "", "", "", 0, (), (), Alignment(empty, empty, 0.4))) == ()


def test_a_starter_s_pairs_with_something_missing_something_more_and_a_wrong_number(starters):
    pairs = (
        ("The old red house was sold yesterday.", "A velha casa vermelha foi vendida ontem."),
        ("The old red house was sold yesterday.", "A velha casa foi vendida ontem."),
        ("We need more water.", "Precisamos de mais água fresca para os cavalos."),
        ("It occupies 783,562 square kilometres.", "Ocupa 733.562 quilômetros quadrados."),
    )
    good, short, long, wrong = segments(starters, Align(1, pairs, "starter-en-pt"))
    assert check(good) == ()
    assert left_out(short) == []  # words of three letters are not looked at
    assert "fresca" in made_up(long)
    assert [one.what for one in check(wrong)] == ["783,562 became 733.562."]
