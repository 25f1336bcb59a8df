"""SPF for the address that a bounce shows, and the record that lets just it in."""

import random

from repcheck.model.published.spf import SenderVerdict
from repcheck.records.spf.repair.admit import sender_verdict
from tests.records.driver import Zone, drive, records
from tests.records.spf.edges import EDGES, ENDS, MEANT, ZONE, passing
from tests.support.examples import examples
from tests.support.tables import each

ME = "192.0.2.200"


def judged(record: str, ip: str = ME, zone: Zone = ZONE) -> SenderVerdict:
    return drive(sender_verdict("example.com", ip, 0), {**zone, ("example.com", "TXT"): records(record)})[0]


@each(
    "record, result, publish",
    [
        ("v=spf1 mx -all", "fail", f"v=spf1 mx ip4:{ME} -all"),
        ("v=spf1 mx", "neutral", f"v=spf1 mx ip4:{ME}"),
        ("v=spf1 redirect=one.example.net", "fail", f"v=spf1 redirect=one.example.net ip4:{ME}"),
        ("v=spf1 ip4:192.0.2.0/24 -all", "pass", None),
        ("v=spf1 include:one.example.net ~all", "softfail", f"v=spf1 include:one.example.net ip4:{ME} ~all"),
        ("v=spf1 ipv4:192.0.2.1 -all", "permerror", None),
        ("v=spf1 -ip4:192.0.2.0/24 -all", "fail", None),
        ("hello", "none", None),
    ],
)
def test_the_record_that_lets_it_in(record: str, result: str, publish: str | None) -> None:
    found = judged(record)
    assert (found.verdict.result, found.publish) == (result, publish)


def test_an_ipv6_address_is_let_in_as_one() -> None:
    assert judged("v=spf1 mx -all", "2001:db8::99").publish == "v=spf1 mx ip6:2001:db8::99 -all"


def test_nobody_else_is_let_in_and_nobody_dropped() -> None:
    offered = 0
    for case in range(examples(1000)):
        chosen = random.Random(case)
        terms = chosen.choices(MEANT, k=chosen.randint(1, 4))
        record = " ".join(("v=spf1", *terms, chosen.choice(ENDS))).strip()
        ip = chosen.choice(EDGES[:-3])
        offer = judged(record, ip).publish
        if offer is not None:
            offered += 1
            assert passing(offer, ZONE) == passing(record, ZONE) | {ip}, (record, offer)
    assert offered
