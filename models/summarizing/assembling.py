"""From the sentences of a summary to the summary: its text, and what it says of itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.messages import Form, Span, Summary, SummarySentence
from models.summarizing.structure import Sentence, count_words
from models.summarizing.unfounded import unfounded
from models.text.characters import HAN_OR_KANA
from models.text.wrapping import BREAK

_BULLET = "- "
_BLANKS = re.compile(r"[^\S\n]{2,}")
_WIDE_MARK = re.compile("[\u3000-\u303f\uff00-\uffef]")
_ENDS = re.compile(r"[.!?…:。！？؟۔।॥።][\"'”’»)\]」』）]*$")
_FULL_STOP = re.compile(r"(?<=\w{2})[.。।۔]$")


def summary_of(
    text: str,
    sentences: Sequence[Sentence],
    found: Sequence[SummarySentence],
    form: Form,
    *,
    read: int,
    parts: int,
    levels: int,
    asked: int,
    extractive: bool,
    checked: bool = True,
) -> Summary:
    """The summary of document `text` that consists of the sentences `found`.

    Their `start` and `unfounded` are filled in here; they need not have one. With `checked`
    false nothing is looked for that is not in the evidence, as in a translated summary. The
    other arguments are those fields of the summary.
    """
    placed = list(_placed(found, form))
    whole = "".join(before + one.text for before, one in placed)
    if checked and not extractive:
        placed = [(before, _checked(text, one)) for before, one in placed]
    words = sum(one.words for one in sentences)
    return Summary(
        text=whole,
        sentences=tuple(one for _, one in placed),
        document=tuple(Span(one.start, one.end) for one in sentences),
        words=words,
        read=read,
        parts=parts,
        levels=levels,
        asked=asked,
        got=count_words(whole),
        covered=_covered(sentences, [one for _, one in placed]) / words if words else 0.0,
        extractive=extractive,
    )


def quoted(source: str) -> str:
    """A sentence of a document as it stands in a summary: on one line, without quote marks."""

    def joined(found: re.Match[str]) -> str:
        beside = source[found.start() - 1 : found.start()], source[found.end() :][:1]
        return "" if all(map(HAN_OR_KANA.match, beside)) else " "

    return _BLANKS.sub(" ", BREAK.sub(joined, source))


def _placed(
    found: Sequence[SummarySentence], form: Form
) -> Iterator[tuple[str, SummarySentence]]:
    """Each sentence in its place, with what stands before it."""
    at, last = 0, ""
    for nth, one in enumerate(found):
        text = one.text
        if form is Form.TITLE and nth + 1 == len(found):
            text = _FULL_STOP.sub("", text)
        before = _between(last, text, form)
        at += len(before)
        yield before, replace(one, text=text, start=at)
        at += len(text)
        last = text


def _between(last: str, text: str, form: Form) -> str:
    if form is Form.BULLETS:
        return f"\n{_BULLET}" if last else _BULLET
    if not last:
        return ""
    if form is Form.SENTENCES and not _ENDS.search(last):
        return "\n"  # a row of a table, an item of a list: nothing else parts it from the next
    return "" if _is_wide(last[-1]) and _is_wide(text[:1]) else " "


def _is_wide(character: str) -> bool:
    return bool(HAN_OR_KANA.match(character) or _WIDE_MARK.match(character))


def _checked(text: str, one: SummarySentence) -> SummarySentence:
    evidence = [text[source.start : source.end] for source in one.evidence]
    return replace(one, unfounded=unfounded(one.text, evidence))


def _covered(sentences: Sequence[Sentence], found: Sequence[SummarySentence]) -> int:
    """The words of the document's sentences that are evidence of something."""
    starts, ends = [one.start for one in sentences], [one.end for one in sentences]
    covered: set[int] = set()
    for one in found:
        for source in one.evidence:
            covered.update(
                range(bisect_right(ends, source.start), bisect_left(starts, source.end))
            )
    return sum(sentences[at].words for at in covered)
