import pytest

from repcheck.demo.zones import Listing, honest
from tests.conftest import NameServerFactory
from tests.demo.asking import ask_udp, rcode, records_in
from tests.support.tables import each

ORIGIN = "bl.example"
ENTRIES: dict[str, Listing | str] = {
    "192.0.2.10": Listing(("127.0.0.2", "127.0.0.4"), "see https://bl.example/?ip=$"),
    "198.51.100.0/24": "127.0.0.10",
    "198.51.100.64/26": "127.0.0.11",
    "2001:db8:1::/48": "127.0.0.3",
    "2001:DB8::25": "127.0.0.2",
    "bad.example": "127.0.1.2",
    ".worse.example": "127.0.1.4",
    "*.shared.example": "127.0.1.5",
}
NIBBLES_25 = "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"
NIBBLES_NET = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2"
TEST_POINT_6 = "2.0.0.0.0.0.f.7.f.f.f.f" + ".0" * 20


@pytest.mark.parametrize(
    ("owner", "codes"),
    [
        ("10.2.0.192", ["127.0.0.2", "127.0.0.4"]),
        ("11.2.0.192", []),
        ("1.100.51.198", ["127.0.0.10"]),
        ("65.100.51.198", ["127.0.0.11"]),
        ("1.101.51.198", []),
        (NIBBLES_25, ["127.0.0.2"]),
        (NIBBLES_25.upper(), ["127.0.0.2"]),
        (NIBBLES_NET, ["127.0.0.3"]),
        ("6" + NIBBLES_25[1:], []),
        ("bad.example", ["127.0.1.2"]),
        ("www.bad.example", []),
        ("worse.example", ["127.0.1.4"]),
        ("A.B.worse.example", ["127.0.1.4"]),
        ("notworse.example", []),
        ("shared.example", []),
        ("a.shared.example", ["127.0.1.5"]),
        ("2.0.0.127", ["127.0.0.2"]),
        ("1.0.0.127", []),
        (TEST_POINT_6, ["127.0.0.2"]),
        ("1" + TEST_POINT_6[1:], []),
        ("TEST", ["127.0.0.2"]),
        ("INVALID", []),
    ],
)
def test_what_is_listed(nameserver: NameServerFactory, owner: str, codes: list[str]) -> None:
    response = ask_udp(nameserver(honest(ORIGIN, ENTRIES)), f"{owner}.{ORIGIN}")
    assert records_in(response) == codes
    assert rcode(response) == ("NOERROR" if codes else "NXDOMAIN")


def test_the_text_names_what_was_asked_about(nameserver: NameServerFactory) -> None:
    response = ask_udp(nameserver(honest(ORIGIN, ENTRIES)), f"10.2.0.192.{ORIGIN}", "TXT")
    assert records_in(response) == ['"see https://bl.example/?ip=192.0.2.10"']


def test_a_long_text_is_cut_into_strings(nameserver: NameServerFactory) -> None:
    server = nameserver(honest(ORIGIN, {"192.0.2.1": Listing(text="x" * 600)}))
    (rdata,) = ask_udp(server, f"1.2.0.192.{ORIGIN}", "TXT").answer[0]
    assert [len(string) for string in rdata.strings] == [255, 255, 90]


@pytest.mark.parametrize(
    ("owner", "rdtype"), [("65.100.51.198", "TXT"), ("10.2.0.192", "AAAA"), ("test", "MX")]
)
def test_no_record_of_a_listed_name_is_nodata(nameserver: NameServerFactory, owner: str, rdtype: str) -> None:
    response = ask_udp(nameserver(honest(ORIGIN, ENTRIES)), f"{owner}.{ORIGIN}", rdtype)
    assert (rcode(response), response.answer) == ("NOERROR", [])
    assert response.authority[0].to_text().startswith(f"{ORIGIN}. 60 IN SOA ")


def test_an_absence_tells_how_long_it_holds(nameserver: NameServerFactory) -> None:
    (soa,) = ask_udp(nameserver(honest(ORIGIN, {})), f"9.2.0.192.{ORIGIN}").authority
    assert soa[0].minimum == 60


def test_the_zone_itself_exists(nameserver: NameServerFactory) -> None:
    server = nameserver(honest(ORIGIN, {}))
    assert records_in(ask_udp(server, ORIGIN, "NS")) == ["ns.invalid."]
    assert len(ask_udp(server, ORIGIN, "SOA").answer) == 1
    assert rcode(ask_udp(server, ORIGIN)) == "NOERROR"


def test_a_list_without_test_points(nameserver: NameServerFactory) -> None:
    server = nameserver(honest(ORIGIN, {}, test_points=False))
    assert rcode(ask_udp(server, f"2.0.0.127.{ORIGIN}")) == "NXDOMAIN"


@each("entry", ["192.0.2.300", "192.0.2.1/24", "2001:db8::g", "10/8x", "192.0.2"])
def test_an_entry_that_only_looks_like_an_address_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match=r"does not appear|has host bits"):
        honest(ORIGIN, {entry: "127.0.0.2"})
