"""Stands in for torch's compiler, which is not in the package.

torch's optimizers ask it to keep out of what they do. Run before the program.
"""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Final

NAME: Final = "torch._dynamo"


class NoCompiler(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the compiler's module where nobody else does."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name == NAME else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """An ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        module.disable = _as_it_is
        module.graph_break = _nothing


def _as_it_is(function: Callable, recursive: bool = True, *, wrapping: bool = True) -> Callable:
    return function


def _nothing() -> None:
    pass


sys.meta_path.append(NoCompiler())
