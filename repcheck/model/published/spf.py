"""What SPF (RFC 7208) says of one sender, and all that a record leads to."""

from enum import StrEnum
from typing import Literal

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.records import SpfWalk
from repcheck.model.report import Finding


class SpfResult(StrEnum):
    """The seven verdicts (RFC 7208 2.6)."""

    NONE = "none"
    NEUTRAL = "neutral"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    SOFTFAIL = "softfail"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class SpfQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to send.

    ``ip``        the client; an IPv4-mapped address counts as IPv4. ValueError when it is none
    ``domain``    whose record is asked
    ``sender``    MAIL FROM; empty: a bounce, for which postmaster of ``helo`` stands (RFC 7208 2.4)
    ``helo``      HELO or EHLO name, may be empty
    ``receiver``  who asks, for the macro "r"
    ``now``       Unix time, for the macro "t"
    """

    ip: str
    domain: str
    sender: str = ""
    helo: str = ""
    receiver: str = "unknown"
    now: int = 0


class SpfStep(msgspec.Struct, frozen=True):
    """A term that decided, and the domain whose record it stands in."""

    domain: str
    term: str


class SpfVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """The end of one evaluation.

    ``explanation``   what the domain says of a ``fail``, untrusted; None when it says nothing usable
    ``matched``       from the matching term of the first record down to the one that decided, redirects
                      included; empty when nothing matched
    ``lookups``       terms that asked, of ten (RFC 7208 4.6.4); 11 when an eleventh was reached
    ``void_lookups``  those of them that found nothing, of two
    ``reason``        why it is ``none``, ``temperror`` or ``permerror``, for a person; None otherwise
    """

    result: SpfResult
    explanation: str | None = None
    matched: tuple[SpfStep, ...] = ()
    lookups: int = 0
    void_lookups: int = 0
    reason: str | None = None


TermState = Literal[
    "plain", "found", "void", "unknown", "depends", "loop", "repeated", "unused", "not_followed", "fault"
]


class SpfBranch(msgspec.Struct, frozen=True, kw_only=True):
    """One term of a record, with what it leads to.

    ``kind``       name of the mechanism or modifier; "fault" for what is against the grammar
    ``name``       the name that was asked; None when none was
    ``state``      "plain": asks nothing. "found", "void" (asked, and there is nothing), "unknown" (could
                   not be asked, see ``outcome``), "depends" (on the message), "loop" (includes
                   itself), "repeated" (followed elsewhere in the tree), "unused" (behind ``all``),
                   "not_followed" (a bound of repcheck), "fault" (see ``says``)
    ``lookup``     the number of this lookup for a stranger, counted on past the tenth; None: it costs none
    ``addresses``  of a and mx
    ``hosts``      names of mx
    ``record``     of include and redirect
    """

    text: str
    kind: str
    state: TermState = "plain"
    name: str | None = None
    outcome: Outcome = Outcome.NOERROR
    says: str | None = None
    lookup: int | None = None
    addresses: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    record: "SpfTree | None" = None


class SpfTree(msgspec.Struct, frozen=True, kw_only=True):
    """A record and everything below it. ``text`` is None unless ``status`` is "ok"."""

    domain: str
    status: Literal["ok", "none", "several", "unknown"]
    outcome: Outcome = Outcome.NOERROR
    text: str | None = None
    terms: tuple[SpfBranch, ...] = ()


class SpfStranger(msgspec.Struct, frozen=True, kw_only=True):
    """What an address meets that no network of the record or below it holds.

    ``result``             of an IPv4 sender; ``result_ipv6`` of an IPv6 one. "pass": everybody may send
    ``matched``            as in SpfVerdict, when one of the two is "pass"; else empty
    ``lookups``            all terms that would ask, counted on past the tenth
    ``void_lookups``       terms that find nothing for an IPv4 sender; ``void_lookups_ipv6`` for an IPv6 one
    ``at_least``           True: the tree could not be followed everywhere, so there may be more lookups
    ``reason``             as in SpfVerdict; that of the IPv4 sender if it has one
    """

    result: SpfResult
    result_ipv6: SpfResult
    matched: tuple[SpfStep, ...] = ()
    lookups: int
    void_lookups: int = 0
    void_lookups_ipv6: int = 0
    at_least: bool = False
    reason: str | None = None


class SenderVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """SPF for one address that sent for a domain.

    ``publish``  the record that lets it send and changes nothing else; None: it passes, or that is not plain
    """

    domain: str
    ip: str
    verdict: SpfVerdict
    publish: str | None = None


class SpfReport(msgspec.Struct, frozen=True, kw_only=True):
    """What ``repcheck spf`` found.

    ``verdict``    None when no address was given
    ``publish``    the record to publish instead; None: nothing has to change, or nobody can tell
    ``permitted``  every address that may send; None: not asked for
    """

    domain: str
    ip: str | None
    sender: str
    helo: str
    started: str
    seconds: float
    exit_code: ExitCode
    verdict: SpfVerdict | None
    stranger: SpfStranger
    tree: SpfTree
    findings: tuple[Finding, ...] = ()
    publish: str | None = None
    permitted: SpfWalk | None = None
    queries: int = 0
