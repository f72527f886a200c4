"""One origin of the test hub: a server with real sockets that suffers the faults."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from tests.hub.faults import Fault, Faults

STEP = 1 << 16  # bytes that are sent at once


@dataclass
class Asked:
    """One request, as it was answered; `sent` counts bytes of the body."""

    server: str
    host: str
    method: str
    path: str
    authorization: str
    range: str
    agent: str
    status: int = 0
    sent: int = 0

    @property
    def start(self) -> int:
        return int(self.range.removeprefix("bytes=").partition("-")[0]) if self.range else 0


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict[str, str] | None = None
    whole: bool = True  # whether ranges are not for it


class Answers(Protocol):
    """What an origin needs of the hub it belongs to."""

    faults: Faults
    log: list[Asked]
    closing: threading.Event

    def answer(self, asked: Asked) -> Answer: ...


class Origin(ThreadingHTTPServer):
    """One origin. Its threads end with it: their sockets are shut."""

    daemon_threads = False

    def __init__(self, hub: Answers, name: str, buffer: int | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hub, self.name, self.buffer = hub, name, buffer
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(self, request, client_address) -> None:
        self._open.add(request)
        if self.buffer:
            request.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.buffer)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is no error of the server."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each small answer waits for 40 ms
    server: Origin

    def log_message(self, *_: object) -> None:
        """Nothing on standard error."""

    def do_HEAD(self) -> None:
        self._serve()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        headers = self.headers
        asked = Asked(
            self.server.name,
            headers.get("Host", ""),
            self.command,
            self.path,
            headers.get("Authorization", ""),
            headers.get("Range", ""),
            headers.get("User-Agent", ""),
        )
        self.server.hub.log.append(asked)
        fault = self.server.hub.faults.of(asked.server, asked.method, asked.path)
        self.server.hub.closing.wait(fault.delay) if fault.delay else None
        if fault.drop:
            self.close_connection = True
            return
        if fault.status:
            answer = Answer(fault.status, fault.body or b"", {})
        else:
            answer = self.server.hub.answer(asked)
        self._send(asked, answer, fault)

    def _send(self, asked: Asked, answer: Answer, fault: Fault) -> None:
        headers = {"Content-Length": str(len(answer.body))}
        headers |= (answer.headers or {}) | dict(fault.headers)
        status, first, size = answer.status, 0, len(answer.body)
        if not answer.whole and asked.range and not fault.ignores_range:
            first = asked.start
            status = 206 if first < size else 416
            headers["Content-Length"] = str(max(0, size - first))
            headers["Content-Range"] = f"bytes {first}-{size - 1}/{size}"
        asked.status = status
        self.send_response(status)
        for name, value in headers.items():
            if name not in fault.without:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self._send_body(asked, memoryview(answer.body)[first:], fault)

    def _send_body(self, asked: Asked, body: memoryview, fault: Fault) -> None:
        end = min(one for one in (fault.cut, fault.stall, len(body)) if one is not None)
        begun = time.monotonic()
        while asked.sent < end:
            piece = body[asked.sent : min(end, asked.sent + STEP)]
            self.wfile.write(bytes(byte ^ 1 for byte in piece) if fault.wrong else piece)
            asked.sent += len(piece)
            if fault.rate:
                self._wait(begun + asked.sent / fault.rate - time.monotonic())
        if fault.stall is not None:
            self._wait_for_hang_up()
        self.close_connection |= fault.cut is not None or fault.stall is not None

    def _wait(self, seconds: float) -> None:
        if seconds > 0 and self.server.hub.closing.wait(seconds):
            raise ConnectionAbortedError

    def _wait_for_hang_up(self) -> None:
        with suppress(OSError):
            self.connection.recv(1)  # nothing comes but the end
