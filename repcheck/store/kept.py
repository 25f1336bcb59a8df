"""What sources over HTTP answered, with the time of it: a small file for each, for any run of the user.

Like the other memory of runs it is a file: a run must not pay for the database. It may be deleted.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from repcheck.errors import StoreUnavailable
from repcheck.store.files import locked, read_whole, replace_whole

T = TypeVar("T")

#: Octets of one file, and answers in it: the oldest go first.
_MOST_BYTES = 32 << 20
_MOST_KEPT = 5_000
_WAIT = 2.0
_NAME = re.compile(r"[a-z0-9-]{1,64}")
#: A clock that was set back by more makes an answer one of the future, which is not believed.
_SLACK = timedelta(minutes=5)


class _Kept(msgspec.Struct, frozen=True):
    at: datetime
    value: msgspec.Raw


class _KeptFile(msgspec.Struct, frozen=True):
    schema: str
    answers: dict[str, _Kept]


class KeptAnswers:
    """Answers of one source, by what was asked.

    A file that is damaged, foreign or of another form counts as empty: what was kept is only asked again.
    ``folder``  that of all sources; None: nothing is kept, and nothing is there
    """

    def __init__(self, folder: Path | None, source: str, now: Callable[[], datetime]) -> None:
        if not _NAME.fullmatch(source):
            raise ValueError(f"{source!r} is not a file name")
        self._path = None if folder is None else folder / f"{source}.json"
        self._now = now
        self._answers: dict[str, _Kept] | None = None
        self._fresh: dict[str, _Kept] = {}

    def get(self, asked: str, shape: type[T], lasts: timedelta) -> tuple[T, datetime] | None:
        """The answer that is younger than ``lasts`` and when it was fetched; None: there is none."""
        kept = self._loaded().get(asked)
        now = self._now()
        if kept is None or not -_SLACK <= now - kept.at <= lasts:
            return None
        try:
            return msgspec.json.decode(kept.value, type=shape), kept.at
        except msgspec.DecodeError:
            return None

    def all(self, shape: type[T], lasts: timedelta) -> list[tuple[T, datetime]]:
        """All of that shape that are younger."""
        found = (self.get(asked, shape, lasts) for asked in tuple(self._loaded()))
        return [one for one in found if one is not None]

    def put(self, asked: str, value: object) -> None:
        """Keep an answer of now. It must hold no key."""
        kept = _Kept(self._now(), msgspec.Raw(msgspec.json.encode(value)))
        self._loaded()[asked] = self._fresh[asked] = kept

    def save(self) -> None:
        """Write what is new beside what other runs have written meanwhile. Raises StoreUnavailable."""
        if self._path is None or not self._fresh:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"cannot be made: {error.strerror}", str(self._path.parent)) from error
        with locked(self._path.with_suffix(".lock"), _WAIT):
            answers = self._read() | self._fresh
            newest = sorted(answers, key=lambda asked: answers[asked].at, reverse=True)[:_MOST_KEPT]
            content = _KeptFile("repcheck.kept/1", {asked: answers[asked] for asked in newest})
            replace_whole(self._path, msgspec.json.encode(content))
        self._fresh = {}

    def _loaded(self) -> dict[str, _Kept]:
        if self._answers is None:
            self._answers = self._read()
        return self._answers

    def _read(self) -> dict[str, _Kept]:
        if self._path is None:
            return {}
        try:
            data = read_whole(self._path, _MOST_BYTES)
            if data is None or len(data) > _MOST_BYTES:
                return {}
            found = msgspec.json.decode(data, type=_KeptFile)
        except (StoreUnavailable, msgspec.DecodeError, UnicodeDecodeError):
            return {}
        return dict(found.answers) if found.schema == "repcheck.kept/1" else {}
