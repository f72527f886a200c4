"""The figure of BLEU by source length: its groups, its rows, its picture."""

import subprocess
import sys

from models.training.pairs import Pair
from tests.bench import by_length
from tests.inference.recurrent_folders import random_net, write
from tests.source_tree import ROOT

PAIRS = [Pair(" ".join(["w"] * words), ("x y",)) for words in (3, 5, 6, 8) * 20]


def test_neighbours_are_joined_to_long_sources():
    found = by_length.sources(PAIRS)
    assert found[: len(PAIRS)] == PAIRS
    lengths = [len(one.source.split()) for one in found]
    assert max(lengths) == 36
    assert lengths.count(3 + 5 + 6 + 8) == 20  # all fours in a row
    assert by_length.sources([Pair("w " * 41, ("x",))] * 2) == []


def test_groups_are_of_five_words_and_not_of_few_sources():
    groups = by_length.grouped([*PAIRS, Pair("w " * 40, ("x",))])
    assert {words: len(places) for words, places in groups.items()} == {5: 40, 10: 40}
    assert groups[5][:2] == [0, 1]


def test_the_best_output_has_all_of_its_bleu():
    pairs = [Pair("a", ("one two three four five", "five four three two one"))] * 3
    assert round(by_length.bleu(pairs, [pairs[0].targets[1]] * 3, [0, 2])) == 100


def test_both_nets_are_run_and_drawn(tmp_path):
    nets = [random_net(seed=seed) for seed in (1, 2)]
    folders = [write(tmp_path / f"net-{at}", net, longest=8) for at, net in enumerate(nets)]
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("One red house.\tone two\tthree\n" * by_length.FEWEST, "utf-8")
    picture = tmp_path / "out.svg"
    done = subprocess.run(
        [sys.executable, "tests/bench/by_length.py", *map(str, folders), pairs, picture],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    rows = done.stdout.splitlines()
    assert rows
    assert all(row.count("|") == 5 for row in rows)
    drawn = picture.read_text("utf-8")
    assert drawn.count("<polyline") == 2
    assert "without attention" in drawn
