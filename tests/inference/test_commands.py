import io
import json
import subprocess
import sys

import pytest

from desktop_app import cli
from tests.inference.command_line import CODE, ROOT, interlinear
from tests.known_starters import know_starters
from tests.tiny import write_student

DOCUMENT = "The house is red.\r\n\r\n\t- We need more water.\n"


@pytest.fixture
def run(students, tmp_path, monkeypatch, capsys):
    """Run a command in this process: status, standard output, standard error."""
    (tmp_path / "models").symlink_to(students)
    know_starters(tmp_path)
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path))

    def command(*arguments, given=""):
        content = given if isinstance(given, bytes) else given.encode("utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), newline=""))
        status = cli.main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return status, out, err

    return command


def translate(run, text, *options, given=""):
    status, out, err = run(
        "translate", *text, "--model", "starter-en-pt", *options, given=given
    )
    assert (status, err) == (0, "")
    return out


def test_the_checkpoint_that_was_chosen_is_named(run):
    status, out, err = run("translate", "--from", "en", "--to", "pt", "We need more water.")
    assert (status, out) == (0, "Precisamos de mais água.\n")
    assert "starter-en-pt" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("source", [["-"], []])
def test_a_document_from_standard_input_keeps_its_form(run, source):
    found = translate(run, source, given=DOCUMENT)
    assert found == "A casa é vermelha.\r\n\r\n\t- Precisamos de mais água.\n"


@pytest.mark.parametrize(
    "text",
    [
        "Who?\nThe house.\n",
        "Who?\n\n\nThe house.",
        "\n",
        "",
        "a\r\nb\r\n\r\n",
        " \n.\n",
        "one. two.\n",
    ],
)
def test_as_many_lines_as_before(run, text):
    found = translate(run, [], "--lines", given=text)
    assert found.count("\n") == text.count("\n")
    assert found.endswith("\n") == text.endswith("\n")
    assert found.count("\r\n") == text.count("\r\n")


def test_each_json_object_has_exactly_the_fields_that_were_promised(run):
    text = "The house is red.\nWe need more water 😀."
    found = [
        json.loads(line) for line in translate(run, [text], "--format", "json").splitlines()
    ]
    assert [one["start"] for one in found] == [0, 18]
    for one in found:
        assert list(one) == [
            "start",
            "source",
            "target",
            "score",
            "source_pieces",
            "target_pieces",
            "links",
            "source_words",
            "target_words",
        ]
        assert text[one["start"] :].startswith(one["source"])
        assert all(
            list(piece) == ["text", "start", "end", "id"] for piece in one["source_pieces"]
        )
        for piece in one["target_pieces"]:
            assert list(piece) == ["text", "start", "end", "id", "logprob"]
            assert piece["logprob"] <= 0
        for side in ("source", "target"):
            words = [one[side][start:end] for start, end in one[f"{side}_words"]]
            assert words == one[side].split()
            assert one[f"{side}_pieces"][-1]["text"] == "</s>"
            assert one[f"{side}_pieces"][-1]["start"] == one[f"{side}_pieces"][-1]["end"]
        assert one["links"] == sorted(one["links"])
        for i, j, probability in one["links"]:
            assert 0 <= i < len(one["source_words"])
            assert 0 <= j < len(one["target_words"])
            assert 0 < probability <= 1
    assert [2, 2] in [link[:2] for link in found[0]["links"]]


@pytest.mark.parametrize("kind", ["cross", "encoder"])
def test_raw_attention_is_layers_heads_rows_columns(run, kind):
    line = translate(run, ["Who?"], "--format", "json", "--raw-attention", kind)
    found = json.loads(line)
    weights = found["attention"]
    sources, targets = len(found["source_pieces"]), len(found["target_pieces"])
    assert (len(weights), len(weights[0])) == ((2, 8) if kind == "cross" else (6, 8))
    assert len(weights[0][0]) == (targets if kind == "cross" else sources)
    assert all(sum(row) == pytest.approx(1, abs=1e-3) for row in weights[1][3])
    assert {len(row) for row in weights[1][3]} == {sources}


def test_pharaoh_has_a_line_for_each_line(run):
    text = "The house is red.\n\n\nWe need more water.\n\n"
    lines = translate(run, [], "--lines", "--format", "pharaoh", given=text).split("\n")
    assert [bool(line) for line in lines] == [True, False, False, True, False, False]
    links = [tuple(map(int, link.split("-"))) for link in lines[0].split()]
    assert links == sorted(links)
    assert (1, 1) in links


def test_pharaoh_of_a_document_has_a_line_for_each_segment(run):
    found = translate(run, ["Who? The house.\n\nYes."], "--format", "pharaoh")
    assert found.count("\n") == 3


def test_a_forced_number_of_pieces_and_beams(run):
    line = translate(run, ["Who?"], "--format", "json", "--new-tokens", "7", "--beam", "2")
    assert len(json.loads(line)["target_pieces"]) == 7


RAW = ("translate", "x", "--model", "tiny-en-pt", "--format", "json", "--raw-attention")
FAULTS = (
    (2, "--bogus", "translate", "--bogus"),
    (2, "COMMAND", "conquer"),
    (2, "COMMAND"),
    (2, "languages", "translate", "x"),
    (2, "en→pt, pt→en", "translate", "x", "--from", "en", "--to", "de"),
    (2, "en→pt", "translate", "x", "--from", "pt", "--to", "en", "--model", "starter-en-pt"),
    (2, "en→pt", "translate", "x", "--from", "pt", "--model", "starter-en-pt"),
    (2, "nope", "translate", "x", "--model", "nope"),
    (2, "no checkpoint", "translate", "x", "--model", "x" * 5000),
    (2, "fp16", "translate", "x", "--model", "starter-en-pt", "--precision", "fp16"),
    (2, "fp16", "bench", "--model", "tiny-en-pt", "--input", __file__, "--precision", "fp16"),
    (2, "cuda", "translate", "x", "--model", "starter-en-pt", "--device", "cuda"),
    (2, "--beam", "translate", "x", "--model", "tiny-en-pt", "--beam", "0"),
    (2, "--new-tokens", "translate", "x", "--model", "tiny-en-pt", "--new-tokens", "many"),
    (2, "json", "translate", "x", "--model", "tiny-en-pt", "--raw-attention", "cross"),
    (2, "recurrent", *RAW, "decoder"),
    (2, "--pairs", "align", "--model", "tiny-en-pt"),
    (2, "--pairs", "align", "--model", "tiny-en-pt", "one"),
    (1, "nothing.tsv", "align", "--model", "tiny-en-pt", "--pairs", "nothing.tsv"),
    (1, "tests", "align", "--model", "tiny-en-pt", "--pairs", ROOT / "tests"),
    (1, "nothing.txt", "bench", "--model", "tiny-en-pt", "--input", "nothing.txt"),
    (1, "no text", "bench", "--model", "tiny-en-pt", "--input", "/dev/null"),
    (2, "nope", "models", "info", "nope"),
    (2, "VERB", "models"),
    (2, "nope", "selftest", "--model", "nope"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: " ".join(map(str, fault[2:]))[:40])
def test_a_fault_is_one_plain_sentence_and_a_status(run, fault):
    expected, said, *arguments = fault
    status, out, err = run(*arguments)
    assert (status, out) == (expected, "")
    *_, last = err.splitlines()
    assert last.startswith("interlinear: ")
    assert said in last
    assert "Something went wrong" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [["translate", "x"], ["models", "info"], ["selftest"]])
def test_a_broken_folder_fails_with_its_reason(run, tmp_path, command):
    broken = write_student(tmp_path / "broken en-pt")
    (broken / "model.enpt.intgemm.alphas.bin").write_bytes(b"\1" * 100)
    named = [broken] if command == ["models", "info"] else ["--model", broken]
    status, _, err = run(*command, *named)
    assert status == 1
    assert "model.enpt.intgemm.alphas.bin" in err
    assert "Something went wrong" not in err


@pytest.mark.parametrize("number", ["100000", "2147483648", "9" * 20])
def test_more_threads_than_any_machine_has(run, number):
    status, out, err = run("translate", "x", "--model", "tiny-en-pt", "--threads", number)
    assert (status, out) == (2, "")
    assert "threads" in err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_standard_input_is_read_by_its_mark(run, encoding):
    given = "The house is red.\n".encode(encoding)
    assert translate(run, [], given=given) == "A casa é vermelha.\n"


def test_bytes_that_are_no_text_survive(tmp_path):
    given = b"The house is red.\n\xff\xfe\n\nWe need more water.\r\n\x00\x80"
    done = interlinear("translate", "--model", "starter-en-pt", home=tmp_path, given=given)
    assert done.returncode == 0
    assert "A casa é vermelha.\n".encode() in done.stdout
    assert "Precisamos de mais água.\r\n".encode() in done.stdout


def test_bytes_within_a_sentence_stand_where_they_stood(tmp_path):
    given = "I met Jos\udce9 in Paris.\nI met \udce9 in Paris.\nThe house \ufffd is red."
    done = interlinear("translate", given, "--model", "starter-en-pt", home=tmp_path)
    assert done.returncode == 0
    first, second, third = done.stdout.splitlines()
    assert b" Jos\xe9 em " in first
    assert b" \xe9 em " in second
    assert " \ufffd ".encode() in third


def test_a_reader_that_stops_reading_is_no_fault(students):
    text = "The house is red.\n" * 3000
    running = subprocess.Popen(
        [sys.executable, "-c", CODE, "translate", "--model", "starter-en-pt", "--lines"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with running:
        assert running.stdin
        running.stdin.write(text.encode())
        running.stdin.close()
        assert running.stdout.readline() == "A casa é vermelha.\n".encode()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


def test_debug_shows_where_it_failed(run):
    status, _, err = run("translate", "x", "--model", "nope", "--debug")
    assert status == 2
    assert "Traceback" in err
