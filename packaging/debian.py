"""A Debian package of a bundle, made with dpkg's own tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import desktop
import licence_texts
import licences
import linking
import project
from bundle import NAME

LIBRARY: Final = Path("usr", "lib", NAME)
# Chinese, Japanese and Korean texts need a font of their own; which one is a matter of taste.
FONTS: Final = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-droid-fallback"
DATA: Final = ("xkb-data",)  # keyboards, which a library in the bundle reads
LEVEL: Final = "12"

CONTROL: Final = """\
Package: {name}
Version: {version}
Section: text
Priority: optional
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Description: {summary}
 Interlinear translates and summarizes on this machine, with models that are on this
 machine. Point at a word and the words it came from light up; point at a sentence of a
 summary and what it rests on is shaded. Nothing is sent anywhere.
"""


def build(folder: Path, programs: Sequence[Path], work: Path, output: Path) -> Path:
    """Make the .deb; `programs` are the files that are linked to libraries."""
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(folder, root / LIBRARY, symlinks=True, copy_function=_link)
    shutil.rmtree(root / LIBRARY / "share")  # what belongs to the desktop has its own place
    desktop.install(root / "usr" / "share", work / NAME / "icons")
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / NAME).symlink_to(Path("..", "lib", NAME, NAME))
    manual = root / "usr" / "share" / "doc" / NAME
    manual.mkdir(parents=True)
    inside = folder / "_internal" / licences.FOLDER
    shutil.copy(inside / "Interlinear.txt", manual / "copyright")
    (manual / licences.FOLDER).symlink_to(f"../../../lib/{NAME}/_internal/{licences.FOLDER}")
    (root / "DEBIAN").mkdir()
    control = _control(root, depends(programs))
    (root / "DEBIAN" / "control").write_text(control, "utf-8")
    target = output / f"{NAME}_{project.version()}_{_architecture()}.deb"
    pack = ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{LEVEL}", "--build"]
    subprocess.run([*pack, root, target], check=True, stdout=subprocess.DEVNULL)
    return target


def _control(root: Path, needed: str) -> str:
    size = sum(
        path.lstat().st_size for path in root.rglob("*") if path.is_file() or path.is_symlink()
    )
    return CONTROL.format(
        name=NAME,
        version=project.version(),
        architecture=_architecture(),
        maintainer=os.environ.get("INTERLINEAR_MAINTAINER", project.MAINTAINER),
        kilobytes=size // 1024,
        depends=", ".join([needed, *DATA, FONTS]),
        summary=project.description(),
    )


def depends(programs: Sequence[Path]) -> str:
    """The packages of the system's libraries; which version matters for the C library alone."""
    packages = {
        licence_texts.package_of(file).partition(":")[0] for file in _of_system(programs)
    }
    newest = max(linking.c_versions(programs))
    version = ".".join(map(str, newest))
    return ", ".join(
        f"{name} (>= {version})" if name == "libc6" else name for name in sorted(packages)
    )


def _of_system(programs: Sequence[Path]) -> Iterator[Path]:
    """The system's libraries that the programs are linked to, and the bundle does not have."""
    here = {file.name for file in programs}
    wanted = set().union(*linking.links(programs).values()) - here
    listed = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True
    )
    for line in listed.stdout.splitlines():
        name, _, place = line.strip().partition(" => ")
        if name.partition(" ")[0] in wanted:
            yield Path(place)


def _architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _link(source: str, target: str) -> str:
    """Put a file there without copying its bytes where the disk allows that."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
