"""The client library's way to the network, led through connections of our own.

Every function of huggingface_hub takes its HTTP client from one place of the process, where
proxy, timeouts and tokens would be the same for all. The client put there hands each request
to the `Connection` in whose context the call is made, so several can be used side by side and
the rules of `Connection` hold for whatever the library asks.
"""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from types import TracebackType
from typing import Any, Self

import httpx2
from huggingface_hub import __version__, constants, hf_raise_for_status, set_client_factory

from models.hub.timing import Timing
from models.messages import UsageError
from models.offers import HUB, Endpoint

AGENT = f"interlinear; hf_hub/{__version__}"  # and nothing about this machine
_CURRENT: ContextVar[Connection] = ContextVar("current connection")
_OPENED = ("connect_tcp.complete", "start_tls.complete")  # ends of the names of trace events


class Interrupted(Exception):  # noqa: N818
    """The connection was interrupted from this side."""


class Broken(Exception):  # noqa: N818
    """The transport failed with `error`; the library would itself try again on that."""

    def __init__(self, error: httpx2.TransportError) -> None:
        super().__init__(str(error))
        self.error = error


class _Nowhere(httpx2.BaseTransport):
    """Carries nothing: requests go through the connection of their context."""


class _Led(httpx2.Client):
    """The library's client."""

    def __init__(self) -> None:
        super().__init__(transport=_Nowhere(), trust_env=False, follow_redirects=True)

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:  # noqa: ANN401
        """Send it through the current connection."""
        try:
            return _CURRENT.get().client.send(request, **options)
        except httpx2.TransportError as error:
            raise Broken(error) from error


@cache
def _trusted() -> ssl.SSLContext:
    return httpx2.create_ssl_context()  # reads all certificates, which takes time


@cache
def _set_up() -> None:
    """Install the client; switch off telemetry, stored tokens, Xet, and output."""
    constants.HF_HUB_DISABLE_TELEMETRY = True
    constants.HF_HUB_DISABLE_IMPLICIT_TOKEN = True
    constants.HF_HUB_DISABLE_XET = True
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # warns of every retry
    set_client_factory(_Led)


class Connection:
    """One way to an endpoint: its proxy, its timeouts, who is told the token, how to stop.

    The token goes to the endpoint's own origin and nowhere else, and to a mirror only when
    that is wished for. Answers that are errors are raised as the library's exceptions.
    """

    def __init__(self, endpoint: Endpoint, timing: Timing) -> None:
        _set_up()
        self.endpoint = endpoint
        self.origin = origin(endpoint.url)
        may = self.origin == origin(HUB) or endpoint.token_to_mirror
        self.token = _checked(endpoint.token) if may else ""
        self.stopped = threading.Event()
        self._limits = httpx2.Timeout(timing.stall, connect=timing.connect).as_dict()
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self.client = self._client()

    def _client(self) -> httpx2.Client:
        try:
            return httpx2.Client(
                verify=_trusted(),
                proxy=self.endpoint.proxy or None,
                follow_redirects=True,
                event_hooks={"request": [self._before], "response": [hf_raise_for_status]},
            )
        except (ValueError, ImportError, httpx2.InvalidURL) as error:
            raise UsageError(
                "The address of the proxy cannot be used.",  # not shown: it may hold a password
                "It is written as http://host:port; leave it empty for none.",
                str(error),
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.interrupt()
        self.client.close()

    @contextmanager
    def current(self) -> Iterator[None]:
        """Lead what the library asks within, in this thread, through this connection."""
        before = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(before)

    def interrupt(self) -> None:
        """Let every thread that waits for an answer wake up and fail, now and from now on."""
        self.stopped.set()
        with self._lock:
            for each in self._sockets:
                _shut(each)

    def _before(self, request: httpx2.Request) -> None:
        # For every request, those that follow a redirect included.
        if self.stopped.is_set():
            raise Interrupted
        request.headers["user-agent"] = AGENT
        request.headers.pop("authorization", None)
        if self.token and origin(str(request.url)) == self.origin:
            request.headers["authorization"] = f"Bearer {self.token}"
        request.extensions["timeout"] = self._limits
        request.extensions["trace"] = self._note

    def _note(self, event: str, info: Mapping[str, Any]) -> None:
        if not event.endswith(_OPENED):
            return
        opened = info["return_value"].get_extra_info("socket")
        with self._lock:
            self._sockets = [each for each in self._sockets if each.fileno() >= 0]
            self._sockets.append(opened)
            if self.stopped.is_set():
                _shut(opened)


def origin(address: str) -> tuple[str, str, int | None]:
    """Scheme, host and port. Raises `UsageError` for what is no address."""
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise _no_address(address) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise _no_address(address)
    return url.scheme, url.host, url.port


def _checked(token: str) -> str:
    token = token.strip()
    if token and not (token.isascii() and token.isprintable() and " " not in token):
        raise UsageError(
            "The token holds characters that no token has.", "Enter it again in the settings."
        )
    return token


def _no_address(address: str) -> UsageError:
    return UsageError(
        f"{address or 'Nothing'} is no address of a hub.",
        f"It looks like {HUB}, with http:// or https:// in front.",
    )


def _shut(opened: socket.socket) -> None:
    with suppress(OSError, ValueError):  # closed already, or never connected
        socket.socket.shutdown(opened, socket.SHUT_RDWR)  # wakes a reader; TLS waits not
