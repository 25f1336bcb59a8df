"""MTA-STS, TLS-RPT, BIMI and DNSSEC of a domain."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Answer, Outcome
from repcheck.model.published.domain import DmarcPolicy
from repcheck.model.records import PartState
from repcheck.records.dmarc.bimi import bimi_of, bimi_part
from repcheck.records.dmarc.record import parse_dmarc
from repcheck.records.dnssec import dnssec_part
from repcheck.records.tls import PolicyFetch, covers, mta_sts_part, parse_policy, tls_rpt_part
from tests.support.examples import examples
from tests.support.tables import each

from .driver import Zone, drive, failure, ids, records

POLICY = "version: STSv1\r\nmode: enforce\r\nmax_age: 1209600\r\nmx: mx.example.com\r\nmx: *.example.net\r\n"


@each(
    "policy, hosts, expected",
    [
        (POLICY, ["mx.example.com", "a.example.net"], set()),
        (POLICY, ["mx.example.com", "b.a.example.net"], {"mta_sts_mx_outside high"}),
        (POLICY.replace("enforce", "testing"), ["other.example.com"],
         {"mta_sts_mx_outside medium", "mta_sts_testing info"}),
        ("version: STSv1\nmode: none\nmax_age: 86400\n", ["mx.example.com"], set()),
        (POLICY.replace("1209600", "600"), ["mx.example.com"], {"mta_sts_short_age low"}),
        (POLICY.replace("enforce", "on"), [], {"mta_sts_bad_policy medium"}),
        (POLICY.replace("1209600", "99999999"), [], {"mta_sts_bad_policy medium"}),
        ("<html>", [], {"mta_sts_bad_policy medium"}),
    ],
)  # fmt: skip
def test_mta_sts_policies(policy: str, hosts: list[str], expected: set[str]) -> None:
    part = mta_sts_part("example.com", records("v=STSv1; id=1;"), PolicyFetch(text=policy), hosts)
    assert ids(part) == expected


@each(
    "answer, state, expected",
    [
        (Answer(Outcome.NXDOMAIN), "absent", set()),
        (records("x"), "absent", set()),
        (failure(Outcome.TIMEOUT), "unknown", {"mta_sts_unknown info"}),
        (records("v=STSv1; id=1"), "faulty", {"mta_sts_unreachable medium"}),
        (records("v=STSv1;"), "faulty", {"mta_sts_bad_record medium", "mta_sts_unreachable medium"}),
        (
            records("v=STSv1; id=1", "v=STSv1; id=2"),
            "faulty",
            {"mta_sts_several medium", "mta_sts_unreachable medium"},
        ),
    ],
)
def test_mta_sts_records(answer: Answer, state: str, expected: set[str]) -> None:
    part = mta_sts_part("example.com", answer, PolicyFetch(failure="no answer"), ["mx.example.com"])
    assert (part.state, ids(part)) == (state, expected)


def test_a_pattern_covers_one_label() -> None:
    assert covers("*.example.com", "MX.example.com")
    assert not covers("*.example.com", "example.com")
    assert not covers("*.example.com", "a.b.example.com")


@settings(max_examples=examples(100))
@given(st.text(max_size=500))
def test_any_policy_can_be_read(text: str) -> None:
    parse_policy(text)
    parse_policy(POLICY + text)


@each(
    "answer, state, expected",
    [
        (records("v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/r"), "ok", set()),
        (records("v=TLSRPTv1; rua=ftp://x"), "faulty", {"tls_rpt_bad_record medium"}),
        (records("v=TLSRPTv1;rua=mailto:a@b", "v=TLSRPTv1;"), "faulty", {"tls_rpt_several medium"}),
        (Answer(Outcome.NXDOMAIN), "absent", {"tls_rpt_none low"}),
        (failure(Outcome.REFUSED), "unknown", {"tls_rpt_unknown info"}),
    ],
)
def test_tls_reports(answer: Answer, state: str, expected: set[str]) -> None:
    part = tls_rpt_part("example.com", answer, wanted=True)
    assert (part.state, ids(part)) == (state, expected)


def test_bimi_is_never_an_error() -> None:
    policy = DmarcPolicy(
        status="ok", policy="none", found_at="example.com", organizational_domain="example.com"
    )
    record = parse_dmarc("v=DMARC1; p=none")
    part = bimi_part(records("v=BIMI1; l=http://example.com/a.svg"), policy, record)
    assert ids(part) == {"bimi_not_https info", "bimi_without_dmarc info", "bimi_no_certificate info"}
    assert bimi_part(records("v=BIMI1; l=; a="), policy, record).shown == "declined"
    assert bimi_part(failure(Outcome.SERVFAIL), policy, record).state is PartState.UNKNOWN
    part = bimi_part(records("v=BIMI1;"), policy, record)
    assert (part.shown, "bimi_no_logo info" in ids(part)) == ("names no logo", True)


def test_bimi_beside_a_policy_that_could_not_be_asked() -> None:
    policy = DmarcPolicy(status="unknown", organizational_domain="example.com", outcome=Outcome.SERVFAIL)
    part = bimi_part(
        records("v=BIMI1; l=https://example.com/a.svg; a=https://example.com/a.pem"), policy, None
    )
    assert ids(part) == set()


def test_bimi_of_the_organizational_domain_stands_in_where_other_texts_are() -> None:
    zone: Zone = {
        ("default._bimi.news.example.com", "TXT"): records("v=spf1 -all"),
        ("default._bimi.example.com", "TXT"): records("v=BIMI1; l=; a="),
    }
    found, _ = drive(bimi_of("news.example.com", "example.com"), zone)
    assert found.records == ("v=BIMI1; l=; a=",)


@each(
    "answers, state, shown",
    [
        ({"MX": True, "SPF": True}, "ok", "the resolver has validated MX, SPF"),
        ({"MX": True, "DMARC": False}, "ok", "the resolver has validated MX; not DMARC"),
        ({"MX": False}, "unknown", "nothing was validated: the zone is not signed, or the resolver does not "
         "validate"),
        ({"MX": None}, "unknown", "could not be asked"),
    ],
)  # fmt: skip
def test_dnssec(answers: dict[str, bool | None], state: str, shown: str) -> None:
    part = dnssec_part(
        {
            word: failure(Outcome.SERVFAIL)
            if authentic is None
            else Answer(Outcome.NOERROR, ("x",), authentic=authentic)
            for word, authentic in answers.items()
        }
    )
    assert (part.state, part.shown, part.findings) == (state, shown, ())


@each(
    "text, word, remedy",
    [
        ("v=STSv1; id=2020-01-01", "bad_record", 'Publish: _mta-sts.example.com TXT "v=STSv1; id=20200101"'),
        ("v=STSv1; id=1; junk", "bad_record", 'Publish: _mta-sts.example.com TXT "v=STSv1; id=1"'),
        (" v=STSv1; id=7", "void", 'Replace it by: _mta-sts.example.com TXT "v=STSv1; id=7"'),
        ('"v=stsv1, id=7"', "void", 'Replace it by: _mta-sts.example.com TXT "v=STSv1; id=7"'),
    ],
)
def test_an_mta_sts_record_is_written_right_with_its_own_id(text: str, word: str, remedy: str) -> None:
    (finding,) = mta_sts_part("example.com", records(text), None, ["mx.example.com"]).findings
    told, warned, _ = (finding.remedy or "").partition(" - once the policy at https://mta-sts.example.com/")
    assert (finding.id, told, bool(warned)) == (f"mta_sts_{word}", remedy, word == "void")


@each(
    "text, word, right",
    [
        ("v=TLSRPTv1; rua=a@example.net", "bad_record", "mailto:a@example.net"),
        ("v=TLSRPTv1; rua=mailto:a@example.net,b@example.net", "bad_record",
         "mailto:a@example.net,mailto:b@example.net"),
        ("v=TLSRPTv1; rua=mailto:a@example.net; junk", "bad_record", "mailto:a@example.net"),
        ("v=tlsrptv1; rua=https://example.net/r", "void", "https://example.net/r"),
        ('"v=TLSRPTv1; rua=mailto:a@example.net"', "void", "mailto:a@example.net"),
        ("v=TLSRPTv1; rua=mailto:a@example.net b@example.net", "bad_record", None),
        ("v=TLSRPTv1; rua=mailto:a at example.net", "bad_record", None),
        ("v=TLSRPTv1", "bad_record", None),
    ],
)  # fmt: skip
def test_a_tls_rpt_record_on_offer_keeps_those_it_names(text: str, word: str, right: str | None) -> None:
    (finding,) = tls_rpt_part("example.com", records(text), wanted=True).findings
    assert finding.id == f"tls_rpt_{word}"
    assert finding.remedy is not None
    offer = f'_smtp._tls.example.com TXT "v=TLSRPTv1; rua={right}"'
    assert finding.remedy.endswith(offer) if right else "TXT" not in finding.remedy
