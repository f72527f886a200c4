"""What a person sees of a training: a bar on a terminal, lines elsewhere."""

import io
from pathlib import Path

import pytest

from desktop_app.commands.training_progress import TrainingProgress, duration
from models.training.events import Began, Ended, Saved, Stepped, Validated


class Terminal(io.StringIO):
    def isatty(self):
        return True


EVENTS = (
    Began("eng-fra", 9000, 12, 500, 8000, 7_000_000, 40),
    Stepped(41, 0, 3.25, 0.001, 2500.0, 0.5, 3900.0),
    Validated(41, 2.5, (("bleu", 31.26),), better=True),
    Saved(41),
    Stepped(42, 0, 3.25, 0.001, 2500.0, 0.75, None),
    Ended("steps", 42, Path("eng-fra")),
)


def shown(stream):
    progress = TrainingProgress(stream)
    for event in EVENTS:
        progress.show(event)
    return stream.getvalue()


def test_lines_where_nobody_looks_at_a_bar():
    assert shown(io.StringIO()).splitlines() == [
        "eng-fra: 7,000,000 parameters, 8,000 pieces, 9,000 pairs (12 too long ones left "
        "out), 500 set aside. It goes on after step 40.",
        "step 41  loss 3.250  2,500 pieces/s  1 h 5 min left",
        "step 41  validation loss 2.500  bleu 31.3  (kept)",
    ]


def test_a_bar_on_a_terminal_that_lines_do_not_tear():
    text = shown(Terminal())
    bar = "█" * 12 + "░" * 12 + " step 41  loss 3.250  2,500 pieces/s  1 h 5 min left"
    assert f"\r{bar}\x1b[K\nstep 41  validation" in text


@pytest.mark.parametrize(
    ("seconds", "text"), [(4.4, "4 s"), (60, "1 min"), (3599, "59 min"), (7260, "2 h 1 min")]
)
def test_times_are_for_people(seconds, text):
    assert duration(seconds) == text
