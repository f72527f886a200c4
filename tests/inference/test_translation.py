import pytest
from hypothesis import HealthCheck, given, settings

from models.messages import (
    Align,
    Finished,
    Loading,
    Note,
    Opened,
    Options,
    Partial,
    Result,
    SegmentDone,
    Translate,
)
from tests.inference.any_text import texts
from tests.inference.running import events, failure, rebuilt, segments

EN_PT = "tiny-en-pt"

NASTY = (
    "One.\r\nTwo.\r\n\r\n\r\nThree.\r\n",
    "\tindented\n\t\tmore\n\n\n   - a list\n   - of things\n   1. and numbers\n",
    "Trailing blanks.   \n   \n\t\n",
    "שלום עולם. How are you?\nمرحبا بالعالم.",
    "I love 😀 this. 👩\u200d👩\u200d👧 Yes!\n🇩🇪",
    "cafe\u0301 re\u0301sume\u0301. n\u0303o",
    "a\x00b\x01c. \x1b[31mred\x1b[0m",
    "half \ud83d a pair \ude00.",
    "\ufeffA mark first.\u2028And a line.\u2029End\x85",
    "no end",
    "   \n  ",
    "...\n---\n***\n",
    "A,B;C:D!E?F.G",
)


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("lines", [False, True])
def test_the_document_can_be_put_together_again(tiny, text, lines):
    source, target = rebuilt(tiny, Translate(0, text, EN_PT, lines=lines))
    assert source == text
    if lines:
        assert target.count("\n") == text.count("\n")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts(12))
def test_any_document_can_be_put_together_again(tiny, text):
    request = Translate(0, text, EN_PT)
    found = events(tiny, request)
    source = ""
    for event in found:
        if isinstance(event, SegmentDone):
            segment = event.segment
            assert segment.start == len(source) + len(segment.before)
            source += segment.before + segment.source
            assert event.done == len(source)
            check_offsets(segment)
    assert source + found[-2].tail == text


def check_offsets(segment):
    for pieces, side in (
        (segment.source_pieces, segment.source),
        (segment.target_pieces, segment.target),
    ):
        reached = 0
        for piece in pieces:
            assert 0 <= piece.start <= piece.end <= len(side)
            assert piece.start >= reached
            reached = piece.end
    for level in (segment.alignment.words, segment.alignment.pieces):
        assert level.matrix.shape == (len(level.target), len(level.source))


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\r\n ", "\u2003\n"])
def test_without_words_nothing_happens(tiny, text):
    found = events(tiny, Translate(7, text, EN_PT))
    told = [event for event in found if not isinstance(event, Loading | Opened)]
    assert [type(event) for event in told] == [Result, Finished]
    assert (told[0].segments, told[0].tail) == (0, text)


def target(starters, text, **more):
    return rebuilt(starters, Translate(0, text, "starter-en-pt", **more))[1]


def test_what_stands_between_sentences_is_kept(starters):
    text = "- The house is red.\r\n\r\n\t- We need more water.  \r\n"
    expected = "- A casa é vermelha.\r\n\r\n\t- Precisamos de mais água.  \r\n"
    assert target(starters, text) == expected


def test_emoji_stay_in_their_sentences(starters):
    found = target(starters, "I love 😀 my dog 🐶.\nThank you 👍🏽!")
    assert "😀" in found.splitlines()[0]
    assert "🐶" in found.splitlines()[0]
    assert "👍🏽" in found.splitlines()[1]


@pytest.mark.parametrize(
    ("text", "emoji"),
    [
        ("The 👨\u200d👩\u200d👧 family is happy.", "👨\u200d👩\u200d👧"),
        ("We love it ❤️\u200d🔥.", "❤️\u200d🔥"),
        ("She is a 👩🏽\u200d⚕️ now.", "👩🏽\u200d⚕️"),
        ("The 🏳️\u200d🌈 flag.", "🏳️\u200d🌈"),
        ("I am 🤷\u200d♂️ today.", "🤷\u200d♂️"),
    ],
)
def test_an_emoji_made_of_several_is_put_back_whole(starters, text, emoji):
    assert emoji in target(starters, text)


def test_capitals_come_back(starters):
    assert target(starters, "THE OLD BRIDGE WAS CLOSED.") == "A ANTIGA PONTE FOI FECHADA."
    assert target(starters, "The Old Man and the Sea") == "O Velho e o Mar"


def test_a_loop_is_marked(tiny):
    found = segments(tiny, Translate(0, "The old house.\nShe reads.\nWe bought bread.", EN_PT))
    notes = [note for segment in found for note in segment.notes]
    assert Note.REPETITION in notes or Note.REPEATS in notes


PLACES = ("house", "garden", "river", "bridge", "school", "market", "church", "station")
THINGS = ("red boat", "old letter", "green apple", "black cat", "white horse", "new book")


def long_sentence():
    """Some 300 words without a stop; a number in every ten of them."""
    parts = [
        f"the {THINGS[n % 6]} near the {PLACES[n % 8]} was sold for {n} euros"
        for n in range(11, 36)
    ]
    return " and ".join(parts)


@pytest.mark.parametrize("lines", [False, True])
def test_an_over_long_sentence_is_translated_in_all_its_parts(starters, lines):
    text = long_sentence()
    options = Options(precision="fp32")
    request = Translate(0, text, "starter-en-pt", lines=lines, options=options)
    (segment,) = segments(starters, request)
    assert segment.source == text
    for number in range(11, 36):
        assert f" {number} " in f"{segment.target} "
    check_offsets(segment)


@pytest.mark.parametrize("lines", [False, True])
def test_a_word_of_5000_letters_gives_an_output(starters, lines):
    text = "x" * 5000 + " and a house."
    source, found = rebuilt(starters, Translate(0, text, "starter-en-pt", lines=lines))
    assert source == text
    assert "casa" in found


def test_a_pivot_links_the_first_source_to_the_last_output(starters):
    request = Translate(0, "The red apple.", "starter-en-pt", via="starter-pt-en")
    (segment,) = segments(starters, request)
    assert {"red", "apple."} <= set(segment.target.split())
    words = segment.alignment.words
    linked = {
        (words.source[link.source].text, words.target[link.target].text)
        for link in words.links(0.3)
    }
    assert {("red", "red"), ("apple.", "apple.")} <= linked
    check_offsets(segment)


def test_a_pivot_must_meet_in_one_language(tiny):
    assert failure(tiny, Translate(0, "x", EN_PT, via=EN_PT)).usage


def test_an_output_begins_with_its_prefix(starters):
    (free,) = segments(starters, Translate(0, "The dog is very big.", "starter-en-pt"))
    start = "Um cachorro"
    (wanted,) = segments(starters, Align(0, (("A dog", start),), "starter-en-pt"))
    ids = tuple(piece.id for piece in wanted.target_pieces[:-1])
    for beam in (1, 3):
        request = Translate(
            0,
            "Hello. The dog is very big.",
            "starter-en-pt",
            options=Options(beam=beam),
            prefixes=((1, ids),),
        )
        found = segments(starters, request)[1]
        assert found.target.startswith(start)
        assert found.target != free.target
        assert "grande" in found.target


@pytest.mark.parametrize("ids", [(99_999,), (-3,)])
def test_a_prefix_of_pieces_that_are_not_there(tiny, ids):
    failed = failure(tiny, Translate(0, "The house.", EN_PT, prefixes=((0, ids),)))
    assert "damaged" not in failed.what


def test_kept_segments_are_equal_and_start_where_they_now_are(tiny):
    (first,) = segments(tiny, Translate(0, "She reads a letter.", EN_PT))
    moved = segments(tiny, Translate(0, "\n\n Who?\n She reads a letter.", EN_PT))[1]
    assert (moved.start, moved.before) == (9, "\n ")
    assert moved.target == first.target
    assert moved.alignment == first.alignment


@pytest.mark.parametrize("options", [Options(new_tokens=1), Options(new_tokens=30, beam=3)])
def test_a_forced_number_of_pieces(tiny, options):
    for segment in segments(tiny, Translate(0, "Who reads?\nShe.", EN_PT, options=options)):
        assert len(segment.target_pieces) == options.new_tokens


@pytest.mark.parametrize(
    "options",
    [
        Options(precision="int4"),
        Options(precision="int8", device="cuda"),
        Options(device="cuda:7"),
        Options(beam=-1),
        Options(new_tokens=-1),
        Options(new_tokens=100_000),
        Options(threads=-1),
    ],
)
def test_options_that_cannot_be_are_usage_errors(tiny, options):
    assert failure(tiny, Translate(0, "Who?", EN_PT, options=options)).usage


def test_partial_texts_come_before_their_segment(starters):
    text = "\n".join(f"The old man read the long letter {n}." for n in range(60))
    done = 0
    for event in starters.run(Translate(0, text, "starter-en-pt"), lambda: False):
        if isinstance(event, Partial):
            assert event.index == done
            assert event.text
            assert text[event.start - len(event.before) : event.start] == event.before
        elif isinstance(event, SegmentDone):
            assert event.index == done
            done += 1
    assert done == 60


def test_partial_output_is_in_capitals_too(starters, monkeypatch):
    monkeypatch.setattr("models.translation.PARTIAL_SECONDS", 0)
    text = "THE OLD BRIDGE AND THE SMALL SCHOOL WERE CLOSED."
    events = starters.run(Translate(0, text, "starter-en-pt"), lambda: False)
    partial = [event.text for event in events if isinstance(event, Partial)]
    assert partial
    assert all(text == text.upper() for text in partial)
