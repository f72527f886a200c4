"""Archives, packages, icons and what desktops read, made of a small bundle."""

import configparser
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import zstandard
from PySide6.QtGui import QImageReader

from tests.source_tree import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "packages.yml"


@pytest.fixture
def made(tool, tmp_path):
    """A folder like a bundle: a program of the system, a library folder, what desktops want."""
    folder = tmp_path / "dist" / "interlinear"
    licences = folder / "_internal" / "licences"
    licences.mkdir(parents=True)
    (licences / "Interlinear.txt").write_text("Apache")
    shutil.copy(shutil.which("true"), folder / "interlinear")
    (folder / "_internal" / "link").symlink_to("licences")
    tool("icons").make(tmp_path / "build" / "interlinear" / "icons")
    tool("desktop").install(folder / "share", tmp_path / "build" / "interlinear" / "icons")
    return folder


@pytest.mark.parametrize("name", ["interlinear.ico", "interlinear.icns"])
def test_icons_hold_all_sizes(tool, tmp_path, name):
    icons = tool("icons")
    reader = QImageReader(str(icons.make(tmp_path) / name))
    sizes = set()
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        image = reader.read()
        middle = image.width() // 2
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(middle, image.height() // 20 + 1).blue() > 100
        sizes.add(image.width())
    wanted = icons.WINDOWS if name.endswith("ico") else [size for _, size in icons.MACOS]
    assert sizes == set(wanted)


def test_the_archive_holds_one_folder_of_root(tool, tmp_path, made):
    target = tool("archives").tar_zst(made, tmp_path / "a.tar.zst", "interlinear-1")
    with target.open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file)
        with tarfile.open(mode="r|", fileobj=stream) as archive:
            members = archive.getmembers()
    assert {member.name.partition("/")[0] for member in members} == {"interlinear-1"}
    assert {(member.uname, member.uid) for member in members} == {("root", 0)}
    program = next(each for each in members if each.name == "interlinear-1/interlinear")
    assert program.mode & 0o111
    assert next(each for each in members if each.name.endswith("/link")).linkname == "licences"


def test_desktops_find_the_program_its_icon_and_its_description(tool, made):
    share = made / "share"
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(share / "applications" / "interlinear.desktop", "utf-8")
    said = entry["Desktop Entry"]
    assert (said["Exec"], said["Icon"], said["Terminal"]) == (*["interlinear"] * 2, "false")
    assert (share / "icons" / "hicolor" / "48x48" / "apps" / "interlinear.png").exists()
    project = tool("project")
    file = share / "metainfo" / f"{project.IDENTIFIER}.metainfo.xml"
    root = ElementTree.parse(file).getroot()
    assert root.findtext("id") == project.IDENTIFIER
    assert root.findtext("launchable") == "interlinear.desktop"
    assert root.find("releases/release").get("version") == project.version()


if sys.platform.startswith("linux") and shutil.which("dpkg-deb"):

    def test_the_debian_package_says_what_it_needs(tool, tmp_path, made):
        target = tool("debian").build(
            made, [made / "interlinear"], tmp_path / "build", tmp_path / "dist"
        )
        said = subprocess.run(
            ["dpkg-deb", "--info", target], capture_output=True, text=True, check=True
        ).stdout
        assert "Package: interlinear" in said
        assert re.search(r"Depends: .*libc6 \(>= .*fonts-noto-cjk \|", said)
        held = subprocess.run(
            ["dpkg-deb", "--contents", target], capture_output=True, text=True, check=True
        ).stdout
        assert "./usr/bin/interlinear -> ../lib/interlinear/interlinear" in held
        assert "./usr/share/applications/interlinear.desktop" in held
        assert "./usr/lib/interlinear/share" not in held
        assert {line.split()[1] for line in held.splitlines()} == {"root/root"}


def test_missing_tools_are_named_before_the_work(tool, monkeypatch):
    build = tool("build")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "strip" else None)
    with pytest.raises(build.BuildError, match=r"objdump, readelf, as, .* binutils"):
        build.check_tools()


def test_the_workflow_fits_githubs_schema():
    schema = ["--builtin-schema", "vendor.github-workflows"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, WORKFLOW]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_workflow_pins_what_it_uses():
    used = re.findall(r"uses: (\S+)", WORKFLOW.read_text("utf-8"))
    assert used
    assert not [each for each in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each)]


def test_the_workflow_runs_scripts_that_are_there():
    named = re.findall(r"packaging/[\w/]+\.\w+", WORKFLOW.read_text("utf-8"))
    assert "packaging/build.py" in named
    assert all(Path(ROOT, name).exists() for name in named)
