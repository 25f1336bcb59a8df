"""What recipients write into their Sieve scripts for those whose mail they refuse (RFC 5429)."""

from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge, Reply, judge
from repcheck.model.bounces import BounceRecord
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
FRAMES = [
    "Your message to <kai@corp.example.net> was automatically rejected:\n{words}",
    "Your message was automatically rejected by Sieve, a mail\nfiltering language.\n\n"
    "The following reason was given:\n{words}",
    "The message to kai@corp.example.net was refused by the Sieve script:\n{words}",
]
WISHES = [
    "I do not want mail from you",
    "I do not accept mail from this address.",
    "Please do not write to me any more!",
    "You are blocked.",
    "You are on my blacklist.",
    "I do not exist for you. Stop it.",
    "I am on vacation until 5 January. Please write to ann@corp.example.net.",
    "Only plain text, please",
]


def read(words: str) -> BounceRecord:
    """The only record of a receipt by which Dovecot or Cyrus says that it did not deliver."""
    mail = (
        "Return-Path: <>\nFrom: Mail Delivery Subsystem <postmaster@imap.example.net>\n"
        "To: bounce@example.com\n"
        "Subject: Automatically rejected mail\nAuto-Submitted: auto-replied (rejected)\n"
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=m\n\n"
        f"--m\nContent-Type: text/plain\n\n{words}\n\n--m\nContent-Type: message/disposition-notification\n\n"
        "Final-Recipient: rfc822; kai@corp.example.net\n"
        "Disposition: automatic-action/MDN-sent-automatically; deleted\n\n--m--\n"
    )
    (record,) = records_of("x", mail.encode(), KNOWLEDGE)
    assert record.recipient == "kai@corp.example.net"
    return record


@each("frame", FRAMES)
@each("words", WISHES)
def test_what_a_person_wishes_is_a_policy_of_his_and_no_reputation(frame: str, words: str) -> None:
    record = read(frame.format(words=words))
    assert (record.category, record.hard, record.sender_blocked) == ("policy", False, False), record.rule


@each("frame", FRAMES)
@each(
    "words, category, hard",
    [
        ("This address is no longer in use.", "inactive", True),
        ("Kai has left the company", "nonexistent", True),
        ("Quota exceeded (mailbox for user is full)", "mailbox-full", False),
        ("This message was classified as spam", "content", False),
    ],
)
def test_words_that_name_another_reason_count(frame: str, words: str, category: str, hard: bool) -> None:
    record = read(frame.format(words=words))
    assert (record.category, record.hard, record.sender_blocked) == (category, hard, False), record.rule


def test_a_list_that_the_words_name_counts() -> None:
    record = read(FRAMES[0].format(words="client [192.0.2.25] blocked using zen.spamhaus.org"))
    assert (record.category, record.sender_blocked) == ("blocked", True)


def test_a_wish_makes_no_address_bad_where_no_server_says_whose_it_is() -> None:
    said = "550 5.7.1 The user has rejected your message: please do not write to me any more"
    assert judge(Reply(file="x", diagnostic=said), KNOWLEDGE).hard is False
