"""DMARC of a domain whose policy another name's record sets: whose tag is to be changed, and where."""

import pytest

from repcheck.model.dns import Outcome
from repcheck.records.dmarc.findings import dmarc_part
from tests.records.driver import Zone, failure, records
from tests.records.policies import dmarc, part

REPORTS = "rua=mailto:a@example.com"


def above(text: str) -> Zone:
    return {("_dmarc.example.com", "TXT"): records(text)}


@pytest.mark.parametrize(
    ("tags", "missing", "remedy"),
    [
        ("p=reject; sp=none", False, "Write sp=quarantine in the record of example.com"),
        ("p=none", False, "Write p=quarantine in the record of example.com"),
        ("p=reject; np=none", True, "Write np=quarantine in the record of example.com"),
        ("p=reject; sp=none", True, "Write sp=quarantine in the record of example.com"),
    ],
)
def test_the_tag_that_decides_is_named_with_its_record(tags: str, missing: bool, remedy: str) -> None:
    zone = above(f"v=DMARC1; {tags}; {REPORTS}")
    if missing:
        zone = {**zone, ("news.example.com", "A"): failure(Outcome.NXDOMAIN)}
    findings = dmarc_part("news.example.com", dmarc("news.example.com", zone)).findings
    (told,) = [finding for finding in findings if finding.id == "dmarc_policy_none"]
    assert told.remedy is not None
    assert told.remedy.startswith(remedy)
    assert "news.example.com" in told.says


def test_rules_that_differ_on_a_name_that_does_not_exist_are_no_reason_to_publish_there() -> None:
    zone = {
        **above(f"v=DMARC1; p=reject; np=none; {REPORTS}"),
        ("news.example.com", "A"): failure(Outcome.NXDOMAIN),
    }
    (told,) = [one for one in part("news.example.com", zone).findings if one.id == "dmarc_rules_differ"]
    assert told.remedy == "Write np and sp alike in the record of example.com."


def test_sp_counts_below_an_organizational_domain_of_three_labels() -> None:
    of_three: Zone = {("_dmarc.example.co.example", "TXT"): records("v=DMARC1; p=reject; sp=reject")}
    assert "dmarc_idle_sp" not in {one.id for one in part("example.co.example", of_three).findings}
    inner: Zone = {
        **above(f"v=DMARC1; p=reject; {REPORTS}"),
        ("_dmarc.news.example.com", "TXT"): records(f"v=DMARC1; p=reject; sp=reject; {REPORTS}"),
    }
    assert "dmarc_idle_sp" in {one.id for one in part("news.example.com", inner).findings}


def test_a_public_suffix_may_say_that_it_is_one() -> None:
    zone: Zone = {("_dmarc.co.example", "TXT"): records(f"v=DMARC1; p=reject; psd=y; {REPORTS}")}
    assert "dmarc_psd" not in {one.id for one in part("co.example", zone).findings}
