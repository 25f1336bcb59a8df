"""Reports made by hand, one for each thing that the outputs must show."""

from repcheck.model.bounces import Category
from repcheck.model.causes import Cause, LiveState
from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.records import (
    AddressRecords,
    ReverseName,
)
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.model.targets import Target, TargetKind

from .blocked import bounced
from .parts import DYNAMIC, NAMES, STARTED, address, bounce, clean, healthy, listed, unknown


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
