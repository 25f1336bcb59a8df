"""One pasted text: refusals are explained, nothing else is made one; a bare code says whose it is."""

import json
from datetime import UTC, datetime

import pytest

from repcheck.app.bounces.codes import bare_code, replies_with
from repcheck.app.bounces.explain import explain
from repcheck.app.bounces.pasted import records_of_text
from repcheck.app.environment import real_environment
from repcheck.bounces.meanings.codes import CODE_ROWS
from repcheck.bounces.meanings.row import MeaningRow
from repcheck.model.catalog import Catalog
from tests.support.built_in import built_in_catalog

NOW = datetime(2026, 11, 16, tzinfo=UTC)


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
    (record,) = records_of_text(code, catalog, NOW)
    assert record.provider == provider
    assert record.sender_blocked
    assert record.diagnostic == code.strip("()[]")


def test_nothing_of_the_made_up_reply_is_told(catalog: Catalog) -> None:
    for code in ("S3150", "TSS04", "5.7.606"):
        (record,) = records_of_text(code, catalog, NOW)
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


@pytest.mark.parametrize("row", CODE_ROWS, ids=lambda row: row.name)
def test_a_code_that_any_server_may_write_is_nobodys(row: MeaningRow, catalog: Catalog) -> None:
    world = real_environment({}, lambda line: None)
    for code in (f"4{row.name[1:]}", f"5{row.name[1:]}"):
        report = explain(code, catalog, world)
        assert [record.provider for record in report.bounces or ()] == [None]
        assert report.explained[0].says.startswith(("The receiving server ", "The mail "))
        by_category = report.explained[0].row.startswith("category ")
        assert row.meaning in report.explained[0].meaning or by_category


@pytest.mark.parametrize(
    ("code", "operator", "meaning"),
    [
        ("5.7.30", "Gmail and Google Workspace", "DKIM is missing or failed."),
        ("4.7.30", "Gmail and Google Workspace", "DKIM is missing or failed."),
        ("4.7.23", "Gmail and Google Workspace", "No reverse name"),
        ("421 4.7.29", "Gmail and Google Workspace", "not sent over TLS"),
        ("550 5.4.1", "Microsoft 365 and Exchange Online", "The mailbox does not exist in this domain."),
        ("5.1.0", "Proofpoint Essentials", "the sender on its own list"),
        ("5.7.13", "Sendmail", "The recipient's mailbox is disabled."),
    ],
)
def test_what_operators_mean_by_a_code_of_the_registry(
    code: str, operator: str, meaning: str, catalog: Catalog
) -> None:
    report = explain(code, catalog, real_environment({}, lambda line: None))
    (finding,) = [each for each in report.findings if each.id == "shared_code"]
    assert f"From {operator} it may say: " in finding.says
    assert meaning in finding.says
    assert finding.says in report.explained[0].meaning


def test_the_registry_is_heard_beside_an_operator(catalog: Catalog) -> None:
    report = explain("5.7.30", catalog, real_environment({}, lambda line: None))
    assert "In the registry it says: The mail demands encryption" in report.explained[0].meaning


@pytest.mark.parametrize("text", ["5.1.1", "550 5.7.1", "550 5.7.30 no", "S3150", "500"])
def test_nothing_is_told_apart_where_one_meaning_is_known(text: str, catalog: Catalog) -> None:
    report = explain(text, catalog, real_environment({}, lambda line: None))
    assert "shared_code" not in {finding.id for finding in report.findings}


@pytest.mark.parametrize(
    ("code", "provider"), [("4.7.650", "microsoft-consumer"), ("4.7.651", "microsoft-consumer")]
)
def test_a_code_that_slows_down_by_reputation_blocks(code: str, provider: str, catalog: Catalog) -> None:
    (record,) = records_of_text(code, catalog, NOW)
    assert (record.provider, record.category, record.sender_blocked) == (provider, "blocked", True)


@pytest.mark.parametrize(("code", "row"), [("500", "X.5.2"), ("502", "X.5.1"), ("503", "X.5.0")])
def test_a_bare_reply_code_of_the_protocol_is_explained_by_it(code: str, row: str, catalog: Catalog) -> None:
    report = explain(code, catalog, real_environment({}, lambda line: None))
    assert report.explained[0].row == f"status {row}"


@pytest.mark.parametrize("word", ["ZZ987", "QQ99", "hello", "RFC5321", "2.1.5", ""])
def test_what_is_no_known_code_is_no_refusal(word: str, catalog: Catalog) -> None:
    assert records_of_text(word, catalog, NOW) == ()


@pytest.mark.parametrize(
    "link",
    [
        "https://www.spamhaus.org/query/ip/192.0.2.10",
        "https://check.spamhaus.org/listed/?searchterm=192.0.2.10",
    ],
)
def test_a_link_of_a_list_names_it_and_what_it_is_about(link: str, catalog: Catalog) -> None:
    (record,) = records_of_text(link, catalog, NOW)
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


def test_replies_below_each_other_are_one_bounce_each(catalog: Catalog) -> None:
    text = (
        "kai@example.net: 550 5.1.1 user unknown\n"
        "<mia@example.org> 554 5.7.1 blocked using zen.spamhaus.org [192.0.2.10]\n"
        "550 5.1.1 <bo@example.net> no such user\n"
        "550 5.1.1 <al@example.net> no such user\n"
        "550-5.2.2 <el@example.net> is\n"
        "550 5.2.2 <el@example.net> full\n"
    )
    records = records_of_text(text, catalog, NOW)
    assert [(record.recipient, record.category) for record in records] == [
        ("kai@example.net", "nonexistent"),
        ("mia@example.org", "blocked"),
        (None, "nonexistent"),
        (None, "nonexistent"),
        (None, "mailbox-full"),
    ]


_OF_LINES = {
    "postfix": "".join(
        f"Nov 16 09:00:06 mta1 postfix/smtp[811]: 4XyZ1: to=<{address}>, relay=mx.example[198.51.100.7]:25,"
        f" delay=1, delays=0/0/0/1, dsn={reply[4:9]}, status=bounced (host mx.example[198.51.100.7]"
        f" said: {reply} (in reply to RCPT TO command))\n"
        for address, reply in (
            ("kai@example.net", "550 5.1.1 no such user"),
            ("mia@example.org", "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org"),
        )
    ),
    "table": (
        "email,reason\nkai@example.net,550 5.1.1 no such user\n"
        "mia@example.org,554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org\n"
    ),
    "events": json.dumps(
        [
            {"event": "bounce", "email": address, "sg_event_id": str(number), "reason": reason}
            for number, (address, reason) in enumerate(
                (
                    ("kai@example.net", "550 5.1.1 no such user"),
                    ("mia@example.org", "554 5.7.1 [192.0.2.10] blocked using zen.spamhaus.org"),
                )
            )
        ]
    ),
}


@pytest.mark.parametrize("kind", _OF_LINES)
def test_lines_of_a_log_and_rows_are_explained_one_by_one(kind: str, catalog: Catalog) -> None:
    records = records_of_text(_OF_LINES[kind], catalog, NOW)
    assert [(record.recipient, record.category, record.cited_lists) for record in records] == [
        ("kai@example.net", "nonexistent", ()),
        ("mia@example.org", "blocked", ("spamhaus-zen",)),
    ]
