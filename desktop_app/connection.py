"""How the hub is reached: a command's option, the environment, the settings, in this order."""

from __future__ import annotations

import os

from desktop_app.key_store import KeyStore
from desktop_app.settings import Settings
from models.messages import Endpoint

MIRROR_VARIABLE = "HF_ENDPOINT"  # as other programs for the hub read it


def endpoint_of(settings: Settings, keys: KeyStore, url: str = "") -> Endpoint:
    """The endpoint; the token is only asked for where it may be sent."""
    chosen = url or os.environ.get(MIRROR_VARIABLE, "") or settings.endpoint
    endpoint = Endpoint(proxy=settings.proxy, token_to_mirror=settings.token_to_mirror)
    if chosen and chosen.rstrip("/") != endpoint.url:
        token = keys.token() if settings.token_to_mirror else ""
        return Endpoint(chosen.rstrip("/"), settings.proxy, token, settings.token_to_mirror)
    return Endpoint(proxy=settings.proxy, token=keys.token())
