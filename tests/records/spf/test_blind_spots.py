"""What other checkers were found blind to: each in the verdict and in what is told about the record."""

from repcheck.model.dns import Outcome
from repcheck.model.published.spf import SpfResult
from tests.records.driver import Zone, failure, records
from tests.records.spf.checking import ME, check, host, result, text
from tests.records.spf.inspecting import found, inspect
from tests.support.tables import each


def test_plus_all_is_told_as_open_to_everybody() -> None:
    assert result("v=spf1 +all") == "pass"
    assert found("v=spf1 +all") == {"spf_everybody critical"}
    assert inspect("v=spf1 +all").publish is None
    assert inspect("v=spf1 +all").stranger.result is SpfResult.PASS


def test_question_all_with_a_private_range_is_no_protection() -> None:
    record = "v=spf1 ip4:10.0.0.0/8 ?all"
    assert result(record) == "neutral"
    assert result(record, ip="10.1.2.3") == "pass"
    assert found(record) == {"spf_neutral_all medium", "spf_special_address medium", "spf_wide medium"}


def test_two_halves_of_all_addresses_are_all_of_them() -> None:
    record = "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"
    assert {result(record, ip=ip) for ip in ("0.0.0.1", "127.255.255.255", "128.0.0.0", "255.0.0.1")} == {
        "pass"
    }
    assert found(record) == {"spf_everybody critical"}


@each("version", ["v=SpF1", "V=SPF1", "v=spf1"])
def test_the_version_has_no_case(version: str) -> None:
    assert result(f"{version} ip4:{ME} -all") == "pass"
    assert found(f"{version} ip4:8.8.8.8 -all") == set()


def test_servfail_on_an_include_is_temperror_and_no_fault_of_the_record() -> None:
    zone: Zone = {("broken.example.net", "TXT"): failure(Outcome.SERVFAIL)}
    assert result("v=spf1 include:broken.example.net -all", zone) == "temperror"
    assert found("v=spf1 include:broken.example.net -all", zone) == {"spf_unknown info"}
    assert inspect("v=spf1 include:broken.example.net -all", zone).publish is None


def test_servfail_below_ptr_passes_that_name_over() -> None:
    zone: Zone = {
        ("10.2.0.192.in-addr.arpa", "PTR"): records("broken.example.com", "mail.example.com"),
        ("broken.example.com", "A"): failure(Outcome.SERVFAIL),
    }
    assert result("v=spf1 ptr -all", zone) == "fail"
    assert result("v=spf1 ptr -all", {**zone, **host("mail.example.com", ME)}) == "pass"
    reverse: Zone = {("10.2.0.192.in-addr.arpa", "PTR"): failure(Outcome.SERVFAIL)}
    assert result("v=spf1 ptr -all", reverse) == "fail"


def test_a_redirect_beside_all_is_read_but_never_followed() -> None:
    verdict, driven = check("v=spf1 redirect=b.example.net -all", text("b.example.net", "v=spf1 +all"))
    assert verdict.result is SpfResult.FAIL
    assert [question.name for question in driven.questions] == ["example.com"]
    assert found("v=spf1 redirect=ok.example.net -all") == {"spf_unused medium"}


def test_an_include_that_does_not_exist_is_permerror() -> None:
    verdict, _ = check("v=spf1 include:gone.example.net -all")
    assert verdict.result is SpfResult.PERMERROR
    assert verdict.reason is not None
    assert "gone.example.net" in verdict.reason
