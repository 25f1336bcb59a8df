"""What is to be done about a domain, in few words: an entry for each thing, with its steps."""

from collections.abc import Iterator, Sequence

import msgspec

from repcheck.model.observations import Observation, Severity, State
from repcheck.model.published.domain import DomainReport, SendingAddress, is_included
from repcheck.model.records import ReverseName
from repcheck.model.report import Finding
from repcheck.render.text.addresses import LEFT_OUT
from repcheck.render.text.brief.fold import some
from repcheck.words.text import and_more

#: Why nothing is known of a domain, unless its report says it.
NO_ANSWER = "no name server gave an answer that can be used"

_ADDRESSES = 4
_LISTS = 6
#: What shares an entry with the record to publish.
_DMARC = {
    "dmarc_policy_none": "DMARC only watches (p=none)",
    "dmarc_no_reports": "nobody gets the DMARC reports",
}
#: A record to publish belongs to the faults of its kind.
_PUBLISH = {"spf_publish": "spf", "dmarc_publish": "dmarc"}


class Todo(msgspec.Struct, frozen=True):
    """One thing to do. ``steps`` empty: the next entry has them, or ``says`` does."""

    severity: Severity
    says: str
    steps: tuple[str, ...] = ()


def entries_of(domain: DomainReport) -> list[Todo]:
    """All, the worst first; notes (severity "info") are left out."""
    theirs, told_of = _provider(domain)
    entries = [*_listings(domain), *theirs, *_records(domain, told_of)]
    return sorted(entries, key=lambda entry: -entry.severity.rank)


def _records(domain: DomainReport, told_of: frozenset[str]) -> Iterator[Todo]:
    """Findings about records. ``told_of``: addresses whose entry says already that they have no name."""
    findings = [
        finding
        for finding in domain.findings
        if finding.severity is not Severity.INFO and finding.id not in (*LEFT_OUT, "listed")
    ]
    offers = {_PUBLISH[finding.id]: finding for finding in findings if finding.id in _PUBLISH}
    # What another name's record decides has an entry of its own.
    watched = [finding for finding in findings if finding.id in _DMARC and " for " not in finding.says[:24]]
    if watched:
        yield _watching(watched, offers.get("dmarc"))
    last = {kind: _last_of(kind, findings) for kind in offers}
    for finding in findings:
        if finding.id in _PUBLISH or finding in watched or _is_told(finding, domain, told_of):
            continue
        if finding.id == "dkim_none":
            says = f"No DKIM key below _domainkey.{domain.domain} -> sign, publish the key"
            yield Todo(finding.severity, f"{says}{where(finding)}")
            continue
        kind = finding.id.partition("_")[0]
        steps = [finding.remedy] if finding.remedy else []
        if finding is last.get(kind) and (kind != "dmarc" or not watched):
            steps = [offers[kind].remedy or ""]
        yield Todo(finding.severity, f"{finding.says}{where(finding)}", tuple(steps))


def _last_of(kind: str, findings: Sequence[Finding]) -> Finding | None:
    """The last fault of a kind, behind which the record to publish stands."""
    own = [one for one in findings if one.id.startswith(f"{kind}_") and one.id not in (*_PUBLISH, *_DMARC)]
    return own[-1] if own else None


def _watching(findings: Sequence[Finding], offer: Finding | None) -> Todo:
    says = ", and ".join(_DMARC[finding.id] for finding in findings)
    worst = max((finding.severity for finding in findings), key=lambda severity: severity.rank)
    steps = [offer.remedy] if offer is not None and offer.remedy else []
    if not steps:
        return Todo(worst, f"{says}{where(findings[0])}", tuple(one.remedy for one in findings if one.remedy))
    watches = any(finding.id == "dmarc_policy_none" for finding in findings)
    later = ["then p=quarantine, once the reports look right"] if watches else []
    return Todo(worst, f"{says}{where(findings[0])}", (*steps, *later))


def where(finding: Finding) -> str:
    """The line of the zone file that it is about, to be put behind it; empty when no file was given."""
    return "" if finding.place is None else f" ({finding.place.file}:{finding.place.line})"


def _is_told(finding: Finding, domain: DomainReport, told_of: frozenset[str]) -> bool:
    """Whether a finding on reverse names is about a provider's addresses alone, which have their entry."""
    if finding.id != "no_ptr" or finding.severity is not Severity.LOW or "(of a range" not in finding.says:
        return False
    nameless = {
        sender.address
        for sender in domain.senders
        if sender.sends and not sender.surely_sends and sender.reverse.status is ReverseName.NO_PTR
    }
    return bool(nameless) and nameless <= told_of


# -- lists


def _listings(domain: DomainReport) -> list[Todo]:
    """The domain and its own addresses; the last entry names the command for all of them."""
    own: list[tuple[str, Sequence[Observation]]] = [
        (one.address, one.observations) for one in domain.senders if not is_included(one.origin)
    ]
    groups: dict[str, list[str]] = {}
    worst: dict[str, Severity] = {}
    for value, observations in (*own, (domain.domain, domain.observations)):
        listed = [seen for seen in observations if seen.state is State.LISTED]
        if listed:
            named = _named(listed)
            groups.setdefault(named, []).append(value)
            worst[named] = _worst(listed)
    ranked = sorted(groups, key=lambda named: -worst[named].rank)
    entries = [
        Todo(worst[named], f"{some(groups[named], _ADDRESSES)} {_are(groups[named])} on {named}")
        for named in ranked
    ]
    if entries:
        values = [value for named in ranked for value in groups[named]]
        step = f"repcheck delist {' '.join(values[:_ADDRESSES])}"
        entries[-1] = msgspec.structs.replace(entries[-1], steps=(step,))
    return entries


def _are(values: Sequence[str]) -> str:
    return "is" if len(values) == 1 else "are"


def _worst(listed: Sequence[Observation]) -> Severity:
    return max((seen.severity or Severity.LOW for seen in listed), key=lambda severity: severity.rank)


def _named(listed: Sequence[Observation]) -> str:
    names = []
    for seen in sorted(listed, key=lambda one: -(one.severity.rank if one.severity else 0)):
        what = ", ".join(dict.fromkeys(hit.name for hit in seen.sublists))
        names.append(f"{seen.list} ({what})" if what else seen.list)
    return and_more(names, _LISTS)


def _provider(domain: DomainReport) -> tuple[list[Todo], frozenset[str]]:
    """Listed addresses of included records: theirs to fix; and which of them are said to have no name."""
    groups: dict[tuple[str, str], list[SendingAddress]] = {}
    for sender in domain.senders:
        listed = [seen for seen in sender.observations if seen.state is State.LISTED]
        if is_included(sender.origin) and listed:
            way = sender.origin.rpartition(", ")[2].rpartition(" via ")[2]
            groups.setdefault((way, _named(listed)), []).append(sender)
    entries, told_of = [], set()
    for (way, named), senders in groups.items():
        says = f"{way}: {some((one.address for one in senders), _ADDRESSES)} on {named}"
        if all(one.reverse.status is ReverseName.NO_PTR for one in senders):
            says += ", no reverse name"
            told_of |= {one.address for one in senders}
        worst = _worst([seen for one in senders for seen in one.observations if seen.state is State.LISTED])
        entries.append(Todo(worst, f"{says} -> tell them"))
    return entries, frozenset(told_of)
