"""Whatever is summarized: all of it is read, and evidence is sentences of it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.engine import Engine
from models.library import Library
from models.messages import (
    Failed,
    Finished,
    Form,
    Length,
    Options,
    Rules,
    Step,
    Summarize,
    SummaryDone,
    Task,
)
from models.summarizing.structure import count_words
from tests.inference.any_text import texts
from tests.inference.copying import write_copying
from tests.inference.running import MEMORY, events

OPTIONS = Options(rules=Rules(most=8))
CHAINS = st.sampled_from(
    ((None, None), (None, None), (Step("starter-pt-en", Task("pt", "en")), None))
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    write_copying(folder / "copying", 40)
    return Engine(Library(folder), MEMORY)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts(60), st.sampled_from(Form), st.integers(1, 60), CHAINS)
def test_any_text_is_summarized(engine, text, form, words, chain):
    before, after = chain
    request = Summarize(
        1, text, "copying", Length(words=words), form, before=before, after=after,
        options=OPTIONS,
    )  # fmt: skip
    found = events(engine, request)
    if not count_words(text) or isinstance(found[-1], Failed):
        assert isinstance(found[-1], Failed), found[-1]
        assert found[-1].what.startswith(("There is no text", "There are no words"))
        return
    assert isinstance(found[-1], Finished), found[-1]
    (summary,) = (event.summary for event in found if isinstance(event, SummaryDone))
    assert summary.read == summary.words
    borders = {(span.start, span.end) for span in summary.document}
    assert all(0 <= start < end <= len(text) for start, end in borders)
    for one in summary.sentences:
        assert summary.text[one.start :].startswith(one.text)
        assert all((source.start, source.end) in borders for source in one.evidence)
        assert sum(source.weight for source in one.evidence) <= 1
