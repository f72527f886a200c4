"""Which words two texts have not in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.differences import difference


def marked(first, second, exact=False):
    found = difference(first, second, exact)
    return (
        [first[span.start : span.end] for span in found.first],
        [second[span.start : span.end] for span in found.second],
    )


@pytest.mark.parametrize(
    ("old", "new", "bold"),
    [
        ("A casa velha", "A casa velha", []),
        ("A casa velha", "A velha casa", ["velha"]),
        ("A casa", "A casa velha e azul", ["velha e azul"]),
        ("A casa velha", "A casa", []),
        ("A casa.", "a casa!", ["a", "!"]),
    ],
)
def test_exact_differences_are_whole_words_and_marks(old, new, bold):
    assert marked(old, new, exact=True)[1] == bold


@pytest.mark.parametrize(
    ("first", "second", "unlike"),
    [
        ("A Casa, velha.", "a casa velha", ([], [])),
        ("I don’t know", "I don't know!", ([], [])),
        ("She handed over the keys.", "She handed the keys.", (["over"], [])),
        ("Nobody knows.", "No one knows.", (["Nobody"], ["No one"])),
        ("caf\u0065\u0301", "caf\u00e9", ([], [])),
        ("Sold 😀!", "Sold 🎉!", (["😀"], ["🎉"])),
        ("مرحبا بكم", "مرحبا بك", (["بكم"], ["بك"])),
        ("我们去学校。", "我们去公园。", (["学校"], ["公园"])),
        ("", "One", ([], ["One"])),
        ("", "...", ([], [])),
    ],
)
def test_case_and_punctuation_count_for_nothing(first, second, unlike):
    assert marked(first, second) == unlike


def test_what_is_counted():
    found = difference("Nobody knows what.", "No one knows what")
    assert (found.unlike, found.counted, found.by_letter) == (2, 4, False)
    found = difference("我们去学校。", "我们去公园。")
    assert (found.unlike, found.counted, found.by_letter) == (2, 5, True)


@given(st.text(), st.text(), st.booleans())
def test_stretches_are_ordered_and_inside_and_nothing_differs_from_itself(first, second, exact):
    found = difference(first, second, exact)
    for text, spans in ((first, found.first), (second, found.second)):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
        assert all(text[span.start : span.end].strip() for span in spans)
    assert 0 <= found.unlike <= found.counted
    same = difference(first, first, exact)
    assert (same.first, same.second, same.unlike) == ((), (), 0)
