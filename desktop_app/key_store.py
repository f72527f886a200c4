"""The hub's token in the system's key store, where there is one."""

from __future__ import annotations

import logging

_SERVICE, _USER = "Interlinear", "huggingface.co"
_log = logging.getLogger(__name__)


class KeyStore:
    """Keeps one token; without a key store only as long as the program runs."""

    def __init__(self) -> None:
        self._here = ""

    def token(self) -> str:
        """The token, empty without one."""
        return self._here or self._stored()

    def keep(self, token: str) -> bool:
        """Keep a token, or forget it when empty; whether it outlives the program."""
        import keyring  # noqa: PLC0415  # looks for the desktop's services
        from keyring.errors import KeyringError, PasswordDeleteError  # noqa: PLC0415

        self._here = token
        try:
            if token:
                keyring.set_password(_SERVICE, _USER, token)
            else:
                keyring.delete_password(_SERVICE, _USER)
        except PasswordDeleteError:
            return True  # there was none
        except KeyringError as error:
            _log.warning("the token is kept until the program ends only: %s", error)
            return False
        return True

    def _stored(self) -> str:
        import keyring  # noqa: PLC0415
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            return keyring.get_password(_SERVICE, _USER) or ""
        except KeyringError:  # no key store, or a locked one
            return ""
