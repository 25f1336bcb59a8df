"""One pasted text: refusals are explained, nothing else is made one; a bare code says whose it is."""

import pytest

from repcheck.app.bounces.codes import bare_code, replies_with
from repcheck.app.bounces.explain import explain
from repcheck.app.bounces.pasted import records_of_text
from repcheck.app.environment import real_environment
from repcheck.model.catalog import Catalog
from tests.support.built_in import built_in_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return built_in_catalog()


@pytest.mark.parametrize(
    ("code", "provider"),
    [
        ("S3150", "microsoft-consumer"),
        ("(S3140)", "microsoft-consumer"),
        ("TSS04", "yahoo"),
        ("[TSS09]", "yahoo"),
        ("5.7.606", "office365"),
        ("5.7.640", "office365"),
    ],
)
def test_a_code_of_one_operator_says_whose_it_is(code: str, provider: str, catalog: Catalog) -> None:
    (record,) = records_of_text(code, catalog)
    assert record.provider == provider
    assert record.sender_blocked
    assert record.diagnostic == code.strip("()[]")


def test_nothing_of_the_made_up_reply_is_told(catalog: Catalog) -> None:
    for code in ("S3150", "TSS04", "5.7.606"):
        (record,) = records_of_text(code, catalog)
        assert (record.blocked_subject, record.source_ip, record.remote_mta) == (None, None, None)
        assert (record.recipient, record.cited_zones) == (None, ())


@pytest.mark.parametrize("code", ["IB105", "IB111"])
def test_a_code_of_several_operators_says_that(code: str, catalog: Catalog) -> None:
    world = real_environment({}, lambda line: None)
    report = explain(code, catalog, world)
    assert [record.provider for record in report.bounces or ()] == [None]
    (finding,) = [each for each in report.findings if each.id == "shared_code"]
    assert "GoDaddy" in finding.says
    assert "Telstra" in finding.says


@pytest.mark.parametrize("word", ["ZZ987", "QQ99", "hello", "RFC5321", "2.1.5", ""])
def test_what_is_no_known_code_is_no_refusal(word: str, catalog: Catalog) -> None:
    assert records_of_text(word, catalog) == ()


@pytest.mark.parametrize(
    "link",
    [
        "https://www.spamhaus.org/query/ip/192.0.2.10",
        "https://check.spamhaus.org/listed/?searchterm=192.0.2.10",
    ],
)
def test_a_link_of_a_list_names_it_and_what_it_is_about(link: str, catalog: Catalog) -> None:
    (record,) = records_of_text(link, catalog)
    assert record.cited_lists == ("spamhaus-zen",)
    assert record.blocked_subject is not None
    assert record.blocked_subject.value == "192.0.2.10"


def test_what_is_a_bare_code() -> None:
    assert bare_code(" [TSS04] ") == "TSS04"
    assert bare_code("(S3150)") == "S3150"
    assert bare_code("5.7.606") == "5.7.606"
    for text in ("550 S3150", "S3150 TSS04", "S", "12345", "5.7.606.1", "https://a.example/S3150"):
        assert bare_code(text) is None


def test_a_code_that_decides_goes_before_one_that_stands_beside(catalog: Catalog) -> None:
    assert set(replies_with("S775", catalog)) == {"microsoft-consumer"}
    assert replies_with("ZZ987", catalog) == {}


def test_the_first_step_is_the_command_that_looks(catalog: Catalog) -> None:
    world = real_environment({}, lambda line: None)
    text = "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org"
    first = explain(text, catalog, world, "--resolver 192.0.2.53").plan[0]
    assert first.command == "repcheck check 192.0.2.10 --resolver 192.0.2.53"
    assert first.targets == ("192.0.2.10",)


@pytest.mark.parametrize("text", ["552 5.2.2 Mailbox full", "550 5.7.1 blocked for spam", "S3150"])
def test_no_command_looks_where_nothing_to_look_up_is_named(text: str, catalog: Catalog) -> None:
    report = explain(text, catalog, real_environment({}, lambda line: None))
    assert not any((step.command or "").startswith("repcheck check") for step in report.plan)
