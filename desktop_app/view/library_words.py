"""What the Library page says of a checkpoint."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication

from desktop_app.chore import Kind
from desktop_app.download_state import Download, Stage
from desktop_app.library_rows import Row, State
from desktop_app.view.amounts import bytes_text, of_text, speed_text, time_text
from desktop_app.view.languages import LanguageNames
from desktop_app.view.worded import fault_text, worded
from models.messages import Checkpoint, Offer

translate = QCoreApplication.translate

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_FEW_PAIRS, _FEW_LANGUAGES = 2, 12
_GENERAL = frozenset({"MIT", "GPL", "BSD", "MPL", "LGPL", "AGPL"})


class LibraryWords:
    """Puts rows into words; languages have the names of the user's own language."""

    def __init__(self, names: LanguageNames) -> None:
        self._names = names

    def title(self, row: Row) -> str:
        """The name a row is known by."""
        if not row.kind:
            return row.name
        return translate("Library", "{kind} {pair}").format(
            kind=row.kind, pair=self.pair(*row.pairs[0])
        )

    def offer_title(self, offer: Offer, pair: tuple[str, str]) -> str:
        """The name of an offer beside the pair it is offered for."""
        name = offer.name.casefold()
        if not name.startswith("opus-mt"):
            return offer.name
        kind = "OPUS-MT big" if "-tc-big-" in name else "OPUS-MT"
        if pair in offer.pairs or len(offer.pairs) != 1:
            return kind
        return translate("Library", "{kind} {pair}").format(
            kind=kind, pair=self.pair(*offer.pairs[0])
        )

    def pair(self, source: str, target: str) -> str:
        """English → German."""
        text = translate("Library", "{source} → {target}")
        return text.format(source=self._name(source), target=self._name(target))

    def _name(self, code: str) -> str:
        return isolated(self._names.name(code))

    def about(self, row: Row) -> str:
        """The second line of a row: task, languages, size, licence."""
        parts = [self.task(row.task)]
        if not row.kind:
            parts.append(self.languages_short(row))
        unknown = translate("Library", "size asked when online")
        parts.append(size_text(row.bytes, row.measured) if row.bytes else unknown)
        parts.append(licence_text(row.licence) if row.licence else "")
        if row.commercial is False:
            parts.append(translate("Library", "non-commercial"))
        return " · ".join(part for part in parts if part)

    def task(self, task: str) -> str:
        """What it does."""
        tasks = {
            "translation": translate("Library", "translation"),
            "summarization": translate("Library", "summaries"),
            "text": translate("Library", "texts"),
        }
        return tasks.get(task, task)

    def languages_short(self, row: Row) -> str:
        """The languages in a few words."""
        if row.pairs:
            if len(row.pairs) <= _FEW_PAIRS:
                return translate("Library", ", ").join(self.pair(*pair) for pair in row.pairs)
            return translate("Library", "%n pairs", "", len(row.pairs))
        every = row.languages()
        if len(every) == 1:
            return self._names.name(next(iter(every)))
        return translate("Library", "%n languages", "", len(every)) if every else ""

    def languages(self, row: Row) -> tuple[str, str]:
        """The languages, those of long lists as far as fits, and the whole list."""
        if row.pairs:
            listed = [self.pair(*pair) for pair in row.pairs]
        else:
            codes = sorted(row.languages(), key=self._names.place)
            listed = [self._name(code) for code in codes]
        comma = translate("Library", ", ")
        whole = comma.join(listed)
        if len(listed) <= _FEW_LANGUAGES:
            return whole, whole
        few = comma.join(listed[:_FEW_LANGUAGES])
        more = translate("Library", "{few} and %n more", "", len(listed) - _FEW_LANGUAGES)
        return more.format(few=few), whole

    def state(self, row: Row) -> str:
        """What a row says at its end; a fault is one sentence."""
        if row.doing:
            return doing_text(row)
        if row.download:
            return download_text(row.download)
        return fault_of(row) or self._calm_state(row)

    def whole_state(self, row: Row) -> str:
        """What `state` says, and what to do about it."""
        failed = row.download.failed if row.download else None
        if row.doing or not failed:
            return self.state(row)
        return fault_text(failed)

    def _calm_state(self, row: Row) -> str:
        if row.state is State.OFFERED:
            return ""
        if row.tried and row.tried.running:
            return translate("Library", "trying it out…")
        if row.tried and row.tried.speed:
            speed = translate("Library", "Ready · {speed} words/s here")
            return speed.format(speed=speed_text(row.tried.speed))
        return translate("Library", "Ready")

    def memory(self, row: Row, there: int) -> str:
        """What it takes beside what there is."""
        if not row.need:
            return ""
        text = translate(
            "Library", "{full}; {half} with 16 bits, {least} with 8; {there} free now"
        )
        return text.format(
            full=bytes_text(row.need.full),
            half=bytes_text(row.need.half),
            least=bytes_text(row.need.least),
            there=bytes_text(there),
        )


def isolated(name: str) -> str:
    """A name that leaves the words beside it where they are, whichever way it is read."""
    turns = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"{_ISOLATE}{name}{_END_ISOLATE}" if turns else name


def is_fault(row: Row) -> bool:
    """Whether what `state` says is about something wrong."""
    failed = row.download is not None and row.download.stage is Stage.FAILED
    return row.doing is None and (failed or (row.download is None and bool(fault_of(row))))


def fault_of(row: Row) -> str:
    """What is wrong with an installed checkpoint."""
    if row.fault:
        return worded(row.fault)
    if row.state in (State.BROKEN, State.HELD) and row.checkpoint:
        return worded(row.checkpoint.state)
    if row.tried and row.tried.fault:
        return translate("Library", "It could not be tried out: {why}").format(
            why=worded(row.tried.fault)
        )
    return ""


def size_text(size: int | None, measured: bool) -> str:
    """298 MB, about 298 MB, or that the hub knows."""
    if size is None:
        return translate("Library", "asked when online")
    if measured:
        return bytes_text(size)
    return translate("Library", "about {size}").format(size=bytes_text(size))


def licence_text(licence: str) -> str:
    """A licence's short name as it is written: cc-by-4.0 -> CC BY 4.0."""
    if not licence:
        return translate("Library", "see its card")
    if " " in licence:
        return licence  # it is written so already
    words = licence.split("-")
    if words[0] == "cc":
        *terms, version = words[1:] if words[-1][:1].isdigit() else [*words[1:], ""]
        return f"CC {'-'.join(terms).upper()} {version}".strip()
    shown = [word.upper() if word.upper() in _GENERAL else word for word in words]
    return " ".join(shown) if shown[0].isupper() else " ".join(shown).capitalize()


def origin_text(row: Row) -> str:
    """Where it came from."""
    checkpoint: Checkpoint | None = row.checkpoint
    if checkpoint is None:
        return row.repo
    if checkpoint.starter:
        return translate("Library", "came with the program")
    origins = {
        "hub": row.repo,
        "import": translate("Library", "imported"),
        "huggingface": translate("Library", "{repo}, in the Hugging Face cache").format(
            repo=row.repo
        ),
        "translatelocally": translate("Library", "a folder of translateLocally"),
    }
    return origins.get(checkpoint.origin, "")


def doing_text(row: Row) -> str:
    """What is done on the disk."""
    if row.doing is None:
        return ""
    texts = {
        Kind.VERIFY: translate("Library", "checking its files…"),
        Kind.REMOVE: translate("Library", "removing it…"),
        Kind.RELEASE: translate("Library", "trying it again…"),
    }
    text = texts.get(row.doing.kind, "")
    if row.doing.bytes:
        done = of_text(row.doing.done, row.doing.bytes)
        return translate("Library", "checked {amount}").format(amount=done)
    return text


def download_text(download: Download) -> str:
    """How far a download is."""
    amount = of_text(download.done, download.bytes) if download.bytes else ""
    said = {
        Stage.QUEUED: translate("Library", "waits for its turn"),
        Stage.ASKING: translate("Library", "asking the hub…"),
        Stage.CHECKING: translate("Library", "checking its files…"),
        Stage.RETRYING: worded(download.said) or translate("Library", "trying again…"),
        Stage.FAILED: worded(download.said),
    }
    if download.stage is Stage.PAUSED:
        return (
            translate("Library", "Paused · {amount}").format(amount=amount)
            if amount
            else translate("Library", "Paused")
        )
    if download.stage in said:
        return said[download.stage]
    parts = [amount or translate("Library", "fetching…")]
    if download.speed:
        parts.append(translate("Library", "{size}/s").format(size=bytes_text(download.speed)))
    if download.remaining is not None:
        parts.append(
            translate("Library", "{time} left").format(time=time_text(download.remaining))
        )
    return " · ".join(parts)
