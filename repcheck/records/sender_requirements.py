"""What large receivers ask of those who send in bulk, beside what a domain and its addresses show."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from repcheck.model.published.domain import Demand, DmarcPolicy, Part, SendingAddress
from repcheck.model.published.spf import SpfResult, SpfStranger
from repcheck.model.records import PartName, PartState, ReverseName
from repcheck.records.mx.findings import MxFound
from repcheck.records.spf.inspect import SpfInspection
from repcheck.words.records import reverse_fault_brief

Subject = Literal["spf", "narrow", "dkim", "dmarc", "alignment", "ptr", "tls", "unsubscribe", "domain"]


class _Requirement(msgspec.Struct, frozen=True):
    """One demand of one receiver; replies that complain of it stand as code and enhanced code."""

    receiver: str
    subject: Subject
    since: str
    codes: tuple[str, ...]


_GMAIL, _YAHOO, _OUTLOOK, _ICLOUD = "Gmail", "Yahoo", "Outlook.com", "iCloud"
_FEB, _MAY = "February 2024", "5 May 2025"
_TABLE = (
    _Requirement(_GMAIL, "ptr", _FEB, ("451 4.7.23", "550 5.7.25")),
    _Requirement(_GMAIL, "spf", _FEB, ("421 4.7.27", "550 5.7.27", "550 5.7.26")),
    _Requirement(_GMAIL, "narrow", "", ("451 4.7.24", "550 5.7.24")),
    _Requirement(_GMAIL, "dkim", _FEB, ("421 4.7.30", "550 5.7.30", "550 5.7.26")),
    _Requirement(_GMAIL, "dmarc", _FEB, ("421 4.7.40", "550 5.7.40", "421 4.7.31", "550 5.7.26")),
    _Requirement(_GMAIL, "alignment", _FEB, ("421 4.7.32", "550 5.7.32")),
    _Requirement(_GMAIL, "tls", _FEB, ("421 4.7.29", "550 5.7.29")),
    _Requirement(_GMAIL, "unsubscribe", "June 2024", ()),
    _Requirement(_YAHOO, "domain", "", ("451", "554")),
    _Requirement(_YAHOO, "ptr", _FEB, ("553", "554")),
    _Requirement(_YAHOO, "spf", _FEB, ("553", "554")),
    _Requirement(_YAHOO, "dkim", _FEB, ("553", "554")),
    _Requirement(_YAHOO, "dmarc", _FEB, ("553", "554")),
    _Requirement(_YAHOO, "alignment", _FEB, ("553", "554")),
    _Requirement(_YAHOO, "unsubscribe", "June 2024", ()),
    _Requirement(_OUTLOOK, "ptr", "", ("450 4.7.25",)),
    _Requirement(_OUTLOOK, "spf", _MAY, ("550 5.7.515",)),
    _Requirement(_OUTLOOK, "dkim", _MAY, ("550 5.7.515",)),
    _Requirement(_OUTLOOK, "dmarc", _MAY, ("550 5.7.515",)),
    _Requirement(_OUTLOOK, "alignment", _MAY, ("550 5.7.515",)),
    _Requirement(_ICLOUD, "ptr", "", ()),
    _Requirement(_ICLOUD, "spf", "", ()),
    _Requirement(_ICLOUD, "dkim", "", ()),
    _Requirement(_ICLOUD, "dmarc", "", ()),
)
_WHAT: dict[Subject, str] = {
    "ptr": "a matching reverse name",
    "spf": "SPF pass",
    "narrow": "an SPF record that is not too wide",
    "dkim": "a DKIM signature that verifies",
    "dmarc": "a DMARC policy, at least p=none",
    "alignment": "From aligned with SPF or DKIM",
    "tls": "TLS",
    "unsubscribe": "one-click unsubscribe in marketing mail",
    "domain": "a domain that exists and takes mail",
}
_PARTS: dict[Subject, PartName] = {
    "ptr": "ptr",
    "spf": "spf",
    "narrow": "spf",
    "dkim": "dkim",
    "dmarc": "dmarc",
    "domain": "mx",
}
#: What makes an SPF record too wide.
_TOO_WIDE = ("spf_everybody", "spf_wide")
#: Whether it is met, and why one thinks so.
_Judged = tuple[bool | None, str]


class SenderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a domain and its addresses show."""

    spf: SpfInspection
    mail: MxFound
    dmarc: DmarcPolicy
    dkim: Part
    senders: Sequence[SendingAddress]


def demands(seen: SenderFacts) -> tuple[Demand, ...]:
    """The table, receiver by receiver. What cannot be seen from outside is None, never met."""
    senders = [sender for sender in seen.senders if sender.sends]
    judged: dict[Subject, _Judged] = {
        "ptr": _reverse(senders),
        "spf": _spf(seen.spf.stranger, senders),
        "narrow": _narrow(seen.spf),
        "dkim": _dkim(seen.dkim),
        "dmarc": _dmarc(seen.dmarc),
        "alignment": (None, _alignment(seen.dmarc)),
        "tls": (None, "depends on the sending host"),
        "unsubscribe": (None, "depends on the header of each mail"),
        "domain": _domain(seen.mail),
    }
    return tuple(
        Demand(
            receiver=row.receiver,
            what=_WHAT[row.subject],
            met=judged[row.subject][0],
            why=judged[row.subject][1],
            since=row.since,
            codes=row.codes,
            part=_PARTS.get(row.subject),
        )
        for row in _TABLE
    )


def _reverse(senders: Sequence[SendingAddress]) -> _Judged:
    if not senders:
        return None, "no sending address is known: give --ip"
    faulty = [sender for sender in senders if reverse_fault_brief(sender.reverse.status) is not None]
    for sender in sorted(faulty, key=lambda sender: not sender.surely_sends):
        fault = f"{sender.address} has {reverse_fault_brief(sender.reverse.status)}"
        return (False, fault) if sender.surely_sends else (None, f"{fault}; it matters if that one is used")
    unknown = [sender.address for sender in senders if sender.reverse.status is ReverseName.UNKNOWN]
    if unknown:
        return None, f"{unknown[0]} could not be asked"
    dynamic = [sender.address for sender in senders if sender.generic == "dynamic"]
    if dynamic:
        return True, f"but the name of {dynamic[0]} looks like a dial-up pool"
    return True, "the names match"


def _spf(stranger: SpfStranger, senders: Sequence[SendingAddress]) -> _Judged:
    if stranger.result is SpfResult.NONE:
        return False, "no SPF record"
    if stranger.result is SpfResult.PERMERROR:
        return False, stranger.reason or "a permerror"
    verdicts = [(sender.address, sender.verdict) for sender in senders if sender.verdict is not None]
    for address, verdict in verdicts:
        if verdict.result not in (SpfResult.PASS, SpfResult.TEMPERROR):
            return False, f"{address}: {verdict.result}"
    if stranger.result is SpfResult.TEMPERROR or any(v.result is SpfResult.TEMPERROR for _, v in verdicts):
        return None, "could not be asked"
    if not verdicts:
        return None, "no sending address is known: give --ip"
    return True, "every address looked at passes"


def _alignment(policy: DmarcPolicy) -> str:
    """What each mail has to fulfil, as far as the record says."""
    base = policy.organizational_domain
    spf = "exactly that of From" if "spf" in policy.strict else f"of {base}"
    dkim = "exactly that of From" if "dkim" in policy.strict else f"of {base}"
    return f"depends on each mail: the domain of MAIL FROM has to be {spf}, or d= of the signature {dkim}"


def _narrow(spf: SpfInspection) -> _Judged:
    if spf.tree.record.text is None:
        return None, "there is no SPF record"
    wide = next((finding.says for finding in spf.findings if finding.id in _TOO_WIDE), None)
    return (True, "no very wide range is in it") if wide is None else (False, wide.removesuffix("."))


def _domain(mail: MxFound) -> _Judged:
    match mail.mx.status:
        case "unknown":
            return None, f"could not be asked ({mail.mx.outcome})"
        case "null":
            return False, "it takes no mail (null MX)"
        case "none" if mail.own.outcome.failed:
            return None, f"could not be asked ({mail.own.outcome})"
        case "none" if not mail.own.addresses:
            return False, "it has neither MX nor address"
    return True, "it has mail hosts, or an address"


def _dkim(part: Part) -> _Judged:
    if part.state is PartState.OK:
        return None, "a key is published; whether mail is signed shows in the mail"
    if part.state in (PartState.FAULTY, PartState.ABSENT):
        return None, f"{part.shown}; mail may be signed otherwise"
    return None, part.shown


def _dmarc(policy: DmarcPolicy) -> _Judged:
    if policy.status == "unknown":
        return None, f"could not be asked ({policy.outcome})"
    return policy.status == "ok", "no policy" if policy.status == "none" else f"p={policy.policy}"
