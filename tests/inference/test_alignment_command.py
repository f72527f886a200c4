"""`interlinear align --evaluate` with every method, and the joins of both directions."""

import pytest

from desktop_app import cli
from tests.known_starters import know_starters

GOLD = (
    "The red house .\tA casa vermelha .\t0-0 1-2 2-1 3-3\n"
    "We need water .\tPrecisamos de água .\t0?0 1-0 2-2 3-3\n"
)


@pytest.fixture
def evaluate(students, tmp_path, monkeypatch, capsys):
    (tmp_path / "models").symlink_to(students)
    know_starters(tmp_path)
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path))
    gold = tmp_path / "gold.tsv"
    gold.write_text(GOLD, "utf-8")

    def command(*options):
        arguments = ["align", *options, "--tokenized", "--evaluate", str(gold)]
        status = cli.main(arguments)
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return {words[1]: words[2:] for words in map(str.split, out.splitlines())}

    return command


def test_all_methods_are_measured_each_on_its_line(evaluate):
    found = evaluate("--model", "tiny-en-pt", "--method", "all")
    plain = ["average", "0", "1", "norm:0", "norm:1", "0:0", "0:1", "1:0", "1:1"]
    assert list(found) == ["auto", *plain, *(f"shift:{name}" for name in plain)]
    for words in found.values():
        assert words[::2] == ["pairs", "precision", "recall", "AER"]
    # its guided head is what is taken without being told
    assert found["auto"] == found["1:0"]
    assert found == {
        name: evaluate("--model", "tiny-en-pt", "--method", name)[name] for name in found
    }


def test_all_methods_with_the_other_direction(evaluate):
    found = evaluate("--model", "tiny-en-pt", "--reverse", "tiny-pt-en", "--method", "all")
    assert len(found) == 19


def test_the_starters_on_easy_pairs(evaluate):
    options = ("--model", "starter-en-pt")
    assert float(evaluate(*options)["auto"][-1].rstrip("%")) < 15
    joined = evaluate(*options, "--reverse", "starter-pt-en")
    assert float(joined["auto"][-1].rstrip("%")) < 15
