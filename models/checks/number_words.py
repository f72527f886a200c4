"""Numbers written as words in English, Portuguese, Spanish, French, German and Italian.

The languages share one table: a segment does not say which two it is of. A word that means
different numbers in two of them, or is no number in one, is no evidence of a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

# From zero upwards, one word a number; "-" is a number said with several words.
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze "
    "dezesseis dezessete dezoito dezenove",
    "- uma duas - - - - - - - - - - - quatorze - dezasseis dezassete - dezanove",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez - doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve",
    "zéro une deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf",
    "null eins zwei drei vier fünf sechs sieben acht neun zehn - zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "- un - tre quattro cinque - sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "vingt trente quarante cinquante soixante septante quatre-vingts nonante",
    "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "- dreissig - - - soixante-dix quatre-vingt quatre-vingt-dix",
    "twenties thirties - - sixties seventies eighties nineties",
)
_HUNDREDS = (
    "cem duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos "
    "novecentos",
    "cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos",
    "- duzentas trezentas quatrocentas quinhentas seiscentas setecentas oitocentas novecentas",
    "ciento doscientas trescientas cuatrocientas quinientas seiscientas setecientas "
    "ochocientas novecientas",
)
# Stems of ordinals from the first on, and the endings that they take.
_ORDINALS = (
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth",
        " s",
    ),
    ("primeir segund terceir quart quint sext sétim oitav non décim", "o a os as"),
    ("primer segund tercer cuart quint sext séptim octav noven décim", "o a os as"),
    ("prim second terz quart quint sest settim ottav non decim", "o a i e"),
    (
        "premi deuxi troisi quatri cinqui sixi septi huiti neuvi dixi onzi douzi treizi "
        "quatorzi quinzi seizi",
        "er ère ers ème èmes",
    ),
    ("erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft", "e er es en em"),
)
_MORE = (
    (
        0.5,
        "half meio meia medio media demi demie moitié metade mitad metà mezzo mezza halb halbe",
    ),
    (0.5, "halbes hälfte halves metades"),
    (2, "both twice double pair couple dobro dupla duplo ambos ambas doble ambas double paire"),
    (2, "duas doppelt doppio beide beiden entrambi entrambe zweimal"),
    (1, "a an once single sole única único unique einzige ein eine einen einem einer eines"),
    (1000, "miles migliaia"),
    (3, "triple triplo thrice tríplice dreimal"),
)
# Words with another meaning, in their own language or in another; they excuse, nothing more.
_AMBIGUOUS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "once": (1, 11),
        "elf": (11,),
        "neuf": (9,),
        "sei": (6,),
        "due": (2,),
        "cents": (100,),
        "fourth": (4, 0.25),
        "quarter": (4, 0.25, 15),
        "quarters": (4, 0.25),
        "quarto": (4, 0.25, 15),
        "quartos": (4, 0.25),
        "cuarto": (4, 0.25, 15),
        "quart": (4, 0.25, 15),
        "viertel": (4, 0.25, 15),
    }
)
_SCALES = (
    (12, "dozen dozens dúzia dúzias docena docenas douzaine douzaines dutzend dozzina dozzine"),
    (100, "hundred hundreds cento cent cento hundert centos"),
    (
        1000,
        "thousand thousands mil milhar milhares mille mila millier milliers tausend tausende",
    ),
    (10**6, "million millions milhão milhões millón millones milione milioni millionen"),
    (10**9, "milliard milliards milliarde milliarden miliardo miliardi"),
    (10**9, "billion billions bilhão bilhões"),
    (10**12, "trillion trillions trilhão trilhões bilião biliões billón billones billionen"),
    (10**12, "bilione bilioni billone"),
    (10**5, "lakh lakhs"),
    (10**7, "crore crores"),
)

# Words that may stand between the parts of one number.
CONNECTORS = frozenset(["and", "e", "y", "et", "und", "a", "of", "de", "d'"])


def _counted() -> Iterator[tuple[str, float]]:
    for row in _COUNTED:
        yield from ((word, value) for value, word in enumerate(row.split()))
    for row in _TENS:
        yield from ((word, 10 * at) for at, word in enumerate(row.split(), 2))
    for row in _HUNDREDS:
        yield from ((word, 100 * at) for at, word in enumerate(row.split(), 1))
    yield from _german()
    yield from _italian()
    yield from _french()
    yield from _spanish()


def _german() -> Iterator[tuple[str, float]]:
    units = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
    tens = _TENS[4].split()
    for unit, name in enumerate(units, 1):
        yield from ((f"{name}und{ten}", 10 * at + unit) for at, ten in enumerate(tens, 2))
        yield f"{name}hundert", 100 * unit
        yield f"{name}tausend", 1000 * unit


def _italian() -> Iterator[tuple[str, float]]:
    units = ["uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"]
    for at, ten in enumerate(_TENS[5].split(), 2):
        for unit, name in enumerate(units, 1):
            elided = ten[:-1] if name[0] in "uo" else ten
            yield elided + name, 10 * at + unit
    for unit, name in enumerate(units[1:], 2):
        yield f"{name}cento", 100 * unit
        yield f"{name}mila", 1000 * unit


def _french() -> Iterator[tuple[str, float]]:
    below = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    names = [*below.split(), "seize", "dix-sept", "dix-huit", "dix-neuf"]
    yield from ((f"quatre-vingt-{name}", 80 + at) for at, name in enumerate(names, 1))
    yield from ((f"soixante-{name}", 60 + at) for at, name in enumerate(names, 1))


def _spanish() -> Iterator[tuple[str, float]]:
    units = ["uno", "dós", "trés", "cuatro", "cinco", "séis", "siete", "ocho", "nueve"]
    yield from ((f"veinti{name}", 20 + unit) for unit, name in enumerate(units, 1))


def _listed() -> Iterator[tuple[str, float]]:
    for stems, endings in _ORDINALS:
        for value, stem in enumerate(stems.split(), 1):
            yield from ((stem + ending, value) for ending in endings.split(" "))
    for amount, words in _MORE:
        yield from ((word, amount) for word in words.split())


def _scales() -> Iterator[tuple[str, int]]:
    for factor, words in _SCALES:
        yield from ((word, factor) for word in words.split())


# Words that are nothing but this number, and are evidence when they change.
CARDINALS: Mapping[str, float] = MappingProxyType(
    {word: value for word, value in _counted() if word not in (*_AMBIGUOUS, "-")}
)
# Ordinals, fractions, multiples and ambiguous words.
RELATED: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {word: (value,) for word, value in _listed()} | dict(_AMBIGUOUS)
)
# Words that multiply the number before them.
SCALES: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {word: (factor,) for word, factor in _scales()}
    | {"billion": (10**9, 10**12), "billions": (10**9, 10**12)}  # the second in French
)
MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: month
        for row in (
            "january february march april may june july august september october november "
            "december",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
            "dezembro",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
            "diciembre",
            "janvier février mars avril mai juin juillet août septembre octobre novembre "
            "décembre",
            "januar februar märz april mai juni juli august september oktober november "
            "dezember",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
            "novembre dicembre",
        )
        for month, name in enumerate(row.split(), 1)
    }
)
