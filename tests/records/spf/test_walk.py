"""The SPF record, and every address that it permits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Answer, Outcome
from repcheck.model.records import SpfRecord, SpfWalk
from repcheck.records.spf.record import spf_record_of
from repcheck.records.spf.tree.build import (
    ASKING_TERMS_AT_MOST,
    INCLUDES_DEEP_AT_MOST,
    TERMS_OF_A_RECORD_AT_MOST,
)
from repcheck.records.spf.tree.walk import ADDRESSES_AT_MOST, UNREACHABLE_AT_MOST, spf_walk
from tests.records.driver import Driven, Zone, drive, failure, records
from tests.support.counting import calls_of


def walk(record: str, zone: Zone | None = None) -> tuple[SpfWalk, Driven]:
    return drive(spf_walk("example.com", record), zone or {})


def addresses(record: str, zone: Zone | None = None) -> list[str]:
    return [entry.address for entry in walk(record, zone)[0].sent_from]


def unreachable(record: str, zone: Zone | None = None) -> tuple[str, ...]:
    return walk(record, zone)[0].unreachable


@pytest.mark.parametrize(
    ("answer", "expected"),
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


@pytest.mark.parametrize(
    ("record", "expected"),
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


HOSTS: Zone = {
    ("example.com", "A"): records("192.0.2.1"),
    ("example.com", "AAAA"): records("2001:db8::1"),
    ("example.com", "MX"): records("10 mx.example.com"),
    ("mx.example.com", "A"): records("192.0.2.25"),
    ("mx.example.com", "AAAA"): records("2001:db8::25"),
    ("_spf.example.com", "A"): records("192.0.2.3"),
}


@pytest.mark.parametrize(
    ("record", "expected"),
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    ("answer", "reason"),
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


def test_loops_end() -> None:
    zone: Zone = {
        ("a.example.net", "TXT"): records("v=spf1 include:b.example.net include:example.com ip4:192.0.2.1"),
        ("b.example.net", "TXT"): records("v=spf1 ip4:192.0.2.2 redirect=a.example.net"),
    }
    found, driven = walk("v=spf1 include:a.example.net include:A.example.net include:example.com", zone)
    assert [entry.address for entry in found.sent_from] == ["192.0.2.2", "192.0.2.1"]
    assert [told.rpartition(": ")[2] for told in found.unreachable] == ["leads back to itself"] * 3
    assert len(driven.questions) == 2


def test_independent_questions_go_out_together() -> None:
    zone: Zone = {(f"s{n}.example.net", "TXT"): records(f"v=spf1 a:h{n}.example.net") for n in range(9)}
    _, driven = walk(
        "v=spf1 mx " + " ".join(f"include:s{n}.example.net" for n in range(9)), {**HOSTS, **zone}
    )
    assert [len(asked) for asked in driven.rounds] == [10, 20]


def test_past_the_tenth_lookup() -> None:
    zone: Zone = {(f"h{n}.example.net", "A"): records(f"192.0.2.{n}") for n in range(30)}
    record = "v=spf1 " + " ".join(f"a:h{n}.example.net" for n in range(30))
    assert len(addresses(record, zone)) == 30


def test_asking_terms_are_bounded() -> None:
    record = "v=spf1 " + " ".join(f"a:h{n}.example.net" for n in range(ASKING_TERMS_AT_MOST + 5))
    found, driven = walk(record)
    assert len(driven.questions) == 2 * ASKING_TERMS_AT_MOST
    assert len(found.unreachable) == 5


def test_depth_is_bounded() -> None:
    zone: Zone = {
        (f"s{n}.example.net", "TXT"): records(f"v=spf1 include:s{n + 1}.example.net") for n in range(200)
    }
    found, driven = walk("v=spf1 include:s0.example.net", zone)
    assert len(driven.rounds) == INCLUDES_DEEP_AT_MOST
    assert found.unreachable[0].endswith(f"not followed, below {INCLUDES_DEEP_AT_MOST} other records")


def test_addresses_are_bounded() -> None:
    many = records(*(f"192.0.{n >> 8}.{n & 255}" for n in range(ADDRESSES_AT_MOST + 7)))
    found, _ = walk("v=spf1 a", {("example.com", "A"): many})
    assert len(found.sent_from) == ADDRESSES_AT_MOST
    assert found.unreachable[-1].startswith("7 more addresses")


def test_mail_hosts_are_bounded() -> None:
    zone: Zone = {
        ("example.com", "MX"): records(*(f"{n} mx{n}.example.com" for n in range(12))),
        **{(f"mx{n}.example.com", "A"): records(f"192.0.2.{n}") for n in range(12)},
    }
    found, _ = walk("v=spf1 mx", zone)
    assert [entry.address for entry in found.sent_from] == [f"192.0.2.{n}" for n in range(10)]
    assert found.unreachable == ("mx (spf of example.com): only the first 10 mail hosts were followed",)


def test_what_is_told_is_safe_and_bounded() -> None:
    (told,) = unreachable("v=spf1 \x1b[31m\udce9" + "x" * 5000)
    assert told.isprintable()
    assert len(told) < 200
    record = "v=spf1 " + " ".join(f"nonsense{n}" for n in range(10_000))
    told_all = unreachable(record)
    assert len(told_all) == UNREACHABLE_AT_MOST + 1
    assert told_all[-1].endswith("more terms")


def test_terms_of_a_record_are_bounded() -> None:
    record = "v=spf1 " + " ".join(
        f"ip4:192.0.{n >> 8}.{n & 255}" for n in range(TERMS_OF_A_RECORD_AT_MOST + 1)
    )
    assert len(addresses(record)) == TERMS_OF_A_RECORD_AT_MOST
    assert unreachable(record) == (
        f"spf of example.com: terms after the first {TERMS_OF_A_RECORD_AT_MOST} were not read",
    )
    assert unreachable("v=spf1 -all" + " a" * 1000) == ()


def test_hostile_records_cost_a_few_calls_for_each_term() -> None:
    long = "v=spf1 " + " ".join(f"-ip4:10.{n >> 8}.{n & 255}.0/24 ip4:192.0.2.{n & 255}" for n in range(2000))
    zone: Zone = {(f"s{n}.example.net", "TXT"): records(long) for n in range(20)}
    includes = "v=spf1 " + " ".join(f"include:s{n}.example.net" for n in range(20))
    walked = []
    calls = calls_of(lambda: walked.append(walk(includes, zone)))
    assert calls < 1_000 * 20 * TERMS_OF_A_RECORD_AT_MOST
    ((found, _),) = walked
    assert len(found.sent_from) == ADDRESSES_AT_MOST


def test_a_large_answer_that_many_terms_lead_to_is_read_once() -> None:
    many = records(*(f"192.0.{n >> 8}.{n & 255}" for n in range(2000)))
    zone: Zone = {("h.example.net", "A"): many}
    one = calls_of(lambda: walk("v=spf1 a:h.example.net -all", zone))
    hundred = calls_of(lambda: walk("v=spf1" + " a:h.example.net" * 100 + " -all", zone))
    assert hundred < one + 100 * 1_000  # one more reading of it costs more than 2,000 calls


TERMS = st.sampled_from(
    [
        "a", "mx", "ptr", "all", "-all", "+all", "include:a.example.net", "include:b.example.net",
        "redirect=a.example.net", "redirect=x", "exists:%{i}.example.com", "mx:b.example.net",
        "a/24//64", "ip4:192.0.2.1/24", "-ip4:192.0.2.0/25", "ip6:::/0", "ip6:::ffff:0:0/97",
        "ip4:", "a:", "a//", "%", "=", ":", "include:%{d}", "v=spf1",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(TERMS, st.text(max_size=20))).map(" ".join))
ANSWERS = st.one_of(
    st.sampled_from([outcome for outcome in Outcome if outcome is not Outcome.NOERROR]).map(Answer),
    st.lists(st.one_of(TEXTS, TEXTS.map("v=spf1 {}".format)), max_size=2).map(lambda texts: records(*texts)),
    st.lists(st.sampled_from(["192.0.2.1", "2001:db8::1", "10 b.example.net", "0 .", "x"])).map(
        lambda texts: records(*texts)
    ),
)


@settings(deadline=None)
@given(
    TEXTS,
    st.dictionaries(
        st.tuples(
            st.sampled_from(["example.com", "a.example.net", "b.example.net"]),
            st.sampled_from(["A", "AAAA", "MX", "TXT"]),
        ),
        ANSWERS,
    ),
)
def test_any_record_ends_within_bounds(record: str, zone: Zone) -> None:
    for text in (record, f"v=spf1 {record}"):
        found, driven = walk(text, zone)
        assert len(found.sent_from) <= ADDRESSES_AT_MOST
        assert len(found.unreachable) <= UNREACHABLE_AT_MOST + 3
        assert len(driven.rounds) <= INCLUDES_DEEP_AT_MOST + 2
        assert all(told.isprintable() for told in found.unreachable)


@pytest.mark.parametrize(
    ("record", "expected"),
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
