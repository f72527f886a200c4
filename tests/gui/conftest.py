"""What every test with a window needs."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop_app.app import App
from desktop_app.application import dress_application
from desktop_app.paths import find_paths
from models.messages import Translate
from models.text.identifier import Identifier
from tests.gui.driving import Driver


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application as the program dresses it."""
    dress_application(qapp)
    return qapp


@pytest.fixture(scope="session", autouse=True)
def identifier():
    """What tells languages apart, read once for all windows: every reading takes a second."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Identifier, "_opened", Identifier()._opened)
        yield


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    """The real engine with the installed starters; one for all windows, to open them once."""
    from models.engine import Engine
    from models.library import Library

    made = Engine(Library(tmp_path_factory.mktemp("library")), 2_000_000_000)
    for checkpoint in ("starter-en-pt", "starter-pt-en"):
        list(made.run(Translate(0, "One.", checkpoint), lambda: False))
    return made


@pytest.fixture
def open_app(qtbot, home):
    """Makes windows with any engine, and sees to it that nothing of them is left."""
    made = []

    def make(engine, catalogue=None, names=None, find_devices=None, outside=None, **settings):
        app = App(find_paths(home), lambda: engine, catalogue, find_devices, names, outside)
        for name, value in settings.items():
            app.settings.set(name, value)
        if settings.keys() - {"sample_seen"}:  # what is looked at when the window is shown
            app.selection.reload()
            app.window.show_settings(app.settings.values)
        made.append(app)
        app.show()
        qtbot.waitExposed(app.window)
        qtbot.waitUntil(app.worker.isRunning)
        return app

    yield make
    for app in made:
        qtbot.waitUntil(app.close, timeout=15_000)
        assert app.worker.isFinished()
        app.window.deleteLater()
        app.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def drive(qtbot, open_app, engine):
    return Driver(qtbot, open_app(engine, sample_seen=True))


@pytest.fixture
def drive_fake(qtbot, open_app):
    def make(engine, **settings):
        return Driver(qtbot, open_app(engine, sample_seen=True, **settings))

    return make
