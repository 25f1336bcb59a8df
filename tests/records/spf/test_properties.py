"""Whatever texts strangers publish, up to 64 kB: nothing raises, asks too much, or works without bound."""

from collections import Counter
from typing import NamedTuple

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Answer, Outcome
from repcheck.model.published.spf import SpfQuery, SpfResult
from repcheck.records.domain import domain_records
from repcheck.records.spf.evaluation.verdict import check_host
from repcheck.records.spf.inspect import inspect_domain
from repcheck.records.spf.syntax.terms import parse_record
from repcheck.records.spf.tree.build import ASKING_TERMS_AT_MOST
from repcheck.records.spf.tree.walk import permitted
from tests.records.driver import Zone, drive, failure, records
from tests.records.spf.checking import ME, ME6, WORDS, printed
from tests.records.spf.inspecting import FACTS
from tests.support.counting import calls_of
from tests.support.examples import examples, size

LONGEST = size(65_536)
#: Of functions: far above what any of it takes, far below what a runaway would.
MOST_CALLS = 1_500_000 + 130 * LONGEST


class Filled(NamedTuple):
    """``part`` again and again up to ``LONGEST``. A value: a failure shows a few letters, not all."""

    part: str
    beginning: str

    @property
    def text(self) -> str:
        return (self.beginning + self.part * (LONGEST // len(self.part) + 1))[:LONGEST]


PARTS = st.one_of(
    st.text(min_size=1, max_size=40),
    WORDS.map(lambda word: word + " "),
    st.lists(WORDS, min_size=2, max_size=8).map(lambda words: " ".join(words) + " "),
    st.text(st.sampled_from("%{}dlsoip1r-.+,/_=: a"), min_size=1, max_size=30),
)
LONG = st.builds(
    Filled, PARTS, st.sampled_from(["v=spf1 ", "v=spf1 a:", "v=spf1 exists:%{", "v=spf1 x=", ""])
)
HOSTS = st.sampled_from(
    [
        Answer(Outcome.NXDOMAIN),
        records("192.0.2.99"),
        failure(Outcome.SERVFAIL),
        records(*(f"192.0.{n >> 8}.{n & 255}" for n in range(2000))),
    ]
)
FEW = settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])


def of_version_6(hosts: Answer) -> Answer:
    return msgspec.structs.replace(hosts, records=tuple(f"64:ff9b::{text}" for text in hosts.records))


def zone_of(first: Filled, second: Filled, hosts: Answer) -> Zone:
    top, below = first.text, second.text
    names = ("a.example.net", "b.example.net", "example.com")
    return {
        ("example.com", "TXT"): records(top),
        ("a.example.net", "TXT"): records(below),
        ("b.example.net", "TXT"): records(below, top),
        ("why.example.com", "TXT"): records(below),
        **{(name, "A"): hosts for name in names},
        **{(name, "AAAA"): of_version_6(hosts) for name in names},
        **{(name, "MX"): records(*(f"{n} m{n}.example.net" for n in range(400))) for name in names},
    }


@FEW
@given(top=LONG, below=LONG, hosts=HOSTS, ip=st.sampled_from([ME, ME6, f"::ffff:{ME}"]))
def test_a_verdict_for_any_text_within_the_limits(top: Filled, below: Filled, hosts: Answer, ip: str) -> None:
    query = SpfQuery(ip=ip, domain="example.com", sender="l" * 64 + "@example.com", helo="mx.example.com")
    zone = zone_of(top, below, hosts)
    checked = []
    assert calls_of(lambda: checked.append(drive(check_host(query), zone))) < MOST_CALLS
    ((verdict, driven),) = checked
    assert verdict.result in SpfResult
    assert verdict.lookups <= 11
    assert verdict.void_lookups <= 3
    by_type = Counter(question.rdtype for question in driven.questions)
    # The first record, one for each of ten terms, an explanation; below each mx ten hosts at most.
    assert by_type["TXT"] <= 12
    assert by_type["MX"] <= 10
    assert by_type["PTR"] <= 1
    assert by_type["A"] + by_type["AAAA"] <= 10 + 10 * 10 + 10
    assert max(map(len, driven.rounds), default=0) <= 10
    assert all(len(question.name) <= 253 for question in driven.questions)


@FEW
@given(top=LONG, below=LONG, hosts=HOSTS)
def test_all_that_is_told_of_any_text_is_bounded(top: Filled, below: Filled, hosts: Answer) -> None:
    zone = zone_of(top, below, hosts)
    inspected = []
    assert calls_of(lambda: inspected.append(drive(inspect_domain("example.com", FACTS), zone))) < MOST_CALLS
    ((found, driven),) = inspected
    walked = []
    assert calls_of(lambda: walked.append(permitted(found.tree))) < MOST_CALLS
    (walk,) = walked
    # Each term that asks may be an mx, with two questions to each of thirty hosts.
    assert len(driven.questions) <= 1 + 61 * ASKING_TERMS_AT_MOST + 50
    assert len(driven.rounds) <= 60
    assert len(walk.sent_from) <= 1000
    assert all(len(finding.says) < 3000 for finding in found.findings)
    drive(domain_records("example.com", FACTS, expand_spf=True), zone_of(top, below, hosts))


@FEW
@given(LONG)
def test_what_is_printed_is_read_the_same(filled: Filled) -> None:
    assert calls_of(lambda: printed(parse_record(filled.text))) < 40 * LONGEST
    parsed = parse_record(filled.text)
    once = printed(parsed)
    again = parse_record(once)
    assert printed(again) == once
    assert [type(term) for term in again.terms] == [type(term) for term in parsed.terms]
