"""One repository on the hub: what is in it, and what of that to fetch."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import httpx2
from huggingface_hub import HfApi, ModelInfo, get_hf_file_metadata, get_session, hf_hub_url
from huggingface_hub.hf_api import RepoSibling

from models.hub.choosing import ANOTHER, CONFIGURATION, choose
from models.hub.offering import TASKS, offer_of
from models.hub.problems import NotTheHub
from models.hub.skeleton import check_runs
from models.messages import Problem
from models.offers import Endpoint, Offer, Plan, RemoteFile

LARGEST_CONFIGURATION = 1 << 20  # bytes
COMMIT = re.compile(r"[0-9a-f]{40}")
DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
PLAIN = ("Accept-Encoding", "identity")  # as it lies there, so that sizes and ranges hold


def library(endpoint: Endpoint) -> HfApi:
    """The client library for an endpoint; tokens are the connection's matter."""
    return HfApi(endpoint=_base(endpoint), token=False, library_name="interlinear")


def address(endpoint: Endpoint, repo: str, commit: str, path: str) -> str:
    """Where a file is fetched."""
    return hf_hub_url(repo, path, revision=commit, endpoint=_base(endpoint))


def search(
    endpoint: Endpoint, words: str, task: str, languages: Sequence[str], most: int
) -> list[ModelInfo]:
    """The repositories that the hub finds, the most fetched first."""
    return list(
        library(endpoint).list_models(
            search=words.strip() or None,
            filter=languages or None,
            pipeline_tag=task if task in TASKS else None,
            sort="downloads",
            limit=most,
            expand=[
                "cardData",
                "config",
                "downloads",
                "gated",
                "pipeline_tag",
                "safetensors",
                "siblings",
                "tags",
            ],
        )
    )


def read(endpoint: Endpoint, repo: str, revision: str) -> ModelInfo:
    """All that the hub says of a repository at a revision, files with sizes included."""
    info = library(endpoint).model_info(repo, revision=revision, files_metadata=True)
    if not COMMIT.fullmatch(info.sha or ""):
        raise NotTheHub(httpx2.URL(endpoint.url), f"{repo} at {revision} is {info.sha!r}")
    return info


def plan(endpoint: Endpoint, repo: str, revision: str) -> Plan:
    """What to fetch of a revision. Raises `Problem` when this program cannot run it."""
    info = read(endpoint, repo, revision)
    files = {sibling.rfilename: sibling for sibling in info.siblings or ()}
    chosen = choose(repo, files)
    commit = info.sha or ""
    check_runs(repo, _configuration(endpoint, repo, info))
    return Plan(
        repo, commit, tuple(_file(endpoint, repo, commit, files[name]) for name in chosen)
    )


def offer(endpoint: Endpoint, repo: str) -> Offer:
    """What a repository holds. Raises `Problem` when this program cannot run it."""
    info = read(endpoint, repo, "main")
    choose(repo, [sibling.rfilename for sibling in info.siblings or ()])
    values = None
    if not info.gated:  # else the hub's excerpt of it has to do
        configuration = _configuration(endpoint, repo, info)
        check_runs(repo, configuration)
        values = json.loads(configuration)
    found = offer_of(info, values)
    if found is None:
        raise Problem(f"{repo} is of no family that this program runs.", ANOTHER)
    return found


def _configuration(endpoint: Endpoint, repo: str, info: ModelInfo) -> bytes:
    sizes = {sibling.rfilename: sibling.size for sibling in info.siblings or ()}
    if (sizes.get(CONFIGURATION) or 0) > LARGEST_CONFIGURATION:
        raise Problem(f"{CONFIGURATION} of {repo} is too large.", ANOTHER)
    where = address(endpoint, repo, info.sha or "", CONFIGURATION)
    return get_session().get(where, headers=dict((PLAIN,))).content


def _file(endpoint: Endpoint, repo: str, commit: str, listed: RepoSibling) -> RemoteFile:
    size = listed.lfs.size if listed.lfs else listed.size
    digest = listed.lfs.sha256 if listed.lfs else listed.blob_id
    where = address(endpoint, repo, commit, listed.rfilename)
    if size is None or not digest:  # a mirror that lists names only
        found = get_hf_file_metadata(where, token=False, endpoint=_base(endpoint))
        size, digest = found.size, found.etag
    if size is None or size < 0 or not DIGEST.fullmatch(digest or ""):
        raise NotTheHub(httpx2.URL(where), f"{listed.rfilename}: {size} bytes, {digest}")
    return RemoteFile(listed.rfilename, size, digest or "")


def _base(endpoint: Endpoint) -> str:
    return endpoint.url.rstrip("/")
