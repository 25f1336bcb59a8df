"""MTA-STS (RFC 8461) and TLS-RPT (RFC 8460): what a domain says of encryption on the way to it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from repcheck.model.dns import Answer, Inquiry, Question
from repcheck.model.observations import Severity
from repcheck.model.published.domain import Part
from repcheck.model.records import PartState
from repcheck.model.report import Finding
from repcheck.records.tags import (
    beginning_with,
    publish,
    say,
    shown_text,
    tags_of,
    txt_record,
    without_leftovers,
)

POLICY_OCTETS_AT_MOST = 65_536
_LONGEST_AGE = 31_557_600
_SHORT_AGE = 86_400
_ID = re.compile(r"[A-Za-z0-9]{1,32}")
_WORDS = {"STSv1": "mta_sts", "TLSRPTv1": "tls_rpt"}
_URI = re.compile(r"mailto:[^\s@:/!,;<>\"]{1,64}@[a-z0-9.-]+[a-z0-9]|https://[!#-\[\]-~]+", re.IGNORECASE)
_PATTERN = re.compile(r"(?:\*\.)?(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{1,63}\.?", re.IGNORECASE)


class PolicyFetch(msgspec.Struct, frozen=True, kw_only=True):
    """The end of one fetch of a policy file: its text, or why there is none."""

    text: str | None = None
    failure: str | None = None


class StsPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed policy. ``faults`` are sentences; empty for a policy that is right."""

    mode: Literal["enforce", "testing", "none"] | None
    max_age: int | None
    mx: tuple[str, ...]
    faults: tuple[str, ...]


def text_of(name: str) -> Inquiry[Answer]:
    """The TXT records of a name."""
    (answer,) = yield (Question(name, "TXT"),)
    return answer


def parse_policy(text: str) -> StsPolicy:
    """Read a policy file; never raises."""
    fields: dict[str, list[str]] = {}
    faults = []
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        if line.strip() and not colon:
            faults.append(f"{line[:60]!r} is not a field")
        fields.setdefault(key.strip().lower(), []).append(value.strip())
    if fields.get("version") != ["STSv1"]:
        faults.append("version is not STSv1")
    modes = fields.get("mode", [])
    mode = modes[0] if len(modes) == 1 and modes[0] in ("enforce", "testing", "none") else None
    if mode is None:
        faults.append("mode is not one of enforce, testing and none")
    age = (fields.get("max_age") or [""])[0]
    max_age = int(age) if re.fullmatch("[0-9]{1,10}", age) and int(age) <= _LONGEST_AGE else None
    if max_age is None:
        faults.append(f"max_age is not a number up to {_LONGEST_AGE}")
    patterns = tuple(pattern.lower().removesuffix(".") for pattern in fields.get("mx", []))
    faults += [
        f"mx {pattern[:60]!r} is not a host pattern"
        for pattern in patterns
        if not _PATTERN.fullmatch(pattern)
    ]
    if not patterns and mode != "none":
        faults.append("there is no mx")
    return StsPolicy(
        mode=mode,  # type: ignore[arg-type]  # one of the three, as was just looked at
        max_age=max_age,
        mx=patterns,
        faults=tuple(faults),
    )


def covers(pattern: str, host: str) -> bool:
    """Whether a pattern fits a host: ``*.`` stands for exactly one label (RFC 8461 4.1)."""
    if pattern.startswith("*."):
        return host.partition(".")[2].lower() == pattern[2:]
    return host.lower() == pattern


def wants_policy(answer: Answer) -> bool:
    """Whether there is exactly one MTA-STS record, so that a policy is to be fetched."""
    return len(beginning_with(answer, "v=STSv1")) == 1


def mta_sts_part(domain: str, answer: Answer, fetched: PolicyFetch | None, hosts: Sequence[str]) -> Part:
    """The part of the report on MTA-STS. ``fetched`` None: not fetched; ``hosts``: the MX set."""
    if answer.failed:
        says = f"_mta-sts.{domain} could not be asked ({answer.outcome})."
        unknown = say("mta_sts_unknown", Severity.INFO, says, "Ask again later.")
        return Part(name="mta_sts", state=PartState.UNKNOWN, shown="could not be asked", findings=(unknown,))
    records = beginning_with(answer, "v=STSv1")
    if not records:
        void = tuple(_void(answer, f"_mta-sts.{domain}", "STSv1", _sts_record))
        return Part(name="mta_sts", state=PartState.ABSENT, shown="none", findings=void)
    findings = list(_record(domain, records))
    shown = "no policy was fetched"
    state = PartState.OK if fetched is not None else PartState.NOT_ASKED
    if fetched is not None and fetched.text is None:
        shown, state = "its policy cannot be fetched", PartState.FAULTY
        where = f"https://mta-sts.{domain}/.well-known/mta-sts.txt"
        says = f"The MTA-STS policy cannot be fetched: {fetched.failure}."
        findings.append(
            say("mta_sts_unreachable", Severity.MEDIUM, says, f"Serve it as text/plain at {where}")
        )
    elif fetched is not None and fetched.text is not None:
        policy = parse_policy(fetched.text)
        shown = f"mode {policy.mode or 'unclear'}"
        findings += _policy(policy, hosts)
    if any(finding.severity.rank >= Severity.MEDIUM.rank for finding in findings):
        state = PartState.FAULTY
    record = records[0] if len(records) == 1 else None
    return Part(name="mta_sts", state=state, shown=shown, record=record, findings=tuple(findings))


def _record(domain: str, records: Sequence[str]) -> Iterator[Finding]:
    if len(records) > 1:
        says = f"_mta-sts.{domain} has several records, which count as none."
        yield say("mta_sts_several", Severity.MEDIUM, says, "Keep one of them.")
        return
    tags = tags_of(records[0])
    if tags is None or not _ID.fullmatch(tags.get("id", "")):
        says = f"The record of _mta-sts.{domain} has no id of 1 to 32 letters and digits."
        if tags is None:
            says = f"The record of _mta-sts.{domain} has a part that does not have the form tag=value."
        better = publish(f"_mta-sts.{domain}", _sts_record(records[0]))
        yield say("mta_sts_bad_record", Severity.MEDIUM, says, better)


def _sts_record(text: str) -> str:
    """The record with the letters and digits of its id, so that senders see no older one (RFC 8461 3.1)."""
    found = re.search(r"\bid[ \t]*[=:]([^;,]*)", without_leftovers(text), re.IGNORECASE)
    name = "" if found is None else re.sub("[^A-Za-z0-9]", "", found[1])
    return f"v=STSv1; id={name[:32] or 1}"


def _void(answer: Answer, name: str, version: str, better: Callable[[str], str | None]) -> Iterator[Finding]:
    """What is there and counts for nothing, as it does not begin with its version."""
    near = [text for text in answer.records if version.lower() in text.lower()]
    for text in near[:1]:
        says = f'{name} has a TXT record that counts for nothing: "{shown_text(text)}".'
        record = better(text) if len(near) == 1 else None
        remedy = (
            f"It has to begin with v={version}; in just these letters, without quotes or spaces before it."
        )
        if record is not None:
            remedy = f"Replace it by: {txt_record(name, record)}"
            if version == "STSv1":  # it turns on a policy that nobody may have followed so far
                remedy += f" - once the policy at https://{name[1:]}/.well-known/mta-sts.txt"
                remedy += " names all your mail hosts."
        yield say(f"{_WORDS[version]}_void", Severity.MEDIUM, says, remedy)


def _policy(policy: StsPolicy, hosts: Sequence[str]) -> Iterator[Finding]:
    for fault in policy.faults[:5]:
        yield say(
            "mta_sts_bad_policy", Severity.MEDIUM, f"In the MTA-STS policy {fault}.", "Fix the policy file."
        )
    outside = [host for host in hosts if not any(covers(pattern, host) for pattern in policy.mx)]
    if outside and policy.mode in ("enforce", "testing"):
        enforced = policy.mode == "enforce"
        says = f"The MTA-STS policy does not cover {', '.join(outside[:5])}"
        says += ": no mail is delivered there." if enforced else ", which would get no mail in enforce mode."
        remedy = (
            "Add: " + ", ".join(f"mx: {host}" for host in outside[:5]) + "; then change the id in the record."
        )
        yield say("mta_sts_mx_outside", Severity.HIGH if enforced else Severity.MEDIUM, says, remedy)
    if policy.mode == "testing":
        says = "MTA-STS is in testing mode: it protects nothing yet."
        yield say(
            "mta_sts_testing", Severity.INFO, says, "Write mode: enforce when the TLS reports look right."
        )
    if policy.max_age is not None and policy.max_age < _SHORT_AGE and policy.mode == "enforce":
        says = f"The MTA-STS policy holds for {policy.max_age} seconds only; weeks are usual."
        yield say("mta_sts_short_age", Severity.LOW, says, "Write max_age: 1209600")


def tls_rpt_part(domain: str, answer: Answer, *, wanted: bool) -> Part:
    """The part of the report on TLS-RPT; ``wanted`` where MTA-STS is used."""
    name = f"_smtp._tls.{domain}"
    if answer.failed:
        unknown = say("tls_rpt_unknown", Severity.INFO, f"{name} could not be asked ({answer.outcome}).")
        return Part(name="tls_rpt", state=PartState.UNKNOWN, shown="could not be asked", findings=(unknown,))
    records = beginning_with(answer, "v=TLSRPTv1")
    if not records:
        lacking = list(_void(answer, name, "TLSRPTv1", _rpt_record))
        if wanted and not lacking:
            better = publish(name, f"v=TLSRPTv1; rua=mailto:postmaster@{domain}")
            says = "MTA-STS is used, but nobody gets TLS reports."
            lacking.append(say("tls_rpt_none", Severity.LOW, says, better))
        return Part(name="tls_rpt", state=PartState.ABSENT, shown="none", findings=tuple(lacking))
    findings = []
    tags = tags_of(records[0])
    uris = [uri.strip() for uri in (tags or {}).get("rua", "").split(",")]
    if len(records) > 1:
        says = f"{name} has several records, which count as none."
        findings.append(say("tls_rpt_several", Severity.MEDIUM, says, "Keep one of them."))
    elif not all(_URI.fullmatch(uri) for uri in uris):
        says = f"{name} does not name mailto: or https: addresses alone in rua."
        right = _rpt_record(records[0])
        remedy = "Write rua=mailto: and an address, or rua=https://; a comma between two."
        remedy = remedy if right is None else publish(name, right)
        findings.append(say("tls_rpt_bad_record", Severity.MEDIUM, says, remedy))
    state = PartState.FAULTY if findings else PartState.OK
    single = len(records) == 1
    return Part(
        name="tls_rpt",
        state=state,
        shown=", ".join(uris) if single else "several records",
        record=records[0] if single else None,
        findings=tuple(findings),
    )


def _rpt_record(text: str) -> str | None:
    """The record with its addresses written right; None where one of them is unclear."""
    found = re.search(r"\brua[ \t]*[=:]([^;]*)", without_leftovers(text), re.IGNORECASE)
    pieces = [] if found is None else [piece.strip(" \"'<>") for piece in found[1].split(",")]
    uris = [piece if _URI.fullmatch(piece) else f"mailto:{piece}" for piece in filter(None, pieces)]
    return f"v=TLSRPTv1; rua={','.join(uris)}" if uris and all(map(_URI.fullmatch, uris)) else None
