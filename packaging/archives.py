"""Packs a bundle into what people download, with the ordinary means of each system."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Final

import project
from bundle import NAME

LEVEL: Final = 12  # of 22: 17 saves a tenth of the size and costs four times the time
WINDOW: Final = 27  # bits, 128 MB: as much as every zstd unpacks without being asked to


def pack(folder: Path, output: Path) -> Path:
    """The archive of a bundle's folder for this system."""
    name = f"{NAME}-{project.version()}-{_system()}"
    if sys.platform == "win32":
        return Path(shutil.make_archive(str(output / name), "zip", folder.parent, folder.name))
    if sys.platform == "darwin":
        return _disk_image(folder, output / f"{name}.dmg")
    return tar_zst(folder, output / f"{name}.tar.zst", f"{NAME}-{project.version()}")


def _system() -> str:
    names = {"win32": "windows", "darwin": "macos"}
    return f"{names.get(sys.platform, 'linux')}-{platform.machine().lower()}"


def tar_zst(folder: Path, target: Path, top: str) -> Path:
    """A .tar.zst in which everything stands in one folder `top` and belongs to root."""
    import zstandard  # noqa: PLC0415  # only Linux packs with it

    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL, threads=os.cpu_count() or 1, window_log=WINDOW, enable_ldm=True
    )
    compressor = zstandard.ZstdCompressor(compression_params=parameters)
    with (
        target.open("wb") as file,
        compressor.stream_writer(file) as packed,
        tarfile.open(mode="w|", fileobj=packed) as archive,
    ):
        archive.add(folder, top, filter=_of_root)
    return target


def _of_root(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    if date := os.environ.get("SOURCE_DATE_EPOCH"):
        member.mtime = int(date)
    return member


def _disk_image(bundle: Path, target: Path) -> Path:
    """A .dmg of the .app; Apple's notary sees it where the environment names a profile."""
    command = ["hdiutil", "create", "-volname", "Interlinear", "-ov", "-format", "ULFO"]
    subprocess.run([*command, "-srcfolder", bundle, target], check=True)
    if profile := os.environ.get("INTERLINEAR_NOTARY_PROFILE"):
        submit = ["xcrun", "notarytool", "submit", "--wait", "--keychain-profile", profile]
        subprocess.run([*submit, target], check=True)
        subprocess.run(["xcrun", "stapler", "staple", target], check=True)
    return target


def sign_for_windows(folder: Path) -> None:
    """Sign the programs with the command in the environment, in which {file} is the program."""
    if command := os.environ.get("INTERLINEAR_SIGN_COMMAND"):
        for program in folder.glob("*.exe"):
            subprocess.run(command.replace("{file}", f'"{program}"'), shell=True, check=True)
