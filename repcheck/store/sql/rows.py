"""Between the domain's values and rows: pure, and the same for every database."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from sys import intern
from typing import Any
from zlib import compress, decompress, error

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainsReport
from repcheck.model.records import PartName
from repcheck.model.watch.domains import DomainKept, DomainLook, PartKnown
from repcheck.model.watch.monitor import Change, ListedAs, Memory, Pair, Pending
from repcheck.model.watch.outbox import BounceHour, ListPass, Mute, Notice, Outgoing, Pass, Request
from repcheck.model.watch.sights import SeenFrom
from repcheck.model.watch.vantages import Vantage


class Extra(msgspec.Struct, frozen=True, omit_defaults=True):
    """What most pairs do not have, so that a calm and clean one takes no room for it."""

    standing: ListedAs | None = None
    told: ListedAs | None = None
    peak: Severity | None = None
    pending: Pending | None = None
    unknown_since: datetime | None = None
    unknown_told: bool = False
    changed: tuple[datetime, ...] = ()
    flapping_since: datetime | None = None


_NOTHING = Extra()
_decode_extra = msgspec.json.Decoder(Extra).decode
decode_standing = msgspec.json.Decoder(ListedAs).decode
_decode_parts = msgspec.json.Decoder(dict[PartName, PartKnown]).decode
_decode_sights = msgspec.json.Decoder(tuple[SeenFrom, ...]).decode


def seconds(at: datetime | None) -> float | None:
    """Seconds since 1970; None stays None."""
    return None if at is None else at.timestamp()


def moment(at: float | None) -> datetime | None:
    """The time of a column; None stays None."""
    return None if at is None else datetime.fromtimestamp(at, UTC)


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def state_row(pair_id: int, memory: Memory) -> dict[str, Any]:
    """A memory as a row of ``states``."""
    extra = Extra(
        memory.standing,
        memory.told,
        memory.peak,
        memory.pending,
        memory.unknown_since,
        memory.unknown_told,
        memory.changed,
        memory.flapping_since,
    )
    return {
        "pair": pair_id,
        "group": memory.group,
        "known": memory.known,
        "since": seconds(memory.since),
        "serial": memory.serial,
        "extra": None if extra == _NOTHING else msgspec.json.encode(extra).decode(),
    }


class Shared:
    """Spellings and times that hundreds of thousands of rows share, each kept once."""

    def __init__(self) -> None:
        self._moments: dict[float | None, datetime | None] = {}

    def pair(self, target: str, list_id: str) -> Pair:
        """A pair whose words are shared with all that have the same."""
        return Pair(intern(target), intern(list_id))

    def moment(self, at: float | None) -> datetime | None:
        """As the function ``moment``."""
        if at not in self._moments:
            self._moments[at] = moment(at)
        return self._moments[at]


def memory_of(
    pair: Pair, group: str | None, known: bool, since: datetime | None, serial: int, extra: str | None
) -> Memory:
    """A row of ``states`` as a memory."""
    if extra is None:
        return Memory(pair=pair, group=group, known=known, since=since, serial=serial)
    more = _decode_extra(extra)
    return Memory(
        pair=pair,
        group=group,
        standing=more.standing,
        known=known,
        since=since,
        told=more.told,
        peak=more.peak,
        pending=more.pending,
        unknown_since=more.unknown_since,
        unknown_told=more.unknown_told,
        changed=more.changed,
        flapping_since=more.flapping_since,
        serial=serial,
    )


def change_row(pair_id: int, change: Change) -> dict[str, Any]:
    """A change as a row of ``changes``."""
    standing = change.standing
    return {
        "key": change.key,
        "pair": pair_id,
        "at": change.at.timestamp(),
        "group": change.group,
        "before": change.before.value,
        "to": change.to.value,
        "severity": change.severity.value,
        "standing": None if standing is None else msgspec.json.encode(standing).decode(),
        "reason": change.reason,
        "silent": change.silent,
        "seen_from": msgspec.json.encode(change.seen_from).decode() if change.seen_from else None,
    }


def change_of(row: Mapping[str, Any]) -> Change:
    """A row of ``changes`` with its pair's names as a change."""
    plain = {name: row[name] for name in ("group", "before", "to", "severity", "reason", "silent", "key")}
    return msgspec.convert(
        {
            **plain,
            "pair": Pair(row["target"], row["list"]),
            "at": _moment(row["at"]),
            "standing": None if row["standing"] is None else decode_standing(row["standing"]),
            "seen_from": () if row["seen_from"] is None else _decode_sights(row["seen_from"]),
        },
        Change,
    )


def message_row(message: Outgoing) -> dict[str, Any]:
    """A message as a row of ``outbox``."""
    row = msgspec.structs.asdict(message)
    return {name: seconds(value) if isinstance(value, datetime) else value for name, value in row.items()}


def _with_times(row: Mapping[str, Any], times: tuple[str, ...]) -> dict[str, Any]:
    return {name: moment(value) if name in times else value for name, value in row.items()}


def message_of(row: Mapping[str, Any]) -> Outgoing:
    """A row of ``outbox`` as a message."""
    said = {name: value for name, value in row.items() if name != "leased"}
    return Outgoing(**_with_times(said, ("created", "due", "sent", "given_up")))


def mute_of(row: Mapping[str, Any]) -> Mute:
    """A row of ``mutes`` as a mute."""
    return Mute(**_with_times(row, ("until", "since", "ended")))


def request_of(row: Mapping[str, Any]) -> Request:
    """A row of ``requests`` as a request."""
    return Request(**_with_times(row, ("asked",)))


def notice_of(row: Mapping[str, Any]) -> Notice:
    """A row of ``notices`` as a notice."""
    return Notice(**_with_times(row, ("since",)))


def vantage_of(row: Mapping[Any, Any]) -> Vantage:
    """A row of ``vantages`` as a vantage."""
    return Vantage(**{**row, "at": _moment(row["at"]), "every": timedelta(seconds=row["every"])})


def bounce_hour_of(row: Mapping[str, Any]) -> BounceHour:
    """A row of ``bounce_hours`` as what was counted."""
    return BounceHour(**_with_times(row, ("first",)))


def pass_of(row: Mapping[str, Any]) -> Pass:
    """A row of ``passes`` as a pass."""
    # The names are a kind of str of SQLAlchemy's own.
    known = {str(name): value for name, value in _with_times(row, ("started",)).items() if name != "id"}
    return msgspec.convert(known, Pass)


def list_pass_of(row: Mapping[str, Any]) -> ListPass:
    """A row of ``list_passes`` as what a pass saw."""
    known = {str(name): value for name, value in _with_times(row, ("at",)).items() if name != "id"}
    return msgspec.convert(known, ListPass)


def domain_row(look: DomainLook) -> dict[str, Any]:
    """A look at a domain as a row of ``domains``."""
    kept = look.kept
    return {
        "domain": kept.domain,
        "at": kept.at.timestamp(),
        "parts": msgspec.json.encode(kept.parts).decode(),
        "report": compress(msgspec.json.encode(look.report)),
    }


def domain_of(row: Mapping[str, Any]) -> DomainKept:
    """What a row of ``domains`` says without its report; no parts: another release has written it."""
    try:
        parts = _decode_parts(row["parts"])
    except msgspec.ValidationError:
        parts = {}
    return DomainKept(domain=row["domain"], at=_moment(row["at"]), parts=parts)


def look_of(row: Mapping[str, Any]) -> DomainLook | None:
    """A row of ``domains`` with its report; None: another release has written it, in another form."""
    try:
        report = msgspec.json.decode(decompress(row["report"]), type=DomainsReport)
    except (msgspec.DecodeError, error):
        return None
    return DomainLook(kept=domain_of(row), report=report)
