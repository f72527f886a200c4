"""The tree as a whole: packages, sizes of files, names that must not be in them, the verbs."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.source_tree import PACKAGES, ROOT, files, python_files

LONGEST_FILE = 300  # lines
FOLDERS_WITHOUT_PACKAGE = ("tests", "packaging")
# Absolute folders of whatever machine a file was written on.
MACHINE_PATH = re.compile(r"(?<![\w.~$}-])/(?:work|root|opt|tmp|home|Users)/\w[\w./-]*")
# Hosts of package indexes: which one to use is the machine's own setting.
INDEX_HOST = re.compile(r"\b(?:pypi|pythonhosted|pytorch|debian|npmjs)\.(?:org|com|net)\b")
VERBS = ("help", "run", "test", "check", "bench", "shots", "translations", "package", "clean")


def texts():
    """Place, line number and text of every line of every text file."""
    for path in files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        place = path.relative_to(ROOT).as_posix()
        yield from ((place, number, line) for number, line in enumerate(lines, 1))


def found(pattern: re.Pattern) -> list[str]:
    return [f"{place}:{number}" for place, number, line in texts() if pattern.search(line)]


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("folder", FOLDERS_WITHOUT_PACKAGE)
def test_has_no_package_file(folder):
    wrong = [path.as_posix() for path in (ROOT / folder).rglob("__init__.py")]
    assert not wrong, f"remove {wrong}: it would hide an installed package of the same name"


def test_the_installed_packaging_library_is_not_hidden():
    place = run(sys.executable, "-c", "import packaging.version as v; print(v.__file__)")
    assert not place.startswith(str(ROOT / "packaging")), "packaging/ hides the library"


def test_no_test_folder_is_called_like_a_package():
    wrong = [
        path.as_posix()
        for name in PACKAGES
        for path in (ROOT / "tests").rglob(name)
        if path.is_dir()
    ]
    assert not wrong, f"rename {wrong}: it would replace the real package during tests"


def test_pyproject_lists_every_package():
    there = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for path in python_files()
        if path.name == "__init__.py"
    }
    listed = set(project()["tool"]["setuptools"]["packages"])
    assert listed == there, f"packages in pyproject.toml differ by {sorted(listed ^ there)}"


def test_a_change_of_any_kernel_compiles_them_anew():
    (kernels,) = project()["tool"]["setuptools"]["ext-modules"]
    listed = {*kernels["sources"], *kernels["depends"]}
    folder = ROOT / "models" / "kernels"
    there = {path for pattern in ("*.cpp", "*.h") for path in folder.glob(pattern)}
    differ = listed ^ {path.relative_to(ROOT).as_posix() for path in there}
    assert not differ, f"sources of kernels in pyproject.toml differ by {sorted(differ)}"


def test_every_resource_is_installed():
    resources = ROOT / "resources"
    patterns = project()["tool"]["setuptools"]["package-data"]["resources"]
    installed = {path for pattern in patterns for path in resources.glob(pattern)}
    there = {path for path in files() if path.is_relative_to(resources)}
    needless = {path for path in there if path.suffix in (".py", ".ts")}
    left_out = sorted(path.as_posix() for path in there - installed - needless)
    assert not left_out, f"package-data in pyproject.toml leaves out {left_out}"


def test_every_folder_with_modules_is_a_package():
    folders = {
        path.parent for path in python_files() if path.relative_to(ROOT).parts[0] in PACKAGES
    }
    wrong = [path.as_posix() for path in folders if not (path / "__init__.py").exists()]
    assert not wrong, f"add an __init__.py and a line in pyproject.toml for {wrong}"


def test_no_file_is_too_long():
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in python_files()
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, f"{long}: a file has one subject and at most {LONGEST_FILE} lines"


def test_names_no_path_of_a_machine():
    assert not (wrong := found(MACHINE_PATH)), f"{wrong} holds for one machine alone"


def test_names_no_package_index():
    assert not (wrong := found(INDEX_HOST)), f"{wrong}: the machine's settings name the index"


@pytest.mark.parametrize(
    ("line", "hit"),
    [
        ("see " + "/".join(["", "home", "ann", "notes"]), True),
        ("cd '" + "/".join(["", "work", "tree"]) + "'", True),
        ("and/or", False),
        ("shots/home/x", False),
        ("${HOME}/tmp/x", False),
    ],
)
def test_machine_paths_are_told_from_others(line, hit):
    assert bool(MACHINE_PATH.search(line)) == hit


def test_torch_is_pinned_exactly():
    torch = [each for each in project()["project"]["dependencies"] if each.startswith("torch")]
    assert torch == ["torch==2.13.0"], "the int8 kernels are bound to one version of torch"


def test_the_licence_is_complete():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_make_alone_lists_every_verb():
    listed = re.findall(r"^make (\w+) ", run("make"), re.MULTILINE)
    assert listed == list(VERBS), "give each verb of the Makefile a '## what it does'"


def test_ci_runs_what_a_developer_runs():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    run("bash", "-n", ".ci/run")
    assert re.findall(r"^make (\w+)$", script, re.MULTILINE) == ["check", "test", "package"]
