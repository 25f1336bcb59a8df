"""What is wrong with a record, and what to publish instead."""

from hypothesis import given, settings

from repcheck.model.dns import Answer, Outcome, Question
from repcheck.model.observations import Severity
from repcheck.model.records import PartState
from repcheck.records.spf.inspect import inspect_domain, retired_type
from repcheck.records.spf.part import spf_part
from repcheck.records.spf.syntax.slips import meant
from repcheck.records.spf.syntax.terms import Fault, Modifier, parse_record
from tests.records.driver import Zone, drive, failure, records
from tests.records.spf.checking import TEXTS, text
from tests.records.spf.inspecting import FACTS, HERE, found, inspect
from tests.support.examples import examples
from tests.support.tables import each

EIGHT = "a mx a/31 a/30 a/29 a/28 mx/31 mx/30"
TEN = " ".join(["a", "mx", "a/31", "a/30", "a/29", "a/28", "mx/31", "mx/30", "mx/29", "mx/28"])


@each(
    "record, expected",
    [
        ("v=spf1 a mx include:ok.example.net -all", set()),
        ("v=spf1 ip4:8.8.8.8 redirect=ok.example.net", {"spf_neutral_all medium"}),
        ("v=spf1 a ~all", {"spf_softfail_all info"}),
        ("v=spf1 +all", {"spf_everybody critical"}),
        ("v=spf1 a all", {"spf_everybody critical"}),
        ("v=spf1 ?all", {"spf_neutral_all medium"}),
        (
            "v=spf1 ip4:10.0.0.0/8 ?all",
            {"spf_neutral_all medium", "spf_special_address medium", "spf_wide medium"},
        ),
        ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", {"spf_everybody critical"}),
        ("v=spf1 ip6:::/0 -all", {"spf_everybody critical"}),
        ("v=spf1 ip4:8.0.0.0/9 -all", {"spf_wide medium"}),
        ("v=spf1 -ip4:10.0.0.0/8 -all", set()),
        ("v=spf1 ip4:127.0.0.1 ip4:192.168.1.1 -all", {"spf_special_address medium"}),
        ("v=spf1 ip4:192.0.2.1 -all", {"spf_special_address info"}),
        ("v=spf1 a", {"spf_no_all medium"}),
        ("v=spf1 a ipv4:8.8.8.8 -all", {"spf_syntax high"}),
        ("v=spf1 ptr -all", {"spf_ptr medium"}),
        ("v=spf1 -all a", {"spf_unused medium"}),
        ("v=spf1 -all redirect=ok.example.net", {"spf_unused medium"}),
        ("v=spf1 a a -all", {"spf_twice medium"}),
        ("v=spf1 include=ok.example.net -all", {"spf_idle_modifier medium"}),
        ("v=spf1 a v=spf1 -all", {"spf_idle_modifier medium"}),
        ("v=spf1 a ra=postmaster rr=all -all", set()),
        ("v=spf1 include:example.com -all", {"spf_loop high", "spf_own_include medium"}),
        ("v=spf1 include:several.example.net -all", {"spf_include_several high"}),
        ("v=spf1 include:broken.example.net -all", {"spf_unknown info"}),
        ("v=spf1 include:gone.example.net -all", {"spf_include_none high"}),
        ("v=spf1 include:gone.example.org -all", {"spf_takeover critical"}),
        ("v=spf1 a:www.gone.example.org -all", {"spf_takeover critical"}),
        ("v=spf1 mx:gone.example.org -all", {"spf_takeover critical"}),
        ("v=spf1 exists:gone.example.org -all", {"spf_takeover critical"}),
        ("v=spf1 redirect=gone.example.org", {"spf_takeover critical"}),
        ("v=spf1 a:gone.example.net -all", {"spf_void_term low"}),
        ("v=spf1 a:g1.example.net a:g2.example.net -all", {"spf_void_term low", "spf_void_lookups medium"}),
        (
            "v=spf1 a:g1.example.net mx:g2.example.net a:g3.example.net -all",
            {"spf_void_term low", "spf_void_lookups high"},
        ),
        ("v=spf1 ip6:2600::/31 -all", {"spf_wide medium"}),
        ("v=spf1 ip6:fd00::1 ip6:::1 -all", {"spf_special_address medium"}),
        ("v=spf1 include:ok.example.net include:ok.example.net -all", {"spf_twice medium"}),
        (f"v=spf1 {EIGHT} -all", set()),
        (f"v=spf1 {EIGHT} mx/29 -all", {"spf_many_lookups medium"}),
        (f"v=spf1 {TEN} -all", {"spf_many_lookups medium"}),
        (f"v=spf1 {TEN} mx/27 -all", {"spf_too_many_lookups high"}),
        ("v=spf1 " + " ".join(f"ip4:8.8.8.{n}" for n in range(40)) + " -all", {"spf_long low"}),
        ("v=spf10 a -all", {"spf_near_miss medium", "no_spf high"}),
        (" v=spf1 a -all", {"spf_near_miss medium", "no_spf high"}),
        ('"v=spf1 a -all"', {"spf_near_miss medium", "no_spf high"}),
        ("spf2.0/pra a -all", {"spf_near_miss medium", "no_spf high"}),
        ("hello", {"no_spf high"}),
    ],
)  # fmt: skip
def test_findings(record: str, expected: set[str]) -> None:
    assert found(record) == expected


BELOW = "and so does example.com by include:b.example.net"
SAME = "its name is the same for every sender, and it exists"


@each(
    "record, below, says",
    [
        ("include:b.example.net -all", "+all",
         f"+all in the record of b.example.net lets everybody send, {BELOW}."),
        ("include:b.example.net -all", "ip4:0.0.0.0/0 -all",
         f"ip4:0.0.0.0/0 in the record of b.example.net lets every IPv4 address send, {BELOW}."),
        ("redirect=b.example.net", "ip6:::/0 ?all",
         "The networks in the record of b.example.net cover every IPv6 address."),
        ("include:b.example.net -all", "exists:ok.example.net -all",
         f"exists:ok.example.net in the record of b.example.net lets everybody send: {SAME}, {BELOW}."),
        ("exists:ok.example.net -all", "",
         f"exists:ok.example.net in the record of example.com lets everybody send: {SAME}."),
    ],
)  # fmt: skip
def test_who_lets_everybody_send_below_lets_everybody_send(record: str, below: str, says: str) -> None:
    zone: Zone = {**text("b.example.net", f"v=spf1 {below}"), ("ok.example.net", "A"): records("127.0.0.2")}
    findings = inspect(f"v=spf1 {record}", zone).findings
    (finding,) = [one for one in findings if one.severity is Severity.CRITICAL]
    assert (finding.id, finding.says) == ("spf_everybody", says)


def test_an_error_that_nothing_else_tells_is_told() -> None:
    many = records(*(f"10 m{n}.example.net" for n in range(11)))
    hosts: Zone = {(f"m{n}.example.net", "A"): records("8.8.8.8") for n in range(11)}
    made = inspect("v=spf1 mx -all", {**hosts, ("example.com", "MX"): many})
    (finding,) = made.findings
    assert (finding.id, finding.severity) == ("spf_permerror", "high")
    assert "11 mail hosts" in finding.says
    assert spf_part(made).state is PartState.FAULTY


def test_what_cannot_be_asked_below_is_unknown_for_the_whole() -> None:
    made = inspect("v=spf1 a include:broken.example.net -all")
    assert (made.stranger.result, spf_part(made).state) == ("temperror", PartState.UNKNOWN)


def test_a_very_wide_network_below_is_told_and_a_providers_own_is_not() -> None:
    wide = text("b.example.net", "v=spf1 ip4:8.0.0.0/7 -all")
    assert found("v=spf1 include:b.example.net -all", wide) == {"spf_wide medium"}
    own = text("b.example.net", "v=spf1 ip4:8.8.0.0/14 -all")
    assert found("v=spf1 include:b.example.net -all", own) == set()


@each(
    "record",
    [
        *("v=spf1 a +all", "v=spf1 ?all", "v=spf1 a", "v=spf1 a ipv4:8.8.8.8 nonsense -all"),
        *("v=spf1 a a ptr -all b", "v=spf10 a", "hello", f"v=spf1 {TEN} mx/27 -all"),
        "v=spf1 include:example.com include:gone.example.org include:gone.example.net a:g.example.net ~all",
        "v=spf1 include=x.example v=spf1 ip4:10.0.0.1 ip4:8.0.0.0/7 ip4:0.0.0.0/0 -all",
        "v=spf1 include:several.example.net include:broken.example.net -all",
        "v=spf1 " + " ".join(f"ip4:8.8.8.{n}" for n in range(40)) + " -all",
    ],
)
def test_every_finding_says_what_to_do(record: str) -> None:
    for finding in inspect(record).findings:
        assert finding.remedy, finding
        assert finding.target == "example.com"


def test_the_retired_type_is_told_and_decides_nothing() -> None:
    zone: Zone = {("example.com", "SPF"): records("v=spf1 +all")}
    (finding,), driven = drive(retired_type("example.com"), zone)
    assert (finding.id, finding.severity) == ("spf_retired_type", "info")
    assert driven.questions == [Question("example.com", "SPF")]
    assert drive(retired_type("example.com"), {})[0] == ()
    assert drive(retired_type("example.com"), {("example.com", "SPF"): failure(Outcome.TIMEOUT)})[0] == ()
    _, driven = drive(inspect_domain("example.com", FACTS), {**HERE, **zone})
    assert {question.rdtype for question in driven.questions} == {"TXT"}


def test_a_target_of_mx_that_anybody_may_register() -> None:
    zone: Zone = {("example.com", "MX"): records("10 example.com", "20 mx.gone.example.org")}
    assert "spf_takeover critical" not in found("v=spf1 mx -all", zone)  # told of the MX set itself


def test_a_name_missing_where_the_domain_does_not_answer_is_no_takeover() -> None:
    zone: Zone = {("example.org", "SOA"): failure(Outcome.SERVFAIL)}
    assert found("v=spf1 include:gone.example.org -all", zone) == {"spf_include_none high"}


def test_several_records_are_merged() -> None:
    zone: Zone = text("example.com", "v=spf1 a ~all", "v=spf1 mx a -all", "other")
    made = inspect("", zone)
    assert [finding.id for finding in made.findings] == ["several_spf"]
    assert made.publish == "v=spf1 a mx ~all"


@each("outcome", [Outcome.SERVFAIL, Outcome.TIMEOUT])
def test_what_could_not_be_asked_is_not_missing(outcome: Outcome) -> None:
    made = inspect("", {("example.com", "TXT"): Answer(outcome)})
    assert [finding.id for finding in made.findings] == ["spf_unknown"]
    assert made.publish is None


@each(
    "record, instead",
    [
        ("v=spf1 a -all", None),
        ("v=spf1 a", "v=spf1 a ~all"),
        ("v=spf1 a ?all", "v=spf1 a ~all"),
        ("v=spf1 redirect=ok.example.net", None),
        ("v=spf1 a a ptr ipv4:8.8.8.8,ip4:8.8.4.4 -all", "v=spf1 a ptr ip4:8.8.8.8 ip4:8.8.4.4 -all"),
        ("v=spf1 ip4:8.8.8.8~all", "v=spf1 ip4:8.8.8.8 ~all"),
        ("v=spf1 include.ok.example.net -all", "v=spf1 include:ok.example.net -all"),
        ("v=spf1 include: ok.example.net mx -all", "v=spf1 include:ok.example.net mx -all"),
        ("v=spf1 ip4: 8.8.8.8 -all", "v=spf1 ip4:8.8.8.8 -all"),
        ("v=spf1 include=ok.example.net -all", "v=spf1 include:ok.example.net -all"),
        ("v=spf1 redirect:ok.example.net", "v=spf1 redirect=ok.example.net"),
        ("v=spf1 a -all -all v=spf1", "v=spf1 a -all"),
        ("v=spf1 a include:example.com -all", "v=spf1 a -all"),
        ("v=spf1 a:b\udcc3\udcbccher.example.net -all", "v=spf1 a:xn--bcher-kva.example.net -all"),
        ("v=spf1 ip4:192.0.2.1 -ip4:10.0.0.1 -all", None),
        # Who is meant is open.
        ("v=spf1 a +all", None),
        ("v=spf1 -all a", None),
        ("v=spf1 -all redirect=ok.example.net", None),
        ("v=spf1 a nonsense:x -all", None),
        ("v=spf1 ip4:8.8.8.300 a -all", None),
        ("v=spf1 a:b\udcfccher.example.net -all", None),
        ("v=spf1 include:gone.example.net include:ok.example.net a a -all", None),
        ("v=spf1 include:several.example.net a a -all", None),
        ("v=spf1 include:broken.example.net a a -all", None),
        ("v=spf1 redirect=ok.example.net redirect=several.example.net", None),
        ("v=spf1 a ip4:mail.gone.example.net -all", None),
    ],
)
def test_what_to_publish_instead(record: str, instead: str | None) -> None:
    made = inspect(record, {("xn--bcher-kva.example.net", "A"): records("8.8.8.1")})
    assert made.publish == instead
    assert instead is None or not made.decide


@each(
    "term, better",
    [
        ("ipv4:192.0.2.1", "ip4:192.0.2.1"),
        ("ip4:2001:db8::1", "ip6:2001:db8::1"),
        ("ip6:192.0.2.0/24", "ip4:192.0.2.0/24"),
        ("ip4:mail.example.com", "a:mail.example.com"),
        ("a:192.0.2.1", "ip4:192.0.2.1"),
        ("192.0.2.1", "ip4:192.0.2.1"),
        ("-2001:db8::/32", "-ip6:2001:db8::/32"),
        ("include=_spf.example.net", "include:_spf.example.net"),
        ("ip4=192.0.2.1", "ip4:192.0.2.1"),
        ("redirect:_spf.example.net", "redirect=_spf.example.net"),
        ("ip4:192.0.2.1,", "ip4:192.0.2.1"),
        ("ip4:192.0.2.1,ip4:192.0.2.2", "ip4:192.0.2.1 ip4:192.0.2.2"),
        ("a:mail.example.comip4:192.0.2.1", "a:mail.example.com ip4:192.0.2.1"),
        ("ip4:192.0.2.1include:b.example.net", "ip4:192.0.2.1 include:b.example.net"),
        ("\ufffd\ufffd\ufffdip4:192.0.2.1\ufffd\ufffd\ufffd", "ip4:192.0.2.1"),
        ("\ufffd\ufffd\ufffdall", "-all"),
        ("a:m\ufffd\ufffdnchen.example", None),
        ("-al", "-all"),
        ("a:host", None),
        ("nonsense", None),
    ],
)
def test_slips(term: str, better: str | None) -> None:
    (bad,) = parse_record(f"v=spf1 {term}").terms
    assert isinstance(bad, Fault | Modifier)
    assert meant(bad) == better


@settings(max_examples=examples(150))
@given(TEXTS)
def test_what_is_to_be_published_is_right(record: str) -> None:
    publish = inspect(record).publish
    assert publish is None or parse_record(publish).faults == ()
