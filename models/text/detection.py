"""The language a text is written in, among those that come into question.

Scripts, the number of words and close rivals say when not to believe the statistics: pointing
at a wrong language is worse than pointing at none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from models.text.characters import BLANKLESS
from models.text.identifier import Identifier, are_related
from models.text.languages import ANY, primary, tag
from models.text.scripts import chinese_form, main_script, scripts_of, shares

HEAD = 2_000  # characters that are looked at
FEWEST_WORDS = 3
LETTERS_A_WORD = 2  # in scripts without blanks
LIKELY = 0.6  # certainty from which there is a guess
SURE = 0.75  # certainty from which a mismatch is pointed out
STRANGE = 0.3  # share of unknown letters above which it is pointed out where it is `LIKELY`
AGAINST_SOURCE = 20  # how many times more probable than the source the language must be
AGAINST_JAPANESE = 200  # the same for Chinese letters alone, as headlines in Japanese have
OWN_SCRIPT = 0.25  # share of letters in the source's own script that speaks for the source

CANTONESE = frozenset("嘅咗喺冇啲嚟佢哋嘢唔咁乜")  # that written Mandarin does not use
ADDRESS = re.compile(r"\w+://\S+|www\.\S+|\S+@\S+\.\w+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language, one of the candidates, and how sure it is (0 to 1)."""

    language: str
    certainty: float


@dataclass(frozen=True)
class _Weighed:
    """The most probable language of a text, and how probable the others are."""

    best: str
    certainty: float
    probable: Mapping[str, float]

    def outweighs(self, language: str, times: int) -> bool:
        found = self.probable.get(self.best, 0.0)
        return found >= times * self.probable.get(language, 0.0)


class Detector:
    """Tells `candidates` (BCP-47) apart.

    The identifier is read at the first text that needs it, which takes a second.
    """

    def __init__(
        self, candidates: Collection[str], identifier: Identifier | None = None
    ) -> None:
        self._candidates = tuple(dict.fromkeys(candidates))
        self._identifier = identifier or Identifier()

    def among(self, candidates: Collection[str]) -> Detector:
        """A detector for other candidates that shares what has been read."""
        return Detector(candidates, self._identifier)

    def detect(self, text: str) -> Guess | None:
        """The language of `text`; None for too few words, close rivals and other scripts."""
        head = _head(text)
        weighed = self._weigh(head, self._candidates)
        if weighed is None or weighed.certainty < LIKELY:
            return None
        return Guess(_variant(weighed.best, self._candidates, head), weighed.certainty)

    def mismatch(self, text: str, source: str, unknown_share: float = 0.0) -> str | None:
        """The language that `text` is in, where that is surely not `source`.

        `unknown_share` is the part of the text that the source's vocabulary lacks; a large one
        speaks against the source as letters of another script do.
        """
        head, candidates = _head(text), (*self._candidates, source)
        weighed = None if source in ANY else self._weigh(head, candidates)
        if weighed is None:
            return None
        parts = shares(head)
        strange = unknown_share > STRANGE or main_script(parts) not in scripts_of(source)
        if weighed.certainty < (LIKELY if strange else SURE):
            return None
        language = _variant(weighed.best, candidates, head)
        if primary(tag(source)) == weighed.best:
            return language if _of_another_form(head, source, language) else None
        return language if self._tells_apart(parts, source, weighed) else None

    def _weigh(self, head: str, candidates: Sequence[str]) -> _Weighed | None:
        """None where `head` has too few words, or letters that no candidate has."""
        script = main_script(shares(head))
        able = {primary(tag(one)) for one in candidates if script in scripts_of(one)}
        if "zh" in able and CANTONESE.isdisjoint(head):
            able.discard("yue")
        if not able or not has_enough_words(head):
            return None
        probable = self._identifier.probabilities(head, able)
        best = max(able, key=lambda one: (probable.get(one, 0.0), one))
        return _Weighed(best, _certainty(best, able, probable), probable)

    def _tells_apart(self, parts: Mapping[str, float], source: str, weighed: _Weighed) -> bool:
        """Whether script or statistics say that the language is not `source`."""
        own, script = scripts_of(source), main_script(parts)
        if script not in own:
            return sum(parts.get(script, 0.0) for script in own) < OWN_SCRIPT
        language = primary(tag(source))
        if are_related(language, weighed.best) or not self._identifier.knows(language):
            return False
        no_kana = script == "Hani" and "Kana" in own
        return weighed.outweighs(language, AGAINST_JAPANESE if no_kana else AGAINST_SOURCE)


def _head(text: str) -> str:
    return ADDRESS.sub(" ", text[:HEAD])


def has_enough_words(text: str) -> bool:
    """Whether there are three words; in scripts without blanks, six letters."""
    words = 0.0
    for word in text.split():
        letters = list(filter(str.isalpha, word))
        blankless = len(BLANKLESS.findall("".join(letters)))
        words += blankless / LETTERS_A_WORD if blankless else bool(letters)
        if words >= FEWEST_WORDS:
            return True
    return False


def _certainty(best: str, languages: Collection[str], probable: Mapping[str, float]) -> float:
    """The share of `best` against its rivals, the best of those not asked for among them."""
    rivals = sum(probable.get(one, 0.0) for one in languages)
    others = (share for name, share in probable.items() if name not in languages)
    total = rivals + max(others, default=0.0)
    return probable.get(best, 0.0) / total if total else 0.0


def _variant(language: str, candidates: Sequence[str], text: str) -> str:
    """The candidate for a language; of several, the one in the form that the text has."""
    variants = [one for one in candidates if primary(tag(one)) == language]
    script = main_script(shares(text))
    fitting = [one for one in variants if script in scripts_of(one)] or variants
    form = chinese_form(text) if len(fitting) > 1 else ""
    return next((one for one in fitting if form and form in one), fitting[0])


def _of_another_form(text: str, source: str, language: str) -> bool:
    """Whether the text is in the language of `source`, but not in its script or its letters."""
    if main_script(shares(text)) not in scripts_of(source):
        return True
    form = chinese_form(text)
    return bool(form) and form in language and "-Han" in source and form not in source
