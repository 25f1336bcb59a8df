"""From one bounce record to the reasons that it gives: the first half of correlation."""

from collections.abc import Sequence

import msgspec

from repcheck.catalog.severity import refusing_by
from repcheck.causes.alignment import Now, dkim_now, dmarc_now
from repcheck.causes.claim import Claim, on_dead, on_list
from repcheck.causes.helo import helo_now
from repcheck.causes.live import Live, Spellings
from repcheck.causes.look_ups import LookedUp, author_of
from repcheck.causes.owners import Owners
from repcheck.causes.senders import own_domains, record_now, sending_of
from repcheck.causes.subjects import address_subject, asks_of, canonical, name_of, shortened
from repcheck.causes.texts import (
    ProviderRules,
    Topic,
    about_authentication,
    about_helo,
    about_reputation,
    about_reverse_name,
    authentication_topic,
    cited,
    demands_alignment,
    is_the_others,
    matching_rule,
    reverse_name_explains,
    sender_side,
)
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.catalog import Catalog, Provider, ProviderRule, ReputationList
from repcheck.model.causes import CauseKind, Fault, LiveState
from repcheck.model.observations import Severity, State
from repcheck.model.records import ReverseName, SpfRecord
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target
from repcheck.words.records import reverse_fault_because

_MOST_KEPT = 50_000
_KIND_OF_CATEGORY: dict[Category, CauseKind] = {
    Category.CONTENT: "content",
    Category.RATE_LIMITED: "rate",
    Category.POLICY: "policy",
}

_KIND_OF_RULE: dict[str, CauseKind] = {"content": "content", "rate": "rate", "policy": "policy"}


class Claims:
    """Reads records against what is known of lists, providers and targets."""

    def __init__(
        self,
        targets: Sequence[TargetReport],
        catalog: Catalog,
        seen: LookedUp,
    ) -> None:
        self._seen = seen
        self._domains = own_domains(targets)
        self._live = Live(targets)
        self._names = Spellings(catalog)
        self._lists = {entry.id: entry for entry in catalog.lists}
        self._providers = {provider.id: provider for provider in catalog.providers}
        self._owners = Owners.of(catalog)
        self._rules = ProviderRules(catalog)
        self._claims: dict[tuple[str, Subject | None, str | None, str | None], Claim] = {}

    def of(self, record: BounceRecord) -> tuple[Claim, ...]:
        """Why this record's mail was lost; empty when it was not lost for anything of the sender's."""
        if not sender_side(record):
            return ()
        if names := cited(record):
            if len(names) == 1:
                return (self._cited(record, names[0]),)
            claims = (self._cited(record, name) for name in names)
            return tuple({(claim.list, claim.provider, claim.subject): claim for claim in claims}.values())
        return (self._helo(record) or self._unnamed(record),)

    def _unnamed(self, record: BounceRecord) -> Claim:
        """The reason where no list is cited."""
        rule = matching_rule(record, self._rules.of(record.provider))
        if about_reverse_name(record, rule):
            return self._reverse_name(record, rule)
        if about_authentication(record, rule):
            return self._authentication(record, rule)
        if about_reputation(record, rule):
            return self._block(record, rule)
        by_rule = _KIND_OF_RULE.get(rule.cause, "unexplained") if rule is not None else "unexplained"
        return self._plain(record, rule, _KIND_OF_CATEGORY.get(record.category, by_rule))

    def _cited(self, record: BounceRecord, name: str) -> Claim:
        """The same claim for the same name and senders: a million bounces make few different ones."""
        key = (name, _named(record), record.source_ip, record.esp)
        found = self._claims.get(key)
        if found is None:
            found = self._cited_anew(record, name)
            if len(self._claims) < _MOST_KEPT:
                self._claims[key] = found
        return found

    def _cited_anew(self, record: BounceRecord, name: str) -> Claim:
        entry = self._names.entry(name)
        if entry is not None:
            asked = self._asked_for(entry)
            subject = self._meant(record, asked)
            claim = on_list(asked, subject, self._live.verdict(subject, asked))
            # A listing names its sublists itself; else only the reply knows which part is meant.
            own_name = asked is entry or claim.live_state is LiveState.CONFIRMED
            return claim if own_name else msgspec.structs.replace(claim, label=entry.name)
        if (dead := self._names.dead(name)) is not None:
            return on_dead(dead, self._sender(record))
        owner = self._owners.owner(name)
        if owner is not None:
            return self._private(record, owner.id, "")
        zone = shortened(name, 253)
        return Claim(
            kind="list",
            list=zone,
            subject=self._sender(record),
            live_state=LiveState.PRIVATE,
            label=zone,
        )

    def _asked_for(self, entry: ReputationList) -> ReputationList:
        """The list that answers for ``entry``: the one that it is part of, unless it was asked itself."""
        if entry.part_of is None or self._live.asked(entry.id):
            return entry
        return self._lists.get(entry.part_of, entry)

    def _reverse_name(self, record: BounceRecord, rule: ProviderRule | None) -> Claim:
        named = _named(record)
        address = named if named is not None and named.kind == "ip" else address_subject(record.source_ip)
        subject = address or self._only_address(record) or named
        explains = reverse_name_explains(record)
        state, why = self._reverse_state(subject) if explains else (LiveState.UNEXPLAINED, "")
        return Claim(
            kind="dns",
            subject=subject,
            topic="records" if explains else "other",
            live_state=state,
            why=why,
            answer=f"now: {why}" if why else "",
            severity=_fault_severity(state),
            reading=_reading(rule),
            fault="reverse_name" if state is LiveState.RECORD_FAULT else None,
        )

    def _reverse_state(self, subject: Subject | None) -> tuple[LiveState, str]:
        report = self._live.report(subject.value) if subject is not None else None
        if report is None or report.address is None:
            return LiveState.UNEXPLAINED, "its reverse name was not looked up in this run"
        fault = reverse_fault_because(report.address.status)
        if fault is not None:
            return LiveState.RECORD_FAULT, fault
        if report.address.status is ReverseName.UNKNOWN:
            outcome = report.address.outcome.value
            return LiveState.UNEXPLAINED, f"its reverse name could not be looked up ({outcome})"
        return LiveState.CLEARED, "its reverse name is in order now"

    def _helo(self, record: BounceRecord) -> Claim | None:
        """The name given in HELO, where the reply complains of it and it was looked up."""
        found = self._seen.helos.get(record.helo or "")
        if found is None or not about_helo(record):
            return None
        sent_from = address_subject(record.source_ip)
        state, why, publish = helo_now(found, sent_from.value if sent_from is not None else None)
        return Claim(
            kind="dns",
            subject=Subject("domain", found.name),
            topic="helo",
            live_state=state,
            why=why,
            answer=f"now: {why}",
            severity=_fault_severity(state),
            publish=publish,
            fault="helo" if state is LiveState.RECORD_FAULT else None,
        )

    def _authentication(self, record: BounceRecord, rule: ProviderRule | None) -> Claim:
        topic = authentication_topic(record)
        subject, label, now = self._records_now(record, topic)
        return Claim(
            kind="authentication",
            subject=subject,
            topic=topic,
            live_state=now.state,
            why=now.why,
            answer=now.evidence[0] if now.evidence else f"now: {now.why}" if now.why else "",
            more=now.evidence[1:],
            severity=_fault_severity(now.state),
            reading=_reading(rule),
            label=label,
            publish=now.publish,
            fault=now.fault,
        )

    def _records_now(self, record: BounceRecord, topic: Topic) -> tuple[Subject | None, str, Now]:
        """Who is meant, the domain whose SPF was evaluated (else empty), and what the records say now."""
        author = author_of(record)
        sending = sending_of(record, self._domains) if topic == "records" else None
        verdict = self._seen.spf.get(sending) if sending is not None else None
        if verdict is not None:
            now = dmarc_now(record, author, verdict, self._seen, demands_alignment(record))
            return Subject("ip", verdict.ip), verdict.domain, now
        named = _named(record)
        only = _as_subject(self._live.only_domain()) or named
        subject = (
            Subject("domain", author) if author is not None else only or address_subject(record.source_ip)
        )
        if topic == "dkim":
            return subject, "", dkim_now(record, self._seen)
        if topic == "other":
            return subject, "", Now()
        state, why = record_now(*self._spf_record(subject))
        fault: Fault | None = "spf" if state is LiveState.RECORD_FAULT else None
        return subject, "", Now(state=state, why=why, fault=fault)

    def _spf_record(self, subject: Subject | None) -> tuple[str | None, SpfRecord | None]:
        domain = name_of(subject) if subject is not None else None
        report = self._live.report(domain)
        if report is not None and report.domain is not None:
            return domain, report.domain.spf
        return domain, self._seen.records.get(domain or "")

    def _block(self, record: BounceRecord, rule: ProviderRule | None) -> Claim:
        """The sender is refused, and no list is cited."""
        own = rule is not None and rule.cause != "list"
        if record.provider is None:
            return self._plain(record, rule, "unexplained")
        if not own and (guess := self._inferred(record, self._providers.get(record.provider))) is not None:
            return guess
        if rule is not None and not own:
            return self._plain(record, rule, "unexplained")
        return self._private(record, record.provider, _reading(rule))

    def _private(self, record: BounceRecord, provider_id: str, reading: str) -> Claim:
        """The provider's own list: private, unless the provider itself was asked in this run."""
        subject, label = self._sender(record), self._provider_name(provider_id)
        seen = self._live.own_list(provider_id, subject)
        state, answer = LiveState.PRIVATE, ""
        if seen is not None and subject is not None:
            listed = seen.state is State.LISTED
            state = LiveState.CONFIRMED if listed else LiveState.CLEARED
            said = f": {shortened(seen.text)}" if seen.text else ""
            answer = f"{label} says of {subject.value} now: {'blocked' if listed else 'not blocked'}{said}"
        return Claim(
            kind="provider",
            provider=provider_id,
            subject=subject,
            live_state=state,
            label=label,
            severity=Severity.HIGH,
            reading=reading,
            answer=answer,
        )

    def _inferred(self, record: BounceRecord, provider: Provider | None) -> Claim | None:
        """The worst listing there is now on a list that this provider is published to refuse mail by."""
        if provider is None:
            return None
        found = []
        for entry in (self._lists[used] for used in refusing_by(provider) if used in self._lists):
            subject = self._meant(record, entry)
            verdict = self._live.verdict(subject, entry)
            if verdict.state is LiveState.CONFIRMED:
                found.append(on_list(entry, subject, verdict))
        if not found:
            return None
        worst = max(found, key=lambda claim: claim.severity.rank)
        return msgspec.structs.replace(
            worst, provider=provider.id, live_state=LiveState.INFERRED, why=provider.name
        )

    def _plain(self, record: BounceRecord, rule: ProviderRule | None, kind: CauseKind) -> Claim:
        """Nothing to set beside it: what the text says is all there is."""
        return Claim(
            kind=kind,
            provider=record.provider,
            subject=_named(record) if kind == "content" else self._sender(record),
            label=self._provider_name(record.provider) if record.provider is not None else "",
            severity=Severity.LOW if kind == "unexplained" else Severity.MEDIUM,
            reading=_reading(rule),
        )

    def _provider_name(self, provider_id: str) -> str:
        provider = self._providers.get(provider_id)
        return shortened(provider_id) if provider is None else provider.name

    def _sender(self, record: BounceRecord) -> Subject | None:
        """What is refused: as the text says, or the address it was sent from, or the only one there is."""
        return _named(record) or address_subject(record.source_ip) or self._only_address(record)

    def _only_address(self, record: BounceRecord) -> Subject | None:
        """The one target that is an address; a service that sends the mail does not send from the user's."""
        return _as_subject(self._live.only_address()) if record.esp is None else None

    def _meant(self, record: BounceRecord, entry: ReputationList) -> Subject | None:
        """The subject that this list can hold; what the text names when nothing else fits."""
        named = _named(record)
        if named is not None and asks_of(named) in entry.asks:
            return named
        sent_from = address_subject(record.source_ip)
        if sent_from is not None and asks_of(sent_from) in entry.asks:
            return sent_from
        only = self._live.only_address(entry.asks) if record.esp is None else None
        if only is None and "domain" in entry.asks:
            only = self._live.only_domain()
        return _as_subject(only) or named


def _named(record: BounceRecord) -> Subject | None:
    subject = record.blocked_subject
    if subject is None or (subject.kind == "ip" and is_the_others(subject.value, record)):
        return None
    return canonical(subject)


def _as_subject(target: Target | None) -> Subject | None:
    if target is None:
        return None
    return Subject("ip" if target.is_address else "domain", target.value)


def _fault_severity(state: LiveState) -> Severity:
    return Severity.HIGH if state is LiveState.RECORD_FAULT else Severity.MEDIUM


def _reading(rule: ProviderRule | None) -> str:
    if rule is None:
        return ""
    return f"this reply means: {rule.means}" if rule.certain else f"this reply probably means: {rule.means}"
