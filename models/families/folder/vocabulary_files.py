"""The files beside a vocabulary: its settings and the tokens added to it.

tokenizer_config.json, special_tokens_map.json, added_tokens.json and tokenizer.json overlap;
which of them counts is decided here, as `transformers` 5 decides it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Tokenizer

from models.families.folder.config import Config, read_json, read_optional_json
from models.messages import Problem

Token = str | AddedToken

ROLES = tuple(f"{role}_token" for role in ("bos", "eos", "unk", "sep", "pad", "cls", "mask"))
PIPELINE = "tokenizer.json"
MOST_EXTRA = 10_000  # tokens that a vocabulary is given besides its pieces
_SETTINGS, _MAP, _ADDED = (
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
)
_SINGLE = (*ROLES, "mask_token_sent")
_LISTS = ("extra_special_tokens", "additional_special_tokens")
_PROPERTIES = frozenset({"content", "single_word", "lstrip", "rstrip", "normalized", "special"})


@dataclass(frozen=True)
class VocabularyFiles:
    """A checkpoint's folder with its `settings`, and tokens `added` to the vocabulary by id.

    `pipeline` is the content of tokenizer.json, None where there is no such file.
    """

    folder: Path
    settings: Mapping[str, Any]
    added: Mapping[int, AddedToken]
    pipeline: Mapping[str, Any] | None

    @staticmethod
    def of(folder: Path) -> VocabularyFiles:
        """Read them. Raises `Problem`, naming the file, when one is broken."""
        settings = _with_extra(read_optional_json(folder / _SETTINGS))
        pipeline = read_json(folder / PIPELINE) if (folder / PIPELINE).is_file() else None
        if "added_tokens_decoder" in settings:
            with _reading(folder / _SETTINGS):
                listed = settings["added_tokens_decoder"]
                added = {int(id): _token(token) for id, token in listed.items()}
        else:
            with _reading(folder / _MAP):
                settings |= _special_tokens_map(folder)
            added = _older_added_tokens(folder, settings, pipeline or {})
        with _reading(folder / _SETTINGS):
            settings = {key: _as_token(value) for key, value in settings.items()}
            _check_tokens(settings)
        by_text = {token.content: token for token in added.values()}
        for role in ROLES:
            if token := settings.get(role):
                settings[role] = by_text.get(content(token), token)
        return VocabularyFiles(folder, settings, added, pipeline)

    @property
    def name(self) -> str:
        """The class of `transformers` that these files are for, "" where none is named."""
        named = self.settings.get("tokenizer_class")
        if not named:
            named = read_optional_json(self.folder / "config.json").get("tokenizer_class")
        return str(named or "").removesuffix("Fast")

    def path(self, file: str) -> Path:
        """A file that must be there. Raises `Problem` naming it when it is not."""
        path = self.folder / file
        if not path.is_file():
            raise Problem(
                f"The vocabulary file {file} of the checkpoint {self.folder.name} is missing.",
                "Fetch or copy the checkpoint again.",
            )
        return path

    def count(self, key: str, usual: int) -> int:
        """A number of tokens from the settings. Raises `Problem` for an impossible one."""
        return Config(self.folder, self.settings, _SETTINGS).size(key, MOST_EXTRA, usual, 0)

    def named(self, usual: Mapping[str, Token]) -> dict[str, Token]:
        """The tokens that have a role; those of the family are `usual`."""
        tokens = {role: self.settings.get(role, usual.get(role)) for role in ROLES}
        more = {
            key: token
            for key, token in self.settings.items()
            if key.endswith("_token") and key not in ROLES
        }
        return {
            role: token
            for role, token in {**tokens, **more}.items()
            if isinstance(token, (str, AddedToken))
        }

    def extra(self, usual: Iterable[Token]) -> list[Token]:
        """Special tokens without a role: those that the settings list, else `usual`."""
        listed = self.settings.get("extra_special_tokens")
        if "extra_special_tokens" in self.settings and not isinstance(listed, dict):
            return list(listed or ())
        return list(usual)

    @property
    def additional(self) -> list[Token]:
        """Special tokens under their older name, where the settings do not list them."""
        return list(self.settings.get("additional_special_tokens") or ())

    @property
    def tight(self) -> bool:
        """Whether blanks before marks are taken out of what is written."""
        return bool(self.settings.get("clean_up_tokenization_spaces", False))


def content(token: Token) -> str:
    """The text of a token."""
    return token if isinstance(token, str) else str(token.content)


def register(
    tokenizer: Tokenizer,
    files: VocabularyFiles,
    named: Mapping[str, Token],
    extra: Iterable[Token],
) -> None:
    """Add tokens to a pipeline: by id those of the files, then the named, then the others."""
    waiting = [files.added[id] for id in sorted(files.added)]
    known = {token.content for token in tokenizer.get_added_tokens_decoder().values()}
    known |= {token.content for token in waiting}
    roles = {content(token) for token in named.values()}
    for token in (*named.values(), *extra):
        text = content(token)
        if text in known:
            continue
        known.add(text)
        added = AddedToken(token, special=True) if isinstance(token, str) else token
        if text in roles:
            added.special = True
        waiting.append(added)
    tokenizer.add_tokens(waiting)
    tokenizer.encode_special_tokens = bool(files.settings.get("split_special_tokens", False))


def _with_extra(settings: dict[str, Any]) -> dict[str, Any]:
    if "additional_special_tokens" in settings and not settings.get("extra_special_tokens"):
        settings["extra_special_tokens"] = settings.pop("additional_special_tokens")
    return settings


def _special_tokens_map(folder: Path) -> dict[str, Any]:
    found = {}
    for key, value in read_optional_json(folder / _MAP).items():
        found[key] = _special(value) if isinstance(value, dict) else value
    return found


def _older_added_tokens(
    folder: Path, settings: Mapping[str, Any], pipeline: Mapping[str, Any]
) -> dict[int, AddedToken]:
    added = {}
    with _reading(folder / _SETTINGS):
        special = {
            content(settings[role]) for role in ROLES if isinstance(settings.get(role), Token)
        }
        listed = settings.get("extra_special_tokens") or ()
        special |= {content(_as_token(each)) for each in listed}
    with _reading(folder / _ADDED):
        for text, id in read_optional_json(folder / _ADDED).items():
            added[int(id)] = AddedToken(
                text, normalized=text not in special, special=text in special
            )
    with _reading(folder / PIPELINE):
        for token in pipeline.get("added_tokens", ()):
            added[int(token["id"])] = _token(token)
    return added


def _token(value: Mapping[str, Any]) -> AddedToken:
    # The library complains on standard error of properties that it does not know.
    return AddedToken(**{key: each for key, each in value.items() if key in _PROPERTIES})


def _special(value: Mapping[str, Any]) -> AddedToken:
    return _token({**value, "special": True})


def _as_token(value: Any) -> Any:  # noqa: ANN401
    """Tokens written as objects, alone or in a list."""
    if isinstance(value, list):
        return [_as_token(each) for each in value]
    if isinstance(value, dict) and "content" in value:
        return _token(value)
    return value


def _check_tokens(settings: Mapping[str, Any]) -> None:
    """Raise `TypeError` for a token that is none."""
    listed = (settings.get(key) for key in _LISTS)
    lists = [each for each in listed if isinstance(each, list)]
    for token in (*(settings.get(role) for role in _SINGLE), *itertools.chain(*lists)):
        if token is not None and not isinstance(token, Token):
            raise TypeError(f"{token!r} is no token")


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Raise `Problem`, naming the file, for tokens that are none."""
    try:
        yield
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise Problem(
            f"The added tokens in {path.name} of the checkpoint {path.parent.name} "
            "cannot be read.",
            "Fetch or copy the checkpoint again.",
            f"{path}: {error}",
        ) from error
