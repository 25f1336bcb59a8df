"""What the large receivers require, and domains that neither send nor take mail."""

from repcheck.model.dns import Answer, Outcome
from repcheck.model.published.domain import Demand, DmarcPolicy, Part, SendingAddress
from repcheck.model.published.spf import SpfResult
from repcheck.model.records import PartState, ReverseName
from repcheck.records.dkim.selectors import dkim_part
from repcheck.records.mx.findings import mx_found, mx_part
from repcheck.records.parked import is_parked
from repcheck.records.sender_requirements import SenderFacts, demands
from repcheck.records.spf.inspect import inspect_domain
from tests.records.policies import base
from tests.records.spf.inspecting import FACTS, special
from tests.support.tables import each

from .driver import Zone, drive, failure, ids, records
from .senders import NO_PTR, sender


def seen(
    record: Answer, senders: list[SendingAddress], policy: str = "ok", mail: Answer | None = None
) -> dict[str, Demand]:
    """What Gmail wants, by part or subject, and what Yahoo wants of the domain."""
    zone: Zone = {
        ("example.com", "TXT"): record,
        ("example.com", "MX"): mail or records("10 mx.example.com"),
        ("mx.example.com", "A"): records("192.0.2.25"),
    }
    table = demands(
        SenderFacts(
            spf=drive(inspect_domain("example.com", FACTS), zone)[0],
            mail=drive(mx_found("example.com", base), zone)[0],
            dmarc=DmarcPolicy(status=policy, organizational_domain="example.com"),  # type: ignore[arg-type]
            dkim=Part(name="dkim", state=PartState.OK, shown=""),
            senders=senders,
        )
    )
    found = {demand.what: demand for demand in table if demand.receiver == "Yahoo"}
    return {**found, **{demand.what: demand for demand in table if demand.receiver == "Gmail"}}


PTR, SPF, DMARC = "a matching reverse name", "SPF pass", "a DMARC policy, at least p=none"
NARROW, EXISTS = "an SPF record that is not too wide", "a domain that exists and takes mail"


def met(demands: dict[str, Demand]) -> dict[str, bool | None]:
    return {what: demand.met for what, demand in demands.items()}


def test_what_cannot_be_seen_is_never_met() -> None:
    table = met(seen(records("v=spf1 -all"), [sender()]))
    assert [table.pop(what) for what in (PTR, SPF, DMARC, NARROW, EXISTS)] == [True] * 5
    assert set(table.values()) == {None}
    silent = failure(Outcome.TIMEOUT)
    table = met(seen(silent, [sender(ReverseName.UNKNOWN, SpfResult.TEMPERROR)], "unknown", silent))
    assert set(table.values()) == {None}
    assert set(met(seen(silent, [], "unknown", silent)).values()) == {None}
    assert met(seen(records("v=spf1 -all"), [sender(NO_PTR, network="192.0.2.0/24")]))[PTR] is None


def test_what_is_missing_is_not_met() -> None:
    table = met(seen(records("v=spf1 nonsense"), [sender(NO_PTR)], "none", records("0 .")))
    assert {what for what, value in table.items() if value is False} == {PTR, SPF, DMARC, EXISTS}
    assert met(seen(records("v=spf1 -all"), [sender(result=SpfResult.SOFTFAIL)]))[SPF] is False
    assert met(seen(records("v=spf1 +all"), [sender()]))[NARROW] is False
    assert met(seen(records("v=spf1 -all"), [sender()], mail=Answer(Outcome.NODATA)))[EXISTS] is False


def test_alignment_says_what_each_mail_needs() -> None:
    (row,) = [row for what, row in seen(records("v=spf1 -all"), [sender()]).items() if "aligned" in what]
    assert row.met is None
    assert "the domain of MAIL FROM has to be of example.com" in row.why


@each(
    "receiver, part, code, since",
    [
        ("Gmail", "ptr", "451 4.7.23", "February 2024"),
        ("Gmail", "ptr", "550 5.7.25", "February 2024"),
        ("Gmail", "spf", "550 5.7.27", "February 2024"),
        ("Gmail", "spf", "550 5.7.26", "February 2024"),
        ("Gmail", "spf", "550 5.7.24", ""),
        ("Gmail", "dkim", "550 5.7.30", "February 2024"),
        ("Gmail", "dmarc", "550 5.7.40", "February 2024"),
        ("Gmail", None, "421 4.7.32", "February 2024"),
        ("Gmail", None, "550 5.7.29", "February 2024"),
        ("Yahoo", "mx", "554", ""),
        ("Outlook.com", "ptr", "450 4.7.25", ""),
        ("Outlook.com", "dmarc", "550 5.7.515", "5 May 2025"),
        ("Outlook.com", "spf", "550 5.7.515", "5 May 2025"),
        ("Outlook.com", "dkim", "550 5.7.515", "5 May 2025"),
    ],
)
def test_codes_lead_to_the_record(receiver: str, part: str | None, code: str, since: str) -> None:
    zone: Zone = {}
    table = demands(
        SenderFacts(
            spf=drive(inspect_domain("example.com", FACTS), zone)[0],
            mail=drive(mx_found("example.com", base), zone)[0],
            dmarc=DmarcPolicy(status="none", organizational_domain="example.com"),
            dkim=Part(name="dkim", state=PartState.NOT_ASKED, shown=""),
            senders=[],
        )
    )
    found = [row for row in table if row.receiver == receiver and code in row.codes and row.part == part]
    assert [row.since for row in found] == [since]


@each(
    "record, parked",
    [("v=spf1 -all", True), ("v=spf1 ~all", False), ("v=spf1 a -all", False), ("v=spf1 +all", False)],
)
def test_a_domain_that_neither_sends_nor_takes_mail_is_in_order(record: str, parked: bool) -> None:
    zone: Zone = {
        ("example.com", "MX"): records("0 ."),
        ("example.com", "TXT"): records(record),
        ("example.com", "A"): records("192.0.2.1"),
    }
    mail, _ = drive(mx_found("example.com", base), zone)
    spf, _ = drive(inspect_domain("example.com", FACTS), zone)
    assert is_parked(mail, spf) is parked
    part = mx_part(mail, special, parked=parked)
    assert (part.state is PartState.OK, ids(part) == set()) == (parked, parked)
    dkim = dkim_part("example.com", (), barred=True, parked=parked)
    assert (dkim.state, not dkim.findings) == ("ok" if parked else "absent", parked)
