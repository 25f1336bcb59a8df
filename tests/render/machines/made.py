"""Results of commands for the formats of machines: ordinary ones, and ones full of what strangers write."""

from collections.abc import Iterator

import msgspec

from repcheck.model.baseline import Compared, Standing
from repcheck.model.bounces import BounceRecord, Category, Subject
from repcheck.model.causes import Cause, LiveState, Step
from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.records import (
    AddressRecords,
    DomainRecords,
    MxHost,
    MxRecords,
    ReverseName,
    SpfRecord,
)
from repcheck.model.report import Finding, Report, TargetReport
from repcheck.model.targets import Place, Target, TargetKind
from tests.render.blocked import bounced
from tests.render.parts import STARTED, listed, with_counts
from tests.render.reports import interrupted, listings_and_unknowns, network_down
from tests.support.hostile import HOSTILE


def placed(report: Report, file: str = "targets.txt") -> Report:
    """The report as if its targets were the lines of a file, the first on line 3."""
    targets = [
        msgspec.structs.replace(
            found, target=msgspec.structs.replace(found.target, place=Place(file, number))
        )
        for number, found in enumerate(report.targets, 3)
    ]
    return msgspec.structs.replace(report, targets=tuple(targets))


def beside_baseline() -> Report:
    """One listing that was accepted, one that got worse."""
    report = listings_and_unknowns()
    compared = Compared(
        file="baseline.yaml",
        standings={("192.0.2.10", "list-a"): Standing.ACCEPTED, ("192.0.2.10", "list-b"): Standing.WORSE},
        changes={("192.0.2.10", "list-b"): "high, was low"},
    )
    return msgspec.structs.replace(report, compared=compared)


#: Reports of ``check``, by name.
CHECKS = {
    "listings": lambda: with_counts(placed(listings_and_unknowns())),
    "bounced": lambda: with_counts(bounced()),
    "interrupted": lambda: with_counts(interrupted()),
    "network_down": lambda: with_counts(network_down()),
    "baseline": lambda: with_counts(placed(beside_baseline())),
}


def poisoned() -> Report:
    """A report in which each text that a stranger can write is a hostile one, and all of those stand."""
    return with_counts(
        Report(
            started=STARTED,
            seconds=0.5,
            exit_code=ExitCode.FOUND,
            targets=tuple(_poisoned_targets()),
            bounces=tuple(_poisoned_bounces()),
            causes=tuple(_poisoned_causes()),
            plan=tuple(_poisoned_steps()),
            findings=tuple(
                Finding(id="odd", severity=Severity.LOW, says=text, remedy=text, target="192.0.2.1")
                for text in HOSTILE.values()
            ),
            queries=9,
        )
    )


def _poisoned_targets() -> Iterator[TargetReport]:
    for number, text in enumerate(HOSTILE.values(), 1):
        target = Target(
            value=f"192.0.2.{number}",
            kind=TargetKind.IPV4,
            group=f"pool {text}",
            origin=(f"spf of example.com via include:{text}",),
            place=Place(f"dir, a:b%/{text[:40]}.txt", number),
        )
        hit = SublistHit("spam", text, text, why=text)
        odd = Observation(
            list="list-b",
            zone="list-b.example",
            state=State.UNKNOWN,
            reason=UnknownReason.UNEXPECTED_ANSWER,
            text=text,
        )
        yield TargetReport(
            target=target,
            observations=(listed("list-a", hit=hit, text=text), odd),
            address=AddressRecords(status=ReverseName.CONFIRMED, names=(text,), outcome=Outcome.NOERROR),
        )
    texts = tuple(HOSTILE.values())
    yield TargetReport(
        target=Target(value="example.com", kind=TargetKind.DOMAIN),
        observations=(listed("list-a", text=" ".join(text[:80] for text in texts)),),
        domain=DomainRecords(
            mx=MxRecords(status="ok", hosts=tuple(MxHost(preference=1, host=text) for text in texts)),
            spf=SpfRecord(status="ok", text="v=spf1 " + texts[0]),
        ),
    )


def _poisoned_bounces() -> Iterator[BounceRecord]:
    for number, text in enumerate(HOSTILE.values()):
        yield BounceRecord(
            file=f"{text}.eml",
            index=number,
            kind="bounce",
            recipient=f"victim{number}@example.net",
            original_recipient=f"{text}@example.net",
            status_code=550,
            category=Category.BLOCKED,
            sender_blocked=True,
            cited_lists=(text,),
            cited_zones=(text,),
            remote_mta=text,
            sender=f"{text}@example.com",
            helo=text,
            queue_id=text,
            source_id=text,
            diagnostic=text,
            words=text,
        )


def _poisoned_causes() -> Iterator[Cause]:
    for number, text in enumerate(HOSTILE.values()):
        yield Cause(
            id=f"list:{number}",
            list=text,
            kind="list",
            subject=Subject("domain", text),
            live_state=LiveState.CONFIRMED,
            bounces=1,
            recipients=1,
            domains=1,
            says=f"Receivers refuse mail: {text}",
            brief=text,
            evidence=(f"550 {text} for victim@example.net",),
            publish=f'example.com TXT "{text}"',
        )


def _poisoned_steps() -> Iterator[Step]:
    for number, text in enumerate(HOSTILE.values()):
        yield Step(
            phase="ask",
            causes=(f"list:{number}",),
            list="list-a",
            title=text,
            how=text,
            url=f"https://list-a.example/{text}",
        )
