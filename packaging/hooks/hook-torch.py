"""What of torch goes into the bundle: its libraries and what inference can reach.

It stands in for the hook of pyinstaller-hooks-contrib, which takes all of torch along:
every submodule twice (as source too), its C++ tests, a protobuf compiler and all that its
compilers and exporters import. A model here is run, never compiled, traced or exported.
"""

from pathlib import Path

from PyInstaller import isolated
from PyInstaller.compat import is_win
from PyInstaller.utils.hooks import (
    PY_DYLIB_PATTERNS,
    collect_dynamic_libs,
    get_package_paths,
)


@isolated.decorate
def imported() -> tuple[list[str], list[str]]:
    """Modules that come with torch, some by names no analysis sees; those read as source."""
    import inspect
    import sys

    read = set()
    find_source = inspect.findsource

    def note(what: object) -> object:
        read.add(inspect.getmodule(what).__name__)
        return find_source(what)

    inspect.findsource = note
    import torch.nn.attention
    import torch.nn.utils.rnn  # noqa: F401

    loaded = [
        name
        for name, module in sys.modules.items()
        if name.partition(".")[0] == "torch" and getattr(module, "__file__", None)
    ]
    return sorted(loaded), sorted(read)


folder = Path(get_package_paths("torch")[1])
hiddenimports, read_as_source = imported()
# Modules of settings read their own comments at import, also those that come later.
read_as_source += [
    ".".join(path.relative_to(folder.parent).with_suffix("").parts)
    for path in folder.rglob("*config.py")
    if "install_config_module(" in path.read_text("utf-8")
]
module_collection_mode = {"torch": "pyz"} | dict.fromkeys(read_as_source, "pyz+py")
UNUSED_MODULES = (
    "torch._dynamo",
    "torch._export.serde",
    "torch._functorch._aot_autograd",
    "torch._functorch.partitioners",
    "torch._inductor",
    "torch._lazy",
    "torch._numpy",
    "torch._vendor.quack",
    "torch.ao.ns",
    "torch.ao.pruning",
    "torch.contrib",
    "torch.distributed._local_tensor",
    "torch.distributed._shard",
    "torch.distributed._tools",
    "torch.distributed.algorithms",
    "torch.distributed.checkpoint",
    "torch.distributed.elastic",
    "torch.distributed.fsdp",
    "torch.distributed.optim",
    "torch.distributed.pipelining",
    "torch.distributed.rpc",
    "torch.distributed.tensor",
    "torch.export._trace",
    "torch.onnx",
    "torch.sparse._triton_ops",
    "torch.testing._internal",
    "torch.utils._sympy",
    "torch.utils.benchmark",
    "torch.utils.bottleneck",
    "torch.utils.cpp_extension",
    "torch.utils.hipify",
    "torch.utils.tensorboard",
    "torch.utils.viz",
)
excludedimports = [name for name in UNUSED_MODULES if name not in hiddenimports]
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]

# Libraries of torch's own tests.
UNUSED_LIBRARIES = ("aoti_custom_ops", "backend_with_compiler", "jitbackend", "torchbind_test")
binaries = [
    (source, target)
    for source, target in collect_dynamic_libs(
        "torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"]
    )
    if not Path(source).stem.removeprefix("lib").startswith(UNUSED_LIBRARIES)
]
if not is_win:
    # Importing torch looks for it; it is started only where processes share tensors.
    datas = [(str(folder / "bin" / "torch_shm_manager"), "torch/bin")]
