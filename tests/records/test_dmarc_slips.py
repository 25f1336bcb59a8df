"""Slips in a DMARC record: what is said of them, and the record that is proposed."""

from tests.records.policies import part_of
from tests.support.tables import each


@each(
    "text, publish",
    [
        ("v=DMARC1; p=reject; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=none", "v=DMARC1; p=none; rua=mailto:postmaster@example.com"),
        ("v=DMARC1; p=reject; rua:mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1; p=reject; rua=a@example.com; ruf=", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1; sp=reject; rua=mailto:a@example.com",
         "v=DMARC1; p=none; sp=reject; rua=mailto:a@example.com"),
        ("v=DMARC1; rua=mailto:a@example.com; p=none; rua=mailto:b@example.com",
         "v=DMARC1; p=none; rua=mailto:a@example.com,mailto:b@example.com"),
        ("v=DMARC1; p=none; rua=mailto:a@example.com <a@example.com>; fo:1",
         "v=DMARC1; p=none; fo=1; rua=mailto:a@example.com"),
        ("v=DMARC1; p=reject; ri=3600; pct=100; rua=mailto:a@example.com!5m",
         "v=DMARC1; p=reject; rua=mailto:a@example.com!5m"),
        ("v=DMARC1; p=reject; rua=mailto:a@example.com,b@example.com",
         "v=DMARC1; p=reject; rua=mailto:a@example.com,mailto:b@example.com"),
        ("v=DMARC1; p=reject; rua=mailto://a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1; p=reject; rua=mailto=a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        # What a tag that nobody knows, or that is no longer read, was meant to be, is not guessed at.
        ("v=DMARC1; p=reject; ruua=mailto:a@example.com", None),
        ("v=DMARC1; policy=reject; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=reject; ri=3600, rua mailto:b@example.com", None),
        ("v=DMARC1; p=reject; rua=mailto:a@example.com sp=none", None),
        # How mail is treated is the owner's to decide.
        ("v=DMARC1; p=none; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=reject; pct=5; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=deny; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=reject; t=y; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=reject; adkim=strict; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=none; p=reject; rua=mailto:a@example.com", None),
        ("v=DMARC1; p=none; sp:reject; rua=mailto:a@example.com", None),
    ],
)  # fmt: skip
def test_one_record_to_publish_mends_all_faults(text: str, publish: str | None) -> None:
    remedies = [finding.remedy for finding in part_of(text).findings if finding.id == "dmarc_publish"]
    assert remedies == ([] if publish is None else [f'Publish: _dmarc.example.com TXT "{publish}"'])
    if publish is not None:
        assert {finding.id for finding in part_of(publish).findings} <= {"dmarc_policy_none"}


@each(
    "text, better",
    [
        (" v=DMARC1; p=reject; rua=mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1 p=reject; rua=mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=dmarc1; p=none; rua=mailto:a@example.com", "v=DMARC1; p=none; rua=mailto:a@example.com"),
        ("v=DMARC1\\; p=reject\\; rua=mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1, p=reject, rua=mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("p=reject; v=DMARC1; rua=mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1; p=reject, rua=mailto:a@example.com", "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("\ufeffv=DMARC1; p=reject; rua=mailto:a@example.com",
         "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1\uff1b p=reject;\u00a0rua=mailto:a@example.com\u201d",
         "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ('"v=DMARC1; p=reject; rua=mailto:a@example.com.', "v=DMARC1; p=reject; rua=mailto:a@example.com"),
        ("v=DMARC1, p=reject, ri=86400, pct=100", "v=DMARC1; p=reject; rua=mailto:postmaster@example.com"),
        ("v=dmarc1; p=reject; pct=50; rua=mailto:a@example.com", None),
        ("v=dmarc1; p=reject; ruf=mailto:a at example.com", None),
        ("v=dmarc1; p=reject; rua==mailto:a@example.com", None),
        ("v=DMARC; p=reject; rua=mailto:a@example.com", None),
        ("v=DMARC2; p=quarantine", None),
        ("v=DMARC1 reject", None),
        ("p=reject; rua=mailto:a@example.com", None),
    ],
)  # fmt: skip
def test_a_void_record_is_replaced_and_never_doubled(text: str, better: str | None) -> None:
    findings = part_of(text.encode().decode("ascii", "surrogateescape")).findings
    (finding,) = [one for one in findings if one.id == "dmarc_void"]
    assert "no_dmarc" not in {one.id for one in findings}
    assert finding.remedy is not None
    assert ("Replace it by" in finding.remedy) is (better is not None)
    assert better is None or finding.remedy == f'Replace it by: _dmarc.example.com TXT "{better}"'


@each(
    "tags, expected",
    [
        ("rua=mailto:a@example.com,b@example.com", {"dmarc_bad_uri medium"}),
        ("rua=a@example.com", {"dmarc_bad_uri medium"}),
        ("rua=mailto:a@example.com; ruf=ftp://example.com", {"dmarc_bad_uri medium"}),
        ("ruua=mailto:a@example.com", {"dmarc_unknown_tag medium"}),
        ("rua=mailto:a@example.com; subpolicy=none", {"dmarc_unknown_tag medium"}),
        ("rua=mailto:a@example.com,https://example.com/r; x=1", set()),
    ],
)
def test_what_gets_no_report_is_named(tags: str, expected: set[str]) -> None:
    told = {f"{one.id} {one.severity}" for one in part_of(f"v=DMARC1; p=reject; {tags}").findings}
    assert {one for one in told if not one.startswith("dmarc_publish")} == expected
