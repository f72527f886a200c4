"""What is made of the data files before a starter is trained on them."""

import gzip
import json
import random
import subprocess
import sys

import pytest

from models.training import prepare_one_line as one_line
from models.training import prepare_tatoeba as tatoeba
from models.training import score
from models.training.pairs import Pair, read_pairs
from tests.inference.command_line import ROOT


def sentence_pairs(count):
    """Pairs of which every third English sentence has a second translation."""
    for at in range(count):
        yield Pair(f"I have {at} boats.", (f"J’ai {at} bateaux\u202f!",))
        if at % 3 == 0:
            yield Pair(f"I have {at} boats!", (f"J'ai {at} barques.",))


def run(module, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", f"models.training.{module}", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_is_set_aside_shares_no_sentence_with_training(tmp_path):
    lines = [f"{one.source}\t{one.target}\n" for one in sentence_pairs(2500)]
    # A French sentence of the training part that two English ones have.
    lines += [f"We own {at} boats.\tJ'ai {at} bateaux !\n" for at in range(2500)]
    (tmp_path / "pairs.tsv.gz").write_bytes(gzip.compress("".join(lines).encode()))
    said = run("prepare_tatoeba", tmp_path / "pairs.tsv.gz", tmp_path / "out")
    assert "test.tsv: 1,000 lines" in said
    training = read_pairs(tmp_path / "out" / "train.tsv")
    english = " | ".join(tatoeba.key_of(one.source) for one in training) + " | "
    french = " | ".join(tatoeba.key_of(one.target) for one in training) + " | "
    for name in ("test", "valid"):
        for one in read_pairs(tmp_path / "out" / f"{name}.tsv", several=True):
            assert f"{tatoeba.key_of(one.source)} |" not in english
            assert not any(f"{tatoeba.key_of(each)} |" in french for each in one.targets)
    assert "\u202f" not in french and "’" not in "".join(one.target for one in training)


def test_a_sentence_stands_with_all_its_translations():
    pairs = tatoeba.cleaned(sentence_pairs(1600))
    groups, left = tatoeba.divided(pairs, random.Random(1))
    assert len(groups) == tatoeba.TEST + tatoeba.VALID
    assert sum(map(len, groups)) + len(left) == len(pairs)
    assert {len(group) for group in groups} == {1, 2}


def test_chains_lose_no_pair():
    pairs = tatoeba.cleaned(sentence_pairs(500))
    found = tatoeba.chained(pairs, random.Random(2))
    assert len(found) < len(pairs)
    whole = " ".join(one.source for one in found)
    assert len(whole.split()) == sum(len(one.source.split()) for one in pairs)
    assert all(one.source in whole for one in pairs)


LONG = "This library draws charts of every kind for programs that have many numbers to show."


@pytest.fixture
def data(tmp_path):
    """Files like the real ones, with what must be cut and dropped in them."""
    lines = [
        f"lib{at}{end}\tDraws {at} charts{more}\tNumber {at}. {LONG} \\n Part{end} of it.\n"
        for at in range(1600)
        for end, more in (("", ""), ("-dev", " (development files)"))
    ]
    lines += [
        f"old\ttransitional dummy package\t{LONG}\n",
        f"charts-dbg\tcharts with debugging symbols\t{LONG}\n",
        "short\tmuch too short\tA short text.\n",
    ]
    lines += [f"node-x{at}\tDraws in node {at}\tNode {at} {LONG}\n" for at in range(400)]
    name = "debian-description-synopsis.tsv.gz"
    (tmp_path / name).write_bytes(gzip.compress("".join(lines).encode()))
    science = tmp_path / "scitldr-a"
    science.mkdir()
    for part, count in (("train", 5), ("dev", 120), ("test", 7)):
        rows = [
            {"source": [f"{part} {at} studies trees.", LONG], "target": ["Trees. ", "Wood."]}
            for at in range(count)
        ]
        text = "\n".join(map(json.dumps, rows))
        (science / f"{part}.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    return tmp_path


def test_one_line_files_are_cleaned_and_divided_by_paragraph(data, tmp_path):
    run("prepare_one_line", data, tmp_path / "out")
    read = {
        name: read_pairs(tmp_path / "out" / f"{name}.tsv", several=True)
        for name in ("train", "valid", "test-debian", "test-scitldr")
    }
    assert len(read["test-debian"]) == one_line.TEST
    assert len(read["test-scitldr"]) == 7
    assert read["test-scitldr"][0].targets == ("Trees.", "Wood.")
    lines = [pair.target for pairs in read.values() for pair in pairs]
    assert not [one for one in lines if "(" in one or "dummy" in one or "debug" in one]
    assert "much too short" not in lines

    def starts(name):
        return {" ".join(pair.source.split()[:2]) for pair in read[name]}

    assert not starts("train") & (starts("valid") | starts("test-debian"))
    node = [one for one in lines if one.startswith("Draws in node")]
    assert len(node) == one_line.MOST_OF_FAMILY


def test_excerpts_are_words_in_a_row(data, tmp_path):
    run("prepare_one_line", data, tmp_path / "out")
    train, first = (read_pairs(tmp_path / "out" / f"{name}.tsv") for name in ("train", "first"))
    assert [pair.source for pair in first] == [pair.source for pair in train]
    assert all(pair.target in pair.source for pair in first)
    long = Pair(" ".join(map(str, range(90))), ("x",))
    found = {one.target for one in one_line.excerpts([long] * 200)}
    assert {len(one.split()) for one in found} == {one_line.EXCERPT}
    assert len(found) > 40


def test_sources_are_cut_and_lines_of_a_group_differ():
    package = one_line.Package("a", "A long text", "word " * 300)
    assert len(package.pair().source.split()) == one_line.MOST_WORDS
    group = [
        one_line.Package("a", "Draws charts", f"{LONG} \\n More."),
        one_line.Package("a-data", "draws charts", LONG),
        one_line.Package("a-doc", "Manual of charts", LONG),
    ]
    found = one_line.different(group)
    assert [pair.target for pair in found] == ["draws charts", "Manual of charts"]
    assert "\\n" not in found[0].source


def test_translations_are_scored_by_length():
    pairs = [Pair("one two", ("um dois três quatro", "x")), Pair("a b c d e f", ("a b c d e",))]
    found = score.translation_scores(pairs, ["um dois três quatro", "z z z z z"])
    assert [row["words"] for row in found["by_length"]] == ["1-5", "6-10"]
    assert [round(row["bleu"]) for row in found["by_length"]] == [100, 0]
    assert 0 < found["bleu"] < 100


def test_summaries_are_scored_beside_the_first_sentence():
    pairs = [Pair("Trees grow fast here. More of it.", ("Forests burn", "Trees grow"))]
    found = score.summary_scores(pairs, ["Trees grow"])
    assert found["model"] == {"rouge_1": 100.0, "rouge_2": 100.0, "rouge_l": 100.0}
    assert score.lead(pairs[0].source, "three words here") == "Trees grow fast"
    assert found["first_sentence"] == found["model"]


def test_neighbours_are_joined_with_the_targets_all_have():
    pairs = [
        Pair("a", ("A", "AA")),
        Pair("b", ("B", "BB")),
        Pair("c", ("C",)),
        Pair("d", ("D",)),
    ]
    assert score.chained(pairs, 2) == [Pair("a b", ("A B", "AA BB")), Pair("c d", ("C D",))]
    assert score.chained(pairs, 3) == [Pair("a b c", ("A B C",))]
