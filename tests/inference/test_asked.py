"""What a checkpoint is asked on the command line: languages, presets, instructions."""

import json
import shutil

import pytest

from desktop_app import cli
from tests.checkpoints import ROWS, write_checkpoint
from tests.tiny import write_student

NAMES = ("marian-tc-big", "bart", "t5", "t5-v1.1", "madlad", "led")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = tmp_path_factory.mktemp("asked")
    rows = {row.name: row for row in ROWS}
    found = {name: write_checkpoint(rows[name], made / name).folder for name in NAMES}
    config = found["t5"] / "config.json"
    tasks = {"summarization": {}, "translation_en_to_de": {}}
    content = json.loads(config.read_text("utf-8")) | {"task_specific_params": tasks}
    config.write_text(json.dumps(content), "utf-8")
    return found


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path / "home"))

    def translate(folder, text, *options):
        status = cli.main(["translate", text, "--model", str(folder), *options])
        out, err = capsys.readouterr()
        return status, out, err

    return translate


def segments(found):
    status, out, err = found
    assert status == 0, err
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t5", "translate English to German: The old house. She reads a letter."),
        ("t5-v1.1", "Summarize: The old house stands. She reads a letter."),
        ("madlad", "<2de> The old house stands. She reads a letter."),
    ],
)
@pytest.mark.parametrize("exact", ["--exact", "--no-exact"])
def test_an_instruction_in_the_text_is_for_all_of_it(run, folders, name, text, exact):
    (one,) = segments(run(folders[name], text, "--format", "json", exact))
    assert one["source"] == text


@pytest.mark.parametrize("exact", ["--exact", "--no-exact"])
def test_a_target_token_in_the_text_reaches_the_checkpoint(run, folders, exact):
    folder = folders["marian-tc-big"]
    (typed,) = segments(run(folder, ">>fra<< The house.", "--format", "json", exact))
    (chosen,) = segments(run(folder, "The house.", "--to", "fr", "--format", "json", exact))
    assert typed["source_pieces"][0]["text"] == ">>fra<<"
    assert [one["id"] for one in typed["target_pieces"]] == [
        one["id"] for one in chosen["target_pieces"]
    ]


def test_a_translator_without_a_target_says_where_it_is_taken_from(run, folders):
    _, _, err = run(folders["marian-tc-big"], ">>fra<< The house.")
    assert "without --to the text itself must say" in err


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_that_is_not_there_is_refused(run, folders, name):
    status, out, err = run(folders[name], "The house.", "--preset", "nonsense")
    assert (status, out) == (2, "")
    assert f"{name} has no preset nonsense." in err


def test_a_checkpoint_that_follows_instructions_simplifies(run, folders, tmp_path):
    flan = tmp_path / "flan-t5-tiny"
    shutil.copytree(folders["t5"], flan)
    more = ("--format", "json", "--most", "6")
    (one,) = segments(run(flan, "She reads it.", "--preset", "simplify", *more))
    (same,) = segments(run(flan, "Simplify the following text: She reads it.", *more))
    ids = [[piece["id"] for piece in each["source_pieces"]] for each in (one, same)]
    assert ids[0] == ids[1]
    status, _, _ = run(folders["t5"], "She reads it.", "--preset", "simplify")
    assert status == 2


def test_a_question_means_the_preset_that_asks(run, folders):
    asked = ("--question", "Who sold it?", "--format", "json")
    (found,) = segments(run(folders["t5"], "She sold the house.", *asked))
    (named,) = segments(
        run(folders["t5"], "She sold the house.", "--preset", "question", *asked)
    )
    assert found == named
    status, _, err = run(folders["bart"], "She sold the house.", *asked)
    assert status == 2
    assert "no preset that takes a question" in err


@pytest.mark.parametrize("name", ["bart", "t5-v1.1", "led"])
def test_what_does_not_translate_refuses_two_languages(run, folders, name):
    status, _, err = run(folders[name], "The house.", "--from", "en", "--to", "fr")
    assert status == 2
    assert f"{name} does not translate." in err
    assert run(folders[name], "The house.", "--from", "de")[0] == 0


def test_what_is_no_language_is_refused(run, folders):
    status, _, err = run(folders["bart"], "The house.", "--from", "nonsense language")
    assert status == 2
    assert "nonsense language is no language code." in err


def test_codes_of_other_standards_are_understood(run, folders):
    folder = folders["marian-tc-big"]
    coded = run(folder, "The house.", "--from", "eng", "--to", "fra_Latn")
    assert coded == run(folder, "The house.", "--from", "en", "--to", "fr")
    assert coded[0] == 0


def test_a_line_stays_a_line_whatever_is_written(run, folders, monkeypatch, tmp_path):
    text = "El niño pidió un café con leche.\nThe house.\nUna carta larga, ¿verdad?"
    path = tmp_path / "lines.txt"
    path.write_text(text, "utf-8")
    with path.open(encoding="utf-8", newline="") as lines:
        monkeypatch.setattr("sys.stdin", lines)
        status, out, _ = run(folders["led"], "-", "--lines")
    assert status == 0
    assert len(out.splitlines()) == 3


def test_weights_of_a_pivot_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path))
    write_student(tmp_path / "models" / "tiny-de-en", pair="deen")
    options = ("--format", "json", "--raw-attention", "cross", "--from", "de", "--to", "pt")
    status = cli.main(["translate", "Das Haus.", *options])
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert "--raw-attention is for one checkpoint" in err


def test_a_seed_without_draws_and_lengths_that_contradict_are_refused(run, folders):
    for options in (("--seed", "7"), ("--least", "50", "--most", "10")):
        status, _, err = run(folders["bart"], "The house.", *options)
        assert status == 2
        assert options[0] in err
