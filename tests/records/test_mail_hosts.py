"""What is wrong with the mail hosts of a domain, and whether it takes mail at all."""

from repcheck.model.dns import Answer, Outcome
from repcheck.model.published.domain import Part
from repcheck.records.mx.findings import mx_found, mx_part
from tests.records.policies import base
from tests.records.spf.inspecting import special
from tests.support.tables import each

from .driver import Zone, drive, failure, ids, records


def mx(zone: Zone) -> Part:
    return mx_part(drive(mx_found("example.com", base), zone)[0], special)


TARGETS: Zone = {
    ("mx.example.com", "A"): records("192.0.2.25"),
    ("mx.example.com", "AAAA"): records("2001:db8::25"),
    ("mx2.example.com", "A"): records("192.0.2.26"),
    ("twin.example.com", "A"): records("192.0.2.25"),
    ("twin.example.com", "AAAA"): records("2001:db8::25"),
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
    ("half.example.com", "A"): records("192.0.2.27"),
    ("half.example.com", "AAAA"): failure(Outcome.SERVFAIL),
}


@each(
    "answer, state, expected",
    [
        (records("10 mx.example.com", "20 mx2.example.com"), "ok", set()),
        (records("10 mx.example.com"), "ok", {"mx_single info"}),
        (records("10 mx.example.com", "20 twin.example.com"), "ok", {"mx_same_host info"}),
        # Nobody can register what ends in "local", so nobody can take it over.
        (records("10 mx.corp.local", "20 mx.example.com"), "faulty", {"mx_without_address medium"}),
        (records("10 mx2.example.com", "20 mx2.example.com"), "ok",
         {"mx_twice low", "mx_single info", "mx_no_ipv6 info"}),
        (records("0 ."), "faulty", {"null_mx medium"}),
        (records("0 .", "10 mx.example.com"), "faulty", {"null_mx_beside_others high"}),
        (records("10 192.0.2.1", "20 mx.example.com"), "faulty", {"mx_address high"}),
        (records("10 gone.example.com", "20 mx.example.com"), "faulty", {"mx_without_address medium"}),
        (records("10 bare.example.com", "20 mx.example.com"), "faulty", {"mx_without_address medium"}),
        (records("10 mx.example.org", "20 mx.example.com"), "faulty", {"mx_takeover critical"}),
        (records("10 broken.example.com", "20 mx.example.com"), "unknown", {"mx_host_unknown info"}),
        # A host whose IPv6 addresses could not be asked may have one.
        (records("10 half.example.com", "20 mx2.example.com"), "unknown", {"mx_host_unknown info"}),
        (records("10 alias.example.com", "20 mx2.example.com"), "faulty", {"mx_alias medium"}),
        (records("10 odd.example.com", "20 mx2.example.com"), "unknown", {"mx_alias_unknown info"}),
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
