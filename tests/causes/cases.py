"""Made-up records, targets and a catalog for the tests of causes and plan."""

from typing import Any

from repcheck.causes.correlate import correlate
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.catalog import (
    Catalog,
    Code,
    Delisting,
    ListKind,
    Provider,
    ProviderRule,
    ReputationList,
    Scope,
    Sublist,
    TestPoints,
    Use,
)
from repcheck.model.causes import Cause
from repcheck.model.observations import Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.records import AddressRecords, DomainRecords, MxRecords, ReverseName, SpfRecord
from repcheck.model.report import TargetReport
from repcheck.model.targets import Target, TargetKind

IP = "192.0.2.10"
CODE = 0x7F000000


def sublist(
    name: str, severity: Severity, scope: Scope = "address", delisting: Delisting | None = None
) -> Sublist:
    return Sublist(
        id=name.lower(),
        name=name,
        meaning=f"{name} entry",
        severity=severity,
        scope=scope,
        delisting=delisting,
    )


def block_list(list_id: str, *sublists: Sublist, **fields: Any) -> ReputationList:
    given: dict[str, Any] = {
        "name": list_id.title(),
        "zone": f"{list_id}.example",
        "asks": ("ipv4", "ipv6"),
        "severity": Severity.HIGH,
        "test_points": TestPoints(("127.0.0.2",), ("127.0.0.1",)),
        "codes": tuple(Code(CODE + 2 + at, CODE + 2 + at, sub) for at, sub in enumerate(sublists)),
    }
    return ReputationList(id=list_id, **{**given, **fields})


ZEN = block_list(
    "zen-bl",
    sublist(
        "CSS",
        Severity.HIGH,
        delisting=Delisting(
            how="Use the form",
            url="https://zen.example/css",
            fix_first=("secure all mailboxes",),
            evidence=("what was found",),
            wait="one day",
        ),
    ),
    sublist(
        "PBL",
        Severity.MEDIUM,
        scope="policy",
        delisting=Delisting(
            how="Confirm that it is a mail server", url="https://zen.example/pbl", wait="30 minutes"
        ),
    ),
    name="Zen BL",
    aliases=("www.zen.example/query/",),
    delisting=Delisting(how="Look the sublist up", url="https://zen.example/", paid="never paid"),
)
COP = block_list(
    "cop-bl",
    sublist("cop", Severity.MEDIUM),
    name="Cop BL",
    delisting=Delisting(
        how="Wait",
        fix_first=("secure all mailboxes",),
        expiry="24 hours after the last report",
        certain=False,
    ),
)
NETWORK = block_list(
    "net-bl",
    sublist("L3", Severity.INFO, scope="network"),
    name="Net BL",
    severity=Severity.INFO,
    delisting=Delisting(
        how="There is no way for the sender", who="network_owner", paid="express removal, do not pay"
    ),
)
NAMES = block_list(
    "name-bl",
    sublist("spam", Severity.HIGH, scope="domain"),
    name="Name BL",
    asks=("domain",),
    delisting=Delisting(how="Use the form", url="https://name.example/"),
)
SCORE = block_list("score", kind=ListKind.SCORE, name="Score")
BARE = block_list("bare-bl", sublist("bare", Severity.HIGH), name="Bare BL")

BIG = Provider(
    id="bigmail",
    name="Big Mail",
    mx_suffixes=(".mx.bigmail.example",),
    uses=(Use(list="cop-bl", source="bigmail.example"), Use(list="zen-bl", source="bigmail.example")),
    rules=(
        ProviderRule(
            pattern=r"\(B3140\)",
            cause="ip-reputation",
            means="the address has a bad name there",
            sample="550 (B3140)",
        ),
        ProviderRule(
            pattern=r"some DNSBL",
            cause="list",
            means="a public list that it does not name",
            sample="found on some DNSBL",
        ),
        ProviderRule(pattern=r"\(N1\)", cause="dns", means="no host name", sample="550 (N1)", certain=False),
    ),
    delisting=Delisting(how="Fill in the form", url="https://bigmail.example/unblock", wait="two days"),
)
QUIET = Provider(id="quiet", name="Quiet Mail")

CATALOG = Catalog(source="test", lists=(ZEN, COP, NETWORK, NAMES, SCORE, BARE), providers=(BIG, QUIET))


def bounce(**fields: Any) -> BounceRecord:
    given: dict[str, Any] = {
        "file": "bounces.mbox",
        "index": 0,
        "kind": "bounce",
        "recipient": "ann@example.net",
        "category": Category.BLOCKED,
        "sender_blocked": True,
        "diagnostic": "550 5.7.1 refused",
    }
    return BounceRecord(**{**given, **fields})


def listed_bounce(list_id: str = "zen-bl", value: str = IP, **fields: Any) -> BounceRecord:
    return bounce(cited_lists=(list_id,), blocked_subject=Subject("ip", value), **fields)


def listed(entry: ReputationList, *codes: int) -> Observation:
    subs = [code.sublist for code in entry.codes if code.first - CODE in codes]
    return Observation(
        list=entry.id,
        zone=entry.zone,
        state=State.LISTED,
        codes=tuple(f"127.0.0.{code}" for code in codes),
        sublists=tuple(SublistHit(sub.id, sub.name, sub.meaning) for sub in subs),
        severity=max((sub.severity for sub in subs), key=lambda each: each.rank, default=None),
    )


def clean(entry: ReputationList) -> Observation:
    return Observation(list=entry.id, zone=entry.zone, state=State.CLEAN)


def unknown(entry: ReputationList, reason: UnknownReason = UnknownReason.TIMEOUT) -> Observation:
    return Observation(list=entry.id, zone=entry.zone, state=State.UNKNOWN, reason=reason)


def address(
    *seen: Observation,
    value: str = IP,
    reverse: ReverseName | None = None,
    not_asked: str | None = None,
) -> TargetReport:
    kind = TargetKind.IPV6 if ":" in value else TargetKind.IPV4
    return TargetReport(
        target=Target(value=value, kind=kind, not_asked=not_asked),
        observations=seen,
        address=AddressRecords(status=reverse) if reverse is not None else None,
    )


def domain(*seen: Observation, value: str = "example.com", spf: SpfRecord | None = None) -> TargetReport:
    records = DomainRecords(mx=MxRecords(status="none"), spf=spf) if spf is not None else None
    return TargetReport(target=Target(value=value, kind=TargetKind.DOMAIN), observations=seen, domain=records)


def only(records: list[BounceRecord], *targets: TargetReport) -> Cause:
    (cause,) = correlate(records, targets, CATALOG)
    return cause
