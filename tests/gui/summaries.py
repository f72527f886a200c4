"""Documents with summaries made by hand, and an engine that knows only these."""

import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.messages import (
    Cancelled,
    Checkpoint,
    Evidence,
    Finished,
    Form,
    Loading,
    Notice,
    Opened,
    Preset,
    Span,
    Summarize,
    Summary,
    SummaryDone,
    SummaryPart,
    SummarySentence,
)
from models.summarizing.structure import count_words, sentences_of
from tests.fakes import FakeEngine

REPORT = """\
The committee met on 4 March to review the flood defences of the lower valley. Members had \
received the engineers' report two weeks earlier.

The report finds that the eastern embankment, built in 1962, has settled by up to 31 \
centimetres and would be overtopped by a flood of the size seen in 2013. Repairs to the \
western side were completed last year and are holding well.

Three options were discussed. Raising the whole embankment would cost 4.2 million euros. A \
second, lower wall behind the old one would cost 2.9 million but needs land from four farms. \
Doing nothing was rejected without a vote.

After a long debate the committee recommended the second wall, on condition that the farms \
are paid before work begins. The council decides in June.

The chair thanked the volunteers who filled sandbags in the winter. The next meeting is on \
3 September in the town hall.
"""
REPORT_PARTS = (
    (
        "The eastern embankment has sunk by up to 31 cm and would not hold a flood like that "
        "of 2013.",
        (("The report finds", 0.82),),
        (),
    ),
    (
        "The committee recommends a second wall for 2.9 million euros, if four farms are paid "
        "first.",
        (("After a long debate", 0.51), ("A second, lower wall", 0.31), ("Raising", 0.08)),
        (),
    ),
    ("The council decides on 12 June.", (("The council decides", 0.9),), ("12",)),
)
CHINESE = (
    "委员会于三月四日开会，审查下游河谷的防洪设施。东部堤坝建于1962年，已下沉31厘米。"
    "西侧的修复工程去年完成，情况良好。\n\n"
    "会议讨论了三个方案。加高整个堤坝需要420万欧元。在旧堤后面修建较低的第二道墙需要290万欧元，"
    "但需要四个农场的土地。委员会建议修建第二道墙。议会将于六月作出决定。\n"
)
CHINESE_PARTS = (
    ("东部堤坝已下沉31厘米。", (("东部堤坝", 0.9),), ()),
    ("委员会建议花290万欧元修建第二道墙。", (("委员会建议", 0.6), ("在旧堤", 0.3)), ()),
)
ARABIC = (
    "اجتمعت اللجنة في 4 مارس لمراجعة دفاعات الفيضان في الوادي السفلي. وجد التقرير أن السد "
    "الشرقي هبط بمقدار 31 سنتيمترا. اكتملت إصلاحات الجانب الغربي في العام الماضي.\n\n"
    "نوقشت ثلاثة خيارات. أوصت اللجنة بجدار ثان خلف الجدار القديم. يقرر المجلس في يونيو.\n"
)
ARABIC_PARTS = (
    ("هبط السد الشرقي 31 سنتيمترا.", (("وجد التقرير", 0.9),), ()),
    ("توصي اللجنة بجدار ثان.", (("أوصت اللجنة", 0.7), ("نوقشت", 0.2)), ()),
)
EMOJI = "The boat 🚤 sank. 🌊🌊 Nobody was hurt 😀. The harbour is closed until Monday.\n"
EMOJI_PARTS = (("A boat 🚤 sank, nobody was hurt 😀 in 2019.", (("Nobody", 0.6),), ("2019",)),)


def evidence(text, spans, quote, weight):
    at = text.index(quote)
    span = next(span for span in spans if span.start <= at < span.end)
    return Evidence(span.start, span.end, weight)


def summary_of(text, said_of, form=Form.SENTENCES, **more):
    """A summary as the engine would make it of (sentence, evidence, unfounded) triples."""
    spans = tuple(Span(each.start, each.end) for each in sentences_of(text))
    made, written = [], ""
    for said, quotes, missing in said_of:
        written += ("\n" if form is Form.BULLETS else " ") if written else ""
        written += "- " if form is Form.BULLETS else ""
        found = tuple(evidence(text, spans, *each) for each in quotes)
        wrong = tuple(Span(said.index(each), said.index(each) + len(each)) for each in missing)
        made.append(SummarySentence(said, len(written), found, wrong))
        written += said
    used = {(one.start, one.end) for each in made for one in each.evidence}
    words = count_words(text)
    covered = sum(count_words(text[start:end]) for start, end in used) / max(1, words)
    got = sum(count_words(each.text) for each in made)
    summary = Summary(
        written, tuple(made), spans, words, words, 1, 1, 40, got, covered, extractive=False
    )
    return replace(summary, **more)


@dataclass
class SummaryEngine:
    """Tells the summaries it was given, part by part, as far as `stop_after`.

    What is no summary goes to an engine that translates. With `gate` every part waits for it.
    """

    parts: tuple = REPORT_PARTS
    stop_after: int | None = None
    gate: threading.Semaphore | None = None
    fault: Exception | None = None
    notice: str = ""
    seconds: float = 6.8
    about: dict = field(default_factory=dict)  # of the finished summary
    requests: list = field(default_factory=list)  # for summaries
    other: FakeEngine = field(default_factory=FakeEngine)

    def run(self, request, cancelled):
        if not isinstance(request, Summarize):
            yield from self.other.run(request, cancelled)
            return
        self.requests.append(request)
        if request.checkpoint:
            yield Loading(request.id, request.checkpoint)
            yield Opened(request.id, request.checkpoint, "fp32", "cpu")
        if self.notice:
            yield Notice(request.id, self.notice)
        if self.fault:
            raise self.fault
        fitting = [part for part in self.parts if all(q in request.text for q, _ in part[1])]
        for index in range(len(fitting)):
            while (index == self.stop_after or self.waits()) and not cancelled():
                time.sleep(0.01)
            if cancelled():
                yield Cancelled(request.id)
                return
            yield self.part(request, fitting, index + 1)
        done = summary_of(request.text, fitting, request.form, **self.about)
        yield SummaryDone(request.id, done)
        yield Finished(request.id, self.seconds)

    def waits(self):
        return self.gate is not None and not self.gate.acquire(blocking=False)

    def part(self, request, fitting, count):
        whole = count_words(request.text)
        read = whole * count // len(fitting)
        so_far = summary_of(request.text, fitting[:count], request.form, read=read, parts=count)
        return SummaryPart(request.id, so_far, count, len(fitting))


def summarizer(identity="distilbart-cnn-12-6", presets=(), language="en", **more):
    """An installed checkpoint that summarizes."""
    usual = {
        "family": "fake",
        "task": "summarization",
        "pairs": (),
        "sources": (language,),
        "targets": (language,),
        "path": Path("/nowhere") / identity,
        "bytes": 1_200_000_000,
        "licence": "apache-2.0",
    }
    made = tuple(Preset(each, f"{each}: ") for each in presets)
    return Checkpoint(identity, identity, **(usual | more), presets=made)
