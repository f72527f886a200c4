"""What the strip says about a token, in words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_app.settings import Tokens
from desktop_app.view.places import Place, Side, level_of, partners, tokens_of
from models.messages import UNCERTAIN, Note, Segment, Token

translate = QCoreApplication.translate


def percent(probability: float) -> int:
    """A probability in per cent; only certainty itself is 100."""
    rounded = round(probability * 100)
    return 99 if rounded == 100 and probability < 0.9995 else rounded


def spoken(segment: Segment, place: Place, tokens: Tokens) -> str:
    """For screen readers: "felizes, from happily, 93 percent, third of twelve"."""
    level = level_of(segment, tokens)
    row = tokens_of(level, place.side)
    found = partners(level, place.side, place.token, segment.alignment.threshold)
    if not found:
        pattern = translate("StripTexts", "{word}, linked to nothing, {place} of {count}")
    elif place.side is Side.TARGET:
        pattern = translate(
            "StripTexts", "{word}, from {partner}, {percent} percent, {place} of {count}"
        )
    else:
        pattern = translate(
            "StripTexts", "{word}, becomes {partner}, {percent} percent, {place} of {count}"
        )
    others = tokens_of(level, place.side.other)
    names = [others[each.token].text.strip() for each in found]
    return pattern.format(
        word=row[place.token].text.strip(),
        partner=QLocale().createSeparatedList(names),
        percent=percent(found[0].probability) if found else 0,
        place=_ordinal(place.token + 1),
        count=_cardinal(len(row)),
    )


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours by name: of links, of the model's certainty, and of its doubt."""

    link: str
    certainty: str
    doubt: str


def explained(segment: Segment, place: Place, tokens: Tokens, inks: Inks) -> str:
    """The line under the strip, as rich text: the links, then how sure the model is."""
    level = level_of(segment, tokens)
    token = tokens_of(level, place.side)[place.token]
    links = _links(segment, place, tokens, inks.link)
    sure = _sure(token, inks) if place.side is Side.TARGET else ""
    if not sure:
        return links
    return translate("StripTexts", "{links} &nbsp;·&nbsp; {certainty}").format(
        links=links, certainty=sure
    )


def _links(segment: Segment, place: Place, tokens: Tokens, accent: str) -> str:
    level = level_of(segment, tokens)
    others = tokens_of(level, place.side.other)
    found = partners(level, place.side, place.token, segment.alignment.threshold)
    word = f'<b style="color:{accent}">{_shown(tokens_of(level, place.side)[place.token])}</b>'
    if Note.UNLINKED in segment.notes:
        return word
    reads = place.side is Side.TARGET
    if not found:
        lone = (
            translate("StripTexts", "{word} — from no single word")
            if reads
            else translate("StripTexts", "{word} — has no word of its own")
        )
        return lone.format(word=word)
    one = translate(
        "StripTexts", '<b>{partner}</b>, <span style="color:{ink}">link {percent} %</span>'
    )
    names = [
        one.format(
            partner=_shown(others[each.token]), percent=percent(each.probability), ink=accent
        )
        for each in found
    ]
    pattern = (
        translate("StripTexts", "{word} — from {partners}")
        if reads
        else translate("StripTexts", "{word} — becomes {partners}")
    )
    return pattern.format(word=word, partners=translate("StripTexts", " and ").join(names))


def _shown(token: Token) -> str:
    return escape(token.text.strip() or "␣")


def _sure(token: Token, inks: Inks) -> str:
    if token.certainty is None:
        return ""
    ink = inks.doubt if token.certainty < UNCERTAIN else inks.certainty
    words = translate("StripTexts", "the model is {percent} % sure").format(
        percent=percent(token.certainty)
    )
    return f'<span style="color:{ink}">{words}</span>'


def _ordinal(number: int) -> str:
    words = translate(
        "StripTexts",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    ).split()
    return words[number - 1] if number <= len(words) else str(number)


def _cardinal(number: int) -> str:
    words = translate(
        "StripTexts",
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty",
    ).split()
    return words[number - 1] if number <= len(words) else str(number)
