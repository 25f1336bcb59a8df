"""Many wordings of the same reasons, in ten languages, and what only sounds like them."""

from collections.abc import Iterator
from pathlib import Path

from repcheck.bounces.mail.records import record_of_reply
from repcheck.bounces.reply.judge import Reply, judge
from repcheck.model.bounces import BounceRecord, Category
from tests.support.built_in import built_in_catalog, built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
FOLDER = Path(__file__).parent
BLOCKED = {"yes": True, "no": False, "?": None}


def wordings() -> Iterator[tuple[str, str, str]]:
    heading = ("", "")
    for line in (FOLDER / "wordings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            _, category, blocked = line.split()
            heading = (category, blocked)
        elif line and not line.startswith("# "):
            yield (*heading, line)


ALL = list(wordings())


def test_the_table_is_whole() -> None:
    assert len(ALL) > 600
    assert {blocked for _, blocked, _ in ALL} == BLOCKED.keys()


@each("category, blocked, text", ALL)
def test_wording(category: str, blocked: str, text: str) -> None:
    record = record_of_reply(text, KNOWLEDGE)
    assert (record.category, record.sender_blocked) == (Category(category), BLOCKED[blocked]), record.rule
    assert record.hard is not True or record.category in (Category.NONEXISTENT, Category.INACTIVE)


@each("text", (FOLDER / "not_blocked.txt").read_text(encoding="utf-8").splitlines()[1:])
def test_a_block_of_something_else_is_no_block_of_the_sender(text: str) -> None:
    assert record_of_reply(text, KNOWLEDGE).sender_blocked is not True


@each("text", [text for _, blocked, text in ALL if blocked == "no" and text.isascii()])
def test_case_and_line_breaks_make_no_difference(text: str) -> None:
    def read(reply: str) -> tuple[Category, bool | None]:
        record = record_of_reply(reply, KNOWLEDGE)
        return record.category, record.sender_blocked

    assert read(text.upper()) == read(text.lower()) == read(text.replace(" ", "\n  "))


REPUTATION = ("ip-reputation", "domain-reputation", "list")
CERTAIN = [
    (rule.cause, rule.sample)
    for provider in built_in_catalog().providers
    for rule in provider.rules
    if rule.certain and rule.cause in (*REPUTATION, "content", "authentication", "dns")
]


@each("cause, sample", CERTAIN)
def test_what_a_provider_is_known_to_mean(cause: str, sample: str) -> None:
    record = record_of_reply(sample, KNOWLEDGE)
    assert (record.sender_blocked is True) == (cause in REPUTATION)
    assert record.hard is not True


def of(diagnostic: str, status: str | None = None, more: str = "", remote: str | None = None) -> BounceRecord:
    return judge(
        Reply(file="x", diagnostic=diagnostic, status=status, more=more, remote_mta=remote), KNOWLEDGE
    )


@each(
    "diagnostic, code, status",
    [
        # the last answer of the remote server behind the own verdict
        ("554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Timed out>", 421, "4.4.2"),
        ("554 4.4.7 Message expired: unable to deliver in 840 minutes.", 554, "4.4.7"),
        ("5.1.0 - Unknown address error 550-'5.4.1 Recipient address rejected'", 550, "5.4.1"),
        ("554 <kai@corp.example.net>... 550 Host unknown", 550, None),
        ("550 5.1.1 <kai@corp.example.net>... User unknown", 550, "5.1.1"),
        ("It responded as follows: [550 5.1.1 User unknown]", 550, "5.1.1"),
        ("Error message below: 550 - Requested action not taken: no such user", 550, None),
        ("Transcript of session follows ----- 421 corp.example.net (smtp)... Deferred", 421, None),
        ("Invalid Address, ERROR_CODE :550, ERROR_CODE :5.2.2 <kai@corp.example.net>... full", 550, "5.2.2"),
        ("Out: 250 2.1.5 Ok In: DATA Out: 451 4.3.0 Error: queue file write error", 451, "4.3.0"),
        ("connect to [192.0.2.5]:25: refused", None, None),
        ("message of 2024-05-11 5.1.2026 12:45.1.1", None, None),
    ],
)
def test_codes(diagnostic: str, code: int | None, status: str | None) -> None:
    record = of(diagnostic)
    assert (record.status_code, record.enhanced_status) == (code, status)


def test_a_vague_code_of_the_remote_server_is_not_replaced_by_one_of_the_notice() -> None:
    assert (
        of("550 5.0.0 <kai@example.net>... no", "5.0.0", "550 5.1.1 User unknown").enhanced_status == "5.0.0"
    )
    assert of("", "5.0.0", "550 5.1.1 User unknown").enhanced_status == "5.1.1"


@each(
    "text, category",
    [
        ("after MAIL FROM:<ann@example.com>: 553 5.1.0 example.com does not exist", Category.POLICY),
        ("550 5.1.0 user unknown (in reply to MAIL FROM command)", Category.POLICY),
        ("550 5.1.0 user unknown (in reply to RCPT TO command)", Category.NONEXISTENT),
        ("after RCPT TO:<ann@example.com>: 553 5.1.0 example.com does not exist", Category.NONEXISTENT),
    ],
)
def test_before_a_recipient_is_named_it_is_the_sender_that_is_not_known(
    text: str, category: Category
) -> None:
    assert (of(text).category, of(text).hard) == (category, category is Category.NONEXISTENT)


@each(
    "text, cited",
    [
        ("550 blocked by ROCKET DNSBL, see http://www.rocket.example/DNSBL", ("rocket.example",)),
        ("550 blocked by the Rocket blocklist (https://rocket.example)", ("rocket.example",)),
        ("550 blocked by ROCKET DNSBL, see http://help.example.net/", ()),
        ("550 rejected by rocket, see http://rocket.example/DNSBL", ()),
    ],
)
def test_a_named_list_with_its_own_page(text: str, cited: tuple[str, ...]) -> None:
    assert of(text).cited_lists == cited


@each(
    "text, provider",
    [
        ("550 5.7.1 refused [AB1CD2.eop-eur01.prod.protection.outlook.com]", "office365"),
        (
            "550 refused [AB1.prod.protection.outlook.com 2026-01-01T00:00:00Z 08D] (in reply to RCPT TO)",
            "office365",
        ),
        ("550 Client host [x.prod.protection.outlook.com] was refused here", None),
    ],
)
def test_a_server_that_signs_its_reply_tells_the_provider(text: str, provider: str | None) -> None:
    assert of(text).provider == provider


def test_a_provider_goes_before_the_filter_that_it_quotes() -> None:
    text = "550 OFR006_102 see http://csi.cloudmark.com/reset-request/?ip=192.0.2.10 [102]"
    assert of(text).provider == "orange"
