"""How probable languages are by statistics: py3langid, a naive Bayes over byte sequences.

It comes with its data, 4.6 MB for 139 languages, and uses no network.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.text.languages import tag

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Labels of the identifier that stand for other languages too, the nearest first.
READ_AS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ary": ("ary", "ar"),
        "arz": ("arz", "ar"),
        "bs": ("bs", "hr", "sh"),
        "ext": ("ext", "es"),
        "gug": ("gn",),
        "hbo": ("he",),
        "hr": ("hr", "bs", "sh"),
        "nn": ("nn", "nb", "no"),
        "no": ("nb", "no"),
        "sr": ("sr", "sh"),
        "uzs": ("uz",),
        "wuu": ("wuu", "zh"),
        "yue": ("yue", "zh"),
    }
)


def are_related(language: str, other: str) -> bool:
    """Whether two languages are told apart by chance more often than not."""
    return any({language, other} <= {*names} for names in READ_AS.values())


class Identifier:
    """What py3langid says, in this program's names of languages."""

    def knows(self, language: str) -> bool:
        """Whether the identifier was trained on a language, or on one it stands for."""
        labels = self._opened.labels
        return any(language in READ_AS.get(label, (tag(label),)) for label in labels)

    def probabilities(self, text: str, languages: Collection[str]) -> dict[str, float]:
        """How probable each language is, all that the identifier knows together being 1.

        A language that is not asked for counts for the nearest that is, if there is one.
        """
        found: dict[str, float] = {}
        for label, share in self._opened.rank(text):
            name = _nearest_of(READ_AS.get(label, (tag(label),)), languages)
            found[name] = found.get(name, 0.0) + share
        return found

    @cached_property
    def _opened(self) -> LanguageIdentifier:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _nearest_of(names: Sequence[str], languages: Collection[str]) -> str:
    return next((name for name in names if name in languages), names[0])
