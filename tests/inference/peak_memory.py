"""Run alone: loads a folder of plain weights and prints the growth of memory at its highest.

Usage: peak_memory.py FOLDER CACHE DTYPE
Prints bytes for the first and the second opening: the peak and the end over what the program
held before, and the net's weights.
"""

import re
import sys
from pathlib import Path

import torch
from torch import nn

from models.checkpoint import load_into
from models.naming import Naming
from models.weights import open_weights


class Table(nn.Module):
    def __init__(self, shapes):
        super().__init__()
        for name, shape in shapes.items():
            setattr(self, name, nn.Parameter(torch.empty(shape)))


def status(field):
    found = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024


def measured(folder, cache, dtype):
    shapes = {"embedding": (20_000, 512)} | {f"layer{n}": (512, 2048) for n in range(16)}
    with torch.device("meta"):
        net = Table(shapes)
    Path("/proc/self/clear_refs").write_text("5")  # the highest from here on
    before = status("VmRSS")
    load_into(net, open_weights(folder, cache), Naming(), "big", dtype, "cpu")
    size = sum(parameter.nbytes for parameter in net.parameters())
    return status("VmHWM") - before, status("VmRSS") - before, size


def main():
    folder, cache, dtype = Path(sys.argv[1]), Path(sys.argv[2]), getattr(torch, sys.argv[3])
    torch.ones(1 << 20).half().float().bfloat16().sum().isfinite()  # starts threads
    for _ in range(2):
        print(*measured(folder, cache, dtype))


if __name__ == "__main__":
    main()
