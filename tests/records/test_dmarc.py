"""DMARC by RFC 9989 and by the older rules."""

from hypothesis import given, settings
from hypothesis import strategies as st

from repcheck.model.dns import Outcome
from repcheck.model.published.domain import Part
from repcheck.records.dmarc.record import addresses_in, dmarc_of, parse_dmarc, walk_names
from tests.records.policies import base, dmarc, part, part_of
from tests.support.examples import examples
from tests.support.tables import each

from .driver import Zone, drive, failure, records


def zone_of(**texts: str) -> Zone:
    return {(f"_dmarc.{name.replace('_', '.')}", "TXT"): records(text) for name, text in texts.items()}


def found(text: str, domain: str = "example.com") -> set[str]:
    return {f"{finding.id} {finding.severity}" for finding in part_of(text, domain).findings}


def test_walk_names() -> None:
    assert walk_names("example.com") == ("example.com", "com")
    assert walk_names("a.b.c.d.e.f.g.h.i") == (
        "a.b.c.d.e.f.g.h.i", "c.d.e.f.g.h.i", "d.e.f.g.h.i", "e.f.g.h.i", "f.g.h.i", "g.h.i", "h.i", "i",
    )  # fmt: skip
    assert len(walk_names("a.b.c.d.e.f.g.h")) == 8


@each(
    "domain, zone, policy, at, organizational, old",
    [
        (
            "example.com",
            zone_of(example_com="v=DMARC1; p=reject"),
            "reject",
            "example.com",
            "example.com",
            "reject",
        ),
        (
            "a.example.com",
            zone_of(example_com="v=DMARC1; p=reject"),
            "reject",
            "example.com",
            "example.com",
            "reject",
        ),
        (
            "a.example.com",
            zone_of(example_com="v=DMARC1; p=reject; sp=none"),
            "none",
            "example.com",
            "example.com",
            "none",
        ),
        (
            "b.a.example.com",
            zone_of(a_example_com="v=DMARC1; p=reject"),
            "reject",
            "a.example.com",
            "a.example.com",
            None,
        ),
        (
            "b.a.example.com",
            zone_of(a_example_com="v=DMARC1; p=reject; psd=n", example_com="v=DMARC1; p=none"),
            "reject",
            "a.example.com",
            "a.example.com",
            "none",
        ),
        (
            "b.a.example.com",
            zone_of(a_example_com="v=DMARC1; p=reject", example_com="v=DMARC1; p=none"),
            "none",
            "example.com",
            "example.com",
            "none",
        ),
        (
            "b.a.co.example",
            zone_of(co_example="v=DMARC1; p=reject; psd=y"),
            "reject",
            "co.example",
            "a.co.example",
            None,
        ),
        (
            "example.com",
            zone_of(example_com="v=DMARC1; p=reject; t=y"),
            "quarantine",
            "example.com",
            "example.com",
            "reject",
        ),
        (
            "example.com",
            zone_of(example_com="v=DMARC1; rua=mailto:a@example.com"),
            "none",
            "example.com",
            "example.com",
            "none",
        ),
        (
            "example.com",
            zone_of(example_com="v=DMARC1; p=rejct; rua=mailto:a@example.com"),
            "none",
            "example.com",
            "example.com",
            "none",
        ),
        ("example.com", zone_of(example_com="v=DMARC1; p=rejct"), None, None, "example.com", None),
        ("example.com", zone_of(example_com="v=dmarc1; p=reject"), None, None, "example.com", None),
        ("example.com", zone_of(example_com="p=reject; v=DMARC1"), None, None, "example.com", None),
        ("example.com", {}, None, None, "example.com", None),
    ],
)
def test_discovery(
    domain: str, zone: Zone, policy: str | None, at: str | None, organizational: str, old: str | None
) -> None:
    result = dmarc(domain, zone)
    assert (result.new.policy, result.new.found_at, result.new.organizational_domain) == (
        policy,
        at,
        organizational,
    )
    assert result.old.policy == old
    assert result.new.status == ("none" if policy is None else "ok")


def test_names_that_do_not_exist_have_a_policy_of_their_own() -> None:
    zone = {
        **zone_of(example_com="v=DMARC1; p=none; sp=quarantine; np=reject"),
        ("gone.example.com", "A"): failure(Outcome.NXDOMAIN),
    }
    result = dmarc("gone.example.com", zone)
    assert (result.new.policy, result.old.policy) == ("reject", "quarantine")


@each("outcome", [Outcome.SERVFAIL, Outcome.TIMEOUT, Outcome.REFUSED])
def test_what_could_not_be_asked_is_unknown(outcome: Outcome) -> None:
    zone: Zone = {("_dmarc.example.com", "TXT"): failure(outcome)}
    result = dmarc("a.example.com", zone)
    assert (result.new.status, result.old.status) == ("unknown", "unknown")
    made = part("a.example.com", zone)
    assert made.state == "unknown"
    assert {finding.id for finding in made.findings} == {"dmarc_unknown"}


@each(
    "text, expected",
    [
        ("v=DMARC1; p=reject; rua=mailto:a@example.com", set()),
        ("v=DMARC1;p=quarantine;rua=mailto:a@mail.example.com!10m", set()),
        ("v=DMARC1; p=none; rua=mailto:a@example.com", {"dmarc_policy_none low"}),
        ("v=DMARC1; p=reject", {"dmarc_no_reports low"}),
        ("v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com", {"dmarc_weak_subdomains medium"}),
        ("v=DMARC1; p=reject; pct=50; rua=mailto:a@example.com", {"dmarc_old_tags medium"}),
        ("v=DMARC1; p=reject; ri=3600; rua=mailto:a@example.com", {"dmarc_old_tags info"}),
        ("v=DMARC1; p=reject; t=y; rua=mailto:a@example.com", {"dmarc_testing low"}),
        ("v=DMARC1; p=none; rua=mailto:a@example.com, mailto:b@example.com", {"dmarc_policy_none low"}),
        ("v=DMARC1; p=reject; np=none; rua=mailto:a@example.com", {"dmarc_weak_subdomains low"}),
        ("v=DMARC1; p=reject; psd=y; rua=mailto:a@example.com", {"dmarc_psd medium"}),
        ("v=DMARC1; p=deny; rua=mailto:a@example.com", {"dmarc_bad_policy high"}),
        ("v=DMARC1; p=reject; rua=mailto:a@example.net", {"dmarc_report_unverified medium"}),
        ("v=DMARC1; p=reject; rua=mailto:a@example.com; hello", {"dmarc_no_tag medium"}),
        ("v=DMARC1; rua=mailto:a@example.com", {"dmarc_no_p medium", "dmarc_policy_none low"}),
        ("v=DMARC1; p=reject; aspf=strict; rua=mailto:a@example.com", {"dmarc_bad_value medium"}),
        (
            "v=DMARC1; p=reject; rua=mailto:a@example.com; rua=mailto:b@example.com",
            {"dmarc_doubled_tag medium"},
        ),
        ("hello", {"no_dmarc medium"}),
        ("v=DMARC1; p=rejct", {"dmarc_void high"}),
    ],
)
def test_findings(text: str, expected: set[str]) -> None:
    told = found(text)
    assert {one for one in told if not one.startswith("dmarc_publish")} == expected


@each(
    "tags, strict, shown",
    [
        ("", (), "p=reject, by the record of example.com"),
        ("; aspf=s", ("spf",), "p=reject, by the record of example.com; strict alignment of SPF"),
        ("; ADKIM=S; aspf=s", ("spf", "dkim"),
         "p=reject, by the record of example.com; strict alignment of SPF and DKIM"),
        ("; adkim=r", (), "p=reject, by the record of example.com"),
    ],
)  # fmt: skip
def test_strict_alignment_is_shown(tags: str, strict: tuple[str, ...], shown: str) -> None:
    zone: Zone = {
        ("_dmarc.example.com", "TXT"): records(f"v=DMARC1; p=reject; rua=mailto:a@example.com{tags}")
    }
    assert dmarc("example.com", zone).new.strict == strict
    assert part("example.com", zone).shown == shown


def test_an_alias_shows_who_sets_the_policy() -> None:
    zone: Zone = {
        ("_dmarc.example.com", "TXT"): records("v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("_dmarc.example.com", "CNAME"): records("dmarc.example.net"),
    }
    (finding,) = part("example.com", zone).findings
    assert (finding.id, finding.severity) == ("dmarc_alias", "info")
    assert "dmarc.example.net" in finding.says


def test_a_policy_from_above_for_subdomains_is_no_fault_of_the_name_below() -> None:
    zone = zone_of(example_com="v=DMARC1; p=none; sp=reject; rua=mailto:a@example.com")
    assert part("news.example.com", zone).findings == ()


@each(
    "zone, expected",
    [
        ({}, "dmarc_takeover critical"),
        ({("example.net", "SOA"): records("ns.example.net")}, "dmarc_alias_void medium"),
    ],
)
def test_an_alias_that_leads_nowhere_is_replaced(zone: Zone, expected: str) -> None:
    alias: Zone = {("_dmarc.example.com", "CNAME"): records("dmarc.example.net"), **zone}
    assert found_in(part("example.com", alias)) == {expected}
    short, _ = drive(dmarc_of("example.com", base, beside=False), alias)
    assert short.alias == "dmarc.example.net"


def test_a_public_suffix_domain_is_not_asked_whether_others_report_to_it() -> None:
    zone = zone_of(com="v=DMARC1; p=reject; psd=y; rua=mailto:a@example.net")
    result = dmarc("example.com", zone)
    assert (result.record is not None, result.unverified) == (True, ())


def found_in(made: Part) -> set[str]:
    return {f"{finding.id} {finding.severity}" for finding in made.findings}


def test_several_wrong_place_and_what_to_publish() -> None:
    several: Zone = {("_dmarc.example.com", "TXT"): records("v=DMARC1; p=none", "v=DMARC1; p=reject")}
    assert [finding.id for finding in part("example.com", several).findings] == ["dmarc_several"]
    wrong: Zone = {("example.com", "TXT"): records("v=DMARC1; p=reject")}
    (finding,) = part("example.com", wrong).findings
    assert finding.remedy == 'Publish: _dmarc.example.com TXT "v=DMARC1; p=reject"'
    (finding,) = part("www.example.com", {}).findings
    assert finding.remedy is not None
    assert finding.remedy.startswith('Publish: _dmarc.example.com TXT "v=DMARC1; p=none;')


def test_reports_elsewhere() -> None:
    agreed = {("example.com._report._dmarc.example.net", "TXT"): records("v=DMARC1")}
    record = {("_dmarc.example.com", "TXT"): records("v=DMARC1; p=reject; rua=mailto:a@example.net")}
    assert dmarc("example.com", {**record, **agreed}).unverified == ()  # type: ignore[dict-item]
    broken = {("example.com._report._dmarc.example.net", "TXT"): failure(Outcome.SERVFAIL)}
    result = dmarc("example.com", {**record, **broken})  # type: ignore[dict-item]
    assert (result.unverified, result.unknown_reports) == ((), ("example.net",))
    assert addresses_in("mailto:a@example.com!5m, https://x, mailto:b@example.net,mailto:") == (
        "a@example.com",
        "b@example.net",
    )


@settings(max_examples=examples(200))
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    parse_dmarc(text)
    found(f"v=DMARC1; {text}")
