"""A report of mail that was refused: the domain, its bounces, their causes and what to do."""

from repcheck.model.bounces import Category, Subject
from repcheck.model.causes import Cause, LiveState, Step
from repcheck.model.exit_code import ExitCode
from repcheck.model.records import (
    DomainRecords,
    MxHost,
    MxRecords,
    PartShown,
    PartState,
    SentFrom,
    SpfRecord,
    SpfWalk,
)
from repcheck.model.report import Report, TargetReport
from repcheck.model.targets import Target, TargetKind

from .parts import STARTED, address, bounce, clean, healthy, listed


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
