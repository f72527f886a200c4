"""A controller with a worker that only writes down what it is asked."""

from desktop_app.choices import Choices
from desktop_app.controller import Controller
from desktop_app.routes import Model, Route
from models.messages import Options, SegmentDone, Task
from tests.fakes import checkpoint, segment

CHOICES = Choices(
    ("en",), ("pt",), "en", "pt", (), Route(Model("fake-en-pt", checkpoint()), Task("en", "pt"))
)


class FakeWorker:
    def __init__(self):
        self.asked = []
        self.events = []

    def submit(self, request):
        self.asked.append(request)

    def cancel(self):
        self.asked.append("cancel")

    def take(self):
        events, self.events = tuple(self.events), []
        return events


class Bench:
    def __init__(self):
        self.worker = FakeWorker()
        self.text = "one"
        self.live = True
        self.choices = CHOICES
        self.heard = []
        self.options = Options()
        self.control = Controller(
            self.worker,
            lambda: self.text,
            lambda: self.choices,
            lambda: self.live,
            lambda: self.options,
        )
        names = ("began", "output", "noticed", "status_changed", "failed", "finished", "opened")
        for name in ("held_back", "unchanged"):
            signal = getattr(self.control, name)
            signal.connect(lambda name=name: self.heard.append((name, None)))
        for name in names:
            signal = getattr(self.control, name)
            signal.connect(lambda value, name=name: self.heard.append((name, value)))

    def give(self, *events):
        self.worker.events.extend(events)
        self.control.on_ready()

    def named(self, name):
        return [value for heard, value in self.heard if heard == name]


def done(identity, index=0, total=3):
    return SegmentDone(identity, index, segment("one", "ONE"), 3, total)
