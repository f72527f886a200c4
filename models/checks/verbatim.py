"""What a translation has to keep letter for letter: addresses, file names, placeholders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from types import MappingProxyType

from models.checks.finding import CheckKind, Finding
from models.messages import Segment, Span

# Endings that make a word a file name, not the end of a sentence without a blank.
_ENDINGS = (
    "7z|avi|bat|bmp|bz2|cfg|conf|cpp|csv|css|dll|dmg|docx?|epub|exe|flac|gif|gz|html?|ini|iso|jar"
    "|java|jpe?g|js|json|log|md|mkv|mov|mp3|mp4|odt|ogg|pdf|php|png|pptx?|py|rar|rs|rtf|sh|sql"
    "|svg|tar|tex|tiff?|toml|ts|tsv|txt|wav|webm|webp|xlsx?|xml|ya?ml|zip"
)
_HOSTS = "com|org|net|edu|gov|info|io|app|dev|br|de|es|eu|fr|it|pt|uk"
_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(
    r"""(?:https?|ftp|file)://[^\s<>"“”«»「」]+"""
    r"""|www\.[^\s<>"“”«»]+"""
    r"|[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    rf"|(?<![\w@./-])(?:{_NAME}\.)+(?:{_HOSTS})\b(?:/[^\s<>\"“”«»]*)?(?![\w@-])"
    rf"|(?<![\w])(?:[A-Za-z]:\\|~?/|\.{{1,2}}/)?(?:[\w.-]+[/\\])*[\w-][\w.-]*\.(?:{_ENDINGS})\b"
    r"|(?<![\w/<.])(?:~|\.{1,2})?(?:/[A-Za-z0-9._-]+){2,}/?"
    r"|(?<!\w)[A-Za-z]:\\[^\s<>\"“”«»]+"
)
_PLACEHOLDER = re.compile(
    r"\$?\{\{?\s?[\w.:-]*\s?\}?\}"  # {name} {0} ${x} {{name}}
    r"|%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]"  # %(name)s
    r"|(?<![\d%\w])%(?:\d+\$)?(?:[0+-]*\d*(?:\.\d+)?l{0,2}[diouxXfFgGs]|@)\b"  # %s %1$s %.2f
    r"|</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>"  # tags
    r"|&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});"  # entities
    r"|(?<![\w\\:])\\[nrt](?![\w\\])|(?<=\w)\\[nrt](?=[A-Z\s\\]|$)"  # \n written out
)
_AFTER_ADDRESS = ".,;:!?'’…。，、；：！？"
_PAIRS = (("(", ")"), ("[", "]"), ("（", "）"))

_SENTENCES = MappingProxyType(
    {
        CheckKind.ADDRESS: ("{} is missing from the translation.", "{} is not in the source."),
        CheckKind.PLACEHOLDER: (
            "The placeholder {} is missing from the translation.",
            "The placeholder {} is not in the source.",
        ),
    }
)


def addresses(text: str) -> list[Span]:
    """Web and e-mail addresses, paths and file names."""
    return [
        Span(found.start(), found.start() + len(_trimmed(found[0])))
        for found in _ADDRESS.finditer(text)
    ]


def _trimmed(address: str) -> str:
    """Without the marks of the sentence around it."""
    while address:
        shorter = address.rstrip(_AFTER_ADDRESS)
        for opening, closing in _PAIRS:
            if shorter.endswith(closing) and shorter.count(opening) < shorter.count(closing):
                shorter = shorter[:-1]
        if shorter == address:
            break
        address = shorter
    return address


def placeholders(text: str) -> list[Span]:
    """What a program puts something in for, or reads as a sign: {name}, %s, <b>, &nbsp;."""
    return [Span(*found.span()) for found in _PLACEHOLDER.finditer(text)]


def check_verbatim(
    kind: CheckKind, segment: Segment, source: list[Span], target: list[Span]
) -> Iterator[Finding]:
    """What is there more often on one side; what became another is one finding."""
    lost = _surplus(segment.source, source, segment.target, target)
    new = _surplus(segment.target, target, segment.source, source)
    while len(lost) == len(new) and lost:
        one, other = lost.pop(0), new.pop(0)
        what = f"{_at(segment.source, one)} became {_at(segment.target, other)}."
        yield Finding(kind, "target", other.start, other.end, what, one)
    missing, added = _SENTENCES[kind]
    for one in lost:
        what = missing.format(_at(segment.source, one))
        yield Finding(kind, "source", one.start, one.end, what)
    for other in new:
        what = added.format(_at(segment.target, other))
        yield Finding(kind, "target", other.start, other.end, what)


def _surplus(text: str, places: list[Span], other: str, others: list[Span]) -> list[Span]:
    """The places of `text` that `other` has no partner for, in order."""
    there = Counter(_at(other, place) for place in others)
    found = []
    for place in places:
        name = _at(text, place)
        if there[name]:
            there[name] -= 1
        elif other.count(name) < text.count(name):
            found.append(place)
    return found


def _at(text: str, place: Span) -> str:
    return text[place.start : place.end]
