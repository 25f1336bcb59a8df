"""A cause names the customer: the envelope sender, HELO, and the user's own group of a target."""

import msgspec

from repcheck.causes.correlate import correlate
from repcheck.causes.groups import Groups, customer_of
from repcheck.model.bounces import BounceRecord, Subject
from repcheck.model.causes import Share
from repcheck.model.report import TargetReport
from tests.support.tables import each

from .cases import CATALOG, IP, address, bounce, domain, listed_bounce


def grouped(found: TargetReport, group: str) -> TargetReport:
    return msgspec.structs.replace(found, target=msgspec.structs.replace(found.target, group=group))


TARGETS = (
    grouped(address(value=IP), "pool-a"),
    grouped(address(value="2001:db8::25"), "pool-b"),
    grouped(domain(value="example.com"), "acme"),
    domain(value="example.org"),
)


@each(
    "record, group",
    [
        (listed_bounce(), "pool-a"),
        (bounce(source_ip="2001:0DB8::25"), "pool-b"),
        (bounce(source_ip="198.51.100.1", sender="News@Example.com"), "acme"),
        (bounce(sender="a@mail.example.com"), "acme"),
        (bounce(header_from="example.com"), "acme"),
        (bounce(helo="mta1.example.com"), "acme"),
        (bounce(blocked_subject=Subject("sender", "a@example.com")), "acme"),
        (bounce(source_ip=IP, sender="a@example.com"), "pool-a"),
        (bounce(sender="a@notexample.com"), None),
        (bounce(sender="a@example.org"), None),
        (bounce(sender=""), None),
        (bounce(), None),
    ],
)
def test_the_group_of_a_record(record: BounceRecord, group: str | None) -> None:
    assert Groups(TARGETS).of(record) == group


@each(
    "sender, customer",
    [
        ("News@Example.com", "news@example.com"),
        ("bounces+kim=example.net@example.com", "bounces@example.com"),
        ("prvs=1234abcd=news@example.com", "news@example.com"),
        ("SRS0=aB1c=XY=example.org=kim@example.com", "example.com"),
        ("", None),
        (None, None),
        ("no address", None),
    ],
)
def test_one_customer_is_one_name(sender: str | None, customer: str | None) -> None:
    assert customer_of(sender) == customer


def test_counts_by_customer() -> None:
    records = [
        listed_bounce(sender="a@example.com", helo="mta1.example.com"),
        listed_bounce(sender="a@example.com", helo="mta1.example.com"),
        listed_bounce(sender="b@example.org"),
    ]
    (cause,) = correlate(records, TARGETS, CATALOG)
    assert cause.senders == (Share("a@example.com", 2), Share("b@example.org", 1))
    assert cause.helos == (Share("mta1.example.com", 2),)
    assert cause.groups == (Share("pool-a", 3),)


def test_strangers_senders_take_bounded_room() -> None:
    records = (listed_bounce(sender=f"a{number}@example.com") for number in range(5_000))
    (cause,) = correlate(records, (), CATALOG)
    assert (len(cause.senders), cause.bounces) == (5, 5_000)
