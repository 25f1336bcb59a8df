"""A walk over SPF records ends: loops, depth, and how much is asked, kept and told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Answer, Outcome
from repcheck.records.spf.tree.build import (
    ASKING_TERMS_AT_MOST,
    INCLUDES_DEEP_AT_MOST,
    TERMS_OF_A_RECORD_AT_MOST,
)
from repcheck.records.spf.tree.walk import ADDRESSES_AT_MOST, UNREACHABLE_AT_MOST
from tests.records.driver import Zone, records
from tests.records.spf.walking import HOSTS, addresses, unreachable, walk
from tests.support.counting import calls_of
from tests.support.examples import MANY


def test_loops_end() -> None:
    zone: Zone = {
        ("a.example.net", "TXT"): records("v=spf1 include:b.example.net include:example.com ip4:192.0.2.1"),
        ("b.example.net", "TXT"): records("v=spf1 ip4:192.0.2.2 redirect=a.example.net"),
    }
    found, driven = walk("v=spf1 include:a.example.net include:A.example.net include:example.com", zone)
    assert [entry.address for entry in found.sent_from] == ["192.0.2.2", "192.0.2.1"]
    assert [told.rpartition(": ")[2] for told in found.unreachable] == ["includes itself again"] * 3
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
    count = 20 if MANY else 5
    zone: Zone = {(f"s{n}.example.net", "TXT"): records(long) for n in range(count)}
    includes = "v=spf1 " + " ".join(f"include:s{n}.example.net" for n in range(count))
    walked = []
    calls = calls_of(lambda: walked.append(walk(includes, zone)))
    assert calls < 1_000 * count * TERMS_OF_A_RECORD_AT_MOST
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
