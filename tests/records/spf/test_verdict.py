"""The SPF verdict for one sender, beyond what the public suite asks (see tests/conformance)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Answer, Outcome, Question, RecordType
from repcheck.model.published.spf import SpfQuery, SpfResult, SpfStep
from repcheck.records.spf.evaluation.verdict import check_host
from tests.records.driver import Zone, drive, failure, records
from tests.records.spf.checking import ME, ME6, TEXTS, check, host, result, text
from tests.support.counting import calls_of
from tests.support.examples import examples, size
from tests.support.tables import each

FAILED = (Outcome.SERVFAIL, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.MALFORMED, Outcome.ERROR)


@each("outcome", FAILED)
@each(
    "record, name, rdtype",
    [
        ("v=spf1 a:h.example.net -all", "h.example.net", "A"),
        ("v=spf1 mx:h.example.net -all", "h.example.net", "MX"),
        ("v=spf1 mx -all", "mx.example.com", "A"),
        ("v=spf1 exists:h.example.net -all", "h.example.net", "A"),
        ("v=spf1 include:h.example.net -all", "h.example.net", "TXT"),
        ("v=spf1 -include:h.example.net +all", "h.example.net", "TXT"),
        ("v=spf1 redirect=h.example.net", "h.example.net", "TXT"),
        ("v=spf1 include:b.example.net -all", "deep.example.net", "TXT"),
        ("v=spf1 include:b.example.net -all", "b.example.net", "TXT"),
    ],
)
def test_a_failure_is_temperror_wherever_it_is_met(
    outcome: Outcome, record: str, name: str, rdtype: RecordType
) -> None:
    zone: Zone = {
        ("example.com", "MX"): records("10 mx.example.com"),
        **text("b.example.net", "v=spf1 include:deep.example.net"),
        **text("deep.example.net", "v=spf1 ?all"),
    }
    verdict, _ = check(record, {**zone, (name, rdtype): failure(outcome)})
    assert verdict.result is SpfResult.TEMPERROR
    assert verdict.reason is not None
    assert str(outcome) in verdict.reason


@each("outcome", FAILED)
def test_a_failure_of_the_record_itself_is_temperror(outcome: Outcome) -> None:
    assert check("", {("example.com", "TXT"): failure(outcome)})[0].result is SpfResult.TEMPERROR


@each("outcome", FAILED)
def test_a_failure_below_ptr_is_passed_over(outcome: Outcome) -> None:
    reverse: tuple[str, RecordType] = ("10.2.0.192.in-addr.arpa", "PTR")
    assert result("v=spf1 ptr -all", {reverse: failure(outcome)}) == "fail"
    names = {reverse: records("a.example.com", "b.example.com")}
    broken: Zone = {**names, ("a.example.com", "A"): failure(outcome)}
    assert result("v=spf1 ptr -all", broken) == "fail"
    assert result("v=spf1 ptr -all", {**broken, **host("b.example.com", ME)}) == "pass"


@each("outcome", FAILED)
def test_a_failure_below_the_explanation_is_no_explanation(outcome: Outcome) -> None:
    verdict, _ = check("v=spf1 -all exp=why.example.com", {("why.example.com", "TXT"): failure(outcome)})
    assert (verdict.result, verdict.explanation) == (SpfResult.FAIL, None)


def test_mail_hosts_count_in_the_order_of_preference() -> None:
    zone: Zone = {
        ("example.com", "MX"): records("20 b.example.com", "10 a.example.com"),
        **host("a.example.com", ME),
        ("b.example.com", "A"): failure(Outcome.SERVFAIL),
    }
    assert result("v=spf1 mx -all", zone) == "pass"
    assert result("v=spf1 mx -all", {**zone, **host("a.example.com", "192.0.2.99")}) == "temperror"


@each(
    "record, expected",
    [
        ("v=spf1 +all", "pass"),
        ("v=spf1 ?all ip4:10.0.0.0/8", "neutral"),
        ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "pass"),
        ("v=SpF1 IP4:192.0.2.10 -ALL", "pass"),
        ("V=SPF1 Ip4:192.0.2.11 ~aLL", "softfail"),
        ("v=spf1", "neutral"),
        ("v=spf1 ", "neutral"),
        ("v=spf10 -all", "none"),
        ("v=spf1\t-all", "none"),
        (" v=spf1 -all", "none"),
        ('"v=spf1 -all"', "none"),
        ("v=spf1  ip4:192.0.2.10   -all  ", "pass"),
        ("v=spf1 -all ip4:bad", "permerror"),
        ("v=spf1 -all redirect=b.example.net", "fail"),
        ("v=spf1 -all redirect=host", "permerror"),
        ("v=spf1 redirect=b.example.net ip4:192.0.2.10", "pass"),
        ("v=spf1 redirect=none.example.net", "permerror"),
        ("v=spf1 redirect=b.example.net redirect=b.example.net", "permerror"),
        ("v=spf1 exp=a.example.com exp=b.example.com -all", "permerror"),
        ("v=spf1 include:gone.example.net -all", "permerror"),
        ("v=spf1 include:several.example.net -all", "permerror"),
        ("v=spf1 include:b.example.net ?all", "neutral"),
        ("v=spf1 include=b.example.net -all", "fail"),
        ("v=spf1 ip4:192.0.2.10/032 -all", "permerror"),
        ("v=spf1 ip4:192.0.2.010 -all", "permerror"),
        ("v=spf1 ip4:192.0.2.10\u2028 -all", "permerror"),
        ("v=spf1 \u201cip4:192.0.2.10\u201d -all", "permerror"),
        ("v=spf1 ip4:192.0.2.10,ip4:192.0.2.11 -all", "permerror"),
        ("v=spf1 ipv4:192.0.2.10 -all", "permerror"),
        ("v=spf1 ip4:mail.example.com -all", "permerror"),
        ("v=spf1 a:192.0.2.10 -all", "permerror"),
        ("v=spf1 all:x", "permerror"),
        ("v=spf1 exists:%{i}.list.example.net -all", "pass"),
        ("v=spf1 exists:%{i.list.example.net -all", "permerror"),
        ("v=spf1 x=%{z} -all", "permerror"),
    ],
)
def test_records(record: str, expected: str) -> None:
    zone: Zone = {
        **text("b.example.net", "v=spf1 ~all"),
        **text("several.example.net", "v=spf1 -all", "v=spf1 -all"),
        **host(f"{ME}.list.example.net", "127.0.0.2"),
    }
    assert result(record, zone) == expected


@each(
    "ip, record, expected",
    [
        (f"::ffff:{ME}", "v=spf1 ip4:192.0.2.10 -all", "pass"),
        (f"::ffff:{ME}", "v=spf1 ip6:::ffff:192.0.2.10 -all", "fail"),
        (f"::ffff:{ME}", "v=spf1 ip6:::/0 -all", "fail"),
        (f"::ffff:{ME}", "v=spf1 a -all", "pass"),
        (ME6, "v=spf1 ip6:2001:db8::/32 -all", "pass"),
        (ME6, "v=spf1 ip4:0.0.0.0/0 -all", "fail"),
        (ME6, "v=spf1 a/0//0 -all", "pass"),
        (ME6, "v=spf1 a:four.example.com//0 -all", "fail"),
        (ME6, "v=spf1 exists:four.example.com -all", "pass"),
    ],
)
def test_families(ip: str, record: str, expected: str) -> None:
    zone: Zone = {
        **host("example.com", ME),
        ("example.com", "AAAA"): records("2001:db8:ffff::1"),
        **host("four.example.com", ME),
    }
    assert result(record, zone, ip=ip) == expected


@each(
    "domain, reason",
    [("example", "two labels"), ("a..example.com", "two"), ("[192.0.2.1]", "two"), ("192.0.2.1", "two"),
     (f"{'a' * 64}.example.com", "two"), ("", "two"), (".".join(["a" * 60] * 5), "two")],
)  # fmt: skip
def test_no_domain_is_none_and_asks_nothing(domain: str, reason: str) -> None:
    verdict, driven = drive(check_host(SpfQuery(ip=ME, domain=domain)), {})
    assert verdict.result is SpfResult.NONE
    assert verdict.reason is not None
    assert reason in verdict.reason
    assert driven.rounds == []


def test_what_matched_is_told_down_to_the_deciding_term() -> None:
    zone: Zone = {
        **text("a.example.net", "v=spf1 include:b.example.net -all"),
        **text("b.example.net", "v=spf1 IP4:192.0.2.0/24 -all"),
    }
    verdict, _ = check("v=spf1 redirect=a.example.net", zone)
    assert verdict.matched == (
        SpfStep("example.com", "redirect=a.example.net"),
        SpfStep("a.example.net", "include:b.example.net"),
        SpfStep("b.example.net", "IP4:192.0.2.0/24"),
    )
    assert (verdict.result, verdict.lookups, verdict.void_lookups) == (SpfResult.PASS, 2, 0)


def test_loops_end_at_the_eleventh_lookup() -> None:
    for record in ("v=spf1 include:example.com -all", "v=spf1 redirect=example.com"):
        verdict, driven = check(record)
        assert (verdict.result, verdict.lookups) == (SpfResult.PERMERROR, 11)
        assert driven.questions == [Question("example.com", "TXT")]


def test_ten_lookups_are_enough_and_eleven_too_many() -> None:
    zone: Zone = {}
    for number in range(11):
        zone = {**zone, **host(f"h{number}.example.net", "192.0.2.99")}
    ten = " ".join(f"a:h{number}.example.net" for number in range(10))
    assert result(f"v=spf1 {ten} ip4:{ME} -all", zone) == "pass"
    assert result(f"v=spf1 {ten} a:h10.example.net ip4:{ME} -all", zone) == "permerror"
    assert result(f"v=spf1 ip4:{ME} {ten} a:h10.example.net -all", zone) == "pass"


@each("term", ["a:{}", "mx:{}", "exists:{}"])
def test_two_void_lookups_are_borne_and_the_third_is_not(term: str) -> None:
    def voids(number: int) -> str:
        terms = " ".join(term.format(f"gone{n}.example.net") for n in range(number))
        return f"v=spf1 {terms} ip4:{ME} -all"

    verdict, _ = check(voids(2))
    assert (verdict.result, verdict.void_lookups) == (SpfResult.PASS, 2)
    verdict, driven = check(voids(8))
    assert (verdict.result, verdict.void_lookups) == (SpfResult.PERMERROR, 3)
    assert len(driven.questions) == 4


def test_explanations_expand_and_belong_to_the_record_that_failed() -> None:
    zone: Zone = {
        **text(
            "why.example.com", "%{i} is not one of %{d}'s (%{c}, %{r}, %{t}): https://example.com/?s=%{S}"
        ),
        **text("b.example.net", "v=spf1 -all exp=why.example.net"),
        **text("why.example.net", "of %{d}"),
        **text("two.example.com", "a", "b"),
    }
    sender = "a+b/c@example.com"
    verdict, _ = check("v=spf1 -all exp=why.example.com", zone, sender=sender)
    assert verdict.explanation == (
        "192.0.2.10 is not one of example.com's (192.0.2.10, unknown, 1700000000): "
        "https://example.com/?s=a%2Bb%2Fc%40example.com"
    )
    assert (
        check("v=spf1 redirect=b.example.net exp=why.example.com", zone)[0].explanation == "of b.example.net"
    )
    assert check("v=spf1 -include:b.example.net -all", zone)[0].explanation is None
    assert check("v=spf1 -all exp=two.example.com", zone)[0].explanation is None
    assert check("v=spf1 ~all exp=why.example.com", zone)[0].explanation is None


def test_bounces_are_checked_by_the_helo_name() -> None:
    query = SpfQuery(ip=ME, domain="mx.example.com", sender="", helo="mx.example.com")
    zone: Zone = {
        **text("mx.example.com", "v=spf1 exists:%{l}.%{o}.%{h}.list.example.net -all"),
        **host("postmaster.mx.example.com.mx.example.com.list.example.net", "127.0.0.2"),
    }
    assert drive(check_host(query), zone)[0].result is SpfResult.PASS


def test_neighbours_are_asked_together_as_far_as_the_limits_go() -> None:
    zone: Zone = {**host("a.example.net", "192.0.2.99"), **host("b.example.net", ME)}
    _, driven = check("v=spf1 a:a.example.net a:b.example.net include:c.example.net a:d.example.net", zone)
    assert [len(asked) for asked in driven.rounds] == [1, 3]
    zone = {("example.com", "MX"): records(*(f"{n} m{n}.example.com" for n in range(10)))}
    _, driven = check("v=spf1 mx -all", zone)
    assert [len(asked) for asked in driven.rounds] == [1, 1, 10]


ANSWERS = st.one_of(
    st.sampled_from([Answer(outcome) for outcome in Outcome if outcome is not Outcome.NOERROR]),
    st.lists(TEXTS, min_size=1, max_size=2).map(lambda texts: records(*texts)),
)


@settings(max_examples=examples(150))
@given(
    top=TEXTS,
    texts=st.lists(ANSWERS, min_size=3, max_size=3),
    hosts=st.sampled_from([Answer(Outcome.NXDOMAIN), records("192.0.2.99"), failure(Outcome.SERVFAIL)]),
    mail=st.sampled_from(
        [Answer(Outcome.NODATA), records("0 ."), records("1 b.example.net", "2 a.example.net")]
    ),
    ip=st.sampled_from([ME, ME6, f"::ffff:{ME}"]),
    sender=st.text(max_size=40),
)
def test_any_text_ends_in_a_verdict_within_the_limits(
    top: str, texts: list[Answer], hosts: Answer, mail: Answer, ip: str, sender: str
) -> None:
    names = ("a.example.net", "b.example.net", "why.example.com")
    zone: Zone = {
        ("example.com", "TXT"): records(top),
        ("example.com", "MX"): mail,
        ("b.example.net", "MX"): mail,
        **{(name, "TXT"): answer for name, answer in zip(names, texts, strict=True)},
        **{(name, rdtype): hosts for name in names for rdtype in ("A", "AAAA")},
    }
    query = SpfQuery(ip=ip, domain="example.com", sender=sender, helo=sender)
    verdict, driven = drive(check_host(query), zone)
    assert verdict.lookups <= 11
    assert verdict.void_lookups <= 3
    assert len(driven.rounds) <= 40
    by_type = [question.rdtype for question in driven.questions]
    assert by_type.count("TXT") <= 12  # the first, ten terms, and an explanation
    assert by_type.count("MX") <= 10
    assert by_type.count("PTR") <= 1


@each(
    "part",
    [
        "a ",
        "%{d}",
        "ip4:192.0.2.1 ",
        "%",
        "a:" + "1" * 50,
        "/",
        "a.",
        "x=",
        "%{l99r-+,/_=}",
        "\x00",
        "a" * 99,
    ],
)
def test_long_records_cost_a_few_calls_for_each_letter(part: str) -> None:
    longest = size(65_536)
    record = ("v=spf1 " + part * longest)[:longest]
    for text_ in (
        record,
        f"v=spf1 -all exp=why.example.com x={part * (longest // 13)}",
        record + " -all",
        f"v=spf1 a:{record}!",
    ):
        why = text("why.example.com", part * (longest // 3))
        assert calls_of(check, text_, why) < 100 * len(text_)
