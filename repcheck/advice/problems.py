"""What a plan deals with: each cause, and each listing that no bounce has named, as one kind of value."""

from collections.abc import Iterator, Sequence

import msgspec

from repcheck.advice.met import not_met
from repcheck.catalog.dead_lists import died
from repcheck.causes.live import Live, LiveAnswer, collective_scope, list_label
from repcheck.causes.subjects import askable, asks_of, shortened
from repcheck.causes.texts import reads_error_as_listing
from repcheck.model.bounces import Subject
from repcheck.model.catalog import Catalog, Delisting, Provider, ReputationList, Scope
from repcheck.model.causes import Cause, CauseKind, Fault, LiveState
from repcheck.model.observations import ListHealth, Observation, Severity, State, SublistHit
from repcheck.model.report import TargetReport
from repcheck.words.reasons import because_words

#: Later listings follow what has cost mail; then by mail lost, severity, and a stable name.
Rank = tuple[bool, int, int, str]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to get rid of.

    ``cause``       id of its cause; None for a listing that no bounce named
    ``list``        catalog id, or the zone as cited; ``known`` says which
    ``label``       the list (with its sublists) or the provider, for a person; empty when neither is known
    ``list_name``   the list alone, without sublists; empty when it is not in the catalog
    ``name``        the address or name to write to others; None when the replies give none that is sure
    ``delisting``   how to get off the list; None when the catalog does not know
    ``scope``       set when the listing names more than the address
    ``dead``        how the list died ("dead since 2024: ..."); empty for one that lives
    ``unasked``     why the list could not be asked or believed in this run; empty when it could
    ``askable``     the list can be asked about it over the DNS
    ``selectable``  ``--lists`` can choose it; False of one that is looked up in a file
    ``esp``         the service that sends the mail, whose address is concerned; empty: the sender's own
    ``fault``       as in Cause
    ``fix_first``   what the operator wants ended first, without what this run has seen to be so
    ``publish``     the record that would end it, as in Cause; of a reverse name, the name to set; or empty
    """

    rank: Rank
    cause: str | None = None
    kind: CauseKind = "list"
    state: LiveState = LiveState.CONFIRMED
    list: str | None = None
    known: bool = True
    provider: str | None = None
    label: str = ""
    list_name: str = ""
    subject: Subject | None = None
    name: str | None = None
    delisting: Delisting | None = None
    scope: Scope | None = None
    severity: Severity = Severity.MEDIUM
    misread: bool = False
    unasked: str = ""
    dead: str = ""
    askable: bool = True
    selectable: bool = True
    esp: str = ""
    publish: str = ""
    fault: Fault | None = None
    fix_first: tuple[str, ...] = ()

    @property
    def listed(self) -> bool:
        """It stands on a public list now."""
        return self.kind == "list" and self.state in (LiveState.CONFIRMED, LiveState.INFERRED)

    @property
    def optional(self) -> bool:
        """Nobody is known to have refused mail for it, and few would."""
        return self.cause is None and self.severity.rank <= Severity.LOW.rank

    @property
    def owner_only(self) -> bool:
        """Only who owns the network can end it."""
        return self.scope == "network"

    @property
    def who_is_hit(self) -> str:
        """The address or name for a sentence; a stranger's odd value is only quoted, never used."""
        if self.name is not None:
            return self.name
        return shortened(self.subject.value) if self.subject is not None else "your sending address"


def problems(
    causes: Sequence[Cause],
    targets: Sequence[TargetReport],
    catalog: Catalog,
    health: Sequence[ListHealth],
) -> tuple[Problem, ...]:
    """All items, those that lost most mail first; listings that no bounce named come last."""
    # What is known of targets is looked up for causes alone.
    maker = _Maker(targets if causes else (), catalog, health)
    made = [item for cause in causes for item in maker.of_cause(cause)]
    made.extend(item for report in targets for item in maker.unnamed(report))
    services = _services(causes)
    reports = {report.target.value: report for report in targets}
    owned = (_owned(item, services, reports) for item in made)
    return tuple(sorted(owned, key=lambda item: item.rank))


def _owned(item: Problem, services: dict[str, str], reports: dict[str, TargetReport]) -> Problem:
    """With whose it is to solve, and what of the list's conditions is not met yet."""
    phrases = item.delisting.fix_first if item.delisting is not None else ()
    if not services and not phrases:
        return item
    return msgspec.structs.replace(
        item,
        esp=_service_of(item, services),
        fix_first=not_met(phrases, reports.get(item.name or "")),
    )


def _services(causes: Sequence[Cause]) -> dict[str, str]:
    """The sending services by cause, and by the addresses of theirs that are refused."""
    sent = [(cause, cause.esp) for cause in causes if cause.esp is not None]
    if not sent:
        return {}
    from repcheck.bounces.services import SERVICES

    by_cause = {cause.id: SERVICES.get(service, service) for cause, service in sent}
    addresses = {
        cause.subject.value: by_cause[cause.id]
        for cause in causes
        if cause.id in by_cause and cause.subject is not None and cause.subject.kind == "ip"
    }
    return by_cause | addresses


def _service_of(item: Problem, services: dict[str, str]) -> str:
    """Names in the mail are the sender's own, even if a service sends it; addresses are the service's."""
    if item.subject is None:
        return services.get(item.cause or "", "")
    return services.get(item.subject.value, "") if item.subject.kind == "ip" else ""


#: The list's name with what was hit, how to get off, and whom the entry is about.
_WayOff = tuple[str, Delisting | None, Scope | None]


class _Maker:
    def __init__(
        self, targets: Sequence[TargetReport], catalog: Catalog, health: Sequence[ListHealth]
    ) -> None:
        self._live = Live(targets)
        self._lists = {entry.id: entry for entry in catalog.lists}
        self._providers = {provider.id: provider for provider in catalog.providers}
        self._health = {one.list: one for one in health}
        self._dead = {dead.id: dead for dead in catalog.dead}
        self._hosts = {
            address: host.host
            for report in targets
            if report.domain is not None
            for host in reversed(report.domain.mx.hosts)
            for address in host.addresses
        }
        self._named: set[tuple[str, str]] = set()
        self._ways: dict[tuple[str, tuple[SublistHit, ...]], tuple[_WayOff, ...]] = {}

    def of_cause(self, cause: Cause) -> Iterator[Problem]:
        if cause.kind == "list" and cause.list is not None:
            entry = self._lists.get(cause.list)
            yield from [self._unknown_list(cause)] if entry is None else self._on_list(cause, entry)
            return
        provider = self._providers.get(cause.provider) if cause.provider is not None else None
        yield Problem(
            rank=_rank(cause, _SEVERITIES.get(cause.live_state, Severity.MEDIUM)),
            cause=cause.id,
            kind=cause.kind,
            state=cause.live_state,
            provider=cause.provider,
            label=_provider_label(cause, provider),
            subject=cause.subject,
            name=askable(cause.subject),
            publish=self._to_publish(cause),
            fault=cause.fault,
            delisting=provider.delisting if provider is not None and cause.kind == "provider" else None,
        )

    def _to_publish(self, cause: Cause) -> str:
        if cause.kind == "dns" and cause.subject is not None and cause.fault != "helo":
            return self._hosts.get(cause.subject.value, "")
        return cause.publish or ""

    def unnamed(self, report: TargetReport) -> Iterator[Problem]:
        """The listings of a target that ``of_cause`` has not dealt with."""
        target = report.target
        subject = Subject("ip" if target.is_address else "domain", target.value)
        name = askable(subject)
        for seen in [seen for seen in report.observations if seen.state is _LISTED]:
            entry = self._lists.get(seen.list)
            if (seen.list, target.value) in self._named or entry is None:
                continue
            severity = seen.severity or entry.severity
            base = Problem(
                rank=(True, 0, -severity.rank, f"{entry.id}:{target.value}"),
                list=entry.id,
                list_name=entry.name,
                selectable=bool(entry.asks),
                subject=subject,
                name=name,
                severity=severity,
            )
            yield from self._by_sublist(base, entry, seen)

    def _by_sublist(self, base: Problem, entry: ReputationList, seen: Observation) -> Iterator[Problem]:
        """One item for each way off; most targets stand on a list for one of a few reasons."""
        known = (entry.id, seen.sublists)
        ways = self._ways.get(known)
        if ways is None:
            ways = self._ways[known] = tuple(_ways_off(entry, seen))
        for label, delisting, scope in ways:
            yield msgspec.structs.replace(base, label=label, delisting=delisting, scope=scope)

    def _unknown_list(self, cause: Cause) -> Problem:
        """A list that the catalog does not know, most likely the receiver's own, or knows to be dead."""
        dead = self._dead.get(cause.list or "")
        return Problem(
            rank=_rank(cause, Severity.MEDIUM),
            cause=cause.id,
            state=LiveState.NEVER_VISIBLE,
            list=cause.list,
            known=False,
            label=shortened(cause.list or "") if dead is None else dead.name,
            subject=cause.subject,
            name=askable(cause.subject),
            dead=died(dead) if dead is not None else "",
        )

    def _on_list(self, cause: Cause, entry: ReputationList) -> Iterator[Problem]:
        verdict = self._live.verdict(cause.subject, entry)
        seen = verdict.observation if verdict.state is LiveState.CONFIRMED else None
        severity = (seen.severity if seen is not None else None) or entry.severity
        base = Problem(
            rank=_rank(cause, severity),
            cause=cause.id,
            state=cause.live_state,
            list=entry.id,
            provider=cause.provider,
            label=entry.name,
            list_name=entry.name,
            askable=_askable(cause.subject, entry),
            subject=cause.subject,
            name=askable(_as_asked(cause.subject, verdict)),
            delisting=entry.delisting,
            severity=severity,
            misread=cause.live_state not in _SEEN_THERE and reads_error_as_listing(cause.evidence[:1]),
            unasked=self._unasked(entry, verdict) if cause.live_state is LiveState.NEVER_VISIBLE else "",
        )
        if not base.listed or seen is None:
            yield base
            return
        if verdict.target is not None:
            self._named.add((entry.id, verdict.target))
        yield from self._by_sublist(base, entry, seen)

    def _unasked(self, entry: ReputationList, verdict: LiveAnswer) -> str:
        health = self._health.get(entry.id)
        if health is not None and health.reason is not None:
            return because_words(health.reason) + (f" ({shortened(health.saw)})" if health.saw else "")
        return verdict.why


_LISTED = State.LISTED
_SEEN_THERE = (LiveState.CONFIRMED, LiveState.INFERRED)
_SEVERITIES = {
    LiveState.PRIVATE: Severity.HIGH,
    LiveState.RECORD_FAULT: Severity.HIGH,
}


def _as_asked(subject: Subject | None, verdict: LiveAnswer) -> Subject | None:
    """What is listed by the name it was asked by: example.com, where the text says mail.example.com."""
    if subject is None or subject.kind == "ip" or verdict.target is None:
        return subject
    return Subject("domain", verdict.target)


def _askable(subject: Subject | None, entry: ReputationList) -> bool:
    asked = asks_of(subject) if subject is not None else None
    return bool(entry.asks) if asked is None else asked in entry.asks


def _rank(cause: Cause, severity: Severity) -> Rank:
    return (False, -cause.bounces, -severity.rank, cause.id)


def _provider_label(cause: Cause, provider: Provider | None) -> str:
    if provider is not None:
        return provider.name
    return shortened(cause.provider) if cause.provider is not None else ""


def _ways_off(entry: ReputationList, seen: Observation) -> Iterator[_WayOff]:
    """Procedures differ by sublist, the list's own serves the others."""
    own = {sublist.id: sublist.delisting for sublist in entry.sublists}
    ways: dict[Delisting | None, list[str]] = {}
    for hit in seen.sublists:
        ways.setdefault(own.get(hit.id) or entry.delisting, []).append(hit.id)
    for delisting, hits in (ways or {entry.delisting: []}).items():
        part = msgspec.structs.replace(
            seen, sublists=tuple(hit for hit in seen.sublists if not hits or hit.id in hits)
        )
        yield list_label(entry, part), delisting, collective_scope(entry, part)
