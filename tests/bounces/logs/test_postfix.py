"""Postfix's log: who failed, and in whose words; whom we refused is nobody's failure."""

from repcheck.bounces.logs import parser_for
from repcheck.bounces.logs.senders import QueueSenders
from repcheck.bounces.reply.memo import MemoJudge
from repcheck.model.bounces import Category
from tests.bounces.logs.lines import BOUNCED, HEAD, LISTED, SAID, TO
from tests.bounces.logs.reading import KNOWLEDGE, NOW, outcomes, read
from tests.support.tables import each


def test_a_refusal() -> None:
    (reply,) = read("postfix", HEAD + BOUNCED)
    assert (reply.file, reply.kind, reply.recipient) == ("log:1", "bounce", "kai@corp.example.net")
    assert reply.diagnostic == LISTED
    assert (reply.status, reply.remote_mta, reply.time) == (
        "5.7.1",
        "mx.corp.example.net",
        "2026-11-16T09:00:05Z",
    )
    record = MemoJudge(KNOWLEDGE)(reply)
    assert record.status_code == 554
    assert record.sender_blocked is True
    assert record.cited_zones == ("zen.spamhaus.org",)
    assert record.source_ip == "192.0.2.25"


@each(
    "head, time",
    [
        ("Nov  6 09:00:05 mta1 postfix/smtp[811]: 4XyZ1: ", "2026-11-06T09:00:05Z"),
        ("Dec 31 23:59:59 mta1 postfix/smtp[811]: 4XyZ1: ", "2025-12-31T23:59:59Z"),
        ("Feb 29 09:00:05 mta1 postfix/smtp[811]: 4XyZ1: ", "2024-02-29T09:00:05Z"),
        ("2026-11-16T09:00:05+0100 mta1 postfix/smtp[811]: 4XyZ1: ", "2026-11-16T08:00:05Z"),
        ("2026-11-16T09:00:05.123456-05:30 mta1 postfix/smtp[811]: 4XyZ1: ", "2026-11-16T14:30:05Z"),
        ("<22>1 2026-11-16T09:00:05.1Z mta1 postfix/smtp 811 - - 4XyZ1: ", "2026-11-16T09:00:05Z"),
        (
            '<22>1 2026-11-16T09:00:05Z mta1 postfix-out/smtp 811 - [meta sequenceId="7"] \ufeff4XyZ1: ',
            "2026-11-16T09:00:05Z",
        ),
        (
            "mail-1  | 2026-11-16T09:00:05.1+00:00 mta1 postfix/relay/smtp[811]: 4XyZ1: ",
            "2026-11-16T09:00:05Z",
        ),
        (
            "2026-11-16T10:00:05.123456789+01:00 stdout F Nov 16 09:00:05 mta1 postfix/smtp[811]: 4XyZ1: ",
            "2026-11-16T09:00:05Z",
        ),
        ("Nov 16 2026 09:00:05 mta1 postfix-mta2/smtp[811]: 3pXk2f0Gz1zKn: ", "2026-11-16T09:00:05Z"),
        ("<22>Nov 16 09:00:05 mta1 mail/lmtp[811]: 4XyZ1: ", "2026-11-16T09:00:05Z"),
        ("postfix/smtp[811]: 4XyZ1: ", None),
        ("Mon 2026-11-16 09:00:05 UTC mta1 postfix/smtp[811]: 4XyZ1: ", "2026-11-16T09:00:05Z"),
        ("1794819605.123456 mta1 postfix/smtp[811]: 4XyZ1: ", "2026-11-16T09:00:05Z"),
        ("[pod/mail-0/mta] Nov 16 09:00:05 mta1 postfix/smtp[811]: 4XyZ1: ", "2026-11-16T09:00:05Z"),
        (
            "Nov 16 09:00:05 mta1 postfix/smtp[811]: [ID 197553 mail.info] 4XyZ1: ",
            "2026-11-16T09:00:05Z",
        ),
    ],
)
def test_heads_of_lines(head: str, time: str | None) -> None:
    (reply,) = read("postfix", head + BOUNCED)
    assert (reply.recipient, reply.time, reply.diagnostic) == ("kai@corp.example.net", time, LISTED)


@each(
    "text, diagnostic, more",
    [
        (f"{SAID}550 5.1.1 no (such) user)", "550 5.1.1 no (such) user)", ""),
        (
            "cannot update mailbox /var/mail/kai for user kai. error writing message: File too large",
            "",
            "cannot update mailbox /var/mail/kai for user kai. error writing message: File too large",
        ),
        (
            f"{SAID}550-5.7.1 Our system 550-5.7.1 refuses 550 5.7.1 this (in reply to end of DATA command)",
            "550-5.7.1 Our system refuses this",
            "",
        ),
        (
            "host mx.example.org[203.0.113.4] refused to talk to me: 554 (BL)",
            "554 (BL)",
            "host mx.example.org[203.0.113.4] refused to talk to me: 554 (BL)",
        ),
        (
            "delivery temporarily suspended: host mx.example.org[2001:db8::4] said: 421 4.7.0 later",
            "421 4.7.0 later",
            "",
        ),
        ('unknown user: "kai"', 'unknown user: "kai"', ""),
        (
            "host mx.example.org[private/lmtp] said: 552 5.2.2 full (in reply to RCPT TO command)",
            "552 5.2.2 full",
            "",
        ),
    ],
)
def test_words_are_those_of_the_report(text: str, diagnostic: str, more: str) -> None:
    (reply,) = read("postfix", f"{HEAD}{TO}dsn=5.0.0, status=bounced ({text})\n")
    assert (reply.diagnostic, reply.more) == (diagnostic, more)


@each("agent", ["local", "virtual", "pipe", "lmtp", "error", "cleanup"])
def test_every_delivery_agent_counts(agent: str) -> None:
    line = (
        f"Nov 16 09:00:05 mta1 postfix/{agent}[1]: 4XyZ1: to=<kai@corp.example.net>, relay={agent}, delay=0, "
    )
    (reply,) = read("postfix", line + "dsn=5.1.1, status=bounced (unknown user)\n")
    assert (reply.kind, reply.status, reply.remote_mta) == ("bounce", "5.1.1", None)


def test_the_address_that_the_sender_used_is_the_recipient() -> None:
    line = f"{HEAD}to=<ann@shop.example>, orig_to=<%s>, relay=none, dsn=4.4.1, status=deferred (no route)\n"
    (reply,) = read("postfix", line % "a@example.com")
    assert (reply.recipient, reply.original_recipient) == ("a@example.com", "a@example.com")
    (reply,) = read("postfix", line % "root")
    assert (reply.recipient, reply.original_recipient) == ("ann@shop.example", "root")


@each(
    "line",
    [
        "postfix/smtpd[99]: NOQUEUE: reject: RCPT from unknown[203.0.113.77]: 554 5.7.1 Service unavailable; "
        "Client host [203.0.113.77] blocked using bl.spamcop.net; from=<x@example.org> to=<kai@example.com>",
        "postfix/smtpd[99]: 4XyZ1: to=<kai@example.com>, relay=none, dsn=5.7.1, status=bounced (no)",
        "postfix/cleanup[9]: 4XyZ1: milter-reject: END-OF-MESSAGE from a.example: 5.7.1 spam; to=<k@a>",
        "postfix/cleanup[9]: 4XyZ1: warning: header Subject: postfix/smtp[1]: 4XyZ2: to=<kai@example.com>, "
        "relay=none, dsn=5.7.1, status=bounced (no)",
        "dovecot: lmtp(kai): postfix/smtp[1]: 4XyZ2: to=<kai@example.com>, relay=none, status=bounced (no)",
        "postfix/smtp[811]: 4XyZ1: to=<kai@example.com>, relay=none, dsn=5.1.1, status=undeliverable (probe)",
        "postfix/smtp[811]: 4XyZ1: host mx.example.org[203.0.113.4] refused to talk to me: 554 (BL)",
        "postfix/qmgr[1]: 4XyZ1: from=<a@example.com>, status=expired, returned to sender",
        "postfix/smtp[811]: 4XyZ1: to=<kai@example.com>, relay=none, dsn=5.1.1, status=bounc",
        "postfix/smtp[811]: 4XyZ1: to=<kai@example.com, status=bounced (no)",
    ],
)
def test_what_is_no_outcome_of_a_recipient_is_no_record(line: str) -> None:
    assert read("postfix", f"Nov 16 09:00:05 mx {line}\n") == []


def test_a_deferral_is_told_once_and_its_end_too() -> None:
    def deferred(queue: str, name: str, text: str) -> str:
        head = f"Nov 16 09:00:05 mta1 postfix/smtp[811]: {queue}: to=<{name}@shop.example>, relay=none, "
        return f"{head}dsn=4.4.1, status=deferred ({text})\n"

    removed = "Nov 16 09:00:05 mta1 postfix/qmgr[1]: 4XyZ1: removed\n"
    expired = "Nov 21 09:00:05 mta1 postfix/qmgr[1]: 4XyZ1: from=<a@example.com>, "
    expired += "status=expired, returned to sender\n"
    log = [
        deferred("4XyZ1", "ann", "first"),
        deferred("4XyZ1", "bob", "first"),
        deferred("4XyZ1", "ann", "second"),
        deferred("4XyZ2", "ann", "other mail"),
        expired,
        removed,
        expired,
        deferred("4XyZ1", "ann", "another mail of the same name"),
    ]
    replies = read("postfix", "".join(log))
    assert outcomes(replies) == [
        ("1", "delayed", "ann@shop.example"),
        ("2", "delayed", "bob@shop.example"),
        ("4", "delayed", "ann@shop.example"),
        ("5", "bounce", "ann@shop.example"),
        ("5", "bounce", "bob@shop.example"),
        ("8", "delayed", "ann@shop.example"),
    ]
    assert [reply.diagnostic for reply in replies][3:5] == ["second", "first"]
    assert replies[3].time == "2026-11-21T09:00:05Z"


def test_an_early_refusal_is_told_with_the_outcome_of_its_message() -> None:
    refusal = (
        "host mx.example.org[203.0.113.4] refused to talk to me: 554 IP=192.0.2.25 - A problem occurred. (BL)"
    )
    later = (
        f"{HEAD}to=<ann@example.org>, relay=none, dsn=4.4.1, status=deferred (connect to mx2: timed out)\n"
    )
    (reply,) = read("postfix", f"{HEAD}{refusal}\n{later}")
    assert (reply.diagnostic, reply.more) == ("connect to mx2: timed out", refusal)


def test_deliveries_are_counted_and_given_when_asked_for() -> None:
    sent = f"{HEAD}{TO}dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4XyZ9)\n"
    filtered = f"{HEAD}to=<kai@corp.example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, dsn=2.0.0, "
    filtered += "status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 4XyZ1)\n"
    block = (sent + filtered + sent + HEAD + BOUNCED).encode()
    parser = parser_for("postfix", "log", now=NOW)
    assert outcomes(list(parser.feed(block, 1))) == [("4", "bounce", "kai@corp.example.net")]
    assert parser.sent == 2
    kinds = [reply.kind for reply in read("postfix", sent + HEAD + BOUNCED, deliveries=True)]
    assert kinds == ["delivered", "bounce"]


def test_a_deferral_is_no_bounce_and_not_hard() -> None:
    text = f"{SAID}450 4.1.1 <kai@corp.example.net>: Recipient address rejected: User unknown"
    (reply,) = read("postfix", f"{HEAD}{TO}dsn=4.1.1, status=deferred ({text})\n")
    record = MemoJudge(KNOWLEDGE)(reply)
    assert (record.kind, record.category, record.hard) == ("delayed", Category.DELAYED, False)


def test_a_log_followed_over_new_year_goes_on_in_the_next() -> None:
    lines = [
        f"{stamp} mta1 postfix/smtp[811]: 4XyZ1: {BOUNCED}"
        for stamp in ("Dec 31 23:59:00", "Jan  1 00:01:00")
    ]
    replies = read("postfix", "".join(lines), now=NOW.replace(month=12, day=30))
    assert [reply.time for reply in replies] == ["2026-12-31T23:59:00Z", "2027-01-01T00:01:00Z"]


def test_lines_are_counted_over_blocks() -> None:
    parser = parser_for("postfix", "log", now=NOW)
    noise = "Nov 16 09:00:05 mta1 postfix/qmgr[1]: 4XyZ0: removed\r\n"
    first = list(parser.feed((noise * 3 + HEAD + BOUNCED.replace("\n", "\r\n") + noise).encode(), 1))
    second = list(parser.feed((noise + HEAD + BOUNCED).rstrip("\n").encode(), 6))
    assert [reply.file for reply in first + second] == ["log:4", "log:7"]
    assert first[0].diagnostic == second[0].diagnostic == LISTED


def test_a_line_that_the_logger_cut_keeps_its_words() -> None:
    (reply,) = read("postfix", f"{HEAD}{TO}dsn=5.7.1, status=bounced ({SAID}550 5.7.1 blocked (see https://e")
    assert reply.diagnostic == "550 5.7.1 blocked (see https://e"


SENDER = "Nov 16 09:00:01 mta1 postfix/qmgr[7]: {}: from=<{}>, size=1200, nrcpt=1 (queue active)\n"


def test_the_sender_that_the_queue_manager_named_first() -> None:
    text = SENDER.format("4XyZ1", "news@example.com") + SENDER.format("4XyZ2", "") + HEAD + BOUNCED
    parser = parser_for("postfix", "log", now=NOW)
    (first,) = parser.feed(text.encode(), 1)
    later = (HEAD + BOUNCED).replace("4XyZ1", "4XyZ2") + (HEAD + BOUNCED).replace("4XyZ1", "4XyZ3")
    second, third = parser.feed(later.encode(), 4)
    assert (first.queue_id, first.sender) == ("4XyZ1", "news@example.com")
    assert (second.queue_id, second.sender) == ("4XyZ2", "")  # the null sender: it is a bounce itself
    assert (third.queue_id, third.sender) == ("4XyZ3", None)


def test_senders_are_kept_within_a_bound() -> None:
    senders = QueueSenders(most=2)
    for number in range(4):
        senders.note(f"x qmgr[1]: Q{number}: from=<a{number}@example.com>, size=1\n", 1)
    senders.note("x qmgr[1]: Q2: from=<again@example.com>, size=1\nx: from=<" + "x" * 9000, 5)
    senders.note("x qmgr[1]: Q4: from=<a4@example.com>, size=1\n", 7)
    known = [senders.of(f"Q{number}", 7) for number in range(5)]
    assert known == [None, None, "again@example.com", None, "a4@example.com"]


def test_a_queue_id_that_is_given_again_within_a_block_is_another_mail() -> None:
    deferred = HEAD + TO.replace("kai@", "ann@") + "dsn=4.4.1, status=deferred (connection timed out)\n"
    removed = HEAD.replace("smtp[", "qmgr[") + "removed\n"
    parser = parser_for("postfix", "log", now=NOW)
    blocks = (removed + HEAD + BOUNCED + deferred, deferred, deferred + removed + deferred, deferred)
    told = [outcomes(list(parser.feed(block.encode(), 1))) for block in blocks]
    ann = "ann@corp.example.net"
    assert told == [
        [("2", "bounce", "kai@corp.example.net"), ("3", "delayed", ann)],
        [],
        [("3", "delayed", ann)],
        [],
    ]
