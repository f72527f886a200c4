"""`interlinear bench`: latency, speed and memory of one checkpoint, as one JSON object."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from desktop_app.commands import common
from models.messages import Opened, Options, Problem, Segment, SegmentDone, Translate

if TYPE_CHECKING:
    from models.engine import Engine


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common_options: argparse.ArgumentParser,
) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "bench", parents=[common_options], help="measure a checkpoint on this machine"
    )
    parser.add_argument("--model", required=True, metavar="M")
    parser.add_argument("--input", required=True, type=Path, metavar="FILE")
    parser.add_argument(
        "--batch", type=common.positive, default=32, metavar="N", help="lines at a time"
    )
    common.add_running(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the measures."""
    lines = [
        line for line in common.lines_of(common.read_text(arguments.input)) if line.strip()
    ]
    if not lines:
        raise Problem(f"The file {arguments.input} has no text.", "Give one with some lines.")
    options = common.options_of(arguments)
    loading = time.perf_counter()
    engine = common.engine()
    _, opened = _translate(engine, arguments, [lines[0]], options)
    load_seconds = time.perf_counter() - loading
    single = _latencies(arguments, options, lines)
    fresh = common.engine()
    _translate(fresh, arguments, ["Warm up."], options)
    started = time.perf_counter()
    segments, _ = _translate(fresh, arguments, lines, replace(options, batch=arguments.batch))
    seconds = time.perf_counter() - started
    print(json.dumps(_report(arguments, opened, segments, single, seconds, load_seconds)))
    return 0


def _latencies(
    arguments: argparse.Namespace, options: Options, lines: Sequence[str]
) -> list[float]:
    # An engine of its own: finished sentences are kept, and a kept one takes no time.
    engine = common.engine()
    _translate(engine, arguments, ["Warm up."], options)
    latencies = []
    for line in lines[:200]:
        started = time.perf_counter()
        _translate(engine, arguments, [line], options)
        latencies.append((time.perf_counter() - started) * 1000)
    return latencies


def _translate(
    engine: Engine, arguments: argparse.Namespace, lines: Sequence[str], options: Options
) -> tuple[list[Segment], Opened]:
    request = Translate(
        id=0,
        text="\n".join(lines),
        checkpoint=arguments.model,
        lines=True,
        options=options,
        task=common.task_of(arguments),
    )
    segments, opened = [], Opened(0, arguments.model, options.precision, options.device)
    for event in common.events(engine, request):
        if isinstance(event, SegmentDone):
            segments.append(event.segment)
        elif isinstance(event, Opened):
            opened = event
    return segments, opened


def _report(
    arguments: argparse.Namespace,
    opened: Opened,
    segments: Sequence[Segment],
    latencies: Sequence[float],
    seconds: float,
    load_seconds: float,
) -> dict[str, object]:
    words = sum(len(segment.source.split()) for segment in segments)
    tokens = sum(len(segment.target_pieces) for segment in segments)
    slow = quantiles(latencies, n=20)[-1] if len(latencies) > 1 else latencies[0]
    return {
        "checkpoint": opened.checkpoint,
        "precision": opened.precision,
        "threads": _threads(),
        "batch": arguments.batch,
        "beam": arguments.beam or 1,
        "segments": len(segments),
        "new_tokens": arguments.new_tokens,
        "latency_ms": {"median": round(median(latencies), 2), "p95": round(slow, 2)},
        "words_per_second": round(words / seconds, 1),
        "tokens_per_second": round(tokens / seconds, 1),
        "peak_rss_mb": round(peak_memory() / 1e6, 1),
        "load_s": round(load_seconds, 3),
    }


def _threads() -> int:
    import torch  # noqa: PLC0415

    return torch.get_num_threads()


def peak_memory() -> int:
    """The most memory this process has had, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
