"""What RDAP answers and bootstrap files say, whatever their form."""

from datetime import UTC, datetime
from typing import Any

from repcheck.model.dns import Answer, Outcome
from repcheck.model.sources import NetworkOwner, Trouble
from repcheck.sources.cymru import origins, question
from repcheck.sources.networks import abuse_link, covers, read_network
from repcheck.sources.registries import read_bootstrap, shipped
from tests.support.services import NESTED, entity, network
from tests.support.tables import each

AT = datetime(2026, 11, 20, tzinfo=UTC)


def read(document: dict[str, Any], address: str = "192.0.2.10") -> NetworkOwner:
    found = read_network(document, address, AT)
    assert isinstance(found, NetworkOwner)
    return found


def mail(value: object, **parameters: object) -> list[object]:
    return ["email", parameters, "text", value]


def test_the_desk_for_complaints_is_found_inside_the_organisation() -> None:
    found = read(network(NESTED))
    assert (found.range, found.owner, found.name) == ("192.0.2.0/24", "Example Hosting", "EXAMPLE-NET")
    assert (found.role, found.abuse) == ("abuse", ("abuse@example.net",))
    assert covers(found, "192.0.2.255")
    assert not covers(found, "192.0.3.0")
    assert not covers(found, "2001:db8::1")


@each(
    "entities, role, contacts",
    [
        (
            [entity(["abuse"], mail(["a@example.net", "b@example.net"]))],
            "abuse",
            ("a@example.net", "b@example.net"),
        ),
        (
            [entity(["abuse"], mail("late@example.net", pref="2"), mail("first@example.net", pref="1"))],
            "abuse",
            ("first@example.net", "late@example.net"),
        ),
        ([entity(["technical"], mail("noc@example.net"))], "technical", ("noc@example.net",)),
        (
            [entity(["abuse"], mail("REDACTED FOR PRIVACY")), entity(["registrant"], mail("o@example.net"))],
            "registrant",
            ("o@example.net",),
        ),
        ([entity(["abuse"], mail("please see https://example.net"))], None, ()),
        ([entity(["abuse"], mail("a@example.net\nBcc: x@example.net"))], None, ()),
        ([], None, ()),
        (["not an entity", {"roles": "abuse"}, {"roles": ["abuse"], "vcardArray": [1]}], None, ()),
        ([entity(["ABUSE"], mail(7), ["email"], mail({"a": 1}))], None, ()),
    ],
)
def test_who_takes_complaints(entities: list[Any], role: str | None, contacts: tuple[str, ...]) -> None:
    found = read(network(*entities))
    assert (found.role, found.abuse) == (role, contacts)


@each(
    "document, reason",
    [
        ({}, "unexpected_answer"),
        (network(first="198.51.100.0", last="198.51.100.255"), "unexpected_answer"),
        (network(first="2001:db8::", last="2001:db8::ffff"), "unexpected_answer"),
        (network(first="192.0.2.0", last="not an address"), "unexpected_answer"),
        ({"notices": [{"description": ["Your query rate limit was exceeded"]}]}, "over_quota"),
    ],
)
def test_what_says_nothing_of_the_network(document: dict[str, Any], reason: str) -> None:
    found = read_network(document, "192.0.2.10", AT)
    assert isinstance(found, Trouble)
    assert found.reason == reason


def test_a_range_that_is_no_prefix_and_names_of_strangers_are_shown_safely() -> None:
    name = "Evil\x1b[31m\r\nHosting " + "x" * 200
    found = read(network(entity(["registrant"], ["fn", {}, "text", name]), last="192.0.2.20"))
    assert found.range == "192.0.2.0 - 192.0.2.20"
    assert found.owner is not None
    assert found.owner.isprintable()
    assert len(found.owner) == 80


def test_entities_that_nest_without_end_are_followed_to_a_bound() -> None:
    nested: dict[str, Any] = entity(["abuse"], mail("deep@example.net"))
    for _ in range(40):
        nested = entity(["registrant"], inside=[nested])
    assert read(network(nested)).abuse == ()


def test_a_handle_alone_leads_to_where_it_is_described() -> None:
    handle = {"roles": ["abuse"], "handle": "AB1", "links": [{"rel": "self", "href": "https://r.example/e"}]}
    assert abuse_link(network(handle)) == "https://r.example/e"
    assert abuse_link(network({**handle, "links": [{"rel": "related"}]})) is None
    assert abuse_link(network(NESTED)) is None


def test_the_longest_prefix_and_https_win() -> None:
    found = read_bootstrap(
        {
            "services": [
                [["192.0.0.0/8"], ["https://wide.example/"]],
                [["192.0.2.0/24"], ["http://plain.example/rdap/", "https://narrow.example/rdap"]],
                [["198.51.100.0/24"], ["http://plain.example/"]],
                [["nonsense"], ["https://none.example/"]],
                "nonsense",
            ]
        }
    )
    assert found is not None
    assert found.base("192.0.2.10") == "https://narrow.example/rdap/"
    assert found.base("192.1.1.1") == "https://wide.example/"
    assert found.base("198.51.100.1") is None
    assert found.base("2001:db8::1") is None


@each("document", [None, [], {}, {"services": []}, {"services": [[["192.0.2.0/24"]]]}, "text"])
def test_what_is_no_bootstrap(document: Any) -> None:
    assert read_bootstrap(document) is None


@each(
    "family, address, base",
    [
        ("ipv4", "193.0.0.1", "https://rdap.db.ripe.net/"),
        ("ipv4", "200.1.1.1", "https://rdap.lacnic.net/rdap/"),
        ("ipv6", "2c00::1", "https://rdap.afrinic.net/rdap/"),
    ],
)
def test_the_shipped_copy_knows_the_registries(family: str, address: str, base: str) -> None:
    assert shipped(family).base(address) == base


def test_the_origin_of_an_address_by_dns() -> None:
    assert question("192.0.2.10").name == "10.2.0.192.origin.asn.cymru.com"
    assert question("2001:db8::1").name.endswith(".8.b.d.0.1.0.0.2.origin6.asn.cymru.com")
    records = (
        "64500 | 192.0.0.0/16 | DE | ripencc |",
        "64501 64502 | 192.0.2.0/24 | DE | ripencc |",
        "?",
        "x | y",
    )
    assert origins(Answer(Outcome.NOERROR, records), "192.0.2.10") == (64501, 64502)
    assert origins(Answer(Outcome.NXDOMAIN), "192.0.2.10") == ()
    assert origins(Answer(Outcome.NOERROR, ("64500 | 198.51.100.0/24",)), "192.0.2.10") == ()
