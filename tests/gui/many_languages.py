"""As many languages as the largest checkpoints have."""

import json

from models.families.folder.language_lists import NLLB
from models.text.languages import tags
from resources import read_text
from tests.fakes import FakeLibrary, checkpoint, multilingual

MOST = 419


def english_names():
    return json.loads(read_text("language_names.json"))["interfaces"]["en"]["languages"]


def many(count=MOST):
    """NLLB's languages, then others that have a name."""
    known = tags(NLLB)
    more = (code for code in english_names() if code not in known)
    return tuple(sorted((*known, *more)[:count]))


def large_library():
    """One checkpoint of 419 languages beside a few of one pair."""
    return FakeLibrary(
        checkpoint("tiny en→pt", "en", "pt"),
        checkpoint("tiny pt→en", "pt", "en"),
        checkpoint("tiny de→en", "de", "en"),
        multilingual("madlad400-3b-mt", many()),
    )
