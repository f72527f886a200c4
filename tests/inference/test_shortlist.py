import numpy as np
import pytest

from models.families.shortlist import LexicalShortlist
from models.messages import Problem
from tests.tiny import shortlist_bytes

EOS = 6
LISTS = [[8], [], [9, 3], [3, 11], [10]]  # 5 source pieces, 12 target pieces
SOURCES, TARGETS = len(LISTS), 12


def shortlist(folder, lists=LISTS, first=2, sources=SOURCES, targets=TARGETS):
    path = folder / "lex.bin"
    path.write_bytes(shortlist_bytes(lists, first))
    return LexicalShortlist(path, sources, targets, EOS)


def allowed(found, row):
    """The ids that one sentence of a batch may use."""
    if found.banned is None:
        return found.ids.tolist()
    return found.ids[found.banned[row] == 0].tolist()


def test_the_first_the_end_and_the_lists_of_the_source(tmp_path):
    found = shortlist(tmp_path).candidates([[2, 3, 2]], [[]])
    assert found.ids.tolist() == [0, 1, 3, EOS, 9, 11]
    assert allowed(found, 0) == found.ids.tolist()


def test_sentences_of_a_batch_keep_their_own(tmp_path):
    lists = shortlist(tmp_path)
    found = lists.candidates([[2], [0, 4], []], [[], [7, 7], [11]])
    assert found.ids.tolist() == [0, 1, 3, EOS, 7, 8, 9, 10, 11]
    assert [allowed(found, row) for row in range(3)] == [
        [0, 1, 3, EOS, 9],
        [0, 1, EOS, 7, 8, 10],
        [0, 1, EOS, 11],
    ]
    assert set(np.unique(found.banned)) == {0, -np.inf}


@pytest.mark.parametrize("first", [0, TARGETS, 2**40])
def test_the_first_count_target_pieces(tmp_path, first):
    found = shortlist(tmp_path, [[]] * SOURCES, first).candidates([[1]], [[]])
    assert found.ids.tolist() == (list(range(TARGETS)) if first else [EOS])


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"sources": TARGETS}, "for 5 source pieces, not for 12"),
        ({"sources": SOURCES - 1}, "for 5 source pieces, not for 4"),
        ({"lists": [*LISTS, []]}, "for 6 source pieces, not for 5"),
    ],
)
def test_a_list_for_another_source_vocabulary(tmp_path, changes, fault):
    with pytest.raises(Problem, match=f"lex.bin.*{fault}"):
        shortlist(tmp_path, **changes)


def test_a_piece_beyond_the_target_vocabulary(tmp_path):
    lists = shortlist(tmp_path, targets=11)
    assert lists.candidates([[2]], [[]]).ids.tolist() == [0, 1, 3, EOS, 9]
    with pytest.raises(Problem, match=r"lex\.bin.*target piece 11 of 11"):
        lists.candidates([[3]], [[]])
