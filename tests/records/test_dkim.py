"""DKIM keys: read, judged, missing."""

from repcheck.model.dns import Answer, Outcome
from repcheck.model.published.domain import Part
from repcheck.model.records import PartState
from repcheck.records.dkim.selectors import dkim_barred, dkim_keys, dkim_part
from tests.records.keys import ED25519, RSA_1024, RSA_2048
from tests.support.tables import each

from .driver import Zone, drive, failure, ids, records

RSA_512 = "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMHzIulvcOo7MzHzDHerlQXjR7gDV8JTKMYYP4Fix2mFr2wbAVVntJkCGzz/DeKcORNOKTGElD32mloHRtMZDEcCAwEAAQ=="  # noqa: E501
PKCS1_1024 = "MIGJAoGBALshmI+dWu7LLS8yyFFNOWVjO7E9Hx+HCeAfnndvt8L51QOiNR7sHoBqxUCyINbV1flJC4mBX9JhaORE4y2C5trUBkd1qoWk3os/qFt9j2DHn9tK9ZVkiRGhhkNffya41H6YAt+q6TfxKulMqK/QfJB2auRn6dP5UfUR1X7usUcbAgMBAAE="  # noqa: E501


@each(
    "text, shown, expected",
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


@each(
    "answer, state, expected",
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
