"""What is wrong with DMARC, and the record to publish."""

from collections.abc import Iterator

from repcheck.model.observations import Severity
from repcheck.model.published.domain import DmarcPolicy, Part
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.dmarc.mend import corrected, looks_like_dmarc, mended, misnamed
from repcheck.records.dmarc.record import Dmarc, DmarcAt, DmarcRecord, parse_dmarc, unusable_uris
from repcheck.records.tags import publish, say, shown_text, txt_record

_RANKS = {"none": 0, "quarantine": 1, "reject": 2}
_OLD_TAGS = ("pct", "rf", "ri")


def dmarc_part(domain: str, found: Dmarc) -> Part:
    """The part of the report on DMARC."""
    findings = (*_discovery(domain, found), *_differences(found), *_record(domain, found))
    state = PartState.OK if found.new.status == "ok" else PartState.ABSENT
    if found.new.status == "unknown":
        state = PartState.UNKNOWN
    elif any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY if found.record is not None else PartState.ABSENT
    elif state is PartState.OK and found.new.policy == "none":
        state = PartState.WEAK
    text = None if found.record is None else found.record.text
    return Part(name="dmarc", state=state, shown=_shown(found.new), record=text, findings=findings)


def _shown(policy: DmarcPolicy) -> str:
    if policy.status == "ok":
        strict = " and ".join(word.upper() for word in policy.strict)
        aligned = f"; strict alignment of {strict}" if strict else ""
        return f"p={policy.policy}, by the record of {policy.found_at}{aligned}"
    return "none" if policy.status == "none" else f"could not be asked ({policy.outcome})"


def _discovery(domain: str, found: Dmarc) -> Iterator[Finding]:
    new = found.new
    if new.status == "unknown":
        says = f"The DMARC record of {domain} could not be asked ({new.outcome})."
        yield say("dmarc_unknown", Severity.INFO, says, "Ask again later.")
    yield from _alias(domain, found)
    several = [at.name for at in found.walked if at.several]
    for name in several:
        says = f"_dmarc.{name} has several DMARC records, which count as none."
        yield say("dmarc_several", Severity.HIGH, says, "Keep one of them.")
    void = [finding for at in found.walked if at.name in _owned(domain, found) for finding in _void(at)]
    yield from void
    if found.apex is not None:
        says = f"A DMARC record stands at {domain} itself, where nobody looks."
        there = found.walked[0].record is not None or bool(several or void)
        remedy = "Delete it." if there else _moved(domain, found)
        yield say("dmarc_wrong_place", Severity.LOW if there else Severity.HIGH, says, remedy)
    elif new.status == "none" and not several and not void and not _dangles(found):
        # Published there, both rules find it, for every name below too.
        base = found.old.organizational_domain
        says = f"{domain} has no DMARC policy; Gmail, Yahoo and Outlook.com want one of bulk senders."
        start = f"v=DMARC1; p=none; rua=mailto:postmaster@{base}"
        yield say("no_dmarc", Severity.MEDIUM, says, publish(f"_dmarc.{base}", start))


def _owned(domain: str, found: Dmarc) -> tuple[str, ...]:
    """Names whose record decides: the domain and the organizational one."""
    return domain, found.old.organizational_domain


def _dangles(found: Dmarc) -> bool:
    own = found.walked[0]
    return found.alias is not None and own.record is None and not own.several and not own.outcome.failed


def _alias(domain: str, found: Dmarc) -> Iterator[Finding]:
    name = f"_dmarc.{domain}"
    if found.alias is None:
        return
    if not _dangles(found):
        says = f"{name} is an alias (CNAME) of {found.alias}: its holder sets the policy."
        yield say("dmarc_alias", Severity.INFO, says)
        return
    remedy = f"Delete the CNAME at {name}; a TXT record cannot stand beside it (RFC 1034 3.6.2)."
    if found.free is not None:
        says = (
            f"{name} is an alias (CNAME) of {found.alias}: {found.free} is not registered; "
            "its next owner sets the DMARC policy and gets the reports."
        )
        yield say("dmarc_takeover", Severity.CRITICAL, says, remedy)
    else:
        says = f"{name} is an alias (CNAME) of {found.alias}, where there is no DMARC record."
        yield say("dmarc_alias_void", Severity.MEDIUM, says, f"Have it published there. Or: {remedy}")


def _void(at: DmarcAt) -> Iterator[Finding]:
    """What is there and counts for nothing; with a second record beside it both would (RFC 9989 4.10)."""
    texts = [] if at.record is not None or at.several else list(filter(looks_like_dmarc, at.others))
    if at.record is not None and at.record.bad_policies and not at.record.reports:
        texts = [at.record.text]
    for text in texts:
        name = f"_dmarc.{at.name}"
        says = f'{name} has a TXT record that looks like DMARC and is void: "{shown_text(text)}".'
        better = corrected(text, at.name) if len(texts) == 1 else None
        remedy = "Correct it, or delete it and publish another; never publish a second one beside it."
        if better is not None:
            remedy = f"Replace it by: {txt_record(name, better)}"
        yield say("dmarc_void", Severity.HIGH, says, remedy)


def _moved(domain: str, found: Dmarc) -> str:
    """Where the record that stands in the wrong place belongs, if it is right and nothing is in its way."""
    record = parse_dmarc(found.apex or "")
    sound = record is not None and not (record.dropped or record.doubled or record.bad_policies)
    if record is None or not sound or found.alias is not None:
        return f"Move it to _dmarc.{domain}, and correct it there."
    return publish(f"_dmarc.{domain}", record.text)


def _differences(found: Dmarc) -> Iterator[Finding]:
    """Many receivers still follow RFC 7489."""
    new, old = found.new, found.old
    if "unknown" in (new.status, old.status) or new.status == old.status == "none":
        return
    if found.record is not None and found.record.tests and new.found_at == old.found_at:
        return  # told as t=y
    if (new.policy, new.found_at) != (old.policy, old.found_at):
        remedy = "Publish a record at the domain itself, so that both rules find it."
        if found.missing:
            remedy = f"Write np and sp alike in the record of {new.found_at or old.found_at}."
        says = f"By RFC 9989: {_shown(new)}; by the older rules: {_shown(old)}."
        yield say("dmarc_rules_differ", Severity.LOW, says, remedy)
    elif new.organizational_domain != old.organizational_domain:
        yield say(
            "dmarc_rules_differ",
            Severity.LOW,
            f"For alignment the domain is {new.organizational_domain} by RFC 9989, "
            f"{old.organizational_domain} by the older rules.",
            "Sign and send with the very domain of the From line.",
        )


def _record(domain: str, found: Dmarc) -> Iterator[Finding]:
    record, at = found.record, found.new.found_at
    if record is None or at is None:
        return
    faults = [*_policies(domain, found, record), *_tags(domain, found, record)]
    unread = unusable_uris(record.tags.get("rua", "")) or misnamed(record.tags)
    if not record.reports and not unread:
        says = "The DMARC record names nobody for reports (rua)."
        faults.append(
            say("dmarc_no_reports", Severity.LOW, says, f"Write rua=mailto: and an address of {at}.")
        )
    yield from faults
    better = mended(record, at)
    if faults and better is not None and (at != domain or found.alias is None):
        worst = max((finding.severity for finding in faults), key=lambda severity: severity.rank)
        says = f"This DMARC record of {at} says the same without its slips:"
        if not record.reports:
            says = f"This DMARC record of {at} treats mail as before, and brings reports:"
        yield say("dmarc_publish", worst, says, publish(f"_dmarc.{at}", better))
    for host in found.unverified:
        says = f"{host} has not agreed to get DMARC reports of {at}, so none are sent to it."
        remedy = f'{host} has to publish: {at}._report._dmarc.{host} TXT "v=DMARC1"'
        yield say("dmarc_report_unverified", Severity.MEDIUM, says, remedy)
    for host in found.unknown_reports:
        says = f"Whether {host} takes DMARC reports of {at} could not be asked."
        yield say("dmarc_report_unknown", Severity.INFO, says, "Ask again later.")


def _policies(domain: str, found: Dmarc, record: DmarcRecord) -> Iterator[Finding]:
    if record.bad_policies:
        bad = ", ".join(f"{tag}={record.tags[tag]}" for tag in record.bad_policies)
        says = f"{bad} in the DMARC record is not a policy, so it counts as p=none."
        yield say("dmarc_bad_policy", Severity.HIGH, says, "Write none, quarantine or reject.")
    elif found.new.policy == "none" and not record.tests:
        says, tag = "The DMARC policy is none: forged mail is delivered.", found.deciding_tag
        remedy = "Write p=quarantine once the reports look right."
        if found.new.found_at != domain:
            at = found.new.found_at
            says = f"The DMARC policy for {domain} is none ({tag}= of {at}): forged mail is delivered."
            remedy = f"Write {tag}=quarantine in the record of {at} once the reports look right."
        yield say("dmarc_policy_none", Severity.LOW, says, remedy)


def _unread(record: DmarcRecord) -> Iterator[Finding]:
    """Addresses that get no report, and tags that nobody reads."""
    for tag in ("rua", "ruf"):
        for uri in unusable_uris(record.tags.get(tag, ""))[:3]:
            says = f'"{shown_text(uri, 60)}" in {tag} of the DMARC record is not a mailto: address.'
            remedy = "No report goes there: write mailto: before each address, and a comma between two."
            yield say("dmarc_bad_uri", Severity.MEDIUM, says, remedy)
    for tag in misnamed(record.tags)[:3]:
        says = f"{tag}= in the DMARC record is not a tag of DMARC, so nobody reads it."
        remedy = "Write the tag that is meant: rua, ruf, p, sp or np."
        yield say("dmarc_unknown_tag", Severity.MEDIUM, says, remedy)


def _slips(record: DmarcRecord) -> Iterator[Finding]:
    """What receivers pass over, or read otherwise than it was meant (RFC 9989 4.7, 4.8)."""
    if record.dropped:
        named = ", ".join(f'"{shown_text(part, 60)}"' for part in record.dropped[:3])
        says = f"In the DMARC record {named} does not have the form tag=value, so receivers skip it."
        yield say("dmarc_no_tag", Severity.MEDIUM, says, "Write it as tag=value, or delete it.")
    if record.doubled:
        says = (
            f"{', '.join(record.doubled[:5])} stands twice in the DMARC record: receivers may drop it, or "
            "read the first (RFC 6376 3.2)."
        )
        yield say(
            "dmarc_doubled_tag", Severity.MEDIUM, says, "Write each tag once; addresses of rua in one list."
        )
    if "p" not in record.tags:
        says = "The DMARC record has no p: it counts as p=none, and older receivers drop the record."
        yield say("dmarc_no_p", Severity.MEDIUM, says, "Write the policy, behind v=DMARC1.")
    for tag, instead in (("adkim", "relaxed"), ("aspf", "relaxed"), ("t", "n"), ("psd", "u")):
        value = record.tags.get(tag)
        allowed = {"adkim": "rs", "aspf": "rs", "t": "yn", "psd": "ynu"}[tag]
        if value is not None and value.lower() not in allowed:
            shown = shown_text(value, 40)
            says = f"{tag}={shown} in the DMARC record is not a value of {tag}, so it counts as {instead}."
            remedy = f"Write one of {', '.join(f'{tag}={letter}' for letter in allowed)}, or leave it out."
            yield say("dmarc_bad_value", Severity.MEDIUM, says, remedy)


def _tags(domain: str, found: Dmarc, record: DmarcRecord) -> Iterator[Finding]:
    yield from _slips(record)
    yield from _unread(record)
    yield from _weaker(record)
    if record.tests:
        says = (
            "t=y in the DMARC record: one step less than the policy is applied, but by older receivers all."
        )
        yield say("dmarc_testing", Severity.LOW, says, "Remove t=y when the reports look right.")
    old = [f"{tag}={record.tags[tag]}" for tag in _OLD_TAGS if tag in record.tags]
    if old:
        partly = record.tags.get("pct", "100") != "100"
        says = f"{', '.join(old)} in the DMARC record is no longer read; older receivers still obey it."
        remedy = "Remove it."
        if partly:
            remedy = "Write t=y instead while you test; without both, all receivers apply the policy."
        yield say("dmarc_old_tags", Severity.MEDIUM if partly else Severity.INFO, says, remedy)
    bases = (found.new.organizational_domain, found.old.organizational_domain)
    at = found.new.found_at
    if at == domain and "sp" in record.tags and record.tags.get("psd") is None and domain not in bases:
        says = f"sp in the DMARC record of {domain} has no effect: that of {bases[1]} counts for names below."
        yield say("dmarc_idle_sp", Severity.INFO, says, f"Write it into the record of {bases[1]}.")
    if at == bases[1] and not found.suffix and record.tags.get("psd", "").lower() == "y":
        says = f"psd=y in the DMARC record says that {at} is a public suffix, below which others register."
        remedy = "Remove psd=y, unless names below it belong to others: mail of those does not align with it."
        yield say("dmarc_psd", Severity.MEDIUM, says, remedy)


def _weaker(record: DmarcRecord) -> Iterator[Finding]:
    """Names below the domain that are protected less than itself."""
    policy = record.policy("p")
    for tag, whom in (("sp", "Subdomains"), ("np", "Names that do not exist")):
        below = record.policy(tag)
        if policy and below and _RANKS[below] < _RANKS[policy]:
            says = f"{whom} are protected less ({tag}={below}) than the domain (p={policy})."
            remedy = f"Once their reports look right, write {tag}={policy}, or leave {tag} out."
            yield say("dmarc_weak_subdomains", Severity.MEDIUM if tag == "sp" else Severity.LOW, says, remedy)
