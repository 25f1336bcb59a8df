"""What large receivers ask of those who send in bulk, beside what a domain and its addresses show."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from repcheck.model.domain import Demand, DmarcPolicy, Part, PartName, PartState, SendingAddress
from repcheck.model.records import ReverseName
from repcheck.model.spf import SpfResult, SpfStranger

Subject = Literal["spf", "dkim", "dmarc", "alignment", "ptr", "tls", "unsubscribe"]


class _Row(msgspec.Struct, frozen=True):
    """One demand of one receiver; replies that complain of it are told as code and enhanced code."""

    receiver: str
    subject: Subject
    since: str
    codes: tuple[str, ...]


_GMAIL, _YAHOO, _OUTLOOK, _ICLOUD = "Gmail", "Yahoo", "Outlook.com", "iCloud"
_FEB, _MAY = "February 2024", "5 May 2025"
_TABLE = (
    _Row(_GMAIL, "ptr", _FEB, ("451 4.7.23", "550 5.7.25")),
    _Row(_GMAIL, "spf", _FEB, ("421 4.7.27", "550 5.7.27", "550 5.7.26")),
    _Row(_GMAIL, "dkim", _FEB, ("421 4.7.30", "550 5.7.30", "550 5.7.26")),
    _Row(_GMAIL, "dmarc", _FEB, ("421 4.7.40", "550 5.7.40")),
    _Row(_GMAIL, "alignment", _FEB, ("421 4.7.32",)),
    _Row(_GMAIL, "tls", _FEB, ("421 4.7.29", "550 5.7.29")),
    _Row(_GMAIL, "unsubscribe", "June 2024", ()),
    _Row(_YAHOO, "ptr", _FEB, ("553", "554")),
    _Row(_YAHOO, "spf", _FEB, ("553", "554")),
    _Row(_YAHOO, "dkim", _FEB, ("553", "554")),
    _Row(_YAHOO, "dmarc", _FEB, ("553", "554")),
    _Row(_YAHOO, "alignment", _FEB, ("553", "554")),
    _Row(_YAHOO, "unsubscribe", "June 2024", ()),
    _Row(_OUTLOOK, "ptr", "", ("450 4.7.25",)),
    _Row(_OUTLOOK, "spf", _MAY, ("550 5.7.515",)),
    _Row(_OUTLOOK, "dkim", _MAY, ("550 5.7.515",)),
    _Row(_OUTLOOK, "dmarc", _MAY, ("550 5.7.515",)),
    _Row(_OUTLOOK, "alignment", _MAY, ("550 5.7.515",)),
    _Row(_ICLOUD, "ptr", "", ()),
    _Row(_ICLOUD, "spf", "", ()),
    _Row(_ICLOUD, "dkim", "", ()),
    _Row(_ICLOUD, "dmarc", "", ()),
)
_WHAT: dict[Subject, str] = {
    "ptr": "a reverse name that leads back",
    "spf": "SPF pass",
    "dkim": "a DKIM signature that verifies",
    "dmarc": "a DMARC policy, at least p=none",
    "alignment": "From aligned with SPF or DKIM",
    "tls": "TLS",
    "unsubscribe": "one-click unsubscribe in marketing mail",
}
_PARTS: dict[Subject, PartName] = {"ptr": "ptr", "spf": "spf", "dkim": "dkim", "dmarc": "dmarc"}
#: Whether it is met, and why one thinks so.
_Judged = tuple[bool | None, str]


def demands(
    stranger: SpfStranger, dmarc: DmarcPolicy, dkim: Part, senders: Sequence[SendingAddress]
) -> tuple[Demand, ...]:
    """The table, receiver by receiver. What cannot be seen from outside is None, never met."""
    judged: dict[Subject, _Judged] = {
        "ptr": _reverse(senders),
        "spf": _spf(stranger, senders),
        "dkim": _dkim(dkim),
        "dmarc": _dmarc(dmarc),
        "alignment": (None, "depends on the envelope and the signature of each mail"),
        "tls": (None, "depends on the sending host"),
        "unsubscribe": (None, "depends on the header of each mail"),
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
    for sender in senders:
        if sender.reverse.status not in (ReverseName.CONFIRMED, ReverseName.UNKNOWN):
            return False, f"{sender.address}: {sender.reverse.status.replace('_', ' ')}"
    unknown = [sender.address for sender in senders if sender.reverse.status is ReverseName.UNKNOWN]
    if unknown:
        return None, f"{unknown[0]} could not be asked"
    dynamic = [sender.address for sender in senders if sender.generic == "dynamic"]
    if dynamic:
        return True, f"but the name of {dynamic[0]} looks like a dial-up pool"
    return True, "the names lead back"


def _spf(stranger: SpfStranger, senders: Sequence[SendingAddress]) -> _Judged:
    if stranger.result in (SpfResult.NONE, SpfResult.PERMERROR):
        return False, stranger.reason or "no SPF record"
    verdicts = [(sender.address, sender.verdict) for sender in senders if sender.verdict is not None]
    for address, verdict in verdicts:
        if verdict.result not in (SpfResult.PASS, SpfResult.TEMPERROR):
            return False, f"{address}: {verdict.result}"
    if stranger.result is SpfResult.TEMPERROR or any(v.result is SpfResult.TEMPERROR for _, v in verdicts):
        return None, "could not be asked"
    if not verdicts:
        return None, "no sending address is known: give --ip"
    return True, "every address looked at passes"


def _dkim(part: Part) -> _Judged:
    if part.state is PartState.OK:
        return None, "a key is published; whether mail is signed shows in the mail"
    if part.state in (PartState.FAULTY, PartState.ABSENT):
        return None, f"no other selector was looked at: {part.shown}"
    return None, part.shown


def _dmarc(policy: DmarcPolicy) -> _Judged:
    if policy.status == "unknown":
        return None, f"could not be asked ({policy.outcome})"
    return policy.status == "ok", "no policy" if policy.status == "none" else f"p={policy.policy}"
