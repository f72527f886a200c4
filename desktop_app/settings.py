"""What the program remembers between two starts."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.messages import Form, Size


class Theme(enum.Enum):
    """Light or dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(enum.Enum):
    """What the window speaks: a language that there are texts in, or as the system has it."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh-CN"


class Device(enum.Enum):
    """What computes: the best that writes the same as the processor, or a certain one."""

    AUTO = "auto"
    PROCESSOR = "cpu"
    CUDA = "cuda"
    MPS = "mps"


class Precision(enum.Enum):
    """The numbers that models compute in."""

    AUTO = "auto"
    FULL = "fp32"
    HALF = "bf16"
    BYTES = "int8"


class Tokens(enum.Enum):
    """What the strip and the highlights are made of."""

    WORDS = "words"
    PIECES = "pieces"


class Panel(enum.Enum):
    """How the links of a sentence are shown."""

    ROWS = "rows"
    MATRIX = "matrix"
    HEADS = "heads"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything remembered between two starts, with its default.

    `models` maps "en-pt" to a checkpoint's reference; `folders` are checkpoints outside the
    library that were opened by path; `recent` are the languages chosen last. Geometry and
    splitter positions are Qt's own bytes in hexadecimal digits. `document` is the text of the
    Summarize page and `document_name` its file's name.
    """

    interface: Language = Language.SYSTEM
    welcomed: bool = False  # whether the first page of the first start was left
    theme: Theme = Theme.SYSTEM
    zoom: int = 100  # per cent
    live: bool = True
    forget_text: bool = False
    text: str = ""
    sample_seen: bool = False
    source: str = "en"
    target: str = "pt"
    models: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    folders: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    device: Device = Device.AUTO
    precision: Precision = Precision.AUTO
    endpoint: str = ""  # a mirror of the hub; empty for the hub itself
    proxy: str = ""
    token_to_mirror: bool = False
    library: str = ""  # a folder; empty for the usual one
    strip_open: bool = True
    checks: bool = True  # point out what deserves a second look
    tokens: Tokens = Tokens.WORDS
    panel: Panel = Panel.ROWS
    geometry: str = ""
    panes: str = ""
    document: str = ""
    document_name: str = ""
    summary_size: Size = Size.MEDIUM
    summary_words: int = 0  # 0: the size counts
    summary_form: Form = Form.SENTENCES
    summarizer: str = ""  # a checkpoint's reference; empty: sentences of the document
    summary_preset: str = ""
    summary_panes: str = ""
