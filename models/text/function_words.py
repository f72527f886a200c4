"""Small words: those that a title leaves in small letters, and those that open a clause."""

from __future__ import annotations

from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Articles, prepositions and conjunctions that a title writes small.
FUNCTION_WORDS = MappingProxyType(
    {
        "en": _words(
            "a an the and or but nor for of on in at to by as from with into onto over than "
            "via vs"
        ),
        "pt": _words(
            "o a os as um uma uns umas e ou mas nem de do da dos das em no na nos nas num "
            "numa por pelo pela pelos pelas para pra com sem sob sobre ao aos à às até entre "
            "que se como"
        ),
        "es": _words(
            "el la los las lo un una unos unas y e o u ni pero de del en por para con sin "
            "sobre a al entre hasta desde que se como su sus"
        ),
        "fr": _words(
            "le la les un une des du de d l et ou ni mais à au aux en dans par pour sur sous "
            "avec sans chez entre vers que qui ne se son sa ses"
        ),
        "it": _words(
            "il lo la i gli le un uno una e ed o ma né di del dello della dei degli delle da "
            "dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle a al allo "
            "alla ai agli alle su sul sulla con per tra fra che si"
        ),
        "de": _words(
            "der die das den dem des ein eine einen einem einer eines und oder aber in im an "
            "am auf aus bei beim mit nach von vom vor zu zum zur für über unter um als wie "
            "durch ohne gegen"
        ),
    }
)

# Words before which a long sentence can be cut, of all languages together.
CLAUSE_OPENERS = _words(
    "and or but because which that who when while where if although "
    "e ou mas que porque quando onde se embora enquanto "
    "y pero cuando donde aunque mientras si "
    "et mais qui dont où lorsque quand parce "
    "und oder aber weil dass wenn während wobei denn "
    "ed ma perché che quando dove mentre "
    "en of maar omdat dat och eller men att i lub ale że "
    "и или но что который которая которые если когда потому а"
)
