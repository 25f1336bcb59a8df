"""The shapes of what the monitor's commands print as JSON. Times are RFC 3339 in UTC, spans are seconds."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.watch.monitored import SightEntry
from repcheck.model.watch.remembered import Age

At: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]
Seconds: TypeAlias = int


class MuteEntry(msgspec.Struct, frozen=True, kw_only=True):
    """``list`` null: all lists. ``ended`` when it ended early, by hand or by recovery; null: it did not."""

    target: str
    list: str | None
    since: At
    until: At
    ended: At | None
    reason: str


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """The list was asked to remove the target."""

    asked: At
    note: str | None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing that stands.

    ``counts``         it is at or above fail_on of its group, and not muted
    ``removal``        null: none was noted; ``usual_wait`` how long the list takes after asking, in words
    ``unknown_since``  it is the last known state: the list has not been heard since then; null: it has
    ``seen_from``      what it is from each vantage; left out where they do not differ
    """

    target: str
    list: str
    group: str | None
    severity: Severity
    sublists: tuple[str, ...]
    since: At | None
    counts: bool
    muted: MuteEntry | None
    removal: Removal | None
    usual_wait: str | None
    flapping: bool
    unknown_since: At | None
    seen_from: tuple[SightEntry, ...] | msgspec.UnsetType = msgspec.UNSET


class LastPass(msgspec.Struct, frozen=True, kw_only=True):
    """``seconds_ago`` is negative when the pass lies ahead of this machine's clock.

    ``vantage``  where it was made from; left out where nobody noted it
    """

    at: At
    seconds_ago: Seconds
    exit_code: int
    vantage: str | msgspec.UnsetType = msgspec.UNSET


class VantageEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Where passes are made from. ``at`` of the last one; ``asks`` false: what it saw counts no more."""

    name: str
    at: At
    asks: bool


class PairEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A target and the id of a list."""

    target: str
    list: str


class StatusDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What is known without asking anyone.

    ``age``      what the last pass is worth: "stale" and "none" decide nothing
    ``unknown``  pairs that are not listed as far as is known, and whose last answer was unknown
    ``mutes``    all that hold now
    ``vantages``  where passes are made from; left out where there is one alone
    """

    schema: Literal["repcheck.status/1"]
    version: str
    at: At
    exit_code: int
    age: Age
    last_pass: LastPass | None
    every_seconds: Seconds
    targets: int
    lists: int
    pairs: int
    open: tuple[Standing, ...]
    unknown: tuple[PairEntry, ...]
    mutes: tuple[MuteEntry, ...]
    messages_waiting: int
    messages_given_up: int
    vantages: tuple[VantageEntry, ...] | msgspec.UnsetType = msgspec.UNSET


class Listing(msgspec.Struct, frozen=True, kw_only=True, rename={"begin": "from"}):
    """``from`` null: it is older than the history. ``to`` null: it stands.

    ``closed``  it ended because nobody watched any more, and may have gone on
    ``seen_from``  what it was from each vantage as it began; left out where they did not differ
    """

    begin: At | None
    to: At | None
    closed: bool
    seen_from: tuple[SightEntry, ...] | msgspec.UnsetType = msgspec.UNSET


class PairPast(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to a pair.

    ``median_seconds``  from begin to end of the listings that ended; null: none did
    ``days``            a letter a day, the last one today: ``#`` listed, ``.`` no listing seen, blank before
    """

    target: str
    list: str
    group: str | None
    since: At | None
    times: int
    median_seconds: Seconds | None
    days: str
    listings: tuple[Listing, ...]


class HistoryDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs that were listed, by target and list."""

    schema: Literal["repcheck.history/1"]
    version: str
    at: At
    median_seconds: Seconds | None
    pairs: tuple[PairPast, ...]


class MutesDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Mutes that were set or ended."""

    schema: Literal["repcheck.mutes/1"]
    version: str
    mutes: tuple[MuteEntry, ...]


class RequestEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A list was asked to remove a target."""

    target: str
    list: str
    asked: At
    note: str | None


class RequestsDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that were noted."""

    schema: Literal["repcheck.requests/1"]
    version: str
    requests: tuple[RequestEntry, ...]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field as it counts; ``line`` of the file that says it, null: it is the default."""

    field: str
    value: str
    line: int | None


class ConfigDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The settings that apply, secrets masked. ``file`` null: there is none."""

    schema: Literal["repcheck.config/1"]
    version: str
    file: str | None
    fields: tuple[Field, ...]
