"""The proofs that build on others: a net is trained, the Debian package comes and goes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source_tree import ROOT

HOOK = ROOT / "packaging" / "hooks" / "no_compiler.py"


@pytest.fixture
def source(tool, tmp_path):
    """The program from source, as if it were a bundle's."""
    program = tmp_path / "interlinear"
    start = f'cd "$PWD" && PYTHONPATH="{ROOT}" exec "{sys.executable}" -m desktop_app "$@"'
    program.write_text(f"#!{shutil.which('sh')}\n{start}\n")
    program.chmod(0o755)
    return tool("proofs").Bundle(tmp_path, program)


def reachable(tool, monkeypatch):
    """Run what a proof runs without hiding this Python from it."""
    monkeypatch.setattr(tool("proofs"), "_alone", list)


if sys.platform.startswith("linux"):

    def test_a_tiny_net_is_trained_and_translates(tool, source, monkeypatch):
        reachable(tool, monkeypatch)
        assert tool("learning").faults(source) == []

    def test_a_program_that_does_not_train_is_found(tool, tmp_path, monkeypatch):
        reachable(tool, monkeypatch)
        program = Path(shutil.which("false"))
        (found,) = tool("learning").faults(tool("proofs").Bundle(tmp_path, program))
        assert found.startswith("It does not train")


def test_an_optimizer_is_content_without_a_compiler():
    code = f"""
import runpy, sys
runpy.run_path({str(HOOK)!r})
sys.meta_path.insert(0, sys.meta_path.pop())
import torch
weight = torch.nn.Parameter(torch.ones(2))
optimizer = torch.optim.AdamW([weight], lr=0.1, fused=True)
weight.sum().backward()
optimizer.step()
optimizer.zero_grad()
assert (weight < 1).all(), weight
assert "sympy" not in sys.modules
print(sorted(vars(sys.modules["torch._dynamo"]).keys() - {{"__builtins__"}}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "graph_break" in done.stdout


def may_install():
    """Whether there is dpkg, and this user may play root."""
    if not (sys.platform.startswith("linux") and shutil.which("dpkg-deb")):
        return False
    unshare = ["unshare", "--map-root-user", "true"]
    return os.geteuid() == 0 or not subprocess.run(unshare, check=False).returncode


if may_install():

    @pytest.fixture
    def package(tmp_path):
        """A Debian package with a program that is a script."""

        def make(script):
            root = tmp_path / "deb"
            (root / "usr" / "bin").mkdir(parents=True)
            program = root / "usr" / "bin" / "interlinear"
            program.write_text(f"#!{shutil.which('sh')}\n{script}\n")
            program.chmod(0o755)
            (root / "DEBIAN").mkdir()
            (root / "DEBIAN" / "control").write_text(
                "Package: interlinear\nVersion: 1\nArchitecture: all\n"
                "Maintainer: a <a@b.c>\nDepends: not-there\nDescription: x\n"
            )
            command = ["dpkg-deb", "--root-owner-group", "--build", root, tmp_path / "a.deb"]
            subprocess.run(command, check=True, capture_output=True)
            return tmp_path / "a.deb"

        return make

    def test_a_package_comes_starts_and_goes(tool, tmp_path, package):
        assert tool("installing").faults(package('test "$1" = models'), tmp_path) == []
        assert not list(tmp_path.glob("tmp*"))

    def test_a_package_that_does_not_start_or_leaves_something_is_found(
        tool, tmp_path, package
    ):
        leaving = package('touch "$(dirname "$0")/left"; echo broken; exit 3')
        assert tool("installing").faults(leaving, tmp_path) == [
            "It does not start where it is installed: broken",
            *(f"{name} is left behind" for name in ("usr", "usr/bin", "usr/bin/left")),
        ]

    def test_what_is_no_package_is_not_installed(tool, tmp_path):
        (tmp_path / "a.deb").write_text("none")
        (found,) = tool("installing").faults(tmp_path / "a.deb", tmp_path)
        assert found.startswith("It is not installed: ")
