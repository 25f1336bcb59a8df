"""Mail records of domains and addresses, as far as the main check reads them."""

from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.dns import Outcome


class MxHost(msgspec.Struct, frozen=True, kw_only=True):
    """One MX target. ``outcome`` is that of the address questions: a failure is not "no address".

    ``alias``  where a CNAME of the target leads; None: it is not an alias, or that was not asked
    ``alias_outcome``  that of the question about it; a failure is not "no alias"
    """

    preference: int
    host: str
    addresses: tuple[str, ...] = ()
    outcome: Outcome = Outcome.NOERROR
    alias: str | None = None
    alias_outcome: Outcome = Outcome.NOERROR


class MxRecords(msgspec.Struct, frozen=True, kw_only=True):
    """The MX set of a domain (RFC 5321 5.1, RFC 7505).

    ``status``   "ok", "null" (takes no mail), "none" (no MX: the domain's own address counts),
                 "unknown" (could not be asked; ``outcome`` says why)
    """

    status: Literal["ok", "null", "none", "unknown"]
    hosts: tuple[MxHost, ...] = ()
    outcome: Outcome = Outcome.NOERROR


class SpfRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The published SPF record (RFC 7208 4.5).

    ``status``  "ok" (exactly one), "none", "several" (a permerror), "unknown" (could not be asked)
    ``text``    the record, untrusted; None unless "ok"
    """

    status: Literal["ok", "none", "several", "unknown"]
    text: str | None = None
    outcome: Outcome = Outcome.NOERROR


class SentFrom(msgspec.Struct, frozen=True, kw_only=True):
    """An address or network that a domain names, and by which way.

    ``address``  an address, or a network "192.0.2.0/24"
    ``origin``   "mx of example.com", "spf of example.com via include:_spf.example.net"
    """

    address: str
    origin: str


class SpfWalk(msgspec.Struct, frozen=True, kw_only=True):
    """What an SPF record lets send: addresses and networks with their way, in order.

    ``unreachable``  terms that could not be followed, with the reason, for a person
    """

    sent_from: tuple[SentFrom, ...] = ()
    unreachable: tuple[str, ...] = ()


PartName = Literal["lists", "mx", "spf", "ptr", "dmarc", "dkim", "mta_sts", "tls_rpt", "bimi", "dnssec"]


class PartState(StrEnum):
    """How one part is. ``unknown`` is never the same as ``absent``.

    ``weak``     valid, and it protects nobody yet, as a DMARC policy of none
    ``absent``   nothing is published, and the DNS said so
    ``unknown``  it could not be asked, or not be seen from here
    """

    OK = "ok"
    WEAK = "weak"
    FAULTY = "faulty"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


class PartShown(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a domain's mail records, in one line.

    ``shown``   what is there, untrusted
    ``record``  the record as published; None when there is none, or not exactly one
    """

    name: PartName
    state: PartState
    shown: str
    record: str | None = None


class DomainRecords(msgspec.Struct, frozen=True, kw_only=True):
    """What is read of a name.

    ``short``  of a domain: its MX, SPF and DMARC in a line each, the worst first; empty for a host
    ``walk``   None unless SPF was to be expanded
    """

    mx: MxRecords
    spf: SpfRecord
    short: tuple[PartShown, ...] = ()
    walk: SpfWalk | None = None


class ReverseName(StrEnum):
    """Forward-confirmed reverse DNS: what the PTR of an address is worth."""

    CONFIRMED = "confirmed"
    NO_PTR = "no_ptr"
    NAME_MISSING = "name_missing"
    OTHER_ADDRESS = "other_address"
    UNKNOWN = "unknown"


class AddressRecords(msgspec.Struct, frozen=True, kw_only=True):
    """PTR names of an address (at most 10 are looked at), and whether one matches it."""

    status: ReverseName
    names: tuple[str, ...] = ()
    outcome: Outcome = Outcome.NOERROR
