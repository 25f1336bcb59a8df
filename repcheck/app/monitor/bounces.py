"""Bounces on the way: what came into logs and Maildirs since the last pass, by cause and hour."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from repcheck.app.bounces.follow import Following
from repcheck.app.bounces.reading import Reading
from repcheck.app.bounces.sources import POSTED, BounceSources
from repcheck.app.bounces.stored import arrived
from repcheck.app.environment import Environment
from repcheck.errors import BadInput, StoreUnavailable, UnreadableFile
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.catalog import Catalog
from repcheck.model.mail.received import Received
from repcheck.model.mail.times import moment
from repcheck.model.watch.outbox import BounceHour, LogPosition
from repcheck.readers.growing.rotated import Position
from repcheck.words.refusals import asking, refuses

MAILDIR = "maildir:"

#: Refusals that say something of the sender: a mailbox that is full or missing does not.
_OF_THE_SENDER = (
    Category.BLOCKED,
    Category.POLICY,
    Category.AUTHENTICATION,
    Category.CONTENT,
    Category.RATE_LIMITED,
)


class RefusedAs(msgspec.Struct, frozen=True, kw_only=True):
    """Mail of a watched address that receivers refused or set aside, as their DMARC reports say.

    ``domain``     in From; ``address`` that sent it
    ``lost``       of ``messages``
    ``receivers``  those that saw failures, most mails first
    ``until``      the end of the reports; None: undated
    """

    domain: str
    address: str
    lost: int
    messages: int
    receivers: tuple[str, ...] = ()
    until: str | None = None


class BouncesSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What came.

    ``hours``      by cause and hour
    ``named``      how many bounces name (target, list)
    ``positions``  where the next pass goes on
    ``refused``    what DMARC reports among the mails say of watched addresses, most lost first
    """

    hours: tuple[BounceHour, ...] = ()
    named: Mapping[tuple[str, str], int] = {}
    positions: tuple[LogPosition, ...] = ()
    refused: tuple[RefusedAs, ...] = ()


def new_bounces(
    sources: Sequence[str],
    before: Mapping[str, LogPosition],
    groups: Mapping[str, str | None],
    catalog: Catalog,
    environment: Environment,
) -> BouncesSeen:
    """Read what is new. A source that was never read is read from now on; one that cannot be is warned of.

    ``before``  positions of the last pass; ``groups`` of the targets, by their spelling
    """
    counting = _BounceCounting(catalog, groups, environment.now())
    positions: list[LogPosition] = []
    for source in sources:
        try:
            reader = _reader(source)
            records, position, received = reader(source, before.get(source), catalog, environment)
        except (BadInput, StoreUnavailable, OSError) as error:
            environment.warn(f"{source}: bounces were not read in this pass: {error}")
            continue
        counting.add(records)
        counting.take(received)
        positions.append(LogPosition(source=source, position=position))
    return counting.done(tuple(positions))


_Read = tuple[list[BounceRecord], str, Received]


def _reader(source: str) -> Callable[[str, LogPosition | None, Catalog, Environment], _Read]:
    if source == POSTED:
        return _posted
    return _maildir if source.startswith(MAILDIR) else _log


def _posted(_: str, before: LogPosition | None, __: Catalog, environment: Environment) -> _Read:
    """What sending services have posted to ``repcheck serve``: stored there, and counted here."""
    last, records = 0 if before is None else int(before.position), []
    for number, record in arrived(environment, last):
        last = number
        if before is not None and record.file.startswith(POSTED):
            records.append(record)
    return records, str(last), Received()


def _log(source: str, before: LogPosition | None, catalog: Catalog, environment: Environment) -> _Read:
    """What a log got. An empty position: it was not there, so what is in it now is new."""
    at = _position(before)
    known = {} if at is None else {source: at}
    new = before is not None and at is None
    following = Following((source,), None, catalog, environment, from_start=new, positions=known)
    try:
        records = list(following.new_records())
        reached = following.positions[source]
    finally:
        following.close()
    if reached is None:
        return records, "" if before is None else before.position, Received()
    return records, msgspec.json.encode(reached).decode(), Received()


def _position(before: LogPosition | None) -> Position | None:
    if before is None or not before.position:
        return None
    return msgspec.json.decode(before.position, type=Position)


def _maildir(source: str, before: LogPosition | None, catalog: Catalog, environment: Environment) -> _Read:
    """Mails that were not there in the last pass. A mail keeps its name up to the colon when it is read."""
    folder = Path(source.removeprefix(MAILDIR))
    found = {path.name.partition(":")[0]: path for part in ("new", "cur") for path in _mails(folder / part)}
    position = msgspec.json.encode(sorted(found)).decode()
    if before is None:
        return [], position, Received()
    seen = set(msgspec.json.decode(before.position, type=list[str]))
    fresh = tuple(str(path) for name, path in sorted(found.items()) if name not in seen)
    if not fresh:
        return [], position, Received()
    reading = Reading(BounceSources(paths=fresh, jobs=1), catalog, environment)
    return list(reading), position, reading.received


def _mails(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError as error:
        raise UnreadableFile("is not a Maildir", str(folder)) from error


class _BounceCounting:
    """Counts records by cause and hour, and by the lists that they name."""

    def __init__(self, catalog: Catalog, groups: Mapping[str, str | None], now: datetime) -> None:
        self._providers = {each.id: each.name for each in catalog.providers}
        self._lists = {each.id: each.name for each in catalog.lists}
        self._groups = groups
        self._now = now
        self._hours: dict[tuple[str, int], BounceHour] = {}
        self._named: Counter[tuple[str, str]] = Counter()
        self._refused: list[RefusedAs] = []

    def add(self, records: Iterable[BounceRecord]) -> None:
        for record in records:
            if record.kind != "bounce" or record.suppressed or record.backscatter:
                continue
            for target in self._targets(record):
                self._named.update((target, name) for name in record.cited_lists)
            cause = self._cause(record)
            if cause is not None:
                self._count(cause, record)

    def take(self, received: Received) -> None:
        """Of the reports of receivers what is about watched addresses: others may forge the domain."""
        for domain in received.domains:
            for source in domain.sources:
                if source.lost and source.ip in self._groups:
                    self._refused.append(
                        RefusedAs(
                            domain=domain.domain,
                            address=source.ip,
                            lost=source.lost,
                            messages=source.messages,
                            receivers=tuple(share.name for share in source.receivers),
                            until=source.last,
                        )
                    )

    def _count(self, cause: str, record: BounceRecord) -> None:
        stamp = moment(record.time)
        # A clock that runs ahead, or a log without a year, must not count into hours to come.
        at = self._now if stamp is None else min(datetime.fromtimestamp(stamp, UTC), self._now)
        key = (cause, int(at.timestamp() // 3600))
        known = self._hours.get(key)
        self._hours[key] = BounceHour(
            cause=cause,
            hour=key[1],
            count=1 + (known.count if known is not None else 0),
            first=at if known is None else min(known.first, at),
        )

    def _targets(self, record: BounceRecord) -> Iterator[str]:
        subject = record.blocked_subject
        named = {record.source_ip, None if subject is None else subject.value}
        yield from (value for value in sorted(filter(None, named)) if value in self._groups)

    def _cause(self, record: BounceRecord) -> str | None:
        """Who refuses whom; None: it says nothing of the sender, or not by whom it was said."""
        if not record.sender_blocked and record.category not in _OF_THE_SENDER:
            return None
        if record.provider is not None:
            who = self._providers.get(record.provider, record.provider)
        elif record.cited_lists:
            who = asking(self._lists.get(record.cited_lists[0], record.cited_lists[0]))
        else:
            return None
        whom = next((self._groups[value] or value for value in self._targets(record)), record.source_ip)
        return refuses(who, whom)

    def done(self, positions: tuple[LogPosition, ...]) -> BouncesSeen:
        return BouncesSeen(
            hours=tuple(self._hours.values()),
            named=dict(self._named),
            positions=positions,
            refused=tuple(sorted(self._refused, key=lambda one: -one.lost)),
        )
