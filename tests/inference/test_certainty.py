"""Which words the model hesitated at: about one in twelve of ordinary text."""

import pytest

from models.certainty import UNCERTAIN, uncertain
from models.messages import Level, Matrix, Options, Token, Translate
from tests.inference.running import segments

# Ordinary sentences of our own, on everyday and on newspaper subjects.
ENGLISH = """\
The city council approved a new plan to reduce traffic around the old market.
Several residents said that they had not been told about the changes in time.
Scientists found traces of water under the surface of the small moon.
The team worked for three years before it published its results last month.
My grandmother used to bake bread every Saturday, even during the war.
The museum will remain closed until the damaged roof has been repaired.
Most of the workers live in villages far away from the factory.
If the weather is good, we will walk along the river to the next town.
The president refused to answer questions about the failed negotiations.
A strong earthquake shook the northern coast early on Tuesday morning.
The company plans to hire two hundred engineers over the next two years.
He had forgotten his keys and had to wait outside in the rain for an hour.
Tourists are advised to carry enough water when they cross the desert.
The new law forbids the sale of plastic bags in shops and supermarkets.
She learned to play the piano as a child, but she never performed in public.
Doctors warn that the disease spreads quickly in crowded places.
The bridge was built in the nineteenth century and restored after the flood.
Farmers in the region complain about falling prices and rising costs.
"""
PORTUGUESE = """\
A câmara municipal aprovou um novo plano para reduzir o trânsito no centro.
Vários moradores disseram que não tinham sido avisados das mudanças a tempo.
Os cientistas encontraram vestígios de água sob a superfície da pequena lua.
A equipa trabalhou durante três anos antes de publicar os resultados.
A minha avó fazia pão todos os sábados, mesmo durante a guerra.
O museu continuará fechado até que o telhado danificado seja reparado.
A maior parte dos trabalhadores vive em aldeias longe da fábrica.
Se o tempo estiver bom, vamos a pé ao longo do rio até à próxima cidade.
O presidente recusou responder a perguntas sobre as negociações falhadas.
Um forte terramoto abalou a costa norte na madrugada de terça-feira.
A empresa planeia contratar duzentos engenheiros nos próximos dois anos.
Ele esqueceu-se das chaves e teve de esperar lá fora à chuva uma hora.
Aconselha-se aos turistas que levem água suficiente para atravessar o deserto.
A nova lei proíbe a venda de sacos de plástico em lojas e supermercados.
Ela aprendeu a tocar piano em criança, mas nunca tocou em público.
Os médicos avisam que a doença se espalha depressa em lugares cheios.
A ponte foi construída no século dezanove e restaurada depois da cheia.
Os agricultores da região queixam-se da queda dos preços e dos custos.
"""


def level(*tokens):
    row = tuple(Token(text, at, at + len(text), sure) for at, (text, sure) in enumerate(tokens))
    return Level((), row, Matrix.of([], 0))


def test_words_below_the_threshold_are_marked():
    sure, unsure = UNCERTAIN + 0.01, UNCERTAIN - 0.01
    assert uncertain(level(("a", sure), ("b", unsure), ("c", UNCERTAIN), ("d", 0.0))) == (1, 3)


def test_marks_ends_and_what_was_not_decoded_are_not():
    assert uncertain(level((",", 0.1), ("…", 0.2), ("", 0.1), ("x", None), ("–", 0.0))) == ()
    assert uncertain(level(("7,5", 0.1), ("日本", 0.1), ("d’água", 0.1))) == (0, 1, 2)


def test_an_end_token_is_no_word():
    end = Token("</s>", 5, 5, 0.1)
    assert uncertain(Level((), (end,), Matrix.of([], 0))) == ()


@pytest.mark.parametrize(
    ("checkpoint", "text"), [("starter-en-pt", ENGLISH), ("starter-pt-en", PORTUGUESE)]
)
def test_about_one_word_in_twelve_of_ordinary_text_is_marked(starters, checkpoint, text):
    options = Options(split_punctuation=True, precision="fp32")
    request = Translate(0, text.strip(), checkpoint, lines=True, options=options)
    words = marked = 0
    for segment in segments(starters, request):
        row = segment.alignment.words
        words += sum(any(map(str.isalnum, token.text)) for token in row.target)
        marked += len(uncertain(row))
    print(f"{checkpoint}: one word in {words / max(marked, 1):.1f} of {words}")
    assert 1 / 24 <= marked / words <= 1 / 6
