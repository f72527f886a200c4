"""The strip as pictures made of letters: a column is as wide as the gap between words."""

import itertools

from desktop_app.view.strip_geometry import GAP, MARGIN, RowText, lay_out
from models.messages import Link

UNIT = int(GAP)


def picture(source, target, right_to_left=(False, False), viewport=0.0):
    """Both rows as text, every word at its place."""
    rows = lay_out(
        RowText(tuple(len(w) * UNIT for w in source.split()), right_to_left[0]),
        RowText(tuple(len(w) * UNIT for w in target.split()), right_to_left[1]),
        viewport,
    )
    lines = []
    for words, boxes in ((source.split(), rows.source), (target.split(), rows.target)):
        line = [" "] * 200
        for word, box in zip(words, boxes, strict=True):
            at = round((box.x - MARGIN) / UNIT)
            line[at : at + len(word)] = word
        lines.append("".join(line).rstrip())
    return lines


def test_rows_begin_together_and_the_shorter_is_spread():
    assert picture("aaaa bbbb cccc dddd", "aa bb cc dd") == [
        "aaaa bbbb cccc dddd",
        "aa    bb   cc    dd",
    ]


def test_rows_of_equal_length_stand_under_each_other():
    above, below = picture("aa bb cc", "xx yy zz")
    assert [above.index(w) for w in ("aa", "bb", "cc")] == [
        below.index(w) for w in ("xx", "yy", "zz")
    ]


def test_a_row_is_spread_but_not_torn():
    above, below = picture("a" * 60, "b c")
    assert len(above) == 60
    assert len(below) < 12


def test_right_to_left_rows_begin_at_the_right():
    left, right = picture("aa bb cc", "xx yy zz", (False, True), viewport=300)
    assert left.index("aa") == 0 < left.index("bb")
    assert right.index("zz") < right.index("yy") < right.index("xx")
    assert right.index("xx") + 2 == len(left), "both rows share their edges"
    both = picture("aa bb cc", "xx yy zz", (True, True), viewport=300)
    assert {len(line) for line in both} == {round((300 - 2 * MARGIN) / UNIT)}


def test_words_never_overlap_and_all_lie_inside():
    for first, second in (([30.0] * 40, [5.0]), ([5.0], [80.0] * 126), ([], [10.0])):
        for turned in (False, True):
            rows = lay_out(RowText(tuple(first), turned), RowText(tuple(second), turned), 500)
            for boxes in (rows.source, rows.target):
                ordered = sorted(boxes, key=lambda box: box.x)
                for box, following in itertools.pairwise(ordered):
                    assert box.x + box.width + GAP <= following.x + 1e-6
                for box in ordered:
                    assert box.x >= MARGIN - 1e-6
                    assert box.x + box.width <= max(rows.width, 500) - MARGIN + 1e-6


def test_curves_join_the_middles_and_the_strongest_lie_on_top():
    rows = lay_out(RowText((10.0, 20.0)), RowText((10.0, 20.0)), 0)
    curves = rows.curves([Link(0, 1, 0.9), Link(1, 0, 0.5), Link(1, 1, 0.7)])
    assert [curve.link.probability for curve in curves] == [0.5, 0.7, 0.9]
    assert curves[-1].x_source == rows.source[0].x + 5
    assert curves[-1].x_target == rows.target[1].x + 10


def test_nothing_to_show():
    rows = lay_out(RowText(()), RowText(()), 300)
    assert (rows.source, rows.target, rows.curves([])) == ((), (), ())
