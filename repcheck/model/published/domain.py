"""What a domain publishes about its mail, part by part, and what large receivers would say to it."""

from typing import Literal

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, Observation
from repcheck.model.published.spf import SpfStranger, SpfTree, SpfVerdict
from repcheck.model.records import AddressRecords, PartName, PartShown, SpfWalk
from repcheck.model.report import Finding


class Part(PartShown, frozen=True, kw_only=True):
    """One part of a domain's mail records, with what is wrong."""

    findings: tuple[Finding, ...] = ()


class DmarcPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """What a receiver applies to mail from the domain.

    ``status``               "ok", "none" (DMARC does not apply), "unknown" (could not be asked)
    ``policy``               none, quarantine or reject, ``t=y`` taken into account; None unless "ok"
    ``found_at``             name whose ``_dmarc`` record decides; None without one
    ``organizational_domain`` for relaxed alignment
    ``strict``               of what the very domain of From is wanted (``aspf=s``, ``adkim=s``)
    """

    status: Literal["ok", "none", "unknown"]
    policy: Literal["none", "quarantine", "reject"] | None = None
    found_at: str | None = None
    organizational_domain: str
    strict: tuple[Literal["spf", "dkim"], ...] = ()
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
    """An address that sends, or may, or a mail host.

    ``origin``        "given", "spf of example.com via include:_spf.example.net", "mx of example.com"
    ``network``       the range of the record that it was taken from; None: it is named by itself
    ``generic``       "generic" or "dynamic" when its confirmed name looks so; None otherwise
    ``verdict``       SPF for it; None when it is only a mail host
    ``observations``  what the lists say; empty when none were asked about it
    """

    address: str
    origin: str
    network: str | None = None
    reverse: AddressRecords
    generic: Literal["generic", "dynamic"] | None = None
    verdict: SpfVerdict | None = None
    observations: tuple[Observation, ...] = ()

    @property
    def sends(self) -> bool:
        """False for a host that only takes mail, as far as the records tell."""
        return self.verdict is not None

    @property
    def surely_sends(self) -> bool:
        """False too for one of a whole range, and for a provider's: it may send, and may lie idle."""
        return self.sends and self.network is None and not is_included(self.origin)


def is_included(origin: str) -> bool:
    """Whether somebody else's record names an address, so that it is theirs to change."""
    return "include:" in origin


class DomainReport(msgspec.Struct, frozen=True, kw_only=True):
    """One domain.

    ``dmarc_old``     the policy by the rules before RFC 9989
    ``senders``       those that send first, then mail hosts
    ``observations``  what the lists say of the domain itself
    ``unchecked``     why nothing is known of it; None: something is, or only its own servers were silent
    """

    domain: str
    parts: tuple[Part, ...]
    dmarc: DmarcPolicy
    dmarc_old: DmarcPolicy
    tree: SpfTree
    stranger: SpfStranger
    walk: SpfWalk
    senders: tuple[SendingAddress, ...] = ()
    observations: tuple[Observation, ...] = ()
    demands: tuple[Demand, ...] = ()
    findings: tuple[Finding, ...] = ()
    unchecked: str | None = None


class DomainsReport(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck domain`` found, worst domain first.

    ``findings``     about the run itself; those about a domain stand there
    ``interrupted``  None, or why the run did not end by itself
    """

    started: str
    seconds: float
    exit_code: ExitCode
    domains: tuple[DomainReport, ...]
    lists: tuple[ListHealth, ...] = ()
    findings: tuple[Finding, ...] = ()
    queries: int = 0
    interrupted: Literal["interrupt", "timeout"] | None = None
