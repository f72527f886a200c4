"""Which of the checkpoints there are serves a pair of languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.messages import Checkpoint, Problem, Task, UsageError
from models.text.languages import ANY, is_tag, nearest, primary, tag


@dataclass(frozen=True)
class Leg:
    """One checkpoint on the way from a language to another."""

    checkpoint: Checkpoint
    source: str
    target: str


READY = "ready"


def for_pair(translators: Sequence[Checkpoint], source: str, target: str) -> Checkpoint:
    """The best checkpoint for a pair.

    Raises `Problem` with what is wrong with the only one that does it, `UsageError` naming the
    pairs there are.
    """
    ready = _ready(translators)
    found = best(ready, source, target)
    if found is not None:
        return found
    closed = best([one for one in translators if one.state != READY], source, target)
    if closed is not None:
        raise Problem(closed.state)
    installed = sorted({f"{a}→{b}" for one in ready for a, b in one.pairs})
    installed += [f"{len(one.targets)} languages ({one.id})" for one in ready if not one.pairs]
    raise UsageError(
        f"No installed checkpoint translates {source}→{target}.",
        f"Installed: {', '.join(installed)}."
        if installed
        else "No checkpoint is installed yet.",
    )


def _ready(translators: Sequence[Checkpoint]) -> list[Checkpoint]:
    return [one for one in translators if one.state == READY]


def route(translators: Sequence[Checkpoint], source: str, target: str) -> tuple[Leg, ...]:
    """One checkpoint for a pair, else two that meet in a language; English comes first.

    Two make more mistakes than one, so that no fallback is among them. Raises as `for_pair`.
    """
    source, target, ready = tag(source), tag(target), _ready(translators)
    if best(ready, source, target) is None:
        good = [one for one in ready if not one.fallback]
        written = {language for one in good for language in one.targets}
        for middle in sorted(written, key=lambda code: (primary(code) != "en", code)):
            first, second = best(good, source, middle), best(good, middle, target)
            if first and second and len({source, middle, target}) == 3:
                return (Leg(first, source, middle), Leg(second, middle, target))
    return (Leg(for_pair(translators, source, target), source, target),)


def understood(checkpoint: Checkpoint, task: Task) -> Task:
    """A task as a checkpoint is asked it: language codes in our form, and the preset it means.

    Raises `UsageError` for what the checkpoint does not do, before it is opened.
    """
    task = replace(task, source=tag(task.source), target=tag(task.target))
    if checkpoint.state != READY:
        return task
    task = _with_preset(checkpoint, task)
    _check_preset(checkpoint, task)
    _check_languages(checkpoint, task)
    return task


def _with_preset(checkpoint: Checkpoint, task: Task) -> Task:
    # A question without a preset means the preset that asks one.
    if not task.question or task.preset:
        return task
    asking = [preset.id for preset in checkpoint.presets if preset.asks]
    if not asking:
        raise UsageError(
            f"{checkpoint.name} has no preset that takes a question.",
            "Write the question into the text.",
        )
    return replace(task, preset=asking[0])


def _check_preset(checkpoint: Checkpoint, task: Task) -> None:
    known = [preset.id for preset in checkpoint.presets]
    if task.preset and task.preset not in known:
        raise UsageError(
            f"{checkpoint.name} has no preset {task.preset}.",
            f"It has {', '.join(known)}." if known else "It has none.",
        )


def _check_languages(checkpoint: Checkpoint, task: Task) -> None:
    for wanted in filter(None, (task.source, task.target)):
        if not is_tag(wanted):
            raise UsageError(f"{wanted} is no language code.", "Give a code such as en or pt.")
    if checkpoint.task != "translation":
        if task.source and task.target and primary(task.source) != primary(task.target):
            raise UsageError(
                f"{checkpoint.name} does not translate.",
                "Leave out --to, or choose a checkpoint for translation.",
            )
        return
    sides = ((task.source, checkpoint.sources), (task.target, checkpoint.targets))
    if not all(_knows(known, wanted) for wanted, known in sides if wanted):
        pairs = ", ".join(f"{a}→{b}" for a, b in checkpoint.pairs)
        raise UsageError(
            f"{checkpoint.name} does not translate {_asked(task)}.",
            f"It does {pairs}." if pairs else "“interlinear models info” lists its languages.",
        )


def _asked(task: Task) -> str:
    if task.source and task.target:
        return f"{task.source}→{task.target}"
    return f"from {task.source}" if task.source else f"into {task.target}"


def _knows(known: Sequence[str], wanted: str) -> bool:
    return not known or bool(ANY.intersection(known)) or nearest(wanted, known) is not None


def best(ready: Sequence[Checkpoint], source: str, target: str) -> Checkpoint | None:
    """The largest checkpoint for the very pair, else for variants of its languages.

    One that is made for few pairs comes before larger ones, a fallback after all others.
    """
    fitting = [one for one in ready if one.translates(source, target)]
    fitting = fitting or [one for one in ready if _does(one, source, target)]
    return max(fitting, key=_goodness, default=None)


def _goodness(checkpoint: Checkpoint) -> tuple[bool, bool, int]:
    return not checkpoint.fallback, bool(checkpoint.pairs), checkpoint.bytes


def _does(checkpoint: Checkpoint, source: str, target: str) -> bool:
    # Regional variants of a language, when there is none for the very one asked for.
    wanted = primary(source), primary(target)
    if checkpoint.pairs:
        return any((primary(a), primary(b)) == wanted for a, b in checkpoint.pairs)
    reads = ANY.intersection(checkpoint.sources) or nearest(source, checkpoint.sources)
    return bool(reads and nearest(target, checkpoint.targets)) and wanted[0] != wanted[1]
