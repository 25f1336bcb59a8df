"""The targets of a run as they become known: given ones, those their records lead to, those bounces name."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from repcheck.app.run.plan import RunPlan
from repcheck.app.run.unreached import domain_findings, host_findings, not_looked_up
from repcheck.dns import Asker, carry_out
from repcheck.errors import BadTarget
from repcheck.model.bounces import BounceRecord, Category
from repcheck.model.mail.received import Received
from repcheck.model.observations import Severity
from repcheck.model.records import AddressRecords, DomainRecords, SentFrom
from repcheck.model.report import Finding
from repcheck.model.targets import HEARSAY, Place, Target, TargetKind
from repcheck.records.reverse.ptr import reverse_of
from repcheck.targets.names import registered_domain
from repcheck.targets.parse import parse_target
from repcheck.targets.special import mark_not_asked, special_name

if TYPE_CHECKING:
    from repcheck.records.domain import DomainFound

#: Addresses that records may add to a run, and subjects that bounces may: both are written by strangers.
_MAX_ADDED = 256
_MAX_FROM_BOUNCES = 64
#: Reverse names are looked up for at most this many addresses; a sweep over more is about lists.
MAX_REVERSE = 1024
#: Look-ups under way at once, each of one or a few questions at a time.
_AT_ONCE = 512
#: Targets that are taken in before answers are read again, and pairs that are asked about.
_IN_ONE_GO, _PAIRS_IN_ONE_GO = 8192, 1024
#: SPF is followed, and DMARC asked, for at most this many domains.
MAX_JUDGED = 1024

#: Where a target comes from that a bounce complains of.
NAMED = "named in a bounce"
#: Refusals that the sending address may explain: its listing, its reverse name.
_ABOUT_THE_SENDER = (Category.BLOCKED, Category.POLICY, Category.AUTHENTICATION, Category.RATE_LIMITED)
#: How a look-up is written down: what is looked up of a target, and where bounces came in between.
LookKind = Literal["reverse", "domain", "name", "host", "bounces"]


class Look(msgspec.Struct, frozen=True):
    """One look-up that was made. ``target`` is empty for "bounces": what they name was taken in then."""

    kind: LookKind
    target: str = ""


class AsksAbout(Protocol):
    """What lists are asked through; of a run that is replayed, nothing."""

    def add(self, targets: Iterable[Target]) -> None:
        """Ask every list that applies about these targets."""

    def adding(self, targets: Sequence[Target], /) -> Iterator[Callable[[], None]]:
        """The same in steps, so that something else can be done in between."""


class Gathering:
    """Collects targets and their records while the sweep is already asking about the first of them.

    ``over``  whether the run is to end: what was not looked up by then stays so, and is counted
    ``made``  the look-ups in the order in which they came to their end, by which ``retrace`` repeats them
    """

    def __init__(
        self, plan: RunPlan, asker: Asker, sweep: AsksAbout, over: Callable[[], bool] = lambda: False
    ) -> None:
        self._over = over
        self._plan = plan
        self._asker = asker
        self._sweep = sweep
        self._targets: dict[str, Target] = {}
        self._added = 0
        self._unlooked = 0
        self._reversed = 0
        self._waiting: deque[tuple[LookKind, Target]] = deque()
        self._retraced = False
        self._workers: set[asyncio.Task[None]] = set()
        self._judged = 0
        self.made: list[Look] = []
        self.domains: dict[str, DomainRecords] = {}
        self.record_findings: dict[str, tuple[Finding, ...]] = {}
        self.addresses: dict[str, AddressRecords] = {}
        self.findings: list[Finding] = []

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets so far, in the order they came."""
        return tuple(self._targets.values())

    def known(self, value: str) -> Target | None:
        """The target of this spelling, if it is one of the run."""
        return self._targets.get(value)

    def add(self, targets: Iterable[Target], *, look_up: bool = True) -> None:
        """Take targets in: new ones are asked about, known ones gain an origin.

        ``look_up``  False: no records are read of them
        """
        asked = self._take_in(targets)
        self._sweep.add(asked)
        for target in asked if look_up else ():
            self._look_up(target)

    async def add_all(self, targets: Sequence[Target]) -> None:
        """As ``add``, of very many: answers are read in between. What comes after the end is only kept."""
        asked: list[Target] = []
        for start in range(0, len(targets), _IN_ONE_GO):
            asked += self._take_in(targets[start : start + _IN_ONE_GO])
            await asyncio.sleep(0)
        lists_at_once = _PAIRS_IN_ONE_GO // max(1, len(asked)) or 1
        for at, add in enumerate(() if self._over() else self._sweep.adding(asked), 1):
            add()
            if at % lists_at_once == 0:
                await asyncio.sleep(0)
            if self._over():
                break
        for start in range(0, len(asked), _IN_ONE_GO):
            if self._over():
                self._unlooked = self._looks_for(asked[start:])
                break
            for target in asked[start : start + _IN_ONE_GO]:
                self._look_up(target)
            await asyncio.sleep(0)

    def _take_in(self, targets: Iterable[Target]) -> list[Target]:
        """Those of them that are new and to be asked about; all are known from now on."""
        fresh = []
        for target in mark_not_asked(targets, self._plan.any_address):
            known = self._targets.get(target.value)
            if known is None:
                self._targets[target.value] = target
                fresh.append(target)
            else:
                self._targets[target.value] = _with_origin(known, target)
        return [target for target in fresh if target.not_asked is None]

    def add_named(self, records: Iterable[BounceRecord], received: Received) -> None:
        """Take in what bounces complain of, so that their claims can be compared with today, and the
        addresses that receivers saw sending in the user's name though no SPF lists them."""
        self.made.append(Look("bounces"))
        named: dict[str, None] = {}
        for record in records:
            if record.kind not in ("bounce", "delayed") or record.suppressed:
                continue
            about_sender = record.sender_blocked or record.cited_lists or record.category in _ABOUT_THE_SENDER
            if record.blocked_subject is not None and record.blocked_subject.kind in ("ip", "domain"):
                named[record.blocked_subject.value] = None
            elif record.source_ip is not None and about_sender:
                named[record.source_ip] = None
        for value in list(named)[:_MAX_FROM_BOUNCES]:
            try:
                self.add(parse_target(value, max_hosts=1, origin=NAMED))
            except BadTarget:
                continue  # a stranger's text that looked like an address or name
        if received:
            from repcheck.causes.reported import strangers

            for ip, receiver in strangers(received, self._targets):
                self.add(parse_target(ip, max_hosts=1, origin=f"{HEARSAY}{receiver}"))

    async def finish(self) -> None:
        """Wait until every record is read and everything that it added is taken in."""
        while self._workers:
            await asyncio.gather(*self._workers)
        if left := len(self._waiting) + self._unlooked:
            self.findings.append(not_looked_up(left))
            self._waiting.clear()
        if self._reversed > MAX_REVERSE:
            self.findings.append(
                Finding(
                    id="reverse_not_looked_up",
                    severity=Severity.INFO,
                    says=f"Reverse names were looked up for the first {MAX_REVERSE:,} addresses only.",
                    remedy="Check fewer addresses at once to see their reverse names.",
                )
            )
        if self._judged > MAX_JUDGED:
            self.findings.append(
                Finding(
                    id="records_not_judged",
                    severity=Severity.INFO,
                    says=f"Mail records were judged for the first {MAX_JUDGED:,} domains only.",
                    remedy="Check fewer domains at once to see what is wrong with their records.",
                )
            )

    # -- records

    def _look_up(self, target: Target) -> None:
        if target.is_address:
            self._reversed += 1
            if self._reversed <= MAX_REVERSE:
                self._wait_for("reverse", target)
            return
        # A host needs no MX, SPF and DMARC of its own to send for its domain.
        self._judged += target.kind is TargetKind.DOMAIN
        judged = target.kind is TargetKind.DOMAIN and self._judged <= MAX_JUDGED
        self._wait_for("domain" if judged else "name", target)
        if target.kind is TargetKind.HOST:
            self._wait_for("host", target)

    def _looks_for(self, targets: Sequence[Target]) -> int:
        """The look-ups that these would have been."""
        addresses = sum(target.is_address for target in targets)
        names = sum(1 + (target.kind is TargetKind.HOST) for target in targets if not target.is_address)
        return min(addresses, max(0, MAX_REVERSE - self._reversed)) + names

    def _wait_for(self, kind: LookKind, target: Target) -> None:
        """Look-ups take their turn: a task for each of very many would fill the memory."""
        self._waiting.append((kind, target))
        if len(self._workers) < _AT_ONCE and not self._retraced:
            worker = asyncio.get_running_loop().create_task(self._work())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    async def _work(self) -> None:
        while self._waiting and not self._over():
            await self._make(*self._waiting.popleft())

    async def _make(self, kind: LookKind, target: Target) -> None:
        if kind == "reverse":
            await self._reverse(target)
        elif kind == "host":
            await self._host(target)
        else:
            await self._domain(target, judged=kind == "domain")
        self.made.append(Look(kind, target.value))

    async def retrace(
        self,
        targets: Iterable[Target],
        looks: Sequence[Look],
        records: Iterable[BounceRecord],
        received: Received,
    ) -> None:
        """Make the look-ups of a former run one after the other, in its order.

        A look-up that this run would not have made is passed over, and one that the former run did not
        make counts as one that it had no time for.
        """
        self._retraced = True
        open_ones: dict[Look, Target] = {}
        self.add(targets)
        for look in looks:
            if look.kind == "bounces":
                self.add_named(records, received)
                continue
            open_ones |= self._taken()
            target = open_ones.pop(look, None)
            if target is not None:
                await self._make(look.kind, target)
        self._waiting.extend((look.kind, target) for look, target in (open_ones | self._taken()).items())
        await self.finish()

    def _taken(self) -> dict[Look, Target]:
        """The look-ups that wait, which wait no longer."""
        taken = {Look(kind, target.value): target for kind, target in self._waiting}
        self._waiting.clear()
        return taken

    async def _reverse(self, target: Target) -> None:
        self.addresses[target.value] = await carry_out(self._asker, reverse_of(target.value))

    async def _host(self, target: Target) -> None:
        from repcheck.records.addresses import addresses_of

        found = await carry_out(self._asker, addresses_of(target.value))
        origin = f"address of {target.value}"
        self._add_addresses(
            [SentFrom(address=address, origin=origin) for address in found.addresses], target.place
        )
        self.findings += host_findings(target, found)

    async def _domain(self, target: Target, *, judged: bool) -> None:
        found = await self._records(target, judged=judged)
        records = found.records
        named = []
        if "mx" in self._plan.expand:
            hosts = [address for host in records.mx.hosts for address in host.addresses]
            named += [SentFrom(address=address, origin=f"mx of {target.value}") for address in hosts]
            own = found.own.addresses
            named += [SentFrom(address=address, origin=f"address of {target.value}") for address in own]
        if records.walk is not None:
            named += records.walk.sent_from
        self._add_addresses(named, target.place)

    async def _records(self, target: Target, *, judged: bool) -> "DomainFound":
        # Lazily: a run over addresses needs none of it.
        from repcheck.records.domain import domain_records, name_records
        from repcheck.records.spf.inspect import NameFacts

        expand_spf = "spf" in self._plan.expand
        if judged:
            facts = NameFacts(registered_domain, special_name)
            inquiry = domain_records(target.value, facts, expand_spf=expand_spf)
        else:
            own = target.kind is TargetKind.DOMAIN  # those of a host are looked up anyway
            inquiry = name_records(target.value, expand_spf=expand_spf, own=own)
        found = await carry_out(self._asker, inquiry)
        self.domains[target.value] = found.records
        self.record_findings[target.value] = found.findings
        self.findings += domain_findings(target, found, self._plan.expand)
        return found

    def _add_addresses(self, named: Sequence[SentFrom], place: Place | None) -> None:
        if not named:
            return
        from repcheck.records.ranges import expanded

        found = expanded(named, of_a_range=self._plan.of_a_range, in_all=_MAX_ADDED - self._added)
        self._added += len(found.addresses)
        self.findings += found.findings
        for sent in found.addresses:
            targets = parse_target(sent.address, max_hosts=1, origin=sent.origin)
            self.add(msgspec.structs.replace(target, place=place) for target in targets)


def _with_origin(known: Target, again: Target) -> Target:
    origin = tuple(dict.fromkeys((*known.origin, *again.origin)))
    place = _place(known, again)
    return msgspec.structs.replace(known, origin=origin, group=known.group or again.group, place=place)


def _place(known: Target, again: Target) -> Place | None:
    """The user's own line; of what was found by several names the first, whichever answer came first."""
    if known.is_given and known.place is not None:
        return known.place
    return min((each.place for each in (known, again) if each.place is not None), default=None)
