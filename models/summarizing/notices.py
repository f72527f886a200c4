"""What is said before the work: the text is in a language that the checkpoint does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from models.model import Model
from models.text.detection import Detector
from models.text.languages import ANY, primary, tag

# Languages that a text is likely to be in, with their English names.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
        "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
        "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
        "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
        "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
        "ka": "Georgian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
        "nb": "Norwegian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
        "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
        "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
        "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
        "zh": "Chinese",
    }
)  # fmt: skip


def notices(text: str, model: Model) -> Iterator[str]:
    """One sentence if the text is surely in a language that `model` was not trained on."""
    found = unknown_language(text, model)
    if found:
        name = LANGUAGES.get(found, found)
        yield (
            f"The text seems to be in {name}, which {model.checkpoint.name} was not trained "
            "on; what it writes may be wrong."
        )


def unknown_language(text: str, model: Model) -> str | None:
    """The language of the text, where that is surely none that the checkpoint reads."""
    known = _sources(model)
    if not known:
        return None
    detector = Detector(tuple(LANGUAGES))
    if len(known) == 1:
        found = detector.mismatch(text, next(iter(known)))
        return found and primary(tag(found))
    guess = detector.detect(text)
    language = primary(tag(guess.language)) if guess else None
    return None if language in known else language


def _sources(model: Model) -> frozenset[str]:
    # Empty where the checkpoint does not say, or reads whatever there is.
    checkpoint = model.checkpoint
    named = checkpoint.sources or tuple(source for source, _ in checkpoint.pairs)
    return frozenset() if ANY & set(named) else frozenset(primary(tag(one)) for one in named)
