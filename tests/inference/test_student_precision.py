from models.messages import Opened, Options, Translate
from tests.inference.running import events, segments

SENTENCES = (
    "The old red house was sold yesterday.",
    "She reads a letter in the garden every morning.",
    "The committee will meet again next Tuesday to discuss the budget.",
    "Please send me the documents before the end of the week.",
    "Scientists have discovered a new species of frog in the Amazon.",
    "The train to Lisbon leaves at seven and arrives at nine.",
    "My brother works far from home, but he calls us every day.",
    "The government announced new measures to reduce unemployment.",
    "He opened the window because the room was too hot.",
    "The museum is closed on Mondays and public holidays.",
    "The price of oil rose by three percent last month.",
    "What time does the library open tomorrow?",
)


def request(precision, checkpoint="starter-en-pt"):
    options = Options(precision=precision)
    return Translate(0, "\n".join(SENTENCES), checkpoint, lines=True, options=options)


def test_half_the_bits_give_nearly_the_same_translations(starters):
    full, half = (segments(starters, request(precision)) for precision in ("fp32", "bf16"))
    same = sum(one.target == two.target for one, two in zip(full, half, strict=True))
    assert same >= 9
    for one, two in zip(full, half, strict=True):
        assert abs(one.score - two.score) < 0.2
        assert one.source_pieces == two.source_pieces


def test_the_precision_is_told(starters):
    for precision in ("fp32", "bf16"):
        (opened,) = (e for e in events(starters, request(precision)) if isinstance(e, Opened))
        assert (opened.precision, opened.device) == (precision, "cpu")
