"""What stands in a document beside its prose: headers, code, tables, drawings, signatures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from models.messages import Span
from models.summarizing.structure import Sentence

_MOST_FIELDS = 100  # lines of a document's head
_FEWEST_FIELDS = 2  # where no line of dashes encloses them

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DASHES = re.compile(r"-{3}\s*")
_FIELD = re.compile(r"([^\W\d_][\w-]*(?: [\w-]+)?)[ \t]?[:：]([^\n]*)")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।॥।][\"'”’»)\]」』）]*\s*$")
_REPLIES = re.compile(
    r"(?:(?:re|res|aw|fwd?|wg|sv|tr|rv|enc|回复|答复|转发)(?:\[\d+\])?[ \t]?[:：][ \t]*)+",
    re.IGNORECASE,
)
_TITLES = re.compile(
    "title|subject|titel|titolo|betreff|onderwerp|titre|objet|t[íi]tulo|asunto|assunto|oggetto|тема|"
    "标题|主题|主旨|件名|الموضوع",
    re.IGNORECASE,
)

_FENCE = re.compile(r"[ \t]*(`{3,})")
_SIGNATURE = re.compile(r"--[ \t]*\r?\n")
_IMAGE = r"\[?!\[.*\)"
_DEFINITION = r"\[[^\]\s]+\]:[ \t].*"  # of a footnote or an address
_ROW = r"[|+].*[|+]|\*[ \t].*[ \t]\*"  # of a table, or within a frame
_DRAWN = r".*(?:[\u2500-\u259f]|--+>|<--+|==+>).*"
_BESIDE = re.compile(rf"[ \t]*(?:{_IMAGE}|{_DEFINITION}|{_ROW}|{_DRAWN})\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """The lines `Name: value` a document opens with, text[:end]; its title if one says it."""

    end: int = 0
    title: Span | None = None


def head_of(text: str) -> Head:
    """The header of a mail or the front matter of a page, empty where there is none."""
    lines = islice(_LINE.finditer(text, len(text) - len(text.lstrip())), _MOST_FIELDS)
    enclosed = False
    fields: list[re.Match[str]] = []
    for at, line in enumerate(lines):
        dashes = _DASHES.fullmatch(line.group())
        if at == 0 and dashes:
            enclosed = True
        elif dashes or not line.group().strip():
            whole = bool(dashes) if enclosed else _are_fields(fields)
            return Head(line.end(), _title(text, fields)) if fields and whole else Head()
        elif field := _FIELD.match(text, line.start()):
            fields.append(field)
        elif not fields or line.group()[0] not in " \t-":
            return Head()
    return Head()


def _are_fields(fields: Sequence[re.Match[str]]) -> bool:
    """Whether they are no talk, where names come again and the values are sentences."""
    half = len(fields) / 2
    values = sum(not _SENTENCE_END.search(field[2]) for field in fields if field[2].strip())
    names = len({field[1] for field in fields})
    return len(fields) >= _FEWEST_FIELDS and values > half and names > half


def _title(text: str, fields: Sequence[re.Match[str]]) -> Span | None:
    """The value of the field that names the title, without quotation marks and "Re:"."""
    for field in fields:
        start, end = field.span(2)
        if not _TITLES.fullmatch(field[1]):
            continue
        while start < end and (text[start].isspace() or text[start] in "\"'"):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in "\"'"):
            end -= 1
        replies = _REPLIES.match(text, start, end)
        start = replies.end() if replies else start
        return Span(start, end) if start < end else None
    return None


def beside_prose(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that stand in a header, code, a table or the like."""
    ends = [one.end for one in sentences]
    found: set[int] = set()
    for span in _spans(text):
        at = bisect_left(ends, span.start + 1)
        while at < len(sentences) and sentences[at].start < span.end:
            found.add(at)
            at += 1
    return frozenset(found)


def _spans(text: str) -> Iterator[Span]:
    """The lines that are no prose."""
    head = head_of(text)
    if head.end:
        yield Span(0, head.end)
    fence, signature = "", False
    for line in _LINE.finditer(text, head.end):
        whole = line.group()
        mark = _FENCE.match(whole)
        if fence:
            if mark and mark[1].startswith(fence) and not whole[mark.end() :].strip():
                fence = ""
        elif mark and _is_closed(text, line.end(), mark[1]):
            fence = mark[1]
        elif signature:
            signature = bool(whole.strip())
        else:
            signature = _SIGNATURE.fullmatch(whole) is not None
            if not _BESIDE.fullmatch(whole):
                continue
        yield Span(line.start(), line.end())


def _is_closed(text: str, start: int, fence: str) -> bool:
    return re.compile(rf"^[ \t]*{fence}", re.MULTILINE).search(text, start) is not None
