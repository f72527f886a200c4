"""Running requests in tests: all events, or the segments of a document that must succeed."""

from models.engine import Engine
from models.messages import Failed, Finished, Request, Result, Segment, SegmentDone, Translate

MEMORY = 1_000_000_000


def events(engine: Engine, request: Request) -> list[object]:
    return list(engine.run(request, lambda: False))


def segments(engine: Engine, request: Request) -> list[Segment]:
    found = events(engine, request)
    assert isinstance(found[-1], Finished), found[-1]
    return [event.segment for event in found if isinstance(event, SegmentDone)]


def failure(engine: Engine, request: Request) -> Failed:
    last = events(engine, request)[-1]
    assert isinstance(last, Failed), last
    return last


def rebuilt(engine: Engine, request: Translate) -> tuple[str, str]:
    """The source put together again from a translation's events, and the whole output."""
    source = target = ""
    for event in events(engine, request):
        if isinstance(event, SegmentDone):
            source += event.segment.before + event.segment.source
            target += event.segment.before + event.segment.target
        elif isinstance(event, Result):
            source += event.tail
            target += event.tail
    return source, target
