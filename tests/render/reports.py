"""Reports made by hand, one for each thing that the outputs must show."""

from collections import Counter

import msgspec

from repcheck.app.sweep.counts import Compacted
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import Cause, LiveState, Step
from repcheck.model.dns import Outcome
from repcheck.model.observations import ListHealth, Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.records import (
    AddressRecords,
    DomainRecords,
    MxHost,
    MxRecords,
    PartShown,
    PartState,
    ReverseName,
    SentFrom,
    SpfRecord,
    SpfWalk,
)
from repcheck.model.report import ExitCode, Finding, Report, TargetReport
from repcheck.model.targets import Target, TargetKind

STARTED = "2026-11-22T10:00:00Z"
NAMES = tuple(f"list-{letter}" for letter in "abcdefghijkl")

SPAM = SublistHit("spam", "Spam sources", "sends spam to traps, or belongs to somebody who does")
DYNAMIC = SublistHit("dynamic", "Dynamic addresses", "is an address of home customers")


def clean(name: str) -> Observation:
    return Observation(list=name, zone=f"{name}.example", state=State.CLEAN, ttl=300, rtt_ms=12.5)


def listed(
    name: str, severity: Severity = Severity.HIGH, hit: SublistHit = SPAM, text: str | None = None
) -> Observation:
    return Observation(
        list=name,
        zone=f"{name}.example",
        state=State.LISTED,
        codes=("127.0.0.2",),
        sublists=(hit,),
        severity=severity,
        text=text,
        ttl=300,
        rtt_ms=20.0,
    )


def unknown(name: str, reason: UnknownReason) -> Observation:
    return Observation(list=name, zone=f"{name}.example", state=State.UNKNOWN, reason=reason)


def address(value: str, *observations: Observation, **fields: str | tuple[str, ...]) -> TargetReport:
    target = Target(value=value, kind=TargetKind.IPV4, **fields)  # type: ignore[arg-type]
    return TargetReport(target=target, observations=observations)


def healthy(*names: str) -> tuple[ListHealth, ...]:
    return tuple(
        ListHealth(list=name, zone=f"{name}.example", usable=True, asked=1, answered=1) for name in names
    )


def with_counts(report: Report) -> Report:
    """The report as a run makes it: its lists are those of the observations, and count them."""
    known = {health.list: health for health in report.lists}
    seen = [one for target in report.targets for one in target.observations]
    for one in seen:
        known.setdefault(one.list, ListHealth(list=one.list, zone=one.zone, usable=True))
    asked = Counter(one.list for one in seen)
    answered = Counter(one.list for one in seen if one.state is not State.UNKNOWN)
    counted = (
        msgspec.structs.replace(health, asked=asked[name], answered=answered[name])
        for name, health in known.items()
    )
    return msgspec.structs.replace(report, lists=tuple(counted))


def without_clean(report: Report) -> Report:
    """The report as a run makes it that keeps no plain clean observation."""
    compacted = Compacted()
    targets = []
    for found in report.targets:
        kept = compacted.of(found.observations)
        clean = len(found.observations) - len(kept)
        targets.append(msgspec.structs.replace(found, observations=kept, clean=clean))
    return msgspec.structs.replace(report, targets=tuple(targets))


def all_clean() -> Report:
    found = address("192.0.2.10", *[clean(name) for name in NAMES])
    return Report(
        started=STARTED,
        seconds=0.84,
        exit_code=ExitCode.OK,
        targets=(found,),
        lists=healthy(*NAMES),
        queries=37,
    )


def listings_and_unknowns() -> Report:
    found = address(
        "192.0.2.10",
        listed("list-a", Severity.LOW, DYNAMIC),
        listed("list-b", Severity.HIGH, text="Listed, see https://list-b.example/lookup?ip=192.0.2.10"),
        *[clean(name) for name in NAMES[2:9]],
        unknown("list-j", UnknownReason.RESOLVER_BLOCKED),
        unknown("list-k", UnknownReason.RESOLVER_BLOCKED),
        unknown("list-l", UnknownReason.LIST_DEAD),
        group="pool-a",
    )
    allowed = Observation(
        list="allow-a",
        zone="allow-a.example",
        state=State.CLEAN,
        codes=("127.0.5.1",),
        sublists=(SublistHit("low", "Low trust", "is known to send some good mail"),),
    )
    dead = ListHealth(
        list="list-l",
        zone="list-l.example",
        usable=False,
        reason=UnknownReason.LIST_DEAD,
        saw="NXDOMAIN for list-l.example itself",
        asked=1,
    )
    return Report(
        started=STARTED,
        seconds=1.84,
        exit_code=ExitCode.FOUND,
        targets=(
            TargetReport(target=found.target, observations=(*found.observations, allowed)),
            address(
                "192.168.0.1",
                special="private address (RFC 1918)",
                not_asked="private address (RFC 1918); --any-address asks all the same",
            ),
        ),
        lists=(*healthy(*NAMES[:9]), dead),
        findings=(
            Finding(
                id="no_ptr",
                severity=Severity.MEDIUM,
                says="192.0.2.10 has no reverse name (PTR).",
                remedy="Ask the owner of the network to set one that leads back to the address.",
                target="192.0.2.10",
            ),
        ),
        queries=41,
    )


def interrupted() -> Report:
    found = address(
        "192.0.2.10",
        listed("list-a"),
        clean("list-b"),
        *[unknown(name, UnknownReason.BUDGET_SPENT) for name in NAMES[2:]],
    )
    return Report(
        started=STARTED,
        seconds=0.31,
        exit_code=ExitCode.INTERRUPTED,
        targets=(found,),
        lists=healthy("list-a", "list-b"),
        queries=20,
        interrupted="interrupt",
    )


def network_down() -> Report:
    targets = [
        address(f"192.0.2.{last}", *[unknown(name, UnknownReason.NETWORK_DOWN) for name in NAMES])
        for last in (10, 11)
    ]
    return Report(
        started=STARTED,
        seconds=6.0,
        exit_code=ExitCode.UNDECIDED,
        targets=tuple(targets),
        findings=(
            Finding(
                id="network_down",
                severity=Severity.CRITICAL,
                says="Nothing at all answered: it is your resolver or your network, not the lists.",
                remedy="See whether any name resolves here, or name a resolver with --resolver.",
            ),
        ),
        queries=72,
    )


def bounce(recipient: str, category: Category, **fields: object) -> BounceRecord:
    return BounceRecord(
        file="bounce.eml",
        index=0,
        kind="bounce",
        recipient=recipient,
        status_code=550,
        enhanced_status="5.7.1",
        category=category,
        **fields,  # type: ignore[arg-type]
    )


def bounced() -> Report:
    """A domain with its mail host, bounces that name a list, and what follows from them."""
    reply = "550 5.7.1 <alice@example.net>: client host [192.0.2.10] blocked using list-a.example"
    subject = Subject("ip", "192.0.2.10")
    records = (
        bounce(
            "alice@example.net",
            Category.BLOCKED,
            hard=False,
            sender_blocked=True,
            blocked_subject=subject,
            cited_lists=("list-a",),
            cited_zones=("list-a.example",),
            remote_mta="mx.example.net",
            time=STARTED,
            diagnostic=reply,
        ),
        bounce("bob@example.org", Category.BLOCKED, hard=False, sender_blocked=True, diagnostic=reply),
        bounce("carol@example.org", Category.NONEXISTENT, hard=True, sender_blocked=False),
        bounce("dave@example.org", Category.OTHER),
    )
    return Report(
        started=STARTED,
        seconds=1.2,
        exit_code=ExitCode.FOUND,
        targets=(domain_target(), address("192.0.2.10", listed("list-a"), clean("list-b"))),
        lists=healthy("list-a", "list-b"),
        bounces=records,
        causes=causes(reply, subject),
        plan=plan(),
        queries=19,
    )


def domain_target() -> TargetReport:
    return TargetReport(
        target=Target(value="example.com", kind=TargetKind.DOMAIN),
        observations=(clean("list-d"),),
        domain=DomainRecords(
            mx=MxRecords(
                status="ok",
                hosts=(MxHost(preference=10, host="mx.example.com", addresses=("192.0.2.10",)),),
            ),
            spf=SpfRecord(status="ok", text="v=spf1 mx include:_spf.example.net -all"),
            short=(
                PartShown(name="spf", state=PartState.FAULTY, shown="permerror for strangers"),
                PartShown(name="dmarc", state=PartState.UNKNOWN, shown="could not be asked (timeout)"),
                PartShown(name="mx", state=PartState.OK, shown="10 mx.example.com"),
            ),
            walk=SpfWalk(
                sent_from=(SentFrom(address="192.0.2.10", origin="mx of example.com"),),
                unreachable=("include:_spf.example.net (timeout)",),
            ),
        ),
    )


def causes(reply: str, subject: Subject) -> tuple[Cause, ...]:
    return (
        Cause(
            id="rate:provider-a",
            provider="provider-a",
            kind="rate",
            subject=Subject("sender", "news@example.com"),
            live_state=LiveState.PRIVATE,
            bounces=1,
            recipients=1,
            domains=1,
            says="provider-a slows down news@example.com.",
            evidence=("421 4.7.0 erin@example.org too much mail from news@example.com",),
        ),
        Cause(
            id="list:list-a:192.0.2.10",
            list="list-a",
            kind="list",
            subject=subject,
            live_state=LiveState.CONFIRMED,
            bounces=2,
            recipients=2,
            domains=2,
            first_seen="2026-11-20T08:00:00Z",
            last_seen=STARTED,
            says="Receivers refuse mail from 192.0.2.10 because list-a lists it.",
            evidence=(reply,),
        ),
    )


def plan() -> tuple[Step, ...]:
    served = ("list:list-a:192.0.2.10",)
    return (
        Step(
            phase="fix",
            causes=served,
            title="Stop what sends spam through 192.0.2.10.",
            how="Look for stolen passwords, web forms and forwarders; a listing comes back while spam flows.",
        ),
        Step(
            phase="ask",
            causes=served,
            list="list-a",
            title="Ask list-a to take 192.0.2.10 off.",
            how="Fill in the form, and say what was wrong and since when it is not.",
            url="https://list-a.example/delist",
            who="network_owner",
            wait="one day",
            certain=False,
        ),
        Step(
            phase="verify",
            causes=served,
            title="See that it is gone.",
            how="",
            command="repcheck check 192.0.2.10 --lists list-a",
        ),
    )


def hostile() -> Report:
    """Everything that a stranger can write, written with bad intent."""
    evil = (
        "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202eelttil\u202c a\u200bb \udc9b\udcff line\r\nNo listing found\n"
    )
    found = TargetReport(
        target=Target(
            value="192.0.2.10",
            kind=TargetKind.IPV4,
            group="pool \x1b[31m",
            origin=("spf of example.com via include:" + "a" * 300,),
        ),
        observations=(
            listed("list-a", text=evil),
            listed("list-b", Severity.LOW, text="x" * 10_240),
            listed("list-c", Severity.LOW, text="\u5bb6" * 200 + " z" + "\u0301" * 50),
        ),
        address=AddressRecords(
            status=ReverseName.OTHER_ADDRESS, names=("\x1b[8mhidden.example",), outcome=Outcome.NOERROR
        ),
    )
    cause = Cause(
        id="unexplained",
        kind="unexplained",
        live_state=LiveState.UNEXPLAINED,
        bounces=1,
        recipients=1,
        domains=1,
        says=f"The reply says {evil}",
        evidence=(f"{evil} for victim@example.net and <https://example.net/?to=victim%40example.net>",),
    )
    return Report(
        started=STARTED,
        seconds=0.5,
        exit_code=ExitCode.FOUND,
        targets=(found,),
        lists=healthy("list-a", "list-b", "list-c"),
        bounces=(bounce("victim@example.net", Category.OTHER, diagnostic=evil),),
        causes=(cause,),
        findings=(Finding(id="odd", severity=Severity.LOW, says=evil, remedy=evil),),
        queries=9,
    )


def many() -> Report:
    """A range in which some are listed, one list fails for some, and one address got no answer."""
    targets = [
        address(
            f"192.0.2.{last}",
            listed("list-a", Severity.CRITICAL if last == 5 else Severity.MEDIUM)
            if last < 9
            else clean("list-a"),
            unknown("list-b", UnknownReason.TIMEOUT) if last % 4 == 0 else clean("list-b"),
            origin=("in 192.0.2.0/28",),
        )
        for last in range(16)
    ]
    silent = address("198.51.100.1", unknown("list-a", UnknownReason.SERVFAIL))
    return Report(
        started=STARTED,
        seconds=3.0,
        exit_code=ExitCode.FOUND,
        targets=(*targets, silent),
        lists=healthy("list-a", "list-b"),
        queries=60,
    )


GOLDEN = {
    "all_clean": all_clean,
    "listings_and_unknowns": listings_and_unknowns,
    "interrupted": interrupted,
    "network_down": network_down,
    "bounced": bounced,
    "hostile": hostile,
    "many": many,
}
