"""Looks at the mail records of a domain, as the memory of the monitor keeps them."""

from datetime import datetime

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Severity
from repcheck.model.published.domain import DmarcPolicy, DomainReport, DomainsReport, Part
from repcheck.model.published.spf import SpfResult, SpfStranger, SpfTree
from repcheck.model.records import PartName, PartState, SpfWalk
from repcheck.model.report import Finding
from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.monitor.domains import judged


def part(name: PartName, state: PartState, record: str | None = None) -> Part:
    """A part; what is wrong with it is said once."""
    wrong = Finding(
        id=f"{name}_wrong",
        severity=Severity.HIGH,
        says=f"The {name} record is {state.value}.",
        remedy="Publish: example.com. TXT ...",
    )
    findings = (wrong,) if state in (PartState.FAULTY, PartState.ABSENT) else ()
    return Part(name=name, state=state, shown=record or state.value, record=record, findings=findings)


def domain_report(domain: str, *parts: Part) -> DomainReport:
    """A domain with these parts and nothing else."""
    policy = DmarcPolicy(status="none", organizational_domain=domain)
    return DomainReport(
        domain=domain,
        parts=parts,
        dmarc=policy,
        dmarc_old=policy,
        tree=SpfTree(domain=domain, status="none"),
        stranger=SpfStranger(result=SpfResult.NONE, result_ipv6=SpfResult.NONE, lookups=0),
        walk=SpfWalk(),
        findings=tuple(
            msgspec.structs.replace(one, target=domain) for each in parts for one in each.findings
        ),
    )


def domain_look(domain: str, at: datetime, record: str = "v=spf1 -all") -> DomainLook:
    """The first look at a domain whose SPF is in order and whose DMARC could not be asked."""
    parts = (part("spf", PartState.OK, record), part("dmarc", PartState.UNKNOWN))
    report = DomainsReport(
        started=at.isoformat(),
        seconds=0.5,
        exit_code=ExitCode.UNDECIDED,
        domains=(domain_report(domain, *parts),),
    )
    return DomainLook(kept=DomainKept(domain=domain, at=at, parts=judged({}, parts)), report=report)
