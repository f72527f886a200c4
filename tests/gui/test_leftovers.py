"""What a test leaves behind: threads of Qt that have ended are nothing of the kind."""

import threading

from PySide6.QtCore import QThread


class Asking(QThread):
    """Asks Python which thread it is, as libraries do."""

    def run(self):
        self.found = threading.current_thread()


def test_a_thread_of_qt_that_has_ended_is_no_leftover():
    thread = Asking()
    thread.start()
    assert thread.wait(10_000)
    assert thread.found is not threading.main_thread()
