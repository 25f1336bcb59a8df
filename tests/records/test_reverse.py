"""Reverse names and HELO names of the addresses that send."""

import msgspec

from repcheck.model.dns import Outcome
from repcheck.model.published.domain import SendingAddress
from repcheck.model.published.spf import SpfResult
from repcheck.model.records import PartState, ReverseName
from repcheck.records.reverse.generic import generic_name
from repcheck.records.reverse.helo import helo_of, helo_spf_findings
from repcheck.records.reverse.part import reverse_part
from tests.support.tables import each

from .driver import Zone, drive, failure, ids, records
from .senders import NO_PTR, sender


@each(
    "address, name, judged",
    [
        ("192.0.2.10", "mail.example.com", None),
        ("192.0.2.10", "mx10.example.com", None),
        ("192.0.2.10", "192-0-2-10.example.net", "generic"),
        ("192.0.2.10", "10.2.0.192.example.net", "generic"),
        ("192.0.2.10", "host192-000-002-010.example.net", "generic"),
        ("192.0.2.10", "c000020a.dyn.example.net", "dynamic"),
        ("192.0.2.10", "p192-0-2-10.dsl.example.net", "dynamic"),
        ("192.0.2.10", "pool-192-0-2-10.example.net", "dynamic"),
        ("2001:db8::10", "2001-0db8-0000-0000-0000-0000-0000-0010.example.net", "generic"),
        ("2001:db8::10", "mail.example.com", None),
    ],
)
def test_generic_names(address: str, name: str, judged: str | None) -> None:
    assert generic_name(address, name) == judged


INCLUDED = "spf of example.com via include:_spf.example.net"


@each(
    "who, expected",
    [
        (sender(), set()),
        (sender(NO_PTR), {"no_ptr high"}),
        (sender(ReverseName.NAME_MISSING), {"ptr_name_missing high"}),
        (sender(ReverseName.OTHER_ADDRESS), {"ptr_other_address high"}),
        (sender(ReverseName.UNKNOWN), {"ptr_unknown info"}),
        (sender(NO_PTR, network="192.0.2.0/24"), {"no_ptr low"}),
        (sender(NO_PTR, origin=INCLUDED), {"no_ptr low"}),
        (sender(NO_PTR, None), {"no_ptr low"}),
        (sender(name="dyn-192-0-2-10.example.net"), {"ptr_dynamic medium"}),
        (sender(result=None, name="dyn-192-0-2-10.example.net"), {"ptr_dynamic low"}),
        (sender(result=SpfResult.FAIL), {"spf_not_permitted high"}),
        (sender(result=None), set()),
    ],
)
def test_reverse_names(who: SendingAddress, expected: set[str]) -> None:
    assert ids(reverse_part([who], None)) == expected


def test_faults_alike_are_one_finding_that_names_the_addresses() -> None:
    many = [msgspec.structs.replace(sender(NO_PTR), address=f"192.0.2.{number}") for number in range(1, 9)]
    (finding,) = reverse_part(many, None).findings
    assert "192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5 and 3 more have no" in finding.says


@each(
    "name, zone, expected",
    [
        ("mx.example.com", {("mx.example.com", "A"): records("192.0.2.10"),
                            ("mx.example.com", "TXT"): records("v=spf1 a -all")}, set()),
        ("mx.example.com", {("mx.example.com", "A"): records("192.0.2.10")}, {"spf_helo_none info"}),
        ("other.example.com", {("other.example.com", "A"): records("192.0.2.99"),
                               ("other.example.com", "TXT"): records("v=spf1 a -all")},
         {"helo_differs low", "helo_other_address low"}),
        ("gone.example.com", {}, {"helo_differs low", "helo_without_address medium", "spf_helo_none info"}),
        ("broken.example.com", {(("broken.example.com"), "A"): failure(Outcome.SERVFAIL),
                                (("broken.example.com"), "TXT"): failure(Outcome.SERVFAIL)},
         {"helo_differs low", "helo_unknown info", "spf_helo_unknown info"}),
        ("localhost", {}, {"helo_differs low", "helo_no_name medium"}),
        ("192.0.2.10", {}, {"helo_differs low", "helo_no_name medium"}),
    ],
)  # fmt: skip
def test_helo_names(name: str, zone: Zone, expected: set[str]) -> None:
    part = reverse_part([sender()], drive(helo_of(name), zone)[0])
    assert ids(part) == expected
    assert (part.state is PartState.UNKNOWN) is ("helo_unknown info" in expected)


def test_spf_of_a_helo_name_is_proposed_only_where_it_covers_all_that_say_the_name() -> None:
    zone: Zone = {("mx.example.com", "A"): records("192.0.2.10")}
    helo = drive(helo_of("mx.example.com"), zone)[0]
    told = {
        who: next(helo_spf_findings(helo, who)).remedy or "" for who in (("192.0.2.10",), ("192.0.2.9",), ())
    }
    assert [remedy.startswith("Publish: mx.example.com TXT") for remedy in told.values()] == [
        True,
        False,
        False,
    ]
