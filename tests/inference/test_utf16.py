from hypothesis import given, settings

from models.messages import Utf16Map
from tests.inference.any_text import texts


def units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@settings(deadline=None)
@given(texts())
def test_units_are_those_of_the_encoded_text(text):
    found = Utf16Map(text)
    assert [found.units(at) for at in range(len(text) + 1)] == [
        units(text[:at]) for at in range(len(text) + 1)
    ]


@settings(deadline=None)
@given(texts())
def test_points_are_the_way_back(text):
    found = Utf16Map(text)
    assert [found.points(found.units(at)) for at in range(len(text) + 1)] == list(
        range(len(text) + 1)
    )


def test_the_middle_of_a_pair_is_its_start():
    found = Utf16Map("a😀b😀")
    assert [found.points(unit) for unit in range(7)] == [0, 1, 1, 2, 3, 3, 4]


def test_lone_surrogates_take_one_unit_each():
    found = Utf16Map("\ud83d\ude00x")
    assert [found.units(at) for at in range(4)] == [0, 1, 2, 3]
