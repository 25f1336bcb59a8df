"""Results of the other commands: ordinary ones, and ones full of what strangers write."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from repcheck.catalog.difference import Difference, EntryChange, FieldChange
from repcheck.hygiene.review import review
from repcheck.hygiene.typos import MailboxDomains
from repcheck.model.bounces import Category
from repcheck.model.dns import Outcome
from repcheck.model.exit_code import ExitCode
from repcheck.model.mail.hygiene import HygieneReport
from repcheck.model.mail.read_counts import Intake
from repcheck.model.observations import ListHealth, Observation, Severity, State, UnknownReason
from repcheck.model.probed import ListLife, Probed, ProbeReport
from repcheck.model.published.domain import (
    DmarcPolicy,
    DomainReport,
    DomainsReport,
    Part,
    SendingAddress,
)
from repcheck.model.published.lists import ShownLists
from repcheck.model.published.spf import SpfReport, SpfResult, SpfStranger, SpfTree, SpfVerdict
from repcheck.model.records import AddressRecords, PartState, ReverseName, SpfWalk
from repcheck.model.report import Finding
from repcheck.model.targets import Place
from repcheck.model.watch.monitor import ListedAs, Pair
from repcheck.model.watch.monitored import (
    ChangeEntry,
    Coverage,
    Document,
    FindingEntry,
    OpenEntry,
    PassReport,
)
from repcheck.model.watch.outbox import Mute, Pass, Request
from repcheck.model.watch.remembered import Age, Extent, StandingListing, Status
from tests.hygiene.made import bounce, gathered
from tests.render.parts import STARTED, clean, listed, unknown
from tests.support.built_in import built_in_catalog
from tests.support.hostile import HOSTILE

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
POLICY = DmarcPolicy(status="none", organizational_domain="example.com")
HOSTILE_TEXTS = tuple(HOSTILE.values())


def domains(texts: Sequence[str] = ("v=spf1 mx -all",)) -> DomainsReport:
    """One domain with a fault, a smaller point, a part that could not be asked, and a listed address.

    ``texts`` are what it publishes, and what others say of it.
    """
    fault = Finding(
        id="no_dmarc",
        severity=Severity.MEDIUM,
        says=f"example.com has no DMARC record: {texts[0]}",
        remedy='Publish: _dmarc.example.com TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com"',
        target="example.com",
        place=Place("zone.db", 7),
    )
    points = tuple(
        Finding(id="spf_slip", severity=Severity.LOW, says=f"The record holds {text}", target="example.com")
        for text in texts
    )
    report = DomainReport(
        domain="example.com",
        parts=(
            Part(name="dmarc", state=PartState.ABSENT, shown="none", findings=(fault,)),
            Part(name="spf", state=PartState.OK, shown=texts[0], record=texts[0], findings=points),
            *(Part(name="mx", state=PartState.OK, shown=text) for text in texts),
            Part(name="mta_sts", state=PartState.UNKNOWN, shown="timeout"),
        ),
        dmarc=POLICY,
        dmarc_old=POLICY,
        tree=SpfTree(domain="example.com", status="ok", text=texts[0]),
        stranger=SpfStranger(result=SpfResult.FAIL, result_ipv6=SpfResult.FAIL, lookups=1),
        walk=SpfWalk(),
        senders=tuple(
            SendingAddress(
                address=f"192.0.2.{number}",
                origin="mx of example.com",
                reverse=AddressRecords(status=ReverseName.CONFIRMED, names=(text,), outcome=Outcome.NOERROR),
                verdict=SpfVerdict(result=SpfResult.PASS),
                observations=(listed("list-a", text=text), unknown("list-b", UnknownReason.TIMEOUT)),
            )
            for number, text in enumerate(texts, 1)
        ),
        observations=(clean("list-d"), Observation(list="list-e", zone="list-e.example", state=State.CLEAN)),
    )
    return DomainsReport(
        started=STARTED,
        seconds=2.5,
        exit_code=ExitCode.FOUND,
        domains=(report,),
        lists=(ListHealth(list="list-a", zone="list-a.example", usable=True, name="List A"),),
        queries=44,
    )


def probe(texts: Sequence[str] = ("127.0.0.2 is not listed",)) -> ProbeReport:
    """A list that can be used, one that needs a key, and one for each text that it was seen to answer."""

    def health(name: str, reason: UnknownReason | None = None, saw: str = "") -> ListHealth:
        usable = reason is None
        return ListHealth(list=name, zone=f"{name}.example", usable=usable, reason=reason, saw=saw)

    keyless = health("list-b", UnknownReason.KEY_MISSING, "no key is set")
    odd = (health(f"odd-{n}", UnknownReason.UNEXPECTED_ANSWER, text) for n, text in enumerate(texts))
    return ProbeReport(
        started=STARTED,
        seconds=4.0,
        exit_code=ExitCode.FOUND,
        lists=(
            Probed(
                health=health("list-a"), name="List A", life=ListLife.ALIVE, standard=True, answered_ms=12.5
            ),
            Probed(health=keyless, name="List B", life=ListLife.NO_KEY, standard=True),
            *(Probed(health=one, name="Odd", life=ListLife.ODD, standard=True, answered_ms=9) for one in odd),
        ),
    )


def a_pass(texts: Sequence[str] = ("pool-a",)) -> PassReport:
    """Listings in groups of these names, one of them muted, with what changed and was noticed."""
    return PassReport(
        document=Document(
            at=NOW,
            changes=tuple(
                ChangeEntry(
                    target=f"192.0.2.{number}", list="list-a", before="clean", to="listed", at=NOW,
                    severity="high", reason=text, key=str(number), group=text, name=text, step=text, url=text,
                )
                for number, text in enumerate(texts)
            ),
            open=(
                *(
                    OpenEntry(
                        target=f"192.0.2.{number}", list="list-a", severity="high", group=text, since=NOW,
                        name=text,
                    )
                    for number, text in enumerate(texts)
                ),
                OpenEntry(target="192.0.2.200", list="list-b", severity="low", muted=NOW + timedelta(days=2)),
            ),
            findings=tuple(FindingEntry(id="odd", severity="low", says=text, remedy=text) for text in texts),
            coverage=Coverage(targets=9, lists=12, answered=11),
        ),
        exit_code=ExitCode.FOUND,
        seconds=3.25,
    )  # fmt: skip


def hygiene(texts: Sequence[str] = ("550 5.1.1 no such user",), sent: int | None = 100) -> HygieneReport:
    """Addresses that do not exist, with these replies."""
    records = [
        bounce(Category.NONEXISTENT, 1, f"reader{number}@example.net", diagnostic=text)
        for number, text in enumerate(texts)
    ]
    found = review(gathered(*records), MailboxDomains.of(("gmail.com",)), sent=sent, logged=None)
    intake = Intake(files=1, mails=len(records))
    return HygieneReport(started=STARTED, seconds=0.25, intake=intake, hygiene=found)


def spf(text: str = "v=spf1 -all") -> SpfReport:
    """A refusal that the domain explains in these words."""
    return SpfReport(
        domain="example.com",
        ip="192.0.2.10",
        sender=f"news{text}@example.com",
        helo=text,
        started=STARTED,
        seconds=0.5,
        exit_code=ExitCode.FOUND,
        verdict=SpfVerdict(result=SpfResult.FAIL, explanation=text),
        stranger=SpfStranger(result=SpfResult.FAIL, result_ipv6=SpfResult.FAIL, lookups=1),
        tree=SpfTree(domain="example.com", status="ok", text=text),
        findings=(Finding(id="spf_slip", severity=Severity.LOW, says=text, remedy=text),),
        publish=text,
    )


def lists(texts: Sequence[str]) -> ShownLists:
    """A list of somebody else's catalog for each text."""
    entry = built_in_catalog().lists[0]
    replaced = (
        msgspec.structs.replace(entry, id=f"list-{number}", name=text, operator=text, note=text, impact=text)
        for number, text in enumerate(texts)
    )
    return ShownLists(lists=tuple(replaced), source=texts[0], in_full=True)


def difference(texts: Sequence[str]) -> Difference:
    """A field that was and is something else, for each text."""
    fields = tuple(FieldChange("name", text, f"{text}!") for text in texts)
    change = EntryChange("list", "list-a", "changed", fields)
    return Difference(changes=(change,), before=texts[0], before_file=texts[0], after=texts[-1])


def a_status(texts: Sequence[str] = ("pool-a",)) -> Status:
    """Listings in groups of these names, their removal asked for in these words, and a mute for each."""
    return Status(
        at=NOW,
        age=Age.FRESH,
        every=timedelta(hours=1),
        last=Pass(
            started=NOW - timedelta(minutes=5), seconds=2.0, exit_code=1, baseline=False, targets=1, lists=1
        ),
        extent=Extent(len(texts), 1, len(texts)),
        listings=tuple(
            StandingListing(
                pair=Pair(f"192.0.2.{number}", "list-a"),
                group=text,
                standing=ListedAs(sublists=(text,), severity=Severity.HIGH),
                since=NOW - timedelta(days=3),
                asked=Request(target=f"192.0.2.{number}", list="list-a", asked=NOW, note=text),
                usual=text,
            )
            for number, text in enumerate(texts)
        ),
        mutes=tuple(
            Mute(
                id=number,
                target="192.0.2.200",
                list=None,
                until=NOW + timedelta(days=2),
                reason=text,
                since=NOW,
            )
            for number, text in enumerate(texts)
        ),
    )
