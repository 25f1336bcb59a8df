"""The SPF record, and every address that it permits."""

from repcheck.model.dns import Answer, Outcome
from repcheck.model.records import SpfRecord, SpfWalk
from repcheck.records.spf.record import spf_record_of
from tests.records.driver import Zone, drive, failure, records
from tests.records.spf.walking import HOSTS, addresses, unreachable, walk
from tests.support.tables import each


@each(
    "answer, expected",
    [
        (records("v=spf1 -all"), SpfRecord(status="ok", text="v=spf1 -all")),
        (records("V=SPF1"), SpfRecord(status="ok", text="V=SPF1")),
        (records("x", "v=spf1 mx", "\udce9"), SpfRecord(status="ok", text="v=spf1 mx")),
        (records("v=spf1 a:\udce9"), SpfRecord(status="ok", text="v=spf1 a:\ufffd")),
        (records("v=spf10 mx"), SpfRecord(status="none")),
        (records(" v=spf1 mx"), SpfRecord(status="none")),
        (records('"v=spf1 mx"'), SpfRecord(status="none")),
        (records("v=spf1\tmx"), SpfRecord(status="none")),
        (records("v=spf1 -all", "v=spf1 -all"), SpfRecord(status="several")),
        (Answer(Outcome.NODATA), SpfRecord(status="none", outcome=Outcome.NODATA)),
        (Answer(Outcome.NXDOMAIN), SpfRecord(status="none", outcome=Outcome.NXDOMAIN)),
        (failure(Outcome.SERVFAIL), SpfRecord(status="unknown", outcome=Outcome.SERVFAIL)),
        (failure(Outcome.TIMEOUT), SpfRecord(status="unknown", outcome=Outcome.TIMEOUT)),
    ],
)
def test_selection(answer: Answer, expected: SpfRecord) -> None:
    assert drive(spf_record_of("example.com"), {("example.com", "TXT"): answer})[0] == expected


@each(
    "record, expected",
    [
        ("v=spf1", []),
        ("v=spf1 ip4:192.0.2.1", ["192.0.2.1"]),
        ("v=spf1 +IP4:192.0.2.1/32", ["192.0.2.1"]),
        ("v=spf1 ip4:192.0.2.77/24", ["192.0.2.0/24"]),
        ("v=spf1   ip4:192.0.2.1  ip6:2001:DB8::1 ", ["192.0.2.1", "2001:db8::1"]),
        ("v=spf1 ip6:2001:db8::ff/64 -all", ["2001:db8::/64"]),
        ("v=spf1 ip4:0.0.0.0/0", ["0.0.0.0/0"]),
        ("v=spf1 -ip4:192.0.2.1 ~ip4:192.0.2.2 ?ip4:192.0.2.3 ip4:192.0.2.4", ["192.0.2.4"]),
        ("v=spf1 -all ip4:192.0.2.1 redirect=b.example.net", []),
        ("v=spf1 redirect=b.example.net ?all", []),
        ("v=spf1 -ip4:192.0.2.0/24 ip4:192.0.2.9 ip4:198.51.100.1", ["198.51.100.1"]),
        ("v=spf1 ip4:192.0.2.9 -ip4:192.0.2.0/24", ["192.0.2.9"]),
        ("v=spf1 -ip4:192.0.2.1 ip4:192.0.2.0/24", ["192.0.2.0/24"]),
        ("v=spf1 -ip6:::/0 ip4:192.0.2.1 ip6:2001:db8::1", ["192.0.2.1"]),
        ("v=spf1 -ip4:192.0.2.0/24 include:b.example.net", ["198.51.100.7"]),
        ("v=spf1 include:b.example.net -ip4:192.0.2.0/24", ["192.0.2.7", "198.51.100.7"]),
        ("v=spf1 redirect=b.example.net ip4:192.0.2.1", ["192.0.2.1", "192.0.2.7", "198.51.100.7"]),
        ("v=spf1 exp=a.example.com x=%{d} include=b.example.net ip4:192.0.2.1", ["192.0.2.1"]),
    ],
)
def test_literals_qualifiers_and_order(record: str, expected: list[str]) -> None:
    zone: Zone = {("b.example.net", "TXT"): records("v=spf1 ip4:192.0.2.7 ip4:198.51.100.7 ?all")}
    found, _ = walk(record, zone)
    assert [entry.address for entry in found.sent_from] == expected
    assert found.unreachable == ()


@each(
    "record, expected",
    [
        ("v=spf1 a", ["192.0.2.1", "2001:db8::1"]),
        ("v=spf1 a/24", ["192.0.2.0/24", "2001:db8::1"]),
        ("v=spf1 a//64", ["192.0.2.1", "2001:db8::/64"]),
        ("v=spf1 a/28//48", ["192.0.2.0/28", "2001:db8::/48"]),
        ("v=spf1 A:_SPF.example.com.", ["192.0.2.3"]),
        ("v=spf1 mx", ["192.0.2.25", "2001:db8::25"]),
        ("v=spf1 mx:example.com/31", ["192.0.2.24/31", "2001:db8::25"]),
        ("v=spf1 -mx ~a a:nowhere.example.com", []),
        ("v=spf1 mx:mx.example.com", []),
        ("v=spf1 a a", ["192.0.2.1", "2001:db8::1"]),
        ("v=spf1 a/0", ["0.0.0.0/0", "2001:db8::1"]),
    ],
)
def test_hosts(record: str, expected: list[str]) -> None:
    found, _ = walk(record, HOSTS)
    assert [entry.address for entry in found.sent_from] == expected
    assert found.unreachable == ()


@each(
    "term",
    [
        "ip4:300.1.1.1", "ip4:mail.example.com", "ip4:192.0.2.0/33", "ip4:192.0.2.0/024", "ip4:2001:db8::1",
        "ip4:192.0.2", "ip4", "ipv4:192.0.2.1", "ip6:192.0.2.1", "ip6:2001:db8::/129", "ip6:fe80::1%1",
        "a:192.0.2.1", "a:host", "a:", "a/33", "a//129", "a/", "a:-", "mx:a_b .",
        "include", "include:", "include:host", "include:b.example.net/24", "-", "+", "all:x", "exists",
        "what", "mx,a", "a:b.example.-x", "exp=x\tmx", "redirect=host", "\u201cip4:192.0.2.1", "v=spf1\tmx",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(term: str) -> None:
    told = unreachable(f"v=spf1 {term} ip4:192.0.2.9")
    assert told
    assert told[0].endswith("(spf of example.com): not understood")
    assert addresses(f"v=spf1 {term} ip4:192.0.2.9") == ["192.0.2.9"]


@each(
    "term", ["exists:%{i}.spf.example.com", "exists:a.example.com", "ptr", "ptr:example.com", "a:%{i}",
             "include:%{l}.example.com", "mx:%{o}/24", "redirect=%{o}.example.net"],
)  # fmt: skip
def test_what_depends_on_the_message_is_told(term: str) -> None:
    assert unreachable(f"v=spf1 {term}") == (f"{term} (spf of example.com): depends on the message",)


def test_everybody_and_nobody_are_told() -> None:
    assert unreachable("v=spf1 ip4:192.0.2.1 +all") == ("+all (spf of example.com): permits every address",)
    (told,) = unreachable("v=spf1 ip6:::ffff:192.0.2.0/120")
    assert told.endswith("no sender can match an IPv4-mapped network")


def test_the_current_domain_as_a_macro_is_followed() -> None:
    zone: Zone = {("_spf.example.com", "TXT"): records("v=spf1 ip4:192.0.2.1")}
    assert addresses("v=spf1 redirect=_spf.%{d}", zone) == ["192.0.2.1"]


def test_a_second_redirect_and_a_name_that_is_none_are_told() -> None:
    zone: Zone = {("b.example.net", "TXT"): records("v=spf1 ip4:192.0.2.7")}
    found, _ = walk("v=spf1 redirect=b.example.net redirect=c.example.net a:b..example.net", zone)
    assert [entry.address for entry in found.sent_from] == ["192.0.2.7"]
    assert found.unreachable == (
        "redirect=c.example.net (spf of example.com): not understood",
        "a:b..example.net (spf of example.com): no host can be called so",
    )


def test_skipped_terms_are_not_told() -> None:
    found, _ = walk("v=spf1 -exists:%{i}.example.com ?ptr -include:b.example.net -nonsense:x -all")
    assert found == SpfWalk()


def test_origins_tell_the_way() -> None:
    zone: Zone = {
        ("a.example.net", "TXT"): records("v=spf1 include:B.example.net. ip4:192.0.2.2"),
        ("b.example.net", "TXT"): records("v=spf1 ip4:192.0.2.3 redirect=c.example.net"),
        ("c.example.net", "TXT"): records("v=spf1 ip4:192.0.2.4"),
    }
    found, _ = walk("v=spf1 include:a.example.net ip4:192.0.2.1", zone)
    b = "spf of example.com via include:a.example.net, include:b.example.net"
    assert [(entry.address, entry.origin) for entry in found.sent_from] == [
        ("192.0.2.3", b),
        ("192.0.2.4", f"{b}, redirect=c.example.net"),
        ("192.0.2.2", "spf of example.com via include:a.example.net"),
        ("192.0.2.1", "spf of example.com"),
    ]


@each(
    "answer, reason",
    [
        (Answer(Outcome.NXDOMAIN), "no SPF record there"),
        (records("hello"), "no SPF record there"),
        (records("v=spf1 a", "v=spf1 mx"), "several SPF records, which is an error"),
        (failure(Outcome.SERVFAIL), "could not be asked (servfail)"),
        (failure(Outcome.TIMEOUT), "could not be asked (timeout)"),
    ],
)
def test_include_without_a_record(answer: Answer, reason: str) -> None:
    found, _ = walk("v=spf1 include:b.example.net ip4:192.0.2.1", {("b.example.net", "TXT"): answer})
    assert found.unreachable == (f"include:b.example.net (spf of example.com): {reason}",)
    assert [entry.address for entry in found.sent_from] == ["192.0.2.1"]


def test_failed_address_questions_are_told() -> None:
    zone: Zone = {
        ("example.com", "A"): records("192.0.2.1"),
        ("example.com", "AAAA"): failure(Outcome.TIMEOUT),
        ("example.com", "MX"): failure(Outcome.REFUSED),
        ("b.example.net", "MX"): records("5 mx.example.net"),
        ("mx.example.net", "A"): failure(Outcome.SERVFAIL),
    }
    found, _ = walk("v=spf1 a mx mx:b.example.net", zone)
    assert [entry.address for entry in found.sent_from] == ["192.0.2.1"]
    assert found.unreachable == (
        "a (spf of example.com): could not be asked (timeout)",
        "mx (spf of example.com): could not be asked (refused)",
        "mx:b.example.net (spf of example.com): could not be asked (servfail)",
    )


@each(
    "record, expected",
    [
        ("v=spf1 a:h.example.net a:h.example.net", ["192.0.2.1", "192.0.2.2"]),
        # what is excluded later was permitted before, and stays so
        ("v=spf1 a:h.example.net -ip4:192.0.2.1 a:h.example.net", ["192.0.2.1", "192.0.2.2"]),
        ("v=spf1 -ip4:192.0.2.1 a:h.example.net a:h.example.net", ["192.0.2.2"]),
        ("v=spf1 a:h.example.net a:h.example.net/24", ["192.0.2.1", "192.0.2.2", "192.0.2.0/24"]),
    ],
)
def test_a_host_that_is_named_twice(record: str, expected: list[str]) -> None:
    zone: Zone = {("h.example.net", "A"): records("192.0.2.1", "192.0.2.2")}
    assert addresses(record, zone) == expected
