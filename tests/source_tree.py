"""The project's own files, parsed once, for tests that hold rules about them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("models", "desktop_app", "resources")
MADE = frozenset({"build", "dist", "shots", "__pycache__"})


@dataclass(frozen=True)
class Module:
    """One Python file and its dotted name; a package is named like its folder."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"), str(self.path))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree."""
        return tuple(ast.walk(self.tree))

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]

    def belongs_to(self, prefix: str) -> bool:
        return self.name == prefix or self.name.startswith(f"{prefix}.")


def files() -> Iterator[Path]:
    """Every file of the project: no hidden folder but .ci, nothing that was made."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [
            each
            for each in below
            if each == ".ci"
            or not (each.startswith(".") or each in MADE or each.endswith(".egg-info"))
        ]
        yield from (Path(folder, name) for name in names)


def python_files() -> list[Path]:
    return sorted(path for path in files() if path.suffix == ".py")


def modules() -> tuple[Module, ...]:
    """All modules of the installed packages."""
    found = []
    for path in python_files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] in PACKAGES:
            found.append(Module(".".join(parts).removesuffix(".__init__"), path))
    return tuple(found)


def imports(module: Module, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Dotted name and line of everything imported, at any depth, for types or not.

    `from package import module` counts as an import of the module where one is `known`.
    """
    for node in module.nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            inner = (f"{base}.{alias.name}" for alias in node.names)
            names = dict.fromkeys(name if name in known else base for name in inner)
            yield from ((name, node.lineno) for name in names)


def absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parents = module.package.split(".")
    parents = parents[: len(parents) - node.level + 1]
    return ".".join([*parents, *([node.module] if node.module else [])])
