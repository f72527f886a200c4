"""What went wrong on the way to the hub, in one sentence that says what to do."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
from huggingface_hub.errors import (
    DisabledRepoError,
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from models.messages import Problem
from models.offers import Endpoint

LATER = "Try again later; what was fetched is kept."
NETWORK = "Check the network, or choose a proxy or a mirror in the settings."
SIGN_IN = (
    "Open any web page to see whether the network wants a sign-in, "
    "or choose a proxy or a mirror in the settings."
)


@dataclass(frozen=True)
class Subject:
    """What was asked for, and of whom; `token` says whether a token was shown."""

    endpoint: Endpoint
    token: bool
    repo: str = ""
    revision: str = ""

    @property
    def host(self) -> str:
        """The endpoint's host."""
        return place_of(httpx2.URL(self.endpoint.url))

    @property
    def page(self) -> str:
        """The address of the repository's card."""
        return f"{self.endpoint.url.rstrip('/')}/{self.repo}"


class NotTheHub(Exception):  # noqa: N818
    """What answered is not what was asked for: usually a page of the network itself."""

    def __init__(self, url: httpx2.URL, details: str) -> None:
        super().__init__(details)
        self.url = url


def place_of(url: httpx2.URL) -> str:
    """Host and, where it is not the usual one, port."""
    return f"{url.host}:{url.port}" if url.port else url.host


def problem_of(error: Exception, subject: Subject) -> Problem:
    """The problem that an error is."""
    what, hint = _said(error, subject)
    return Problem(what, hint, f"{type(error).__name__}: {error}")


def host_of(error: Exception, subject: Subject) -> str:
    """The host that failed: the endpoint's, or one that it pointed to."""
    if isinstance(error, HfHubHTTPError):
        return place_of(error.response.url)
    if isinstance(error, NotTheHub):
        return place_of(error.url)
    try:
        asked = error.request.url if isinstance(error, httpx2.RequestError) else None
    except RuntimeError:  # httpx2's, when no request belongs to the error
        asked = None
    return place_of(asked) if asked else subject.host


def _said(error: Exception, subject: Subject) -> tuple[str, str]:
    host = host_of(error, subject)
    if isinstance(error, HfHubHTTPError):
        return _about_repository(error, subject) or _about_answer(error, subject, host)
    if isinstance(error, httpx2.TransportError):
        return _about_connection(error, subject, host)
    if isinstance(error, NotTheHub | json.JSONDecodeError):
        return f"What answers as {host} is not the hub.", SIGN_IN
    if isinstance(error, httpx2.TooManyRedirects | httpx2.InvalidURL):
        return f"{host} points to nowhere.", NETWORK
    return f"{host} answered something unexpected.", LATER


def _about_connection(error: Exception, subject: Subject, host: str) -> tuple[str, str]:
    unconnected = isinstance(error, httpx2.ConnectError)
    if isinstance(error, httpx2.ProxyError) or (unconnected and subject.endpoint.proxy):
        return "The proxy does not connect.", "Check its address in the settings."
    if unconnected:
        return _unconnected(error, host)
    if isinstance(error, httpx2.TimeoutException):
        return f"{host} does not answer.", f"{NETWORK} What was fetched is kept."
    return f"The connection to {host} keeps breaking.", LATER


def _unconnected(error: Exception, host: str) -> tuple[str, str]:
    causes = tuple(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return f"The host {host} is not found.", NETWORK
    if any("CERTIFICATE" in str(cause) for cause in causes):
        return (
            f"The certificate of {host} is not trusted.",
            "Check the date of this computer, and whether the network wants a proxy.",
        )
    return f"There is no connection to {host}.", NETWORK


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _about_repository(error: HfHubHTTPError, subject: Subject) -> tuple[str, str] | None:
    """What the hub says in so many words."""
    repo = subject.repo
    if isinstance(error, GatedRepoError):  # a kind of the next
        return _gated(subject)
    if isinstance(error, RepositoryNotFoundError):
        return _unknown(subject)
    if isinstance(error, DisabledRepoError):
        return f"The hub has closed {repo}.", "Choose another checkpoint."
    if isinstance(error, RevisionNotFoundError):
        return f"{repo} has no version {subject.revision}.", "Plan the download anew."
    if isinstance(error, EntryNotFoundError):
        return f"A file of {repo} is no longer there.", "Plan the download anew."
    return None


def _about_answer(error: HfHubHTTPError, subject: Subject, host: str) -> tuple[str, str]:
    status = error.response.status_code
    if status == 401 and subject.token:
        return f"{host} refuses the token.", "Correct it in the settings, or remove it."
    if status in (401, 404) and subject.repo:
        return _unknown(subject)
    if status == 403:
        return f"{host} does not permit this.", "Check the token in the settings, or a mirror."
    if status == 429:
        return f"{host} is asked too often.", LATER
    if status >= 500:
        return f"{host} is in trouble ({status}).", LATER
    return f"{host} refuses the request ({status}).", NETWORK


def _unknown(subject: Subject) -> tuple[str, str]:
    return (
        f"{subject.host} has no checkpoint {subject.repo}, or it is private.",
        "Check the name; a private one needs a token in the settings.",
    )


def _gated(subject: Subject) -> tuple[str, str]:
    what = f"{subject.repo} is only for those who accept its terms."
    if subject.token:
        return what, f"Accept them at {subject.page} with the account of your token."
    if subject.endpoint.token:
        return what, "The token is not sent to a mirror; allow that in the settings."
    return what, f"Accept them at {subject.page}, then enter a token in the settings."
