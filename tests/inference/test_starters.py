import pytest

from models.messages import Align, Options, Translate
from tests.inference.running import segments

EN_PT = {
    "The house is red.": {"casa", "vermelha."},
    "I read a book yesterday.": {"li", "livro", "ontem."},
    "My brother lives in Brazil.": {"irmão", "Brasil."},
    "The children are playing in the garden.": {"crianças", "jardim."},
    "We need more water.": {"Precisamos", "mais", "água."},
    "She bought three apples at the market.": {"comprou", "três", "maçãs", "mercado."},
    "The doctor arrived at seven o'clock.": {"médico", "chegou", "sete"},
    "It rained all night.": {"Choveu", "noite"},
    "Thank you for your letter.": {"Obrigado", "carta."},
    "The old bridge was closed in 1998.": {"ponte", "fechada", "1998."},
    "He does not like coffee.": {"Ele", "não", "gosta", "café."},
    "Where is the train station?": {"Onde", "estação"},
}
PT_EN = {
    "A casa é vermelha.": {"house", "red."},
    "Eu li um livro ontem.": {"read", "book", "yesterday."},
    "O meu irmão vive no Brasil.": {"brother", "lives", "Brazil."},
    "As crianças brincam no jardim.": {"play", "garden."},
    "Precisamos de mais água.": {"need", "more", "water."},
    "Ela comprou três maçãs no mercado.": {"bought", "three", "apples"},
    "O médico chegou às sete horas.": {"doctor", "arrived", "seven"},
    "Choveu a noite toda.": {"rained", "night."},
    "Obrigado pela sua carta.": {"Thank", "letter."},
    "A ponte velha foi fechada em 1998.": {"old", "bridge", "closed", "1998."},
    "Ele não gosta de café.": {"like", "coffee."},
    "Onde fica a estação de comboios?": {"Where", "train", "station?"},
}
# Our own pairs: tokens, and the links that a translator would draw.
ALIGNED = (
    ("The house is red .", "A casa é vermelha .", "0-0 1-1 2-2 3-3 4-4"),
    ("The old red house was sold yesterday .", "A velha casa vermelha foi vendida ontem .",
     "0-0 1-1 2-3 3-2 4-4 5-5 6-6 7-7"),
    ("She bought three green apples .", "Ela comprou três maçãs verdes .",
     "0-0 1-1 2-2 3-4 4-3 5-5"),
    ("My brother works in a large hospital .", "Meu irmão trabalha num grande hospital .",
     "0-0 1-1 2-2 3-3 4-3 5-4 6-5 7-6"),
    ("The black cat sleeps on the table .", "O gato preto dorme sobre a mesa .",
     "0-0 1-2 2-1 3-3 4-4 5-5 6-6 7-7"),
    ("We never drink cold water .", "Nunca bebemos água fria .", "0-1 1-0 2-1 3-3 4-2 5-4"),
    ("The doctor wrote a long letter to his daughter .",
     "O médico escreveu uma longa carta à sua filha .",
     "0-0 1-1 2-2 3-3 4-4 5-5 6-6 7-7 8-8 9-9"),
    ("They opened the window because it was hot .",
     "Eles abriram a janela porque estava quente .", "0-0 1-1 2-2 3-3 4-4 6-5 7-6 8-7"),
    ("The white boats left the harbour in the morning .",
     "Os barcos brancos deixaram o porto de manhã .",
     "0-0 1-2 2-1 3-3 4-4 5-5 6-6 8-7 9-8"),
    ("Her new book is about modern music .", "Seu novo livro é sobre música moderna .",
     "0-0 1-1 2-2 3-3 4-4 5-6 6-5 7-7"),
)  # fmt: skip


def document(sentences):
    return "\n".join(sentences)


@pytest.mark.parametrize(
    ("checkpoint", "expected"), [("starter-en-pt", EN_PT), ("starter-pt-en", PT_EN)]
)
def test_plain_sentences_are_translated(starters, checkpoint, expected):
    request = Translate(0, document(expected), checkpoint, lines=True)
    found = segments(starters, request)
    for segment, words in zip(found, expected.values(), strict=True):
        assert words <= set(segment.target.split()), segment.target
        assert segment.notes == ()


# With int8 a batch shares the scale that its rows are rounded with, and a sentence alone has
# less rounded: a word may change for another as good (see models/nets/int8.py).
@pytest.mark.parametrize(
    ("precision", "tolerance", "least"), [("fp32", 1e-4, len(EN_PT)), ("int8", 0.05, 9)]
)
@pytest.mark.parametrize("beam", [1, 3])
def test_a_batch_gives_what_single_sentences_give(starters, beam, precision, tolerance, least):
    options = Options(beam=beam, precision=precision)
    together = segments(
        starters, Translate(0, document(EN_PT), "starter-en-pt", lines=True, options=options)
    )
    # Other options are other segments, so nothing comes from the kept ones.
    apart = Options(beam=beam, precision=precision, split_punctuation=True)
    same = 0
    for (sentence, words), segment in zip(EN_PT.items(), together, strict=True):
        (alone,) = segments(starters, Translate(0, sentence, "starter-en-pt", options=apart))
        assert words <= set(segment.target.split()) & set(alone.target.split())
        assert alone.score == pytest.approx(segment.score, abs=tolerance)
        same += alone.target == segment.target
    assert same >= least


def links(segment):
    words, least = segment.alignment.words, segment.alignment.threshold
    return {
        (words.source[link.source].text, words.target[link.target].text)
        for link in words.links(least)
    }


def test_words_are_linked_to_what_they_became(starters):
    text = "The old red house was sold yesterday."
    options = Options(split_punctuation=True)
    (segment,) = segments(starters, Translate(0, text, "starter-en-pt", options=options))
    assert {("red", "vermelha"), ("house", "casa"), ("yesterday", "ontem")} <= links(segment)


@pytest.mark.parametrize(
    ("checkpoint", "text"), [("starter-en-pt", EN_PT), ("starter-pt-en", PT_EN)]
)
def test_numbers_and_offsets_are_what_they_say(starters, checkpoint, text):
    for segment in segments(starters, Translate(0, document(text), checkpoint, lines=True)):
        assert segment.score < 0
        for pieces, side in (
            (segment.source_pieces, segment.source),
            (segment.target_pieces, segment.target),
        ):
            shown = [side[piece.start : piece.end] for piece in pieces]
            assert "".join(shown) == side.replace(" ", "")
            assert shown == [p.text.strip("▁").replace("</s>", "") for p in pieces]
        for level in (segment.alignment.words, segment.alignment.pieces):
            assert level.matrix.shape == (len(level.target), len(level.source))
            assert all(0 <= value <= 1 + 1e-5 for value in level.matrix.values())
            assert all(0 <= token.certainty <= 1 for token in level.target)
            assert all(token.certainty is None for token in level.source)
        words = segment.alignment.words
        assert [token.text for token in words.source] == segment.source.split()
        assert [token.text for token in words.target] == segment.target.split()
        for token in words.target:
            assert segment.target[token.start : token.end] == token.text


def error_rate(found, gold):
    links_found, links_gold = sum(map(len, found)), sum(map(len, gold))
    hits = sum(len(ours & theirs) for ours, theirs in zip(found, gold, strict=True))
    return 1 - 2 * hits / (links_found + links_gold)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("joined", [False, True])
def test_the_error_rate_on_pairs_aligned_by_hand(starters, turned, joined):
    checkpoints = ["starter-en-pt", "starter-pt-en"]
    pairs = [(source, target) for source, target, _ in ALIGNED]
    gold = [{tuple(map(int, link.split("-"))) for link in row.split()} for _, _, row in ALIGNED]
    if turned:
        checkpoints.reverse()
        pairs = [(target, source) for source, target in pairs]
        gold = [{(j, i) for i, j in row} for row in gold]
    request = Align(
        0,
        tuple(pairs),
        checkpoints[0],
        reverse=checkpoints[1] if joined else None,
        tokenized=True,
    )
    found = []
    for segment in segments(starters, request):
        words = segment.alignment.words
        found.append({(x.source, x.target) for x in words.links(segment.alignment.threshold)})
    assert error_rate(found, gold) < 0.20
