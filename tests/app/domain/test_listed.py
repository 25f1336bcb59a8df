"""What the lists say of a domain and its addresses, as one part."""

from repcheck.app.domain.listed import listed_part
from repcheck.model.observations import Observation, Severity, State, SublistHit, UnknownReason
from repcheck.model.published.domain import Part, SendingAddress
from repcheck.model.records import AddressRecords, ReverseName
from tests.support.tables import each

OWN, INCLUDED = "spf of example.com", "spf of example.com via include:_spf.example.net"
HIT = SublistHit(id="spam", name="spam source", meaning="spam source")


def seen(state: State, name: str = "bl", severity: Severity = Severity.HIGH) -> Observation:
    listed = state is State.LISTED
    return Observation(
        list=name,
        zone=f"{name}.example",
        state=state,
        reason=UnknownReason.TIMEOUT if state is State.UNKNOWN else None,
        sublists=(HIT,) if listed else (),
        severity=severity if listed else None,
    )


def sender(last: int, *observations: Observation, origin: str = OWN) -> SendingAddress:
    return SendingAddress(
        address=f"192.0.2.{last}",
        origin=origin,
        reverse=AddressRecords(status=ReverseName.CONFIRMED, names=("mx.example.com",)),
        observations=observations,
    )


def part(*senders: SendingAddress, own: tuple[Observation, ...] = ()) -> Part:
    return listed_part("example.com", own, senders, 0.8)


LISTED, CLEAN, UNKNOWN = seen(State.LISTED), seen(State.CLEAN), seen(State.UNKNOWN)
LOW = seen(State.LISTED, severity=Severity.LOW)


@each(
    "observations, state",
    [
        ((), "not_asked"),
        ((CLEAN,), "ok"),
        ((LISTED, CLEAN), "faulty"),
        ((LOW,), "ok"),
        ((UNKNOWN, CLEAN), "unknown"),
        ((LISTED, UNKNOWN), "faulty"),
    ],
)
def test_states(observations: tuple[Observation, ...], state: str) -> None:
    assert part(sender(1, *observations)).state == state


def test_what_is_listed_alike_is_one_finding() -> None:
    found = part(*(sender(number, LISTED) for number in range(1, 8)), sender(9, CLEAN))
    (finding,) = found.findings
    assert (finding.id, finding.severity) == ("listed", Severity.HIGH)
    assert finding.says == (
        f"192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 and 3 more ({OWN}) are listed on bl (spam source)."
    )
    assert found.shown == "7 of 9 (the domain and its addresses) listed; 1 list asked"


def test_the_worst_listing_counts_and_comes_first() -> None:
    worst = seen(State.LISTED, "worse", Severity.CRITICAL)
    (finding,) = part(sender(1, LOW, worst)).findings
    assert finding.severity is Severity.CRITICAL
    assert "worse (spam source), bl (spam source)" in finding.says


def test_a_providers_address_is_the_providers_to_mend() -> None:
    own, theirs = part(sender(1, LISTED), sender(2, LISTED, origin=INCLUDED)).findings
    assert own.remedy == "How to get off, and what to stop first: repcheck delist 192.0.2.1"
    assert theirs.remedy is not None
    assert theirs.remedy.startswith("Your provider has to fix it")


def test_the_domain_itself() -> None:
    (finding,) = part(sender(1, CLEAN), own=(seen(State.LISTED, "dbl", Severity.MEDIUM),)).findings
    assert finding.says == "example.com is listed on dbl (spam source)."
