"""Classification, reply codes and what a refusal complains of."""

from hypothesis import given
from hypothesis import strategies as st

from repcheck.bounces.reply.subject import blocked_subject
from repcheck.bounces.rules.classify import classify
from repcheck.bounces.rules.deciding import RULES, first_match
from repcheck.bounces.rules.judgement import MAX_WORDS
from repcheck.bounces.rules.providers import Providers, by_provider
from repcheck.bounces.rules.rule import Rule
from repcheck.bounces.smtp.codes import enhanced_status, exact_status, join_reply, reply_code
from repcheck.bounces.smtp.plain import plain_words
from repcheck.model.bounces import Category, Subject
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each


@each("rule", RULES)
def test_each_rule_decides_its_own_sample(rule: Rule) -> None:
    assert first_match(rule.sample) == rule


def test_rule_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@each(
    "text, category, blocked",
    [
        ("550 Your IP address is listed in our RBL", Category.BLOCKED, True),
        ("554 Message blocked: contains a URL that is listed on a blocklist", Category.CONTENT, False),
        ("550 5.2.1 account is blocked", Category.INACTIVE, False),
        ("550 5.7.1 this message has been blocked, likely unsolicited mail", Category.CONTENT, False),
        ("450 4.7.1 Client host rejected: cannot find your reverse hostname", Category.POLICY, False),
        ("550 5.7.1 rejected by the DMARC policy of example.com", Category.AUTHENTICATION, False),
        ("554 Relay access denied", Category.POLICY, False),
        ("User ann not listed in public Name & Address Book", Category.NONEXISTENT, False),
        ("421 4.7.0 temporarily deferred because of the bad reputation of your IP", Category.BLOCKED, True),
        ("550 <spam@blocked.example.net>: no such user", Category.NONEXISTENT, False),
        ("554 Access denied", Category.POLICY, None),
    ],
)
def test_block_of_the_sender_or_not(text: str, category: Category, blocked: bool | None) -> None:
    verdict = classify(text, status_code=reply_code(text), enhanced_status=enhanced_status(text))
    assert (verdict.category, verdict.sender_blocked) == (category, blocked)
    assert not (verdict.sender_blocked and verdict.hard)


def test_a_refusal_before_mail_from_points_to_the_address() -> None:
    verdict = classify("refused to talk to me: 554 Access denied", status_code=554, enhanced_status=None)
    assert (verdict.category, verdict.sender_blocked) == (Category.BLOCKED, True)


@each(
    "status, code, hard",
    [
        ("4.0.0", 550, True),
        ("5.0.0", 450, False),
        ("4.1.1", 550, False),
        (None, 450, False),
        (None, 550, True),
    ],
)
def test_a_vague_status_leaves_it_to_the_reply_code_whether_it_is_for_good(
    status: str | None, code: int, hard: bool
) -> None:
    assert classify("user unknown", status_code=code, enhanced_status=status).hard is hard


@each(
    "status, code, category, hard",
    [
        ("5.1.1", None, Category.NONEXISTENT, True),
        ("4.1.1", None, Category.NONEXISTENT, False),
        ("5.2.2", None, Category.MAILBOX_FULL, False),
        ("4.4.1", None, Category.UNDELIVERABLE, False),
        # No way to the host (RFC 3463 section 3.5), which says nothing of the mailbox.
        ("5.4.4", None, Category.UNDELIVERABLE, False),
        ("5.1.3", None, Category.NONEXISTENT, True),
        ("5.0.0", None, Category.OTHER, None),
        (None, 552, Category.MAILBOX_FULL, False),
        (None, 530, Category.POLICY, False),
        (None, 450, Category.UNDELIVERABLE, False),
    ],
)
def test_codes_decide_where_no_word_does(
    status: str | None, code: int | None, category: Category, hard: bool | None
) -> None:
    verdict = classify("qqq", status_code=code, enhanced_status=status)
    assert (verdict.category, verdict.hard) == (category, hard)


def test_a_provider_decides_only_what_is_undecided() -> None:
    weak = classify("550 Denied (XQ17)", status_code=550, enhanced_status=None)
    wording = Providers.of(CATALOG).matches("550 Denied (XQ17)")[0]
    verdict = by_provider(weak, wording)
    assert (verdict.sender_blocked, verdict.rule, verdict.words) == (True, "provider microsoft", "(XQ17)")
    firm = classify("550 mailbox full", status_code=550, enhanced_status=None)
    assert by_provider(firm, wording) == firm


@each(
    "text, rule, words",
    [
        ("550 <kai@corp.example.net>: User unknown", "unknown-user", "User unknown"),
        ("550 [192.0.2.25] is banned", "client-blocked", "[192.0.2.25] is banned"),
        ("550 mail from 192.0.2.25  and\nann@example.com blocked using x", "list-client", "blocked using"),
        (
            "550 your ip 192.0.2.25 at mx.example.net is blocked",
            "client-blocked",
            "your ip 192.0.2.25 at mx.example.net is blocked",
        ),
        ("550 (c0ffee1234567890abcd.rbl.example.net) Host is blocked", "client-blocked", "Host is blocked"),
        (
            "550 your ip at c0ffee1234567890abcd.rbl.example.net is blocked",
            "client-blocked",
            "your ip at ***.rbl.example.net is blocked",
        ),
        ("552 qqq", "code 552", "552"),
        ("550 qqq", "none", ""),
    ],
)
def test_a_verdict_tells_its_rule_and_the_words_of_the_reply(text: str, rule: str, words: str) -> None:
    verdict = classify(text, status_code=reply_code(text), enhanced_status=enhanced_status(text))
    assert (verdict.rule, verdict.words) == (rule, words)


def test_words_are_bounded() -> None:
    text = "550 your ip " + "x" * 70 + " blocked, " + f"at {'y' * 60}" * 20
    verdict = classify(f"mailbox {'a.b' * 10} {text}", status_code=550, enhanced_status=None)
    assert 0 < len(verdict.words) <= MAX_WORDS


@each(
    "text, rule, words",
    [
        ("550 com.example.mail.UserNotFoundException", "unknown-user", "UserNotFound"),
        ("554 x-verdict=block; cause=ip-reputation; score=-87", "reputation", "ip-reputation"),
    ],
)
def test_identifiers_are_read_as_words_and_quoted_as_written(text: str, rule: str, words: str) -> None:
    verdict = classify(text, status_code=reply_code(text), enhanced_status=None)
    assert (verdict.rule, verdict.words) == (rule, words)


@given(st.text("ab@.19 \n,;<>é", max_size=60))
def test_original_words_of_the_whole_are_the_whole(text: str) -> None:
    reply = plain_words(text)
    assert reply.original(0, len(reply.plain)) == reply.text == " ".join(text.split())


@given(st.text("ab@.19 <>", max_size=40), st.data())
def test_original_words_of_neighbours_join(text: str, data: st.DataObject) -> None:
    reply = plain_words(text)
    middle = data.draw(st.integers(0, len(reply.plain)))
    assert reply.original(0, middle) + reply.original(middle, len(reply.plain)) == reply.text


@each(
    "text, code, status",
    [
        ("550 5.1.1 no such user", 550, "5.1.1"),
        ("550-5.7.1 refused", 550, "5.7.1"),
        ("host mx.example.net[198.51.100.7] said: 452 4.2.2 full", 452, "4.2.2"),
        ("connect to 209.12.9.10: refused", None, None),
        ("version 2.9.10 of 5.1.1.7", None, None),
        ("Sorry, no mailbox here by that name. (#5.1.1)", None, "5.1.1"),
        ("#550 5.1.10 RESOLVER.ADR.RecipientNotFound", 550, "5.1.10"),
        ("message 550 bytes long", None, None),
    ],
)
def test_codes_in_text(text: str, code: int | None, status: str | None) -> None:
    assert (reply_code(text), enhanced_status(text)) == (code, status)


def test_the_more_exact_status_wins_when_the_class_agrees() -> None:
    assert exact_status("5.0.0", "550 5.1.1 unknown") == "5.1.1"
    assert exact_status("5.0.0", "450 4.1.1 unknown") == "5.0.0"
    assert exact_status("5.2.2", "550 5.1.1 unknown") == "5.2.2"


def test_lines_of_one_reply_are_joined() -> None:
    assert (
        join_reply("smtp; 550-5.7.1 Our system\n 550-5.7.1 refuses\n 550 5.7.1 this")
        == "550-5.7.1 Our system refuses this"
    )
    assert join_reply("550 see https: //lists.example.org/x") == "550 see https://lists.example.org/x"


@each(
    "text, blocked, subject",
    [
        ("Client host [192.0.2.25] blocked", True, Subject("ip", "192.0.2.25")),
        ("Client host [2001:DB8::0:25] blocked", True, Subject("ip", "2001:db8::25")),
        ("client ::ffff:192.0.2.25 blocked", True, Subject("ip", "192.0.2.25")),
        ("您的IP地址192.0.2.25已被列入黑名单", True, Subject("ip", "192.0.2.25")),
        ("送信元2001:db8::25はブロックされています", True, Subject("ip", "2001:db8::25")),
        ("your domain Example.COM is listed", True, Subject("domain", "example.com")),
        (
            "Sender address [ann@example.com] blocked using dbl.example",
            True,
            Subject("domain", "example.com"),
        ),
        ("Blocked Senders: ann@example.com", True, Subject("sender", "ann@example.com")),
        ("URL listed: http://shop.example/x is blocked", False, Subject("url", "http://shop.example/x")),
        ("low reputation of the sending domain [192.0.2.25]", True, None),
        ("poor reputation", True, None),
        ("host 192.0.2.25 has no such user", False, None),
    ],
)
def test_what_is_blocked(text: str, blocked: bool, subject: Subject | None) -> None:
    assert blocked_subject(text, sender_blocked=blocked) == subject
