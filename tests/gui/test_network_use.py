"""Whether the network was used, and what the window says of it."""

import socket
from datetime import datetime

import pytest

from desktop_app.network import NetworkWatch, Use, leaves_machine
from desktop_app.view.status_line import network_text


@pytest.mark.parametrize(
    ("event", "arguments", "leaves"),
    [
        ("socket.connect", (None, ("93.184.215.14", 80)), True),
        ("socket.connect", (None, ("2606:2800::1", 80, 0, 0)), True),
        ("socket.connect", (None, ("example.org", 80)), True),
        ("socket.connect", (None, ("127.0.0.1", 80)), False),
        ("socket.connect", (None, ("::1", 80, 0, 0)), False),
        ("socket.connect", (None, "/run/user/bus"), False),
        ("socket.sendto", (None, ("10.0.0.1", 53)), True),
        ("socket.getaddrinfo", ("example.org", 443, 0, 0, 0), True),
        ("socket.getaddrinfo", (b"localhost", 443, 0, 0, 0), False),
        ("socket.getaddrinfo", (None, 443, 0, 0, 0), False),
        ("open", ("example.org",), False),
    ],
)
def test_what_leaves_this_machine_is_told_apart(event, arguments, leaves):
    assert leaves_machine(event, arguments) is leaves


def test_an_attempt_to_reach_the_network_is_seen_and_here_refused():
    watch = NetworkWatch()
    watch.install()
    with pytest.raises(OSError, match="no network"), socket.socket() as tried:
        tried.connect(("192.0.2.1", 9))
    left, right = socket.socketpair()
    left.close()
    right.close()
    assert watch.uses in (0, 1)  # the test's own block may come first
    watch.observe("socket.connect", (None, ("192.0.2.1", 9)))
    assert watch.uses >= 1


def test_the_last_use_is_kept_with_what_it_was_for():
    watch = NetworkWatch()
    assert watch.last is None
    with watch.used_for("opus-mt-en-de"):
        watch.observe("socket.connect", (None, ("192.0.2.1", 9)))
        assert watch.last.purpose == "opus-mt-en-de"
    assert (watch.uses, watch.last.purpose) == (2, "opus-mt-en-de")
    watch.observe("socket.connect", (None, ("192.0.2.1", 9)))
    assert watch.last.purpose == ""
    local = NetworkWatch()
    local.observe("socket.connect", (None, ("127.0.0.1", 9)))
    assert local.last is None


@pytest.mark.parametrize(
    ("purpose", "said"),
    [("", "network last used at 14:03"), ("nllb", "network last used at 14:03: nllb")],
)
def test_the_status_line_puts_it_into_words(qapp, purpose, said):
    assert network_text(Use(datetime(2026, 11, 21, 14, 3), purpose)) == said
