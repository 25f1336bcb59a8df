"""Domain cards: what is published about a domain's mail, what is wrong with it, and what to publish."""

from collections.abc import Iterable, Sequence

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.published.domain import DomainReport, DomainsReport
from repcheck.model.records import AddressRecords, DomainRecords, PartName, PartShown, PartState, ReverseName
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.model.targets import TargetKind
from repcheck.model.watch.domains import DomainLook
from repcheck.render.html.marks import NOT_ASKED, UNKNOWN, part_mark, severity_mark
from repcheck.render.html.parts import Card, Mark, Note, Record
from repcheck.render.html.veil import Veil
from repcheck.render.moments import moment
from repcheck.render.page import Page, addresses_in_record
from repcheck.words.states import part_words
from repcheck.words.text import and_more, count

MOST_CARDS = 50
_FAULTS = 12
_HOSTS = 6
_PUBLISH = "Publish: "
_ALWAYS: tuple[PartName, ...] = ("mx", "spf", "dmarc", "dkim", "ptr")
_REVERSE = {
    ReverseName.CONFIRMED: Mark("ok", "clean"),
    ReverseName.NO_PTR: Mark("none", "medium"),
    ReverseName.NAME_MISSING: Mark("faulty", "medium"),
    ReverseName.OTHER_ADDRESS: Mark("faulty", "medium"),
    ReverseName.UNKNOWN: UNKNOWN,
}


def of_domain(domain: DomainReport, veil: Veil) -> Card:
    """The card of a domain that was looked at in full."""
    parts = {part.name: part for part in domain.parts if part.name != "lists"}
    return _card(domain.domain, parts.values(), (), domain.findings, (), veil)


def of_look(look: DomainLook, veil: Veil | None = None) -> Card:
    """The card of a look that the monitor keeps, with its time. ``veil`` None: nothing is hidden."""
    report = look.report
    page = Page(width=80, colour=False, verbose=1, show_addresses=True, kept=published(report))
    own = Veil(page=page) if veil is None else msgspec.structs.replace(veil, page=page)
    card = of_domain(report.domains[0], own)
    return msgspec.structs.replace(card, verdict=f"{card.verdict}; as of {moment(look.kept.at)}")


def published(report: DomainsReport) -> frozenset[str]:
    """Mail addresses that records name for reports: they are public in the DNS already."""
    texts = [part.record or "" for one in report.domains for part in one.parts]
    texts += [finding.remedy or "" for one in report.domains for finding in one.findings]
    return frozenset(address for text in texts for address in addresses_in_record(text))


def of_report(report: Report, veil: Veil) -> tuple[tuple[Card, ...], str]:
    """Cards of the domains among the targets, those with faults first, and how many are left out."""
    known = [found for found in report.targets if found.domain is not None and _is_domain(found)]
    made = [_of_target(found, report, veil) for found in known[:MOST_CARDS]]
    left = len(known) - len(made)
    return tuple(sorted(made, key=lambda card: -len(card.faults))), (
        f"and {count(left, 'more domain')}: repcheck domain" if left > 0 else ""
    )


def _is_domain(found: TargetReport) -> bool:
    return found.target.kind is TargetKind.DOMAIN or bool(found.domain and found.domain.short)


def _of_target(found: TargetReport, report: Report, veil: Veil) -> Card:
    name = found.target.value
    records = found.domain
    short = () if records is None else records.short or _from_records(records)
    findings = [one for one in report.findings if one.target == name]
    publish = [
        step.publish
        for step in report.plan
        if step.publish and step.publish.partition(" ")[0].rstrip(".").endswith(name)
    ]
    hosts = [
        (one.target.value, one.address)
        for one in report.targets
        if one.address is not None and any(f"of {name}" in way for way in one.target.origin)
    ]
    return _card(name, short, hosts, findings, publish, veil)


def _from_records(records: DomainRecords) -> tuple[PartShown, ...]:
    """MX and SPF of a name whose records were read but not judged."""
    states = {
        "ok": PartState.OK,
        "none": PartState.ABSENT,
        "null": PartState.OK,
        "several": PartState.FAULTY,
        "unknown": PartState.UNKNOWN,
    }
    hosts = and_more([f"{one.preference} {one.host}" for one in records.mx.hosts], _HOSTS)
    return (
        PartShown(name="mx", state=states[records.mx.status], shown=hosts or records.mx.status),
        PartShown(name="spf", state=states[records.spf.status], shown=records.spf.text or records.spf.status),
    )


def _card(
    name: str,
    parts: Iterable[PartShown],
    hosts: Sequence[tuple[str, AddressRecords]],
    findings: Sequence[Finding],
    publish: Iterable[str],
    veil: Veil,
) -> Card:
    known = {part.name: part for part in parts}
    names = (*_ALWAYS, *(one for one in known if one not in _ALWAYS))
    records = [_record(one, known.get(one), veil) for one in names]
    if hosts and "ptr" not in known:
        records[_ALWAYS.index("ptr")] = _reverse(hosts, veil)
    wrong = sorted(
        (one for one in findings if one.severity is not Severity.INFO and not one.id.endswith("_publish")),
        key=lambda one: -one.severity.rank,
    )
    remedies = [one.remedy for one in findings if one.remedy is not None and one.remedy.startswith(_PUBLISH)]
    offered = (*publish, *(remedy.removeprefix(_PUBLISH) for remedy in remedies))
    return Card(
        name=veil.name(name),
        verdict=_verdict(records, len(wrong)),
        records=tuple(records),
        faults=tuple(_fault(one, veil) for one in wrong[:_FAULTS]),
        publish=tuple(dict.fromkeys(text for one in offered if (text := veil.record(one)))),
    )


def _record(name: PartName, part: PartShown | None, veil: Veil) -> Record:
    shown = "PTR" if name == "ptr" else part_words(name)
    if part is None:
        return Record(name=shown, mark=NOT_ASKED, shown="not looked at in this run")
    said = f"{part.shown}: {part.record}" if part.record and part.record not in part.shown else part.shown
    return Record(name=shown, mark=part_mark(part.state), shown=veil.text(said))


def _reverse(hosts: Sequence[tuple[str, AddressRecords]], veil: Veil) -> Record:
    """The worst of the hosts' reverse names, unknown before what is in order."""
    order = [Mark("ok", "clean"), UNKNOWN]
    marks = [_REVERSE[records.status] for _, records in hosts]
    worst = max(marks, key=lambda mark: order.index(mark) if mark in order else len(order))
    told = [
        f"{value}: {', '.join(records.names[:2]) or records.status.value.replace('_', ' ')}"
        for value, records in hosts
    ]
    return Record(name="PTR", mark=worst, shown=veil.text(and_more(told, _HOSTS)))


def _fault(finding: Finding, veil: Veil) -> Note:
    remedy = finding.remedy or ""
    return Note(
        mark=severity_mark(finding.severity),
        says=veil.text(finding.says),
        remedy="" if remedy.startswith(_PUBLISH) else veil.text(remedy),
    )


def _verdict(records: Sequence[Record], faults: int) -> str:
    unknown = [record.name for record in records if record.mark.look == "unknown"]
    # A record may be wrong without a finding of its own: it is not in order all the same.
    faults = max(faults, sum(record.mark.look in ("high", "medium", "low") for record in records))
    said = count(faults, "point to look at", "points to look at") if faults else "no fault seen"
    return f"{said}; could not be checked: {', '.join(unknown)}" if unknown else said
