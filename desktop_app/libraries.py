"""The libraries that the program is made with, and their licences. No Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """`distribution` is what package indexes call it, `licence` an SPDX expression."""

    name: str
    distribution: str
    licence: str


LIBRARIES = (
    Library("Qt, PySide6", "PySide6-Essentials", "LGPL-3.0-only"),
    Library("PyTorch", "torch", "BSD-3-Clause"),
    Library("NumPy", "numpy", "BSD-3-Clause"),
    Library("SentencePiece", "sentencepiece", "Apache-2.0"),
    Library("Tokenizers", "tokenizers", "Apache-2.0"),
    Library("Safetensors", "safetensors", "Apache-2.0"),
    Library("Hugging Face Hub", "huggingface-hub", "Apache-2.0"),
    Library("HTTPX 2", "httpx2", "BSD-3-Clause"),
    Library("SentenceX", "sentencex", "MIT"),
    Library("py3langid", "py3langid", "BSD-3-Clause"),
    Library("chardet", "chardet", "0BSD"),
    Library("lxml", "lxml", "BSD-3-Clause"),
    Library("pypdf", "pypdf", "BSD-3-Clause"),
    Library("PyYAML", "PyYAML", "MIT"),
    Library("psutil", "psutil", "BSD-3-Clause"),
    Library("keyring", "keyring", "MIT"),
    Library("filelock", "filelock", "MIT"),
    Library("appdirs", "appdirs", "MIT"),
)
