"""What the monitor asks of its store, in the words of the domain.

One transaction is one decision: what a ``Writing`` was given is all there after ``commit``, or nothing of
it is. Reading methods see what is committed. All times are UTC. Every method raises StoreUnavailable
when the store cannot be used, and loses nothing that was committed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.model.watch.monitor import Change, Memory, Pair
from repcheck.model.watch.outbox import (
    BounceHour,
    ListPass,
    LogPosition,
    Mute,
    Notice,
    Outgoing,
    Pass,
    Request,
)
from repcheck.model.watch.remembered import Extent
from repcheck.model.watch.vantages import Vantage, VantageView
from repcheck.model.watch.wall import Watched


class Writing(Protocol):
    """One transaction. Leaving its context commits; an exception takes everything back."""

    def remember(self, memories: Iterable[Memory]) -> None:
        """Replace what is remembered of these pairs; doing it twice changes nothing more."""

    def forget(self, pairs: Iterable[Pair]) -> None:
        """Remember these pairs no longer; their changes stay in the history."""

    def see(self, views: Iterable[VantageView], agreed: Iterable[tuple[Pair, str]] = ()) -> None:
        """Replace what these vantages see of these pairs; ``agreed``: (pair, vantage) that differ no more."""

    def ask_from(self, known: Iterable[Vantage], gone: Collection[str] = ()) -> None:
        """Replace what is known of these vantages; of those that are ``gone`` nothing is kept."""

    def record(self, changes: Iterable[Change]) -> int:
        """Add changes to the history, but none whose key is there already. Returns how many were new."""

    def enqueue(self, messages: Iterable[Outgoing]) -> None:
        """Put messages into the outbox; one whose id is there already is left as it is."""

    def amend(self, message: Outgoing) -> None:
        """Give a message that nobody has been sent another body, with its ``subject`` and ``about``; one
        that was tried stays as it is."""

    def notices(self, standing: Iterable[Notice]) -> None:
        """Replace the findings that stand by these."""

    def finish(self, done: Pass, lists: Iterable[ListPass] = ()) -> None:
        """Note that a pass has ended, and what it saw of the lists."""

    def reached(self, positions: Iterable[LogPosition]) -> None:
        """Note how far sources were read."""

    def count_bounces(self, counted: Iterable[BounceHour]) -> None:
        """Add to what was counted of these causes and hours."""

    def mute(self, mute: Mute) -> int:
        """Add a mute; its ``id`` is ignored. Returns the new id."""

    def unmute(self, ids: Iterable[int], at: datetime) -> None:
        """End these mutes; one that has ended stays as it is."""

    def request(self, request: Request) -> None:
        """Note that a removal was asked for; the latest of a pair counts."""

    def claim(self, message: Outgoing, now: datetime) -> bool:
        """Keep a message for this process, with its ``attempts``, before it is sent; ``mark`` lets go of it.

        False: it is open no more, or another process is sending a message to the same sink, so that the
        order of a sink is kept. Where several machines share the store, a process that has died is
        waited for two minutes.
        """

    def mark(self, message: Outgoing) -> None:
        """Note what became of a try: replaces ``attempts``, ``error``, ``due``, ``sent``, ``given_up``.

        The body of a message that was taken or given up is not kept.
        """

    def keep_domains(self, looks: Iterable[DomainLook]) -> None:
        """Replace what is remembered of the mail records of these domains."""

    def drop_domains(self, names: Collection[str]) -> None:
        """Remember the mail records of these domains no longer."""

    def prune(self, before: datetime) -> int:
        """Delete changes, passes and finished messages older than that. Returns how many of them went.

        A pair that is not watched any more goes with the last of its changes.
        """


class StateStore(Protocol):
    """The memory of the monitor."""

    def writing(self) -> AbstractContextManager[Writing]:
        """A transaction that writes; others wait for it."""

    def alone(self) -> AbstractContextManager[None]:
        """Do a pass that no other machine does one beside; a store that is this machine's own needs nothing.

        What is written within is refused once the hold is lost. Raises PassUnderWay.
        """

    def memories(self, targets: Collection[str] | None = None) -> dict[Pair, Memory]:
        """The pairs of these targets that are watched; None: all."""

    def unsettled(self, targets: Collection[str] | None = None) -> Sequence[Memory]:
        """Pairs that are not simply clean: listed, waiting, or not heard at the last look; None: of all."""

    def vantages(self) -> Sequence[Vantage]:
        """Where passes were made from, by name."""

    def views(self, targets: Collection[str] | None = None) -> Mapping[Pair, Sequence[VantageView]]:
        """Of the pairs of these targets what those vantages see that differ; None: of all."""

    def extent(self, targets: Collection[str] | None = None) -> Extent:
        """How much is watched; None: all."""

    def watched(self) -> Sequence[Watched]:
        """Every target that is watched, by its spelling, with its group and its lists in their order."""

    def calm_since(self, at: datetime) -> int:
        """How many pairs are simply clean, have no change that is kept, and were first known after ``at``."""

    def changes(
        self, *, target: str | None = None, list_id: str | None = None, since: datetime | None = None
    ) -> Sequence[Change]:
        """The history, oldest first; silent changes too."""

    def outbox(self, *, due: datetime | None = None, since: datetime | None = None) -> Sequence[Outgoing]:
        """Messages, oldest first: those to be tried by ``due``, or made after it by a clock that ran ahead;
        None: all, sent ones too.

        ``since``  only those that were made from then on
        """

    def message_about(self, sink: str, key: str) -> Outgoing | None:
        """The first message of a sink that reports the change with this key."""

    def notices(self) -> Sequence[Notice]:
        """The findings that stood after the last pass."""

    def mutes(self) -> Sequence[Mute]:
        """All mutes, ended ones too, oldest first."""

    def requests(self) -> Sequence[Request]:
        """The latest request of each pair."""

    def passes(self, most: int) -> Sequence[Pass]:
        """The last passes, newest first."""

    def list_passes(self, most: int, vantage: str | None = None) -> dict[str, Sequence[ListPass]]:
        """The last passes of each list, newest first.

        ``vantage``  only those from there, or from nobody noted where; None: all
        """

    def bounce_hours(self, since: datetime) -> Sequence[BounceHour]:
        """Bounces by cause and hour, from that moment on, oldest first."""

    def domains(self) -> Sequence[DomainKept]:
        """The domains whose mail records were looked at, by name, without their reports."""

    def domain_looks(self, names: Collection[str]) -> dict[str, DomainLook]:
        """The last looks at these domains; one that another release has written otherwise is not in it."""

    def last_look(self) -> datetime | None:
        """When the mail records of any domain were last looked at; None: those of none were."""

    def positions(self, sources: Collection[str]) -> dict[str, LogPosition]:
        """How far these sources were read; one that never was is not in it."""

    def close(self) -> None:
        """Let go of files and connections; closing twice is fine."""
