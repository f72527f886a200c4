"""What is found in a bundle that should not be there, and what is told of one."""

import os
import shutil
import sys
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "_internal" / "torch" / "lib").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def made(tool, folder):
    return tool("proofs").Bundle(folder, folder / "interlinear")


def put(folder, place, content=b"x"):
    file = folder / "_internal" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


@pytest.mark.parametrize(
    "place",
    [
        "torch/bin/protoc",
        "torch/bin/protoc-3.13.0.0",
        "torch/test/data.bin",
        "torch/bin/test_api",
        "torch/lib/libtorchbind_test.so",
        "numpy/tests/data.csv",
        "torch/include/a.h",
        "triton/backends/ptxas",
        "tools/link.exe",
    ],
)
def test_names_other_projects_tests_and_compilers(tool, made, folder, place):
    put(folder, place)
    assert tool("proofs").faults(made) == [f"{place} is not for users"]


def test_names_a_library_that_is_there_twice(tool, made, folder):
    put(folder, "torch/lib/libgomp.so.1", b"a")
    put(folder, "two.libs/libgomp-6a29c32d.so.1.0.0", b"b")
    put(folder, "one/x.so", b"same")
    put(folder, "other/y.so", b"same")
    (folder / "_internal" / "libgomp.so.1").symlink_to("torch/lib/libgomp.so.1")
    assert sorted(tool("proofs").faults(made)) == [
        "one/x.so and other/y.so are one library",
        "torch/lib/libgomp.so.1 and two.libs/libgomp-6a29c32d.so.1.0.0 are one library",
    ]


def test_names_a_link_that_leads_nowhere(tool, made, folder):
    (folder / "_internal" / "libQt6Qml.so.6").symlink_to("PySide6/libQt6Qml.so.6")
    assert tool("proofs").faults(made) == ["libQt6Qml.so.6 leads to nothing"]


def test_finds_no_fault_with_what_belongs_there(tool, made, folder):
    for place in ("torch/lib/libtorch_cpu.so", "licences/README.txt", "resources/sample.json"):
        put(folder, place, place.encode())
    assert tool("proofs").faults(made) == []


if sys.platform.startswith("linux"):

    def test_names_a_library_that_is_needed_and_not_there(tool, made, folder):
        import PySide6

        library = Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Svg.so.6"
        shutil.copy(library, folder / "_internal" / library.name)
        found = tool("proofs").faults(made)
        assert "libQt6Gui.so.6 is needed and not there" in found
        assert not [each for each in found if "libc.so" in each or "libGL" in each]


def test_the_largest_come_first_with_their_reasons(tool, made, folder):
    put(folder, "torch/lib/libtorch_cpu.so", b"x" * 300)
    put(folder, "what.bin", b"x" * 200)
    put(folder, "resources/sample.json", b"x")
    assert tool("proofs").largest(made, 2) == [
        (
            300,
            "torch/lib/libtorch_cpu.so",
            "all of torch's arithmetic, with its linear algebra",
        ),
        (200, "what.bin", ""),
    ]


def program(folder, text):
    """A bundle's program that is a script."""
    file = folder / "interlinear"
    file.write_text(f"#!{shutil.which('sh')}\n{text}\n")
    file.chmod(0o755)


if os.name != "nt":  # a script stands for the program

    def test_its_own_test_has_no_search_path_and_a_home_of_its_own(tool, made, folder):
        program(folder, 'echo "$1 [$PYTHONPATH] $INTERLINEAR_HOME"; exit 3')
        works, said = tool("proofs").test_itself(made, with_starters=True)
        assert not works
        assert said.startswith("selftest [] ")
        assert not Path(said.split()[-1]).exists()

    def test_start_times_are_taken_from_outside(tool, made, folder):
        program(folder, "echo window; /bin/sleep 0.3; echo translation")
        starts = tool("proofs").start_times(made, with_starters=True)
        assert len(starts) == tool("proofs").STARTS
        assert all(0.2 < start.translation - start.window < 5 for start in starts)
        assert tool("proofs").start_times(made, with_starters=False) == []
