"""Questions a list may be asked in a day, counted over all runs of the user.

The day is a UTC day. Counts only err upwards: what was reserved by a run that died stays spent.
"""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from repcheck.store.files import locked, read_whole, replace_whole
from repcheck.store.quota import Grant, Want

#: Seconds to wait for other processes; each holds the lock for one small write.
WAIT = 5.0
_MOST_BYTES = 1024 * 1024
_DAY = timedelta(days=1)
#: After a loss of the counts, never more of a day's budget than this.
_SHARE_AFTER_LOSS = 0.5

_MOST_COUNT = 2**53
_Count = Annotated[int, msgspec.Meta(ge=0, le=_MOST_COUNT)]


class _QuotaBook(msgspec.Struct, forbid_unknown_fields=True):
    """The file. ``number`` tells one counting from another; ``share`` of each budget may be used."""

    format: Literal["repcheck.budget/1"]
    day: date
    number: str
    share: Annotated[float, msgspec.Meta(ge=0, le=1)]
    spent: dict[str, _Count]


class QuotaFile:
    """A QuotaStore: the quotas of all lists, shared through ``budget.json`` in the state directory.

    Each method waits for the lock up to ``wait`` seconds and writes once. Both raise StoreUnavailable
    (StoreBusy when the wait was not enough); nothing is then granted or counted.

    When the file is damaged or of another version it is set aside, ``warning`` says so in one line,
    and what was spent before is unknown: until the next UTC day each list gets the share of its
    budget that the rest of the day is of a day, and at most half.
    """

    def __init__(
        self,
        directory: Path,
        now: Callable[[], datetime],
        *,
        wait: float = WAIT,
        random_bytes: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self.warning: str | None = None
        self._path = directory / "budget.json"
        self._lock = directory / "budget.lock"
        self._now = now
        self._wait = wait
        self._random = random_bytes
        #: granted through this object and not given back, and the number of the book that this is in
        self._held: dict[str, int] = {}
        self._held_in = ""

    def reserve_all(self, wants: Sequence[Want]) -> tuple[Grant, ...]:
        """As many of the wanted questions as today's budget still has, in one step; they count as asked."""
        with self._open() as book:
            return tuple(self._grant(book, want) for want in wants)

    def settle(self, extra: Mapping[str, int]) -> None:
        """Count what was sent beyond what was reserved, even over the budget; give back what is below zero.

        No more is given back than was granted through this object, and nothing when the day of the grant is
        over: the next day's budget did not pay for it.
        """
        with self._open() as book:
            for list_id, count in extra.items():
                held = self._held.get(list_id, 0)
                unused = min(max(0, -count), held)
                if unused:
                    self._held[list_id] = held - unused
                if unused or count > 0:
                    spent = book.spent.get(list_id, 0) + max(0, count) - unused
                    book.spent[list_id] = min(max(0, spent), _MOST_COUNT)

    def _grant(self, book: _QuotaBook, want: Want) -> Grant:
        spent = book.spent.get(want.list_id, 0)
        left = max(0, int(want.per_day * book.share) - spent)
        granted = max(0, min(want.wanted, left))
        if granted:
            book.spent[want.list_id] = spent + granted
            self._held[want.list_id] = self._held.get(want.list_id, 0) + granted
        if granted >= want.wanted:
            return Grant(granted)
        return Grant(granted, datetime.combine(book.day + _DAY, time.min, UTC))

    @contextlib.contextmanager
    def _open(self) -> Iterator[_QuotaBook]:
        with locked(self._lock, self._wait):
            before = read_whole(self._path, _MOST_BYTES)
            book = self._today(before)
            if book.number != self._held_in:
                self._held, self._held_in = {}, book.number
            yield book
            after = msgspec.json.encode(book)
            if after != before:
                replace_whole(self._path, after)

    def _today(self, content: bytes | None) -> _QuotaBook:
        """The book of this day: the one in the file, or a new one."""
        now = self._now().astimezone(UTC)
        today = now.date()
        if content is None:
            return self._new_book(today, 1.0)
        book = _read(content)
        if book is None:
            midnight = datetime.combine(today, time.min, UTC)
            share = min(_SHARE_AFTER_LOSS, 1.0 - (now - midnight) / _DAY)
            self._set_aside(content, share)
            return self._new_book(today, share)
        if book.day < today:
            return self._new_book(today, 1.0)
        if book.day - today > _DAY:
            # A clock that was far ahead has been set right: its counts are kept for this day. One
            # day ahead is a clock that wavers around midnight: that book just goes on.
            book.day = today
        return book

    def _new_book(self, today: date, share: float) -> _QuotaBook:
        return _QuotaBook("repcheck.budget/1", today, self._random(8).hex(), share, {})

    def _set_aside(self, content: bytes, share: float) -> None:
        # A copy: the damaged file stays until the new book takes its place. Were it moved, a process
        # killed between the two steps would leave no file, and a full budget to the next one.
        aside = self._path.with_name("budget.json.damaged")
        replace_whole(aside, content)
        self.warning = (
            f"{self._path}: is damaged or of another version, kept as {aside.name}; what was asked today "
            f"is unknown, so at most {share:.0%} of each daily budget is used until midnight UTC"
        )


def _read(content: bytes) -> _QuotaBook | None:
    if len(content) > _MOST_BYTES:
        return None
    try:
        return msgspec.json.decode(content, type=_QuotaBook)
    except ValueError:  # msgspec's own errors, and text that is not UTF-8
        return None
