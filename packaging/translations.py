"""Brings the translations of the window up to date, or says what they lack.

`python packaging/translations.py` extracts every text with Qt's lupdate into the .ts files of
resources/ (new ones are marked unfinished), writes the sentences that models say, and makes the
.qm files with lrelease. With `--check` nothing is written; what is missing is listed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from sentences import counted, sentences

ROOT = Path(__file__).resolve().parents[1]
CONTEXT = "Models"  # of the sentences that are said outside the view
TABLE = "sentences.json"
PLURALS, CHINESE = "interlinear_en.ts", "interlinear_zh_CN.ts"
_PLACEHOLDER = re.compile(r"\{\w*\}|%L?n|%\d|&nbsp;|</?[a-z]+[^>]*>|\(\*[^)]*\)")


@dataclass(frozen=True)
class Text:
    """A text of the window and its translations, one for each plural form."""

    context: str
    source: str
    translations: tuple[str, ...]
    plural: bool
    unfinished: bool


def extract(target: Path) -> None:
    """Bring the .ts file `target` up to date with the sources."""
    sources = sorted((ROOT / "desktop_app").rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.py"
        said.write_text("\n".join(_unseen()), "utf-8")
        plural = ["-pluralonly"] if target.name == PLURALS else []
        options = ["-silent", "-no-obsolete", "-locations", "none", *plural]
        paths = [str(each) for each in (said, *sources)]
        listed = Path(folder) / "sources.lst"
        listed.write_text("\n".join(paths), "utf-8")
        _run("lupdate", *options, f"@{listed}", "-ts", str(target))


def _unseen() -> Iterator[str]:
    """What lupdate does not find by itself, as it would."""
    for text in _said():
        yield f"QT_TRANSLATE_NOOP({_quoted(CONTEXT)}, {_quoted(text)})"
    for context, text in counted(ROOT):
        yield f'translate({_quoted(context)}, {_quoted(text)}, "", 1)'


def _said() -> list[str]:
    return sentences(ROOT)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _run(tool: str, *arguments: str) -> None:
    name = f"pyside6-{tool}"
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or name
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr or done.stdout}")


def texts(path: Path) -> Iterator[Text]:
    """All texts of a .ts file."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            yield Text(
                context.findtext("name", ""),
                message.findtext("source", ""),
                tuple(forms or [translation.text or ""]),
                message.get("numerus") == "yes",
                translation.get("type") == "unfinished",
            )


def faults(path: Path) -> Iterator[str]:
    """What is missing or wrong in a .ts file whose texts are those of the sources."""
    for text in texts(path):
        where = f"{path.name}: {text.context}: {text.source!r}"
        if text.unfinished or not all(text.translations):
            yield f"{where} is not translated"
            continue
        for translation in text.translations:
            if problem := _wrong(text, translation):
                yield f"{where} {problem}: {translation!r}"


def _wrong(text: Text, translation: str) -> str:
    wanted, there = (_placeholders(each, text) for each in (text.source, translation))
    fewer = text.plural or text.context == CONTEXT  # may leave out what it does not need
    if wanted != there and not (fewer and there < wanted):
        return f"has the placeholders {sorted(wanted)}, not {sorted(there)}"
    if text.source.startswith(" ") != translation.startswith(" "):
        return "begins otherwise"
    if text.source.endswith("…") != translation.endswith("…"):
        return "has another end"
    return ""


def _placeholders(text: str, of: Text) -> frozenset[str]:
    found = _PLACEHOLDER.findall(text)
    if of.context == CONTEXT:
        return frozenset(each for each in found if each.startswith("{"))
    return frozenset(found)


def check() -> list[str]:
    """What the translations lack; nothing is written."""
    wrong = []
    resources = ROOT / "resources"
    if json.loads((resources / TABLE).read_text("utf-8")) != _said():
        wrong.append(f"{TABLE} is not what the sources say")
    with tempfile.TemporaryDirectory() as folder:
        for name in (PLURALS, CHINESE):
            old, new = resources / name, Path(folder) / name
            shutil.copy(old, new)
            extract(new)
            before, after = ({(t.context, t.source) for t in texts(p)} for p in (old, new))
            wrong += [f"{name}: {each} is not in it" for each in sorted(after - before)]
            wrong += [
                f"{name}: {each} is not in the sources" for each in sorted(before - after)
            ]
            wrong += faults(old)
            made = new.with_suffix(".qm")
            _run("lrelease", "-silent", str(old), "-qm", str(made))
            if made.read_bytes() != old.with_suffix(".qm").read_bytes():
                wrong.append(f"{made.name} is older than {name}")
    return wrong


def update() -> list[str]:
    """Bring all files up to date; what has no translation yet."""
    resources = ROOT / "resources"
    table = json.dumps(_said(), ensure_ascii=False, indent=0)
    (resources / TABLE).write_text(f"{table}\n", "utf-8")
    wrong = []
    for name in (PLURALS, CHINESE):
        path = resources / name
        extract(path)
        _run("lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))
        wrong += faults(path)
    return wrong


def main(arguments: list[str]) -> int:
    """Update, or check; the exit status is 1 when something is missing."""
    wrong = check() if "--check" in arguments else update()
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
