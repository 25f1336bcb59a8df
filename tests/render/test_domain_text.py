"""``repcheck domain`` for people: what is shown of many addresses; nothing is left out in silence."""

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import ListHealth, Observation, Severity, State, UnknownReason
from repcheck.model.published.domain import DmarcPolicy, DomainReport, DomainsReport, SendingAddress
from repcheck.model.published.spf import SpfResult, SpfStranger, SpfTree, SpfVerdict
from repcheck.model.records import AddressRecords, ReverseName, SpfWalk
from repcheck.model.report import Finding
from repcheck.render.text.domain.report import render_domain_text

from .parts import STARTED

POLICY = DmarcPolicy(status="none", organizational_domain="example.com")


def observation(state: State, reason: UnknownReason | None = None, name: str = "bl") -> Observation:
    severity = Severity.HIGH if state is State.LISTED else None
    return Observation(list=name, zone=f"{name}.example", state=state, reason=reason, severity=severity)


def sender(
    last: int, *observations: Observation, status: ReverseName = ReverseName.CONFIRMED
) -> SendingAddress:
    return SendingAddress(
        address=f"192.0.2.{last}",
        origin="spf of example.com via include:a.example.net, include:b.example.net",
        reverse=AddressRecords(status=status, names=("mx\x1b[2J.example.com",)),
        verdict=SpfVerdict(result=SpfResult.PASS),
        observations=observations,
    )


def shown(*senders: SendingAddress, verbose: int = 0, findings: tuple[Finding, ...] = ()) -> str:
    report = DomainReport(
        domain="example.com",
        parts=(),
        dmarc=POLICY,
        dmarc_old=POLICY,
        tree=SpfTree(domain="example.com", status="none"),
        stranger=SpfStranger(result=SpfResult.NONE, result_ipv6=SpfResult.NONE, lookups=0),
        walk=SpfWalk(),
        senders=senders,
        findings=findings,
    )
    lists = (
        ListHealth(list="bl", zone="bl.example", usable=True),
        ListHealth(list="dead", zone="dead.example", usable=False, reason=UnknownReason.LIST_DEAD),
    )
    whole = DomainsReport(started=STARTED, seconds=1.0, exit_code=ExitCode.OK, domains=(report,), lists=lists)
    return render_domain_text(whole, width=110, colour=False, verbose=verbose)


def test_addresses_with_a_fault_come_first_and_the_rest_is_counted() -> None:
    clean = observation(State.CLEAN)
    many = [sender(number, clean) for number in range(1, 20)]
    bad = [sender(30, observation(State.LISTED)), sender(31, clean, status=ReverseName.NO_PTR)]
    text = shown(*many, *bad)
    rows = [line.split() for line in text.splitlines() if line.startswith("  192.0.2.")]
    assert [row[0] for row in rows[:3]] == ["192.0.2.30", "192.0.2.31", "192.0.2.1"]
    assert len(rows) == 12
    assert "9 more addresses, no worse fault (-v)" in text
    assert "include:b.example.net" in text
    assert "include:a.example.net" not in text
    assert "\x1b" not in text
    assert shown(*many, *bad, verbose=1).count("  192.0.2.") == 21


def test_lists_that_gave_no_answer_are_named_once() -> None:
    dead = observation(State.UNKNOWN, UnknownReason.LIST_DEAD, "dead")
    late = observation(State.UNKNOWN, UnknownReason.TIMEOUT)
    text = shown(sender(1, observation(State.CLEAN), dead), sender(2, late, dead))
    assert "clean on 1\n" in text
    rows = [line.split() for line in text.splitlines() if line.startswith("  192.0.2.2 ")]
    assert [row[-1] for row in rows] == ["unknown"]  # its one usable list gave no answer
    assert "unknown (list_dead): dead" in text


def test_what_was_not_looked_at_is_said_without_asking_for_more() -> None:
    left_out = Finding(
        id="range_sampled", severity=Severity.INFO, says="4 of 256 were looked at.", remedy="Do."
    )
    note = Finding(id="mx_single", severity=Severity.INFO, says="A note.")
    text = shown(sender(1), findings=(left_out, note))
    assert "4 of 256 were looked at. Do." in text
    assert "A note." not in text
    assert "1 note more (-v shows them)" in text
