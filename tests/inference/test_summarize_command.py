"""`interlinear summarize`: a file or standard input, as text or JSON."""

import io
import json
import sys

import pytest

from desktop_app import cli
from tests.inference.command_line import interlinear

DOCUMENT = """\
# The flood

The river rose in the night and carried the old bridge away. Nobody was hurt. The council of
the town will repair the old bridge before the winter, and a new gauge will measure the river.
The farmers lost three meadows to the river. It rained for nine days.
"""


@pytest.fixture
def run(students, tmp_path, monkeypatch, capsys):
    """Run a command in this process: status, standard output, standard error."""
    (tmp_path / "models").symlink_to(students)
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path))

    def command(*arguments, given=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given, newline=""))
        status = cli.main(["summarize", *(str(argument) for argument in arguments)])
        out, err = capsys.readouterr()
        return status, out, err

    return command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "flood.md"
    path.write_text(DOCUMENT, "utf-8")
    return path


def test_a_file_as_text(run, file):
    status, out, err = run(file, "--words", 20)
    assert status == 0
    sentences = " ".join(DOCUMENT.split())
    assert out.endswith(".\n") and out.strip() and out.strip().split(". ")[0] in sentences
    assert err.startswith("Read 51 words in 1 part, all of it. Asked for 20 words, got ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("source", [["-"], []])
def test_standard_input(run, file, source):
    given = run(*source, given=DOCUMENT)
    assert given[0] == 0
    assert given[1:] != ("", "")


def test_json_points_into_the_document(run):
    status, out, err = run("--format", "json", "--words", 25, given=DOCUMENT)
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert set(found) == {"sentences", "parts", "words", "read", "asked", "got", "covered"}
    assert (found["words"], found["read"], found["parts"], found["asked"]) == (51, 51, 1, 25)
    assert 19 <= found["got"] <= 31
    for one in found["sentences"]:
        ((start, end, weight),) = one["evidence"]
        assert " ".join(DOCUMENT[start:end].split()) == one["text"]
        assert weight == 1.0
    assert 0 < found["covered"] < 1


def test_forms(run):
    assert run("--form", "title", given=DOCUMENT)[1] == "The flood\n"
    lines = run("--form", "bullets", "--length", "long", given=DOCUMENT)[1].splitlines()
    assert len(lines) > 1
    assert all(line.startswith("- ") for line in lines)


def test_one_word_is_its_own_summary(run):
    status, out, err = run(given="Hello")
    assert (status, out) == (0, "Hello\n")
    assert err == "Read 1 word in 1 part, all of it. Asked for 1 word, got 1.\n"


@pytest.mark.parametrize(
    ("arguments", "given", "status"),
    [
        (["missing.txt"], "", 1),
        ([], "", 1),
        ([], " \n---\n", 1),
        (["--model", "starter-en-pt"], DOCUMENT, 2),
        (["--model", "nowhere"], DOCUMENT, 2),
        (["--words", "0"], DOCUMENT, 2),
        (["--words", "5", "--length", "short"], DOCUMENT, 2),
        (["--length", "huge"], DOCUMENT, 2),
        (["--preset", "simplify"], DOCUMENT, 2),
        (["--to", "pt"], DOCUMENT, 2),
    ],
)
def test_faults_are_one_sentence(run, arguments, given, status):
    found, out, err = run(*arguments, given=given)
    assert (found, out) == (status, "")
    assert err.startswith("interlinear: ") and len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_standard_input_is_read_as_a_file_is(tmp_path):
    text = "The café was sold. Nobody was hurt.\n"
    done = interlinear("summarize", "--words", 20, home=tmp_path, given=text.encode("cp1252"))
    assert done.stdout.decode() == text
    assert b"was read as Windows-1252" in done.stderr
    marked = interlinear(
        *("summarize", "--words", 20, "--format", "json"),
        home=tmp_path,
        given=text.encode("utf-8-sig"),
    )
    first = json.loads(marked.stdout)["sentences"][0]
    assert first["evidence"][0][:2] == [0, len("The café was sold.")]
    assert marked.stderr == b""


def test_bytes_that_are_no_text_survive(tmp_path):
    given = b"The river rose \xff in the night. Nobody was hurt.\n"
    done = interlinear("summarize", "--words", 20, home=tmp_path, given=given)
    assert done.returncode == 0
    assert done.stdout == given
