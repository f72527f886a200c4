"""Every export is read back and compared with the segments it was made of."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from unicodedata import bidirectional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.commands.formats import json_line as printed_json
from desktop_app.commands.formats import pharaoh as printed_links
from desktop_app.commands.gold import read_gold
from models.export import (
    FORMATS,
    interlinear_html,
    interlinear_text,
    json_line,
    json_lines,
    pharaoh,
    tsv,
    word_pairs,
)
from models.text.characters import columns as cells
from tests.fakes import segment

CROSSING = segment(
    "the red house", "a casa vermelha", [(0, 0, 0.98), (1, 2, 0.93), (2, 1, 0.905), (2, 0, 0.2)]
)
SEGMENTS = (
    CROSSING,
    segment("Don't 😀!", "Não faça 😀!", [(0, 0, 0.5), (0, 1, 0.6), (1, 2, 1.0)]),
    segment("红 色 e\u0301", 'red "a,b" <i>&amp;', [(0, 0, 0.8), (2, 1, 0.41)]),
    segment("سلام دنیا", "hello world", [(0, 0, 0.7), (1, 1, 0.9)]),
    segment("hello", "שלום", [(0, 0, 0.7)]),
    segment("alone", "nada disso", []),
)
MARKS = re.compile("[\u200e\u200f\u2068\u2069]")

words = st.lists(
    st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=6), max_size=6
)
sentences = st.builds(
    lambda source, target, links: segment(
        " ".join(source),
        " ".join(target),
        [(s % len(source), t % len(target), p) for s, t, p in links]
        if source and target
        else [],
    ),
    words,
    words,
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1, width=32)), max_size=6
    ),
)
documents = st.lists(sentences, max_size=4)


def links(one):
    return [(link.source, link.target) for link in one.alignment.words.links(0.4)]


def texts(one):
    """The words of both sides."""
    level = one.alignment.words
    return [token.text for token in level.source], [token.text for token in level.target]


def linked(one):
    """Pairs of source word and what it became, then target words alone, as texts."""
    source, target = texts(one)
    pairs = [
        (word, " ".join(target[t] for s, t in links(one) if s == at))
        for at, word in enumerate(source)
    ]
    alone = [word for at, word in enumerate(target) if at not in {t for _, t in links(one)}]
    return [*pairs, *(("", word) for word in alone)]


@given(documents)
def test_pharaoh(document):
    lines = pharaoh(document).split("\n")[:-1]
    read = [[tuple(map(int, link.split("-"))) for link in line.split()] for line in lines]
    assert read == [links(one) for one in document]


@given(documents)
def test_json_lines(document):
    objects = [json.loads(line) for line in json_lines(document).split("\n")[:-1]]
    assert len(objects) == len(document)
    for one, read in zip(document, objects, strict=True):
        assert (read["source"], read["target"]) == (one.source, one.target)
        assert [(s, t) for s, t, _ in read["links"]] == links(one)
        for side, own in zip(("source", "target"), texts(one), strict=True):
            assert [read[side][a:b] for a, b in read[f"{side}_words"]] == own


def test_the_command_prints_the_same():
    assert printed_json(CROSSING) == json_line(CROSSING)
    assert printed_links(CROSSING) + "\n" == pharaoh([CROSSING]) == "0-0 1-2 2-1\n"


@given(documents)
def test_tsv(document):
    rows = [line.split("\t") for line in tsv(document).split("\n")[:-1]]
    assert [(row[0].split(), row[1].split()) for row in rows] == [
        texts(one) for one in document
    ]
    read = [[tuple(map(int, link.split("-"))) for link in row[2].split()] for row in rows]
    assert read == [links(one) for one in document]


def test_tsv_is_the_format_of_gold_alignments(tmp_path):
    file = tmp_path / "pairs.tsv"
    file.write_text(tsv(SEGMENTS), "utf-8")
    assert [sorted(pair.sure) for pair in read_gold(file)] == [links(one) for one in SEGMENTS]


@given(documents)
def test_word_pairs(document):
    rows = list(csv.DictReader(io.StringIO(word_pairs(document), newline="")))
    wanted = [
        (str(number), level.source[s], level.target[t], f"{level.matrix.at(t, s):.4f}")
        for number, level, at in (
            (number, one.alignment.words, links(one)) for number, one in enumerate(document, 1)
        )
        for s, t in at
    ]
    assert [(row["segment"], row["probability"]) for row in rows] == [
        (number, probability) for number, _, _, probability in wanted
    ]
    for row, (_, source, target, _) in zip(rows, wanted, strict=True):
        assert (row["source"], row["target"]) == (source.text, target.text)
        assert (int(row["source_start"]), int(row["target_start"])) == (
            source.start,
            target.start,
        )


def read_text(text):
    """Columns and translation of each segment of an interlinear text without marks."""
    document, columns = [], []
    lines = iter(MARKS.sub("", text).split("\n"))
    for line in lines:
        if line.startswith("→ "):
            document.append((columns, line[2:]))
            columns = []
        elif line:
            upper, lower = line, next(lines)
            assert cells(upper) <= 40 or "  " not in upper
            columns += zip(re.split(" {2,}", upper), re.split(" {2,}", lower), strict=True)
    return document


def test_interlinear_text():
    read = read_text(interlinear_text(SEGMENTS, width=40))
    shown = [[(s or "–", t or "–") for s, t in linked(one)] for one in SEGMENTS]
    assert read == [(pairs, one.target) for pairs, one in zip(shown, SEGMENTS, strict=True)]


def test_interlinear_text_as_a_picture():
    assert interlinear_text([CROSSING, SEGMENTS[2]], 14).split("\n") == [
        "the  red",
        "a    vermelha",
        "",
        "house",
        "casa",
        "",
        "→ a casa vermelha",
        "",
        "红   色  e\u0301",
        'red  –   "a,b"',
        "",
        "–",
        "<i>&amp;",
        "",
        '→ red "a,b" <i>&amp;',
        "",
    ]


def test_each_word_begins_in_the_cell_under_its_partner():
    lines = interlinear_text([SEGMENTS[2]], 80).split("\n")
    begins = [
        [cells(line[: found.start()]) for found in re.finditer(r"\S+", line)]
        for line in lines[:2]
    ]
    assert begins[0] == begins[1]


@pytest.mark.parametrize(("at", "mark"), [(3, "\u200f"), (4, "\u200e")])
def test_lines_with_right_to_left_words_say_their_direction(at, mark):
    lines = [line for line in interlinear_text([SEGMENTS[at]]).split("\n") if line]
    assert all(line.startswith(mark) for line in lines)
    assert all(line.count("\u2068") == line.count("\u2069") > 0 for line in lines)
    inside = re.compile("\u2068[^\u2068\u2069]*\u2069")
    assert all(
        bidirectional(c) not in ("R", "AL") for line in lines for c in inside.sub("", line[1:])
    )


def test_left_to_right_text_has_no_marks():
    assert not MARKS.search(interlinear_text(SEGMENTS[:3]))


class Page(HTMLParser):
    """Reads words, glosses, translations and the attributes of each element."""

    def __init__(self):
        super().__init__()
        self.stack, self.segments, self.attributes, self.loads = [], [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "meta":
            return
        kind = attributes.get("class", tag)
        self.stack.append(kind)
        self.attributes.append((kind, attributes))
        self.loads += [name for name in ("src", "href") if name in attributes]
        if kind == "segment":
            self.segments.append(([], []))
        elif kind == "pair":
            self.segments[-1][0].append(
                {"word": "", "gloss": "", "title": attributes.get("title")}
            )

    def handle_endtag(self, tag):
        self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1] in ("word", "gloss"):
            self.segments[-1][0][-1][self.stack[-1]] += data
        elif self.stack and self.stack[-1] == "translation":
            self.segments[-1][1].append(data)


def read_html(document, **options):
    page = Page()
    page.feed(interlinear_html(document, **options))
    page.close()
    assert page.stack == []
    return page


@given(documents)
def test_interlinear_html(document):
    page = read_html(document)
    read = [[(pair["word"], pair["gloss"]) for pair in pairs] for pairs, _ in page.segments]
    assert read == [linked(one) for one in document]
    assert ["".join(text) for _, text in page.segments] == [one.target for one in document]
    assert page.loads == []


def test_tooltips_say_how_strong_each_link_is():
    pairs = read_html(SEGMENTS[:2]).segments
    assert [pair["title"] for pair in pairs[0][0]] == ["a 98 %", "vermelha 93 %", "casa 90 %"]
    assert pairs[1][0][0]["title"] == "Não 50 %, faça 60 %"


def test_directions_and_languages():
    page = read_html([SEGMENTS[3]], languages=("fa", "en"))
    found = {kind: (given.get("dir"), given.get("lang")) for kind, given in page.attributes}
    assert found["words"] == ("rtl", None)
    assert found["word"] == ("rtl", "fa")
    assert found["gloss"] == found["translation"] == ("ltr", "en")


def test_a_page_is_whole_and_knows_light_and_dark():
    page = interlinear_html([segment("a\x00b\ud800", "<script>", [(0, 0, 1.0)])], title="<&>")
    page.encode("utf-8")
    assert "<script" not in page
    assert "<title>&lt;&amp;&gt;</title>" in page
    assert "color-scheme: light dark" in page
    assert "prefers-color-scheme: dark" in page
    assert "http" not in page


def test_every_format_writes_every_document(tmp_path):
    assert len({one.id for one in FORMATS}) == len({one.suffix for one in FORMATS}) == 6
    for one in FORMATS:
        for document in ((), SEGMENTS):
            (tmp_path / f"a{one.suffix}").write_text(
                one.write(document), one.encoding, newline=""
            )
        assert (tmp_path / f"a{one.suffix}").stat().st_size > 0
