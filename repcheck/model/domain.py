"""What a domain publishes about its mail, part by part, and what large receivers would say to it."""

from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.records import AddressRecords, SpfWalk
from repcheck.model.report import ExitCode, Finding
from repcheck.model.spf import SpfStranger, SpfTree, SpfVerdict

PartName = Literal["mx", "spf", "ptr", "dmarc", "dkim", "mta_sts", "tls_rpt", "bimi"]


class PartState(StrEnum):
    """``absent``: nothing is published, and the DNS said so. ``unknown``: it could not be asked."""

    OK = "ok"
    FAULTY = "faulty"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a domain's mail records.

    ``shown``   what is there, in one line, untrusted
    ``record``  the record as published; None when there is none, or not exactly one
    """

    name: PartName
    state: PartState
    shown: str
    record: str | None = None
    findings: tuple[Finding, ...] = ()


class DmarcPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What a receiver applies to mail from the domain.

    ``status``               "ok", "none" (DMARC does not apply), "unknown" (could not be asked)
    ``policy``               none, quarantine or reject, ``t=y`` taken into account; None unless "ok"
    ``found_at``             name whose ``_dmarc`` record decides; None without one
    ``organizational_domain`` for relaxed alignment
    """

    status: Literal["ok", "none", "unknown"]
    policy: Literal["none", "quarantine", "reject"] | None = None
    found_at: str | None = None
    organizational_domain: str
    outcome: Outcome = Outcome.NOERROR


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a receiver asks of bulk senders.

    ``met``    None: cannot be seen from outside
    ``since``  when it began to be asked for; empty when the receiver does not tell
    ``codes``  replies that complain of it
    ``part``   the part of the records that decides it; None when no record does
    """

    receiver: str
    what: str
    met: bool | None
    why: str
    since: str
    codes: tuple[str, ...] = ()
    part: PartName | None = None


class SendingAddress(msgspec.Struct, frozen=True, kw_only=True):
    """An address that sends, or may.

    ``generic``  "generic" or "dynamic" when its confirmed name looks so; None otherwise
    ``verdict``  SPF for it; None when it is only a mail host
    """

    address: str
    origin: str
    reverse: AddressRecords
    generic: Literal["generic", "dynamic"] | None = None
    verdict: SpfVerdict | None = None


class DomainReport(msgspec.Struct, frozen=True, kw_only=True):
    """One domain. ``dmarc_old`` is the policy by the rules before RFC 9989."""

    domain: str
    parts: tuple[Part, ...]
    dmarc: DmarcPolicy
    dmarc_old: DmarcPolicy
    tree: SpfTree
    stranger: SpfStranger
    walk: SpfWalk
    senders: tuple[SendingAddress, ...] = ()
    demands: tuple[Demand, ...] = ()
    findings: tuple[Finding, ...] = ()


class DomainsReport(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck domain`` found, worst domain first."""

    started: str
    seconds: float
    exit_code: ExitCode
    domains: tuple[DomainReport, ...]
    queries: int = 0
