"""``repcheck.monitor/1``: what a pass says to machines, and what its messages to people are made of."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, TypeAlias

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity, State, UnknownReason
from repcheck.model.watch.domains import DomainLook
from repcheck.model.watch.monitor import Change, ChangeKind, Memory
from repcheck.model.watch.remembered import History
from repcheck.model.watch.sights import VantageState

SCHEMA: Literal["repcheck.monitor/1"] = "repcheck.monitor/1"

#: Words as programs read them, so that an older one can read what a newer one wrote.
SeverityWord: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(Severity)})]
StateWord: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(State)})]
KindWord: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(ChangeKind)})]
SightWord: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(VantageState)})]
ReasonWord: TypeAlias = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(UnknownReason)})]
At: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]


class SightEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a pair is from one vantage, where vantages differ.

    ``state``   "due": not asked since it became what it is; "gone": nothing was heard there for a day
    ``at``      of the last real answer there; None: there was none
    ``reason``  why it is unknown there; None: it is not
    """

    vantage: str
    state: SightWord
    at: At | None = None
    reason: ReasonWord | None = None


class ChangeEntry(msgspec.Struct, frozen=True, kw_only=True, rename={"before": "from"}):
    """One change.

    ``key``      names this change and no other, however often it is sent
    ``to``       "listed", "clean" (cleared), "worse", "better", "flapping" or "closed"
    ``since``    when the listing began; None: not known
    ``name``     of the list, for people
    ``bounces``  bounces that named it, of those read in this pass
    ``step``     the first thing to do; ``url`` where; None where there is nothing to do
    ``mute``     the command that silences it; None where nothing is to be silenced
    ``seen_from``  what it is from each vantage; left out where they do not differ
    """

    target: str
    list: str
    before: StateWord
    to: KindWord
    at: At
    severity: SeverityWord
    reason: str | None = None
    key: str
    group: str | None = None
    since: At | None = None
    name: str = ""
    bounces: int = 0
    step: str | None = None
    url: str | None = None
    mute: str | None = None
    seen_from: tuple[SightEntry, ...] | msgspec.UnsetType = msgspec.UNSET

    @classmethod
    def of(cls, change: Change) -> "ChangeEntry":
        """As much of it as the change itself holds."""
        return cls(
            target=change.pair.target,
            list=change.pair.list,
            before=change.before.value,
            to=change.to.value,
            at=change.at,
            severity=change.severity.value,
            reason=change.reason,
            key=change.key,
            group=change.group,
        )


class OpenEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A listing that stands. ``muted`` until when; None: nobody muted it. ``seen_from`` as of a change."""

    target: str
    list: str
    severity: SeverityWord
    group: str | None = None
    since: At | None = None
    name: str = ""
    muted: At | None = None
    seen_from: tuple[SightEntry, ...] | msgspec.UnsetType = msgspec.UNSET


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """Listings that stand and have no place in a message.

    ``muted``    those of them that somebody muted
    ``changed``  those of them that ``changes`` names
    """

    listings: int
    muted: int = 0
    changed: int = 0


class FindingEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something beside single listings: a list that cannot be believed, a network that hears nothing.

    ``key``   names this finding as long as it lasts
    ``new``   no pass before this one had it
    ``over``  it says that an earlier one has ended
    """

    id: str
    severity: SeverityWord
    says: str
    remedy: str | None = None
    target: str | None = None
    key: str = ""
    new: bool = True
    over: bool = False


class Coverage(msgspec.Struct, frozen=True):
    """Lists that were asked, and those of them that answered; targets that were watched.

    ``unreached``  watched names whose addresses could not all be looked up, so that lists were not asked
    ``unasked``    watched targets that no list was asked about: private, or of a kind that none takes
    """

    targets: int
    lists: int
    answered: int
    unreached: tuple[str, ...] = ()
    unasked: int = 0

    @property
    def complete(self) -> bool:
        """Whether each list answered, about all that is watched."""
        return 0 < self.answered == self.lists and not self.unreached and not self.unasked


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One pass, or what of one or more passes concerns one way out.

    ``baseline``       the first pass: ``open`` is what was listed already
    ``open``           in a message at most 200 listings, the worst first, muted ones last; in the result of a
                       pass and for an Alertmanager all of them
    ``open_left_out``  how many more there are; None: none
    ``options``        by which other commands find the same memory, as they are typed; empty: none
    """

    schema: Literal["repcheck.monitor/1"] = SCHEMA
    at: At
    baseline: bool = False
    changes: tuple[ChangeEntry, ...] = ()
    open: tuple[OpenEntry, ...] = ()
    open_left_out: LeftOut | None = None
    findings: tuple[FindingEntry, ...] = ()
    coverage: Coverage | None = None
    options: str = ""


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What the memory of the monitor holds.

    ``memories``  of all pairs that are watched
    ``history``   of those that were ever listed
    ``every``     the time between passes, as configured
    ``domains``   the last looks at the mail records of the worst domains
    """

    memories: tuple[Memory, ...]
    history: History
    every: timedelta
    domains: tuple[DomainLook, ...] = ()


class PassReport(msgspec.Struct, frozen=True, kw_only=True):
    """One pass as formats are given it.

    ``seconds``     wall time
    ``remembered``  what the memory holds after it, for formats that show the past; None: it was not wanted
    """

    document: Document
    exit_code: ExitCode
    seconds: float
    remembered: Remembered | None = None
