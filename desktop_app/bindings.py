"""Loads Qt's bindings and leaves Python's `import` as it was. On Windows torch comes first.

PySide6 puts a function in the place of `__import__` that reads the source of every module
imported after it, in search of spellings that nothing here uses (`from __feature__ import …`).
With torch that is 1,300 files: a tenth of the time to the first translation, and 45 MB that
are kept in `linecache`. What is lost with it is `from PySide6.… import *`.
"""

from __future__ import annotations

import builtins

_plain = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain
