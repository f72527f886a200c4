"""The sentences that the program says outside its view, as templates for translators.

`models/` knows no Qt and says everything in English: as constants and f-strings. Each becomes a
template whose placeholders are named after what is filled in: "The file {name} is damaged.".
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# What never reaches the window: the command line, training, and texts to try models with.
_SILENT = re.compile(
    r"models/(training/|probe_sentences)"
    r"|desktop_app/(cli|headless|painting|display|log|qt_libraries)"
)
_NOT_SAID = frozenset({"tr", "translate", "warning", "info", "debug", "exception", "compile"})
_SAMPLES = frozenset({"PROBE", "SENTENCE"})  # constants that are translated, not said
_SENTENCE = re.compile(r"[A-Z\d{“].* .*[.?…]")
_FEWEST_LETTERS = 5  # with fewer a template would fit anything


def sentences(root: Path) -> list[str]:
    """All templates of the tree at `root`, in alphabetical order."""
    found = set(_catalogue(root / "resources" / "catalogue.json"))
    for folder, pattern in (("models", "**/*.py"), ("desktop_app", "*.py")):
        for path in (root / folder).glob(pattern):
            if not _SILENT.match(path.relative_to(root).as_posix()):
                found |= set(_templates(ast.parse(path.read_text("utf-8"))))
    return sorted(found)


def raised(root: Path) -> set[str]:
    """All that a `Problem` or `UsageError` of `models/` says word by word, but for training."""
    found = set()
    for path in (root / "models").rglob("*.py"):
        if not _SILENT.match(path.relative_to(root).as_posix()):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id="Problem" | "UsageError"), args=args):
                        found |= {text for part in args[:2] for text in _alternatives(part)}
    return found - {""}


def counted(root: Path) -> list[tuple[str, str]]:
    """Contexts and texts of `translate(context, text, comment, count)`.

    Qt's lupdate finds these in Python only where the count is a number.
    """
    found = set()
    for path in (root / "desktop_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="translate"),
                    args=[ast.Constant(value=context), ast.Constant(value=text), _, _],
                ):
                    found.add((str(context), str(text)))
    return sorted(found)


def _catalogue(path: Path) -> Iterator[str]:
    """Why a checkpoint is listed."""
    for entry in json.loads(path.read_text("utf-8"))["checkpoints"]:
        if why := entry.get("why"):
            yield why


def _templates(node: ast.AST) -> Iterator[str]:
    texts = _alternatives(node)
    for text in texts:
        if _SENTENCE.fullmatch(text) and _letters(text) >= _FEWEST_LETTERS:
            yield text
    for child in () if texts else ast.iter_child_nodes(node):
        if not _is_silent(child):
            yield from _templates(child)


def _letters(template: str) -> int:
    return sum(letter.isalpha() for letter in re.sub(r"\{\w+\}", "", template))


def _is_silent(node: ast.AST) -> bool:
    """Docstrings, what is translated by name or logged, and sentences to try models with."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in _NOT_SAID
    if isinstance(node, ast.Assign):
        return bool(_SAMPLES & {ast.unparse(each) for each in node.targets})
    return False


def _alternatives(node: ast.AST) -> list[str]:
    """The texts that an expression may be, with placeholders; none for what is no text."""
    return [_named(text) for text in _unnamed(node)]


def _unnamed(node: ast.AST) -> list[str]:
    """Texts whose placeholders may share names."""
    match node:
        case ast.Constant(value=str(text)):
            return [text.replace("{}", "{value}")]
        case ast.JoinedStr(values=parts):
            return ["".join(_part(part) for part in parts)]
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return [a + b for a in _unnamed(left) for b in _unnamed(right)]
        case ast.IfExp(body=body, orelse=other):
            return [*_unnamed(body), *_unnamed(other)]
    return []


def _part(part: ast.expr) -> str:
    """A piece of an f-string; a placeholder is the last word of what is filled in."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    words = re.findall(r"[A-Za-z]\w*", ast.unparse(getattr(part, "value", part)))
    return f"{{{words[-1].casefold().strip('_') if words else 'value'}}}"


def _named(text: str) -> str:
    """The text with a name of its own for each placeholder: name, name2, name3."""
    seen: Counter[str] = Counter()

    def numbered(found: re.Match[str]) -> str:
        name = found[1]
        seen[name] += 1
        return f"{{{name}{seen[name] if seen[name] > 1 else ''}}}"

    return re.sub(r"\{(\w+)\}", numbered, text)
