"""MX, DKIM, MTA-STS, TLS-RPT, BIMI, reverse names, and what receivers ask."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Answer, Outcome
from repcheck.model.domain import Demand, DmarcPolicy, Part, SendingAddress
from repcheck.model.observations import Severity
from repcheck.model.records import AddressRecords, PartState, ReverseName
from repcheck.model.spf import SpfResult, SpfVerdict
from repcheck.records.bimi import bimi_part
from repcheck.records.demands import Seen, demands
from repcheck.records.dkim import dkim_barred, dkim_keys, dkim_part
from repcheck.records.dmarc import parse_dmarc
from repcheck.records.dnssec import dnssec_part
from repcheck.records.generic import generic_name
from repcheck.records.helo import helo_of
from repcheck.records.mx_findings import mx_found, mx_part
from repcheck.records.parked import is_parked
from repcheck.records.reverse_part import reverse_part
from repcheck.records.spf.inspect import inspect_domain
from repcheck.records.tls import PolicyFetch, covers, mta_sts_part, parse_policy, tls_rpt_part
from tests.support.examples import examples

from .driver import Zone, drive, failure, records
from .test_dmarc import base
from .test_spf_lint import LORE, special

RSA_512 = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMHzIulvcOo7MzHzDHerlQXjR7gDV8JTKMYYP4Fix2mFr2wbAVVntJkCGzz/DeKcORNOKTGElD32mloHRtMZDEcCAwEAAQ=="  # noqa: E501
RSA_1024 = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDDP2AEv13dDjm5Pxb9Q/If9uhX0eH8PLh94pVrdgeP1AvetH0EC8CvwT4NTZcU1OWR4zTDxMq1nKmmMV7UPja++nk3Ykh+1vlOQPJU3J8vHPFy0Rgzlbmu16eKV/Xzz6qqHCDQ4RjTuvyofzyM36xBzi1/fZ6IBCf9iId16eD6DQIDAQAB"  # noqa: E501
RSA_2048 = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw94t3WreHMyIbQVu6UMHl34qoXWmm7BraicXFfe7PH6yqOxkviFb43T7uKAEcWcVQXWUMWbC7dP7IPBxQEvYQRDewL4eSmUWBrARj8gv+3/6WdByfMz3FTLKsoF+cP/7FwI61nNJXGQxfKd8aD2UMjbay73QSppqgH8iJTEbRU92jnH/oZ1cZ2CjC9LN+//DB2Kmc0TOX6J0IP6f5/TtLbi7jKZ2hplvg7/QbbQezVEFBeXoCetbg2ILJP4/FrJG6sdSti3b6fJTdmVvrQYBc9nS+Xrxdj0McWiZQ19DsSx3bOqVKkmE4hxFHx7Yj93o+rG+vs+vOjCRYfozF4Y/MwIDAQAB"  # noqa: E501
PKCS1_1024 = "MIGJAoGBALshmI+dWu7LLS8yyFFNOWVjO7E9Hx+HCeAfnndvt8L51QOiNR7sHoBqxUCyINbV1flJC4mBX9JhaORE4y2C5trUBkd1qoWk3os/qFt9j2DHn9tK9ZVkiRGhhkNffya41H6YAt+q6TfxKulMqK/QfJB2auRn6dP5UfUR1X7usUcbAgMBAAE="  # noqa: E501
ED25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="


def ids(part: Part) -> set[str]:
    """Id and severity of each finding; whatever weighs something says what to do."""
    assert all(finding.remedy for finding in part.findings if finding.severity is not Severity.INFO)
    return {f"{finding.id} {finding.severity}" for finding in part.findings}


# -- MX


def mx(zone: Zone) -> Part:
    return mx_part(drive(mx_found("example.com", base), zone)[0], special)


TARGETS: Zone = {
    ("mx.example.com", "A"): records("192.0.2.25"),
    ("mx.example.com", "AAAA"): records("2001:db8::25"),
    ("mx2.example.com", "A"): records("192.0.2.26"),
    ("inner.example.com", "A"): records("10.0.0.1"),
    ("alias.example.com", "A"): records("192.0.2.25"),
    ("alias.example.com", "AAAA"): records("2001:db8::25"),
    ("alias.example.com", "CNAME"): records("mx.example.com"),
    ("odd.example.com", "A"): records("192.0.2.25"),
    ("odd.example.com", "AAAA"): records("2001:db8::25"),
    ("odd.example.com", "CNAME"): failure(Outcome.SERVFAIL),
    ("bare.example.com", "TXT"): records("x"),
    ("example.com", "SOA"): records("x"),
    ("broken.example.com", "A"): failure(Outcome.SERVFAIL),
}


@pytest.mark.parametrize(
    ("answer", "state", "expected"),
    [
        (records("10 mx.example.com", "20 mx2.example.com"), "ok", set()),
        (records("10 mx.example.com"), "ok", {"mx_single info"}),
        (records("10 mx2.example.com", "20 mx2.example.com"), "ok",
         {"mx_twice low", "mx_single info", "mx_no_ipv6 info"}),
        (records("0 ."), "faulty", {"null_mx medium"}),
        (records("0 .", "10 mx.example.com"), "faulty", {"null_mx_beside_others high"}),
        (records("10 192.0.2.1", "20 mx.example.com"), "faulty", {"mx_address high"}),
        (records("10 gone.example.com", "20 mx.example.com"), "faulty", {"mx_without_address medium"}),
        (records("10 bare.example.com", "20 mx.example.com"), "faulty", {"mx_without_address medium"}),
        (records("10 mx.example.org", "20 mx.example.com"), "faulty", {"mx_takeover critical"}),
        (records("10 broken.example.com", "20 mx.example.com"), "unknown", {"mx_host_unknown info"}),
        (records("10 alias.example.com", "20 mx.example.com"), "faulty", {"mx_alias medium"}),
        (records("10 odd.example.com", "20 mx.example.com"), "ok", set()),
        (records("10 gone.example.com", "20 192.0.2.1"), "faulty",
         {"mx_without_address medium", "mx_address high", "mx_unusable high"}),
        (records("10 gone.example.com", "20 broken.example.com"), "faulty",
         {"mx_without_address medium", "mx_host_unknown info"}),
        (records("10 inner.example.com", "20 mx.example.com"), "faulty", {"mx_special_address high"}),
        (failure(Outcome.SERVFAIL), "unknown", {"mx_unknown info"}),
        (failure(Outcome.TIMEOUT), "unknown", {"mx_unknown info"}),
        (Answer(Outcome.NODATA), "faulty", {"mx_none medium"}),
        (Answer(Outcome.NXDOMAIN), "faulty", {"domain_missing high"}),
    ],
)  # fmt: skip
def test_mail_hosts(answer: Answer, state: str, expected: set[str]) -> None:
    part = mx({**TARGETS, ("example.com", "MX"): answer})
    assert (part.state, ids(part)) == (state, expected)


def test_the_domain_itself_takes_the_mail() -> None:
    part = mx({("example.com", "A"): records("192.0.2.1"), ("example.com", "MX"): Answer(Outcome.NODATA)})
    assert (part.state, ids(part)) == ("absent", {"mx_implicit low"})


def test_each_fault_of_a_mail_host_says_what_to_publish_or_delete() -> None:
    answer = records("5 192.0.2.1", "10 gone.example.com", "20 mx.example.org", "30 alias.example.com")
    told = {
        finding.id: finding.remedy or ""
        for finding in mx({**TARGETS, ("example.com", "MX"): answer}).findings
    }
    assert told["mx_address"].endswith("publish: example.com MX 5 mail.example.com.")
    assert told["mx_without_address"].endswith("delete: example.com MX 10 gone.example.com.")
    assert told["mx_takeover"] == "Delete at once: example.com MX 20 mx.example.org."
    assert told["mx_alias"].startswith("Publish: example.com MX 30 mx.example.com.")


# -- DKIM


@pytest.mark.parametrize(
    ("text", "shown", "expected"),
    [
        (f"v=DKIM1; k=rsa; p={RSA_2048}", "s: rsa, 2048 bits", set()),
        (f"p={RSA_2048[:100]} {RSA_2048[100:]}", "s: rsa, 2048 bits", set()),
        (f"v=DKIM1; p={RSA_1024}", "s: rsa, 1024 bits", {"dkim_small_key low"}),
        (f"v=DKIM1; p={PKCS1_1024}", "s: rsa, 1024 bits", {"dkim_small_key low"}),
        (f"v=DKIM1; p={RSA_512}", "s: rsa, 512 bits", {"dkim_short_key high"}),
        (f"v=DKIM1; k=ed25519; p={ED25519}", "s: ed25519", set()),
        (f"v=DKIM1; k=ed25519; p={RSA_1024}", "s: malformed", {"dkim_malformed high"}),
        (f"v=DKIM1; t=y:s; p={RSA_2048}", "s: rsa, 2048 bits", {"dkim_testing low"}),
        (f"v=DKIM1; h=sha1; p={RSA_2048}", "s: rsa, 2048 bits", {"dkim_sha1 high"}),
        ("v=DKIM1; p=", "s: revoked", {"dkim_revoked medium"}),
        ("v=DKIM1; p=????", "s: malformed", {"dkim_malformed high"}),
        ("v=DKIM1; p=AAAA", "s: malformed", {"dkim_malformed high"}),
        ("v=DKIM1", "s: malformed", {"dkim_malformed high"}),
        ("hello", "s: malformed", {"dkim_malformed high"}),
    ],
)
def test_keys(text: str, shown: str, expected: set[str]) -> None:
    zone: Zone = {("s._domainkey.example.com", "TXT"): records(text)}
    part = dkim_part("example.com", drive(dkim_keys("example.com", ["S"], "random"), zone)[0])
    assert (part.shown, ids(part)) == (shown, expected)


def test_keys_that_are_not_there() -> None:
    def part(answer: Answer, wild: Answer) -> Part:
        zone: Zone = {
            ("s._domainkey.example.com", "TXT"): answer,
            ("random._domainkey.example.com", "TXT"): wild,
        }
        return dkim_part("example.com", drive(dkim_keys("example.com", ["s"], "random"), zone)[0])

    none = Answer(Outcome.NXDOMAIN)
    key = records(f"p={RSA_2048}")
    assert ids(part(none, none)) == {"dkim_not_found medium"}
    assert ids(part(key, key)) == {"dkim_wildcard medium"}
    assert ids(part(records("p=", "p=x"), none)) == {"dkim_several high"}
    unknown = part(failure(Outcome.SERVFAIL), none)
    assert (unknown.state, ids(unknown)) == ("unknown", {"dkim_unknown info"})
    assert dkim_part("example.com", ()).state is PartState.NOT_ASKED


@pytest.mark.parametrize(
    ("answer", "state", "expected"),
    [
        (Answer(Outcome.NXDOMAIN), "absent", {"dkim_none low"}),
        (Answer(Outcome.NODATA), "not_asked", set()),
        (records("x"), "not_asked", set()),
        (failure(Outcome.SERVFAIL), "not_asked", set()),
    ],
)
def test_without_selectors_only_nxdomain_proves_anything(
    answer: Answer, state: str, expected: set[str]
) -> None:
    zone: Zone = {("_domainkey.example.com", "TXT"): answer}
    part = dkim_part("example.com", (), barred=drive(dkim_barred("example.com"), zone)[0])
    assert (part.state, ids(part)) == (state, expected)


# -- MTA-STS, TLS-RPT, BIMI

POLICY = "version: STSv1\r\nmode: enforce\r\nmax_age: 1209600\r\nmx: mx.example.com\r\nmx: *.example.net\r\n"


@pytest.mark.parametrize(
    ("policy", "hosts", "expected"),
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


@pytest.mark.parametrize(
    ("answer", "state", "expected"),
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


@pytest.mark.parametrize(
    ("answer", "state", "expected"),
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


# -- reverse names and demands


@pytest.mark.parametrize(
    ("address", "name", "judged"),
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


def sender(
    status: ReverseName = ReverseName.CONFIRMED,
    result: SpfResult | None = SpfResult.PASS,
    name: str = "mx.example.com",
    origin: str = "spf of example.com",
    network: str | None = None,
) -> SendingAddress:
    outcome = Outcome.SERVFAIL if status is ReverseName.UNKNOWN else Outcome.NOERROR
    return SendingAddress(
        address="192.0.2.10",
        origin=origin,
        network=network,
        reverse=AddressRecords(status=status, names=(name,), outcome=outcome),
        generic="dynamic" if name.startswith("dyn") else None,
        verdict=None if result is None else SpfVerdict(result=result),
    )


NO_PTR = ReverseName.NO_PTR
INCLUDED = "spf of example.com via include:_spf.example.net"


@pytest.mark.parametrize(
    ("who", "expected"),
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


@pytest.mark.parametrize(
    ("name", "zone", "expected"),
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
         {"helo_differs low"}),
        ("localhost", {}, {"helo_differs low", "helo_no_name medium"}),
        ("192.0.2.10", {}, {"helo_differs low", "helo_no_name medium"}),
    ],
)  # fmt: skip
def test_helo_names(name: str, zone: Zone, expected: set[str]) -> None:
    assert ids(reverse_part([sender()], drive(helo_of(name), zone)[0])) == expected


@pytest.mark.parametrize(
    ("answers", "state", "shown"),
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


def seen(
    record: Answer, senders: list[SendingAddress], policy: str = "ok", mail: Answer | None = None
) -> dict[str, Demand]:
    """What Gmail wants, by part or subject, and what Yahoo wants of the domain."""
    zone: Zone = {
        ("example.com", "TXT"): record,
        ("example.com", "MX"): mail or records("10 mx.example.com"),
        ("mx.example.com", "A"): records("192.0.2.25"),
    }
    table = demands(
        Seen(
            spf=drive(inspect_domain("example.com", LORE), zone)[0],
            mail=drive(mx_found("example.com", base), zone)[0],
            dmarc=DmarcPolicy(status=policy, organizational_domain="example.com"),  # type: ignore[arg-type]
            dkim=Part(name="dkim", state=PartState.OK, shown=""),
            senders=senders,
        )
    )
    found = {demand.what: demand for demand in table if demand.receiver == "Yahoo"}
    return {**found, **{demand.what: demand for demand in table if demand.receiver == "Gmail"}}


PTR, SPF, DMARC = "a reverse name that leads back", "SPF pass", "a DMARC policy, at least p=none"
NARROW, EXISTS = "an SPF record that is not too wide", "a domain that exists and takes mail"


def met(demands: dict[str, Demand]) -> dict[str, bool | None]:
    return {what: demand.met for what, demand in demands.items()}


def test_what_cannot_be_seen_is_never_met() -> None:
    table = met(seen(records("v=spf1 -all"), [sender()]))
    assert [table.pop(what) for what in (PTR, SPF, DMARC, NARROW, EXISTS)] == [True] * 5
    assert set(table.values()) == {None}
    silent = failure(Outcome.TIMEOUT)
    table = met(seen(silent, [sender(ReverseName.UNKNOWN, SpfResult.TEMPERROR)], "unknown", silent))
    assert set(table.values()) == {None}
    assert set(met(seen(silent, [], "unknown", silent)).values()) == {None}
    assert met(seen(records("v=spf1 -all"), [sender(NO_PTR, network="192.0.2.0/24")]))[PTR] is None


def test_what_is_missing_is_not_met() -> None:
    table = met(seen(records("v=spf1 nonsense"), [sender(NO_PTR)], "none", records("0 .")))
    assert {what for what, value in table.items() if value is False} == {PTR, SPF, DMARC, EXISTS}
    assert met(seen(records("v=spf1 -all"), [sender(result=SpfResult.SOFTFAIL)]))[SPF] is False
    assert met(seen(records("v=spf1 +all"), [sender()]))[NARROW] is False
    assert met(seen(records("v=spf1 -all"), [sender()], mail=Answer(Outcome.NODATA)))[EXISTS] is False


def test_alignment_says_what_each_mail_needs() -> None:
    (row,) = [row for what, row in seen(records("v=spf1 -all"), [sender()]).items() if "aligned" in what]
    assert row.met is None
    assert "the domain of MAIL FROM has to be of example.com" in row.why


@pytest.mark.parametrize(
    ("receiver", "part", "code", "since"),
    [
        ("Gmail", "ptr", "451 4.7.23", "February 2024"),
        ("Gmail", "ptr", "550 5.7.25", "February 2024"),
        ("Gmail", "spf", "550 5.7.27", "February 2024"),
        ("Gmail", "spf", "550 5.7.26", "February 2024"),
        ("Gmail", "spf", "550 5.7.24", ""),
        ("Gmail", "dkim", "550 5.7.30", "February 2024"),
        ("Gmail", "dmarc", "550 5.7.40", "February 2024"),
        ("Gmail", None, "421 4.7.32", "February 2024"),
        ("Gmail", None, "550 5.7.29", "February 2024"),
        ("Yahoo", "mx", "554", ""),
        ("Outlook.com", "ptr", "450 4.7.25", ""),
        ("Outlook.com", "dmarc", "550 5.7.515", "5 May 2025"),
        ("Outlook.com", "spf", "550 5.7.515", "5 May 2025"),
        ("Outlook.com", "dkim", "550 5.7.515", "5 May 2025"),
    ],
)
def test_codes_lead_to_the_record(receiver: str, part: str | None, code: str, since: str) -> None:
    zone: Zone = {}
    table = demands(
        Seen(
            spf=drive(inspect_domain("example.com", LORE), zone)[0],
            mail=drive(mx_found("example.com", base), zone)[0],
            dmarc=DmarcPolicy(status="none", organizational_domain="example.com"),
            dkim=Part(name="dkim", state=PartState.NOT_ASKED, shown=""),
            senders=[],
        )
    )
    found = [row for row in table if row.receiver == receiver and code in row.codes and row.part == part]
    assert [row.since for row in found] == [since]


@pytest.mark.parametrize(
    ("record", "parked"),
    [("v=spf1 -all", True), ("v=spf1 ~all", False), ("v=spf1 a -all", False), ("v=spf1 +all", False)],
)
def test_a_domain_that_neither_sends_nor_takes_mail_is_in_order(record: str, parked: bool) -> None:
    zone: Zone = {
        ("example.com", "MX"): records("0 ."),
        ("example.com", "TXT"): records(record),
        ("example.com", "A"): records("192.0.2.1"),
    }
    mail, _ = drive(mx_found("example.com", base), zone)
    spf, _ = drive(inspect_domain("example.com", LORE), zone)
    assert is_parked(mail, spf) is parked
    part = mx_part(mail, special, parked=parked)
    assert (part.state is PartState.OK, ids(part) == set()) == (parked, parked)
    dkim = dkim_part("example.com", (), barred=True, parked=parked)
    assert (dkim.state, not dkim.findings) == ("ok" if parked else "absent", parked)
