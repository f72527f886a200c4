"""A hub on this machine: its protocol over real sockets, data from a second origin.

Small files are answered by the hub itself; large ones are redirected to the data server, which
knows neither tokens nor names. Every request of either is in `log`.
"""

from __future__ import annotations

import json
import threading
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.hub.faults import Faults
from tests.hub.origin import Answer, Asked, Origin
from tests.hub.repository import Blob, Repository

TOKEN = "hf_good"


class TestHub:
    """Two servers, repositories, accepted tokens, faults, and the log; a context manager."""

    __test__ = False

    def __init__(self, *, same_origin: bool = False, buffer: int | None = None) -> None:
        self.repositories: dict[str, Repository] = {}
        self.tokens = {TOKEN}
        self.faults = Faults()
        self.log: list[Asked] = []
        self.closing = threading.Event()
        self._hub = Origin(self, "hub", buffer)
        self._cdn = self._hub if same_origin else Origin(self, "cdn", buffer)

    def __enter__(self) -> Self:
        for server in {self._hub, self._cdn}:
            server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        for server in {self._hub, self._cdn}:
            server.stop()

    @property
    def url(self) -> str:
        return self._hub.url

    @property
    def data_url(self) -> str:
        return self._cdn.url

    def add(self, repository: Repository, files: dict[str, bytes]) -> Repository:
        repository.put(files)
        self.repositories[repository.id] = repository
        return repository

    def asked(self, part: str, method: str = "GET") -> list[Asked]:
        return [one for one in self.log if part in one.path and one.method == method]

    def blob(self, digest: str) -> Blob | None:
        for repository in self.repositories.values():
            for files in repository.commits.values():
                for blob in files.values():
                    if blob.sha256 == digest:
                        return blob
        return None

    def answer(self, asked: Asked) -> Answer:
        """What the hub says to a request without faults."""
        parts = urlsplit(asked.path)
        words = [unquote(word) for word in parts.path.strip("/").split("/")]
        query = parse_qs(parts.query)
        token = asked.authorization.removeprefix("Bearer ")
        if token and token not in self.tokens and asked.server == "hub":
            return _error(401, "", "Invalid credentials in Authorization header")
        match words:
            case ["blob", digest]:
                answer = self._data(digest)
            case ["api", "models"]:
                answer = _json(self._search(query))
            case ["api", "whoami-v2"] if token:
                answer = _json({"name": "somebody"})
            case ["api", "models", owner, name, *rest]:
                answer = self._model(f"{owner}/{name}", rest, query, bool(token))
            case [owner, name, "resolve", revision, *path]:
                whole = f"{owner}/{name}"
                answer = self._resolve(whole, revision, "/".join(path), bool(token))
            case _:
                answer = _error(404, "", "Not found")
        return answer

    def _search(self, query: dict[str, list[str]]) -> list[dict]:
        words, wanted = query.get("search", [""])[0].casefold(), set(query.get("filter", []))
        task = query.get("pipeline_tag", [""])[0]
        found = [
            repository.describe("main", blobs=False)
            for repository in self.repositories.values()
            if words in repository.id.casefold()
            and wanted <= set(repository.tags)
            and task in ("", repository.pipeline)
            and not repository.private
        ]
        found.sort(key=lambda one: -one["downloads"])
        return found[: int(query.get("limit", ["1000"])[0])]

    def _model(self, id: str, rest: list[str], query: dict, known: bool) -> Answer:
        repository, refused = self._repository(id, known)
        if repository is None:
            return refused
        revision = rest[1] if len(rest) > 1 else "main"
        files = repository.files(revision)
        if files is None:
            return _error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        match rest:
            case [] | ["revision", _]:
                return _json(repository.describe(revision, "blobs" in query))
            case ["tree", _]:
                return _json([_tree_entry(name, blob) for name, blob in files.items()])
            case ["auth-check"]:
                gated = repository.gated and not known
                return _error(403, "GatedRepo", "Restricted") if gated else _json({})
        return _error(404, "", "Not found")

    def _resolve(self, id: str, revision: str, path: str, known: bool) -> Answer:
        repository, refused = self._repository(id, known)
        if repository is None:
            return refused
        if repository.gated and not known:
            return _error(401, "GatedRepo", f"Access to model {id} is restricted.")
        files = repository.files(revision)
        if files is None:
            return _error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
        if path not in files:
            return _error(404, "EntryNotFound", "Entry not found")
        blob, headers = files[path], {"X-Repo-Commit": repository.commit(revision)}
        if not blob.large:
            headers |= {"ETag": f'"{blob.git}"', "Content-Type": "text/plain"}
            return Answer(200, blob.data, headers, whole=False)
        linked = {"X-Linked-Etag": f'"{blob.sha256}"', "X-Linked-Size": str(len(blob.data))}
        place = {"Location": f"{self.data_url}/blob/{blob.sha256}?signed=for-a-while"}
        return Answer(302, b"", headers | linked | place)

    def _data(self, digest: str) -> Answer:
        blob = self.blob(digest)
        if blob is None:
            return Answer(404)
        headers = {"ETag": f'"{digest}"', "Content-Type": "application/octet-stream"}
        return Answer(200, blob.data, headers, whole=False)

    def _repository(self, id: str, known: bool) -> tuple[Repository | None, Answer]:
        repository = self.repositories.get(id)
        if repository is None or (repository.private and not known):
            return None, _error(404 if known else 401, "RepoNotFound", "Repository not found")
        if repository.disabled:
            return None, _error(403, "", "Access to this resource is disabled.")
        return repository, Answer(200)


def _tree_entry(name: str, blob: Blob) -> dict:
    entry = {"type": "file", "path": name, "size": len(blob.data), "oid": blob.git}
    lfs = {"oid": blob.sha256, "size": len(blob.data), "pointerSize": 134}
    return entry | ({"lfs": lfs} if blob.large else {})


def _json(content: object) -> Answer:
    return Answer(200, json.dumps(content).encode(), {"Content-Type": "application/json"})


def _error(status: int, code: str, message: str) -> Answer:
    headers = {"X-Error-Message": message, "Content-Type": "application/json"}
    headers |= {"X-Error-Code": code} if code else {}
    return Answer(status, json.dumps({"error": message}).encode(), headers)
