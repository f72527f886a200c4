import json

import pytest

from desktop_app import cli
from tests.inference.test_alignment import links
from tests.known_starters import know_starters

EN_PT, PT_EN = "starter-en-pt", "starter-pt-en"
STARTERS = (EN_PT, PT_EN, "starter-en-fr", "starter-technical-one-line")
PAIRS = "The red house .\tA casa vermelha .\nWe need water\tPrecisamos de água\n"


@pytest.fixture
def run(students, tmp_path, monkeypatch, capsys):
    (tmp_path / "models").symlink_to(students)
    know_starters(tmp_path)
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path))

    def command(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return out

    return command


@pytest.fixture
def pairs(tmp_path):
    path = tmp_path / "pairs of 'mine'.tsv"
    path.write_text(PAIRS, "utf-8")
    return path


def test_align_pairs(run, pairs):
    lines = run("align", "--model", EN_PT, "--tokenized", "--pairs", pairs).splitlines()
    assert len(lines) == 2
    assert links("0-0 1-2 2-1 3-3") <= links(lines[0])
    for line in lines:
        assert line.split() == [f"{i}-{j}" for i, j in sorted(links(line))]


def test_two_files_are_the_same_pairs(run, pairs, tmp_path):
    source, target = tmp_path / "a.en", tmp_path / "a.pt"
    rows = [line.split("\t") for line in PAIRS.splitlines()]
    source.write_text("\n".join(row[0] for row in rows), "utf-8", newline="\r\n")
    target.write_text("\n".join(row[1] for row in rows) + "\n", "utf-8")
    options = ("align", "--model", EN_PT, "--tokenized")
    assert run(*options, source, target) == run(*options, "--pairs", pairs)


def test_files_of_different_length_fail(tmp_path, capsys):
    (tmp_path / "a").write_text("x\ny\n")
    (tmp_path / "b").write_text("x\n")
    assert cli.main(["align", "--model", EN_PT, str(tmp_path / "a"), str(tmp_path / "b")]) == 1
    assert "2 lines" in capsys.readouterr().err


def test_the_threshold_decides(run, pairs):
    def count(threshold):
        options = ("--tokenized", "--pairs", pairs, "--threshold", threshold)
        return len(links(run("align", "--model", EN_PT, *options).splitlines()[0]))

    assert count("0") == 16
    assert 3 <= count("0.4") <= 6
    assert count("1") == 0


@pytest.mark.parametrize("method", ["guided", "shift", "norm", "average", "1:0"])
def test_methods_and_the_other_direction(run, pairs, method):
    options = ("--tokenized", "--pairs", pairs, "--method", method)
    assert len(run("align", "--model", EN_PT, *options).splitlines()) == 2
    joined = run("align", "--model", EN_PT, "--reverse", PT_EN, *options)
    assert len(joined.splitlines()) == 2


def test_the_error_rate_of_a_gold_file(run, tmp_path):
    gold = tmp_path / "gold.tsv"
    gold.write_text(
        "The red house .\tA casa vermelha .\t0-0 1-2 2-1 3-3\n"
        "We need water .\tPrecisamos de água .\t0?0 1-0 2-2 3-3\n",
        "utf-8",
    )
    words = run("align", "--model", EN_PT, "--tokenized", "--evaluate", gold).split()
    figures = dict(zip(words[::2], words[1::2], strict=True))
    assert figures["pairs"] == "2"
    assert float(figures["AER"].rstrip("%")) < 20
    assert float(figures["precision"].rstrip("%")) > 80


@pytest.mark.parametrize("line", ["a\tb", "a\tb\t0-x", "a\tb\t0-0\tc", ""])
def test_a_gold_file_of_another_format_names_the_line(tmp_path, capsys, line):
    path = tmp_path / "gold.tsv"
    path.write_text(f"a\tb\t0-0\n{line}\n", "utf-8")
    assert cli.main(["align", "--model", EN_PT, "--evaluate", str(path)]) == 1
    assert "Line 2" in capsys.readouterr().err


def test_listed_checkpoints(run):
    lines = run("models", "list").splitlines()
    assert [line.split()[0] for line in lines] == [*STARTERS, "tiny-en-pt", "tiny-pt-en"]


def test_listed_checkpoints_in_json(run):
    found = json.loads(run("models", "list", "--json"))
    assert list(found[0]) == [
        "id",
        "name",
        "family",
        "task",
        "pairs",
        "sources",
        "targets",
        "path",
        "bytes",
        "licence",
        "state",
        "starter",
    ]
    both = [[["en", "pt"]], [["pt", "en"]]]
    assert [one["pairs"] for one in found] == [*both, [["en", "fr"]], [], *both]
    assert [one["starter"] for one in found] == [True] * 4 + [False] * 2
    assert {one["state"] for one in found} == {"ready"}
    assert json.loads(run("models", "info", EN_PT, "--json")) == found[0]


def test_information_on_a_checkpoint(run, students):
    for name in ("tiny-en-pt", students / "tiny-en-pt"):
        found = run("models", "info", name)
        assert "en→pt" in found
        assert "width 16" in found
        assert str(students / "tiny-en-pt") in found


def test_measures(run, tmp_path):
    text = tmp_path / "text.en"
    text.write_text("Who?\nThe house.\n\nWe read.\n", "utf-8")
    options = ("--input", text, "--batch", "2", "--new-tokens", "5", "--beam", "2")
    found = json.loads(run("bench", "--model", "tiny-en-pt", *options, "--threads", "1"))
    assert (found["segments"], found["batch"], found["beam"]) == (3, 2, 2)
    assert (found["threads"], found["new_tokens"], found["precision"]) == (1, 5, "fp32")
    assert found["latency_ms"]["p95"] >= found["latency_ms"]["median"] > 0
    for key in ("words_per_second", "tokens_per_second", "peak_rss_mb", "load_s"):
        assert found[key] > 0


def test_self_test_of_one_checkpoint(run):
    found = run("selftest", "--model", EN_PT)
    assert found.endswith("All well.\n")
    assert "translated" in found
    assert "word links" in found
