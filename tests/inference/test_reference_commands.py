"""The command line on folders that the reference wrote: its ids, its text, its defaults."""

import io
import json
import sys

import pytest
import torch
import transformers

from desktop_app import cli
from tests.checkpoints import ROWS, write_checkpoint
from tests.many_scripts import SENTENCES
from tests.vocabularies import reference_warnings

LINES = [SENTENCES[at] for at in (1, 4, 17)]
BY_NAME = {row.name: row for row in ROWS}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Checkpoints that were written for this module, by the name of their row."""
    found = {}

    def written(name):
        if name not in found:
            folder = tmp_path_factory.mktemp("commands") / name
            found[name] = write_checkpoint(BY_NAME[name], folder)
        return found[name]

    return written


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `interlinear translate`: the status, what was printed, what was complained."""
    monkeypatch.setenv("INTERLINEAR_HOME", str(tmp_path))

    def translate(
        checkpoint,
        *options,
    ):
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(LINES), newline=""))
        fixed = ("--model", checkpoint.folder, "--lines", "--precision", "fp32")
        status = cli.main(list(map(str, ("translate", "-", *fixed, *options))))
        out, err = capsys.readouterr()
        return status, out, err

    return translate


def objects(found):
    status, out, err = found
    assert status == 0, err
    return [json.loads(line) for line in out.splitlines()]


def ids(one):
    return [piece["id"] for piece in one["target_pieces"]]


def generated(checkpoint, **options):
    """The reference's ids of each line, alone, without start and padding."""
    rows = []
    extra = {**checkpoint.row.generate(checkpoint.tokenizer), **options}
    for line in LINES:
        with reference_warnings(), torch.inference_mode():
            found = checkpoint.model.generate(**checkpoint.inputs([line]), **extra)
        rows.append([row[1:] for row in found.tolist()])
    return rows


@pytest.mark.parametrize("name", BY_NAME)
def test_json_has_the_ids_of_the_folder_s_own_settings(run, folders, name):
    checkpoint = folders(name)
    task = checkpoint.row.task
    languages = ("--from", task.source, "--to", task.target) if task.source else ()
    found = objects(run(checkpoint, *languages, "--format", "json"))
    wanted = [row for (row,) in generated(checkpoint)]
    assert [ids(one) for one in found] == wanted
    for one, line in zip(found, LINES, strict=True):
        assert one["source"] == line
        assert one["target"] == checkpoint.tokenizer.decode(ids(one), skip_special_tokens=True)
        for piece in one["source_pieces"]:
            assert 0 <= piece["start"] <= piece["end"] <= len(line)


def test_a_target_language_is_a_token_before_the_text(run, folders):
    checkpoint = folders("marian-tc-big")
    found = objects(run(checkpoint, "--to", "pt", "--format", "json"))
    with reference_warnings(), torch.inference_mode():
        inputs = checkpoint.inputs([">>por<< " + LINES[0]])
        wanted = checkpoint.model.generate(**inputs)[0, 1:].tolist()
    assert ids(found[0]) == wanted
    first = found[0]["source_pieces"][0]
    assert (first["text"], first["start"], first["end"]) == (">>por<<", 0, 0)


def test_n_best_and_the_user_s_own_numbers(run, folders):
    checkpoint = folders("bart")
    options = "--n-best 3 --beam 4 --most 9 --length-penalty 0.5 --no-repeat-ngram 2"
    found = objects(run(checkpoint, *options.split(), "--format", "json"))
    wanted = generated(
        checkpoint,
        num_beams=4,
        num_return_sequences=3,
        max_new_tokens=9,
        length_penalty=0.5,
        no_repeat_ngram_size=2,
    )
    pad = checkpoint.tokenizer.pad_token_id
    for one, rows in zip(found, wanted, strict=True):
        ours = [hypothesis["ids"] for hypothesis in one["hypotheses"]]
        assert ours == [[id for id in row if id != pad] for row in rows]
        assert one["hypotheses"][0]["target"] == one["target"]


def test_draws_are_the_reference_s_for_the_same_seed(run, folders):
    checkpoint = folders("t5")
    options = "--sample --seed 7 --top-k 9 --top-p 0.9 --temperature 1.3 --most 12"
    found = objects(run(checkpoint, *options.split(), "--format", "json"))
    sampled = {"do_sample": True, "top_k": 9, "top_p": 0.9, "temperature": 1.3}
    for one, line in zip(found, LINES, strict=True):
        torch.manual_seed(7)
        with reference_warnings(), torch.inference_mode():
            wanted = checkpoint.model.generate(
                **checkpoint.inputs([line]), **sampled, max_new_tokens=12
            )
        assert ids(one) == wanted[0, 1:].tolist()


def test_tasks_of_a_t5_are_prefixes(run, tmp_path):
    checkpoint = write_checkpoint(BY_NAME["t5"], tmp_path / "multi-task")
    config = json.loads((checkpoint.folder / "config.json").read_text("utf-8"))
    config["task_specific_params"] = {
        "summarization": {"prefix": "summarize: ", "max_length": 200},
        "translation_en_to_de": {"prefix": "translate English to German: "},
    }
    (checkpoint.folder / "config.json").write_text(json.dumps(config), "utf-8")
    asked = {
        ("--from", "en", "--to", "de"): "translate English to German: ",
        ("--preset", "summarize"): "summarize: ",
        ("--preset", "question", "--question", "Who opens?"): (
            "question: Who opens? context: "
        ),
    }
    for options, prefix in asked.items():
        found = objects(run(checkpoint, *options, "--most", "6", "--format", "json"))
        pieces = [piece["id"] for piece in found[0]["source_pieces"]]
        assert pieces == checkpoint.tokenizer(prefix + LINES[0])["input_ids"]
    for options in (("--preset", "question"), ("--preset", "sing"), ("--to", "pt")):
        status, out, err = run(checkpoint, *options)
        assert (status, out) == (2, "")
        assert len(err.strip().splitlines()) == 1


def test_a_translator_of_many_languages_asks_for_one(run, folders):
    status, out, err = run(folders("m2m100"))
    assert (status, out) == (2, "")
    assert "--to" in err
    status, out, err = run(folders("m2m100"), "--to", "tlh")
    assert (status, out) == (2, "")


def test_people_get_more_than_the_reference_s_twenty_pieces(run, folders):
    # The reference stops after 20 where nothing is stated; people would miss the end.
    checkpoint = folders("madlad")
    _, exact, err = run(checkpoint, "--exact")
    assert "length limit" in err
    _, usual, _ = run(checkpoint)
    assert len(usual) > len(exact)


def test_bf16_runs(run, folders):
    for name in ("marian", "t5", "led"):
        status, out, err = run(folders(name), "--precision", "bf16", "--format", "json")
        assert status == 0, err
        assert len(out.splitlines()) == len(LINES)


def test_transformers_is_no_part_of_the_program(folders, tmp_path):
    from tests.inference.command_line import interlinear

    hidden = (
        "import sys; sys.modules['transformers'] = None; "
        "from desktop_app.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = ("translate", "--model", folders("bart").folder, "Hello.", "--most", "3")
    done = interlinear(*command, home=tmp_path, code=hidden)
    assert done.returncode == 0, done.stderr
    assert transformers.__name__ not in done.stderr.decode()
