"""The engine asks for the automatic choice, keeps it, and joins directions as it is told."""

import json

import numpy as np
import pytest

from models.engine import Engine
from models.library import Library
from models.messages import Align, Translate
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.running import MEMORY, failure, segments

PAIRS = (("The old house", "A velha casa"), ("She reads.", "Ela lê."))


@pytest.fixture(scope="module")
def unguided(tmp_path_factory):
    row = next(row for row in ROWS if row.family == "bart")
    return write_checkpoint(row, tmp_path_factory.mktemp("family") / "one").folder


def grid(segment):
    matrix = segment.alignment.words.matrix
    return np.frombuffer(matrix.data, "<f4").reshape(matrix.shape)


def test_the_choice_is_kept_in_the_cache_and_holds_for_every_request(unguided, tmp_path):
    engine = Engine(Library(tmp_path / "library", tmp_path / "cache"), MEMORY)
    (segment, _) = segments(engine, Align(0, PAIRS, str(unguided)))
    (file,) = (tmp_path / "cache").rglob("alignment.json")
    chosen = json.loads(file.read_text("utf-8"))["method"]
    (named, _) = segments(engine, Align(0, PAIRS, str(unguided), method=chosen))
    np.testing.assert_allclose(grid(segment), grid(named))
    file.write_text(json.dumps({"criterion": 1, "method": "shift:1:0"}), "utf-8")
    again = Engine(Library(tmp_path / "library", tmp_path / "cache"), MEMORY)
    assert segments(again, Translate(0, "The house.", str(unguided)))
    (kept, _) = segments(again, Align(0, PAIRS, str(unguided)))
    (head, _) = segments(again, Align(0, PAIRS, str(unguided), method="shift:1:0"))
    np.testing.assert_allclose(grid(kept), grid(head))


def test_joins_are_nested(tiny):
    found = {
        join: segments(tiny, Align(0, PAIRS, "tiny-en-pt", reverse="tiny-pt-en", join=join))
        for join in ("intersection", "grow-diag-final", "union", "mean")
    }
    for at in range(len(PAIRS)):
        links = {
            join: {(one.source, one.target) for one in many[at].alignment.words.links(0.45)}
            for join, many in found.items()
        }
        assert links["intersection"] <= links["grow-diag-final"] <= links["union"]


def test_an_unknown_join_is_a_usage_error(tiny):
    request = Align(0, PAIRS, "tiny-en-pt", reverse="tiny-pt-en", join="product")
    assert "grow-diag-final" in failure(tiny, request).hint
