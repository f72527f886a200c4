"""A document of a hundred thousand words through a small random summarizer."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from models.engine import Engine
from models.library import Library
from models.messages import (
    Cancelled,
    Finished,
    Options,
    Rules,
    Summarize,
    SummaryDone,
    SummaryPart,
)
from models.nets.transformer import Transformer
from tests.checkpoints import ROWS, write_checkpoint
from tests.inference.long_documents import document
from tests.inference.running import MEMORY

LIMIT = 1024
SHORT = Options(beam=1, rules=Rules(most=10))
GROWTH = 120_000_000  # bytes that the work may take, whatever the document's length
BART = next(row for row in ROWS if row.name == "bart")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    row = replace(BART, sizes={**BART.sizes, "max_position_embeddings": LIMIT})
    return write_checkpoint(row, tmp_path_factory.mktemp("long") / "bart")


@pytest.fixture
def engine(tmp_path):
    return Engine(Library(tmp_path), MEMORY)


class Reading:
    """Every row of pieces that a net encodes."""

    def __init__(self, monkeypatch):
        self.rows: list[list[int]] = []
        encode = Transformer.encode

        def counted(net, source, *arguments, **options):
            lengths = source.lengths.tolist()
            self.rows += [
                row[:length] for row, length in zip(source.ids.tolist(), lengths, strict=True)
            ]
            return encode(net, source, *arguments, **options)

        monkeypatch.setattr(Transformer, "encode", counted)


def resident():
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024


def words_of(texts):
    """All words; the signs of headings are read where they stand within a part."""
    return [word for text in texts for word in text.split() if word != "#"]


def test_every_word_of_a_long_document_is_read(engine, written, monkeypatch):
    reading, text = Reading(monkeypatch), document(100_000)
    request = Summarize(1, text, str(written.folder), options=SHORT)
    shares, memory, read, last = [], [], [], None
    for event in engine.run(request, lambda: False):
        last = event
        if isinstance(event, SummaryPart):
            shares.append(event.done / event.total)
            read.append(event.summary.read)
            memory.append(resident())
        if isinstance(event, SummaryDone):
            summary = event.summary
    assert isinstance(last, Finished)
    first = reading.rows[: summary.parts]
    texts = written.tokenizer.batch_decode(first, skip_special_tokens=True)
    assert words_of(texts) == words_of([text])
    assert summary.read == summary.words == len(words_of([text]))
    assert max(map(len, reading.rows)) <= LIMIT
    assert summary.parts <= 1.3 * sum(map(len, first)) / LIMIT
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert read == sorted(read)
    half = len(memory) // 2
    assert max(memory[half:]) - max(memory[:3]) < GROWTH


def test_cancelling_keeps_what_was_told(engine, written):
    parts = []
    request = Summarize(2, document(8_000), str(written.folder), options=SHORT)
    for event in engine.run(request, lambda: len(parts) >= 3):
        last = event
        if isinstance(event, SummaryPart) and event.summary.sentences:
            parts.append(event.summary)
    assert last == Cancelled(2)
    told = parts[-1]
    assert 0 < told.read < told.words
    assert told.text
    assert all(one.text in told.text for one in told.sentences)
    assert 1 <= told.parts < 12
