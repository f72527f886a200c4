"""The small parts that summaries are made with."""

import numpy as np
import pytest
import torch

from models.messages import Evidence, Piece, Span
from models.nets import Memory, Source
from models.summarizing.chains import Translated
from models.summarizing.encoded_once import EncodedOnce
from models.summarizing.evidence import Side, attention_shares, evidence, word_shares
from models.summarizing.joining import evidence_of, next_level, summary_sentences
from models.summarizing.level import Level, strongest
from models.summarizing.progress import Progress
from models.summarizing.structure import Sentence, sentences_of
from models.summarizing.writing import Written
from tests.inference.toy import ToyNet


def side(*sentences):
    """A text of sentences of blank-separated words, a piece each, and an end token."""
    text, spans, pieces = "", [], []
    for sentence in sentences:
        start = len(text)
        for word in sentence.split():
            pieces.append(Piece(word, len(text), len(text) + len(word), 5))
            text += f"{word} "
        spans.append(Span(start, len(text) - 1))
    return Side(text, spans, [*pieces, Piece("</s>", len(text), len(text), 1)])


READ = side("a b c d", "e f g", "h i j k l", "m n")


def rows(written, looks, rest=0.0):
    """Attention of every piece: `looks` at one read sentence, `rest` at the end token."""
    found = np.zeros((len(written.pieces), len(READ.pieces)), np.float32)
    for row, piece in zip(found, written.pieces, strict=True):
        for sentence, target in zip(written.sentences, looks, strict=True):
            if sentence.start <= piece.start < sentence.end:
                inside = READ.sentences[target]
                for at, source in enumerate(READ.pieces):
                    row[at] = 1.0 if inside.start <= source.start < inside.end else 0.1
    found /= np.maximum(found.sum(axis=1, keepdims=True), 1e-9)
    found *= 1 - rest
    found[:, -1] += rest
    return found


@pytest.mark.parametrize("rest", [0.0, 0.6, 0.95])
def test_what_is_looked_at_is_the_evidence_whatever_special_pieces_take(rest):
    written = side("x y z", "u v")
    found = attention_shares(rows(written, (2, 1), rest), READ, written)
    assert found.argmax(axis=1).tolist() == [2, 1]
    assert found.max(axis=1) == pytest.approx(1, abs=0.05)


def test_a_place_that_all_sentences_look_at_is_no_evidence():
    written = side("x y", "u v", "w w")
    weights = rows(written, (1, 2, 3))
    weights[:, 0] += 0.6  # the first word of all
    weights /= weights.sum(axis=1, keepdims=True)
    assert attention_shares(weights, READ, written).argmax(axis=1).tolist() == [1, 2, 3]


def test_two_sentences_may_rest_on_the_same():
    written = side("x y", "u v")
    found = attention_shares(rows(written, (2, 2)), READ, written)
    assert found.argmax(axis=1).tolist() == [2, 2]


def test_even_attention_is_no_evidence():
    written = side("x y z")
    even = np.full((4, len(READ.pieces)), 1 / len(READ.pieces), np.float32)
    assert attention_shares(even, READ, written).max() < 0.5
    (found,) = evidence(even * 0, READ, written)
    assert found == {}


def test_rare_words_in_common_speak_for_a_sentence():
    read = side("the cost is 12.5 million", "the mayor of Porto", "the cost is known")
    written = side("the mayor said", "12.5 million")
    shares = word_shares(read, written)
    assert shares[0].argmax() == 1
    assert shares[1].tolist() == [1, 0, 0]


def test_levels_multiply():
    document = sentences_of("One is here. Two is here. Three is here.")
    level = Level("a b", (Sentence(0, 1, 0, False, 1), Sentence(2, 3, 0, False, 1)),
                  ({0: 0.5, 1: 0.5}, {2: 1.0}))  # fmt: skip
    written = Written("c.", (Sentence(0, 2, 0, False, 1),), ({0: 0.6, 1: 0.3},))
    after = next_level(level, [written])
    assert after.text == "c."
    assert after.origins[0] == pytest.approx({0: 0.3, 1: 0.3, 2: 0.3})
    assert sum(one.weight for one in evidence_of(after.origins[0], document)) <= 1


def test_a_level_is_a_paragraph_for_each_part():
    level = Level.of_document("Some text.", sentences_of("Some text."))
    text = "  Ants bite.\nCats doze a lot. Elks"
    one = Written(text, sentences_of(text)[:2], ({0: 1.0}, {0: 1.0}))
    found = next_level(level, [one, one])
    assert found.text == "Ants bite. Cats doze a lot.\n\nAnts bite. Cats doze a lot."
    texts = [found.text[sentence.start : sentence.end] for sentence in found.sentences]
    assert texts == ["Ants bite.", "Cats doze a lot."] * 2
    assert [sentence.paragraph for sentence in found.sentences] == [0, 0, 1, 1]


def test_what_is_written_twice_is_told_once_with_all_its_evidence():
    document = sentences_of("One is here. Two is here. Three is here.")
    text = "Ants bite. Cats doze. ants  bite."
    origins = ({0: 0.5, 1: 0.1}, {1: 1.0}, {2: 0.9})
    found = summary_sentences(Level(text, sentences_of(text), origins), document)
    assert [one.text for one in found] == ["Ants bite.", "Cats doze."]
    assert [one.start for one in found[0].evidence] == [26, 0, 13]
    assert 0.99 < sum(one.weight for one in found[0].evidence) <= 1
    assert found[0].evidence[0].weight == pytest.approx(0.6, abs=0.001)


def test_only_the_strongest_evidence_is_told():
    document = sentences_of(" ".join(f"Sentence number {at} is here." for at in range(30)))
    weights = {at: 0.2 / (at + 1) for at in range(20)}
    found = evidence_of(weights, document)
    assert [one.start for one in found] == [one.start for one in document[: len(found)]]
    assert all(one.weight >= 0.05 for one in found)
    assert len(evidence_of(dict.fromkeys(range(12), 1 / 12), document)) == 8
    assert evidence_of({3: 0.01}, document) == (
        Evidence(document[3].start, document[3].end, 0.01),
    )
    assert strongest({}, 0.05, 8) == {}


def test_a_batch_is_read_once():
    toy = ToyNet(0, 9, 5)
    calls: list[list[int]] = []
    encode = toy.encode

    def counted(source, *arguments):
        calls.append(source.ids[:, 0].tolist())
        return encode(source, *arguments)

    toy.encode = counted  # type: ignore[method-assign]
    net = EncodedOnce(toy)
    whole: Memory = net.encode(Source.of([[1, 2], [3], [4]]))
    some = net.encode(Source.of([[4], [1, 2]]))
    assert calls == [[1, 3, 4]]
    assert torch.equal(some.states, whole.states[[2, 0]])
    net.encode(Source.of([[1, 3]]))
    assert calls == [[1, 3, 4], [1]]


def test_progress_never_falls():
    progress, last = Progress(), 0.0
    for done, total in ((0, 100), (30, 100), (40, 90), (50, 400), (60, 400), (400, 400)):
        told, of = progress.told(done, total)
        assert 0 <= told <= of
        assert told / of >= last - 1e-9
        last = told / of
    assert last == 1


def test_places_of_a_translation_go_back_to_their_segments():
    found = Translated(
        "Eins. Zwei drei.", (Span(0, 5), Span(6, 16)), (Span(10, 20), Span(22, 40))
    )
    assert list(found.origins(0, 5)) == [(Span(10, 20), 1.0)]
    assert list(found.origins(7, 9)) == [(Span(22, 40), 1.0)]
    both = dict(found.origins(0, 16))
    assert both == pytest.approx({Span(10, 20): 1 / 3, Span(22, 40): 2 / 3})
    assert list(found.origins(5, 6)) == []
