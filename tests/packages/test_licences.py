"""The licences of everything inside, whether or not its distribution brings a text."""

import sys
from email.message import Message
from importlib.metadata import distribution
from pathlib import Path

import numpy
import pytest
import yaml


@pytest.mark.parametrize(
    ("name", "terms", "words"),
    [
        ("torch", "BSD", "third_party/"),
        ("PySide6_Essentials", "LGPL", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("tokenizers", "Apache", "Version 2.0, January 2004"),
        ("sentencex", "MIT", "Permission is hereby granted, free of charge"),
        ("numpy", "BSD-3-Clause", "libgfortran"),
        ("pypdf", "BSD-3-Clause", "Redistribution"),
    ],
)
def test_a_distribution_says_its_terms_and_has_their_words(tool, name, terms, words):
    found = tool("licence_texts").of_distribution(distribution(name))
    assert terms in found.terms
    assert words in found.text
    assert found.version == distribution(name).version


def test_a_distribution_without_any_words_stops_the_build(tool):
    class Silent:
        name, version, files = "silent", "1", None
        metadata = Message()

    with pytest.raises(LookupError, match="silent"):
        tool("licence_texts").of_distribution(Silent())


def test_pythons_own_licence_is_found(tool):
    assert "Python Software Foundation" in tool("licence_texts").of_python().text


def test_one_file_for_each_thing_inside(tool, tmp_path):
    entry = tool("bundle").Entry
    inside = [
        entry("numpy/__init__", numpy.__file__, "PYMODULE"),
        entry("yaml/__init__", yaml.__file__, "PYMODULE"),
    ]
    rows = tool("licences").gather(tmp_path / "made", inside, with_starters=True)
    names = {Path(each.source).name for each in rows}
    wanted = {"numpy.txt", "PyYAML.txt", "Python.txt", "pyinstaller.txt", "Interlinear.txt"}
    assert names == wanted | {"README.txt", "starters.txt"}
    assert all(each.name.startswith("licences/") for each in rows)
    listed = (tmp_path / "made" / "README.txt").read_text("utf-8")
    assert f"numpy {numpy.__version__}" in listed
    starters = (tmp_path / "made" / "starters.txt").read_text("utf-8")
    assert "starter-en-pt" in starters
    assert "CC BY-SA 4.0" in starters
    assert "Permission is hereby granted" in starters
    again = tool("licences").gather(tmp_path / "made", inside, with_starters=False)
    assert "starters.txt" not in {Path(each.source).name for each in again}


if sys.platform.startswith("linux") and Path("/usr/bin/dpkg-query").exists():

    def test_a_systems_library_has_its_packages_licence(tool):
        library = next(Path("/usr/lib").rglob("libexpat.so.1"))
        found = tool("licence_texts").of_library(library)
        assert found.name == "libexpat1"
        assert "Expat" in found.text

    def test_a_library_of_no_package_has_none(tool, tmp_path):
        assert tool("licence_texts").of_library(tmp_path / "lib.so") is None
