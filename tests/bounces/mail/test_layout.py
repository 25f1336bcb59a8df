"""Notices that list several addresses on a line, and those that also tell who was reached."""

from repcheck.bounces.mail.layout import evened
from repcheck.bounces.mail.records import records_of
from repcheck.bounces.reply.judge import Knowledge
from tests.bounces.catalogs import CATALOG
from tests.support.tables import each

KNOWLEDGE = Knowledge.of(CATALOG)
ANN, KAI = "ann@shop.example", "kai@corp.example.net"
GONE = "550 5.1.1 User unknown"
DAEMON = "MAILER-DAEMON@mail.example"


LAYOUTS = [
    "{to}\t{said}\n",
    "{to:30} {said}\n",
    "| {to} | {said} |\n",
    "* {to}\n  Reason: {said}\n",
    "To: {to}\nError: {said}\n\n",
    "Delivery to {to} failed: {said}\n",
    "The message could not be delivered to {to}. The server said: {said}\n\n",
    "{name} Smith <{to}>: {said}\n",
    "[{to}] {said}\n",
    "{to} = {said}\n",
    "Error for {to}: {said}\n",
    "User {to}: {said}\n",
    "<recipient>{to}</recipient><reason>{said}</reason>\n",
    "Empfänger: {to}\nGrund: {said}\n\n",
    "Destinataire : {to}\nRaison : {said}\n\n",
    "Получатель: {to}\n Диагностика: {said}\n\n",
    "宛先: {to}\n理由: {said}\n\n",
    "收件人\uff1a{to}\n退信原因\uff1a{said}\n\n",
    "{number}. {to} {said}\n",
]
REASONS = {
    GONE: "nonexistent",
    "452 4.2.2 Mailbox full": "mailbox-full",
    "554 5.7.1 Client host [192.0.2.25] blocked using zen.spamhaus.org": "blocked",
    "connect to mx.example.net[198.51.100.7]:25: Connection timed out": "undeliverable",
    "The mailbox does not exist.": "nonexistent",
}


def notice(text: str, subject: str = "Undelivered mail", sender: str = DAEMON, path: str = "<>") -> bytes:
    return (
        f"Return-Path: {path}\nFrom: {sender}\nTo: news@example.org\nSubject: {subject}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n"
    ).encode()


def report(text: str, *recipients: str) -> bytes:
    """A report that says no more of each recipient than that it failed."""
    blocks = [f"Final-Recipient: rfc822; {each}\nAction: failed\nStatus: 5.0.0\n" for each in recipients]
    return (
        f"Return-Path: <>\nFrom: {DAEMON}\nTo: news@example.org\nSubject: not delivered\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mail.example\n\n{chr(10).join(blocks)}\n--b--\n"
    ).encode()


def read(raw: bytes) -> dict[str | None, bool | None]:
    return {record.recipient: record.hard for record in records_of("x", raw, KNOWLEDGE)}


@each(
    "text",
    [
        f"Your message could not be delivered to {ANN}, {KAI}: {GONE}",
        f"Your message could not be delivered to <{ANN}> and <{KAI}>: {GONE}",
        f"Your message could not be delivered to:\n\n{ANN}, {KAI}\n\nReason: {GONE}",
        f"Failed recipients: {ANN}; {KAI}\nReason: {GONE}",
        f"{ANN}, {KAI}: {GONE}",
    ],
)
def test_all_addresses_of_a_line_are_recipients(text: str) -> None:
    assert read(notice(text)) == {ANN: True, KAI: True}


@each("layout", LAYOUTS)
@each("first", REASONS)
@each("second", REASONS)
def test_each_recipient_has_his_own_reason_in_any_layout(layout: str, first: str, second: str) -> None:
    rows = ((KAI, "Kai", first), (ANN, "Ann", second))
    listed = [
        layout.format(to=to, name=name, said=said, number=at) for at, (to, name, said) in enumerate(rows, 1)
    ]
    text = f"Your message was not delivered.\n\n{''.join(listed)}\nAsk postmaster@mail.example.\n"
    for raw in (notice(text), report(text, KAI, ANN)):
        found = {one.recipient: one.category.value for one in records_of("x", raw, KNOWLEDGE)}
        assert found == {KAI: REASONS[first], ANN: REASONS[second]}


TIMED_OUT = "connection timed out"
NOISE = [
    "For help contact john.doe@provider.example.",
    "The message was sent by sales@example.org.",
    "This message was also sent to: lee@box.example.org",
    "Other recipients: lee@box.example.org, eve@box.example.org",
    "To report abuse write to abuse-team@mail.example.",
    "Please do not reply: nobody reads noreply-55@mail.example.",
    "If the user is unknown, remove the address.",
    "Note: mails to unknown users are rejected with 550 5.1.1.",
    "5.1.1 means that the mailbox does not exist.",
    "It may be that the user is unknown or the account was disabled.",
    "Dear news@example.org,",
]


@each("noise", NOISE)
@each(
    "layout",
    [
        "<{to}>: {said}\n",
        "  {to}\n    {said}\n",
        "* {to}\n  Reason: {said}\n",
        "Empfänger: {to}\nGrund: {said}\n",
    ],
)
@each("said, hard", [(GONE, True), (TIMED_OUT, False)])
def test_what_stands_around_changes_neither_recipient_nor_reason(
    noise: str, layout: str, said: str, hard: bool
) -> None:
    body = layout.format(to=KAI, said=said)
    for text in (f"Not delivered.\n\n{noise}\n\n{body}", f"Not delivered.\n\n{body}\n\n{noise}\n"):
        assert read(notice(text)) == {KAI: hard}


@each(
    "fields",
    [
        f"From: news@example.org\nTo: {KAI}\nSubject: figures\nMessage-ID: <q1@example.org>",
        "Received: from a.example by b.example;\n\tMon, 16 Nov 2026 09:00\nMessage-ID: <q1@example.org>",
    ],
)
def test_a_notice_goes_on_below_the_fields_that_it_shows_first(fields: str) -> None:
    text = f"Your message could not be delivered.\n\n{fields}\n\n<{KAI}>: {GONE}\n"
    assert read(notice(text)) == {KAI: True}
    # Below those of the mail that came back is its text.
    text = f"<{KAI}>: {TIMED_OUT}\n\n{fields}\n\n<{ANN}>: {GONE}\n"
    assert read(notice(f"Your message could not be delivered.\n\n{text}")) == {KAI: False}


def test_a_reason_above_the_only_recipient_of_a_report_is_found() -> None:
    text = f"Not delivered.\n\n{GONE}\n  {KAI}\n\nIf you need help, ask postmaster@mail.example.\n"
    assert read(report(text, KAI)) == read(notice(text)) == {KAI: True}


def test_a_paragraph_of_html_ends_what_is_said_of_a_recipient() -> None:
    paragraphs = "".join(
        f"<p>{said}<br>&nbsp; {to}</p>" for to, said in ((ANN, "452 4.2.2 Mailbox full"), (KAI, GONE))
    )
    raw = notice(f"<html><body><h1>Not delivered</h1>{paragraphs}</body></html>")
    assert read(raw.replace(b"text/plain", b"text/html")) == {ANN: False, KAI: True}


LISTED = "   ----- The following addresses had permanent fatal errors -----\n{addresses}\n"
SESSION = "   ----- Transcript of session follows -----\n>>> MAIL From:<news@example.org>\n<<< 250 2.1.0 ok\n"


@each(
    "commands",
    [
        f">>> RCPT To:<{ANN}>\n<<< {GONE}\n>>> RCPT To:<{KAI}>\n<<< 452 4.2.2 Mailbox full\n",
        f">>> RCPT To:<{ANN}>\n>>> RCPT To:<{KAI}>\n<<< 550-no\n<<< {GONE}\n<<< 452 4.2.2 Mailbox full\n",
    ],
)
def test_answers_in_a_transcript_are_about_whom_the_commands_name(commands: str) -> None:
    raw = notice(LISTED.format(addresses=f"<{ANN}>\n<{KAI}>\n") + SESSION + commands)
    assert read(raw) == {ANN: True, KAI: False}


def test_addresses_listed_once_more_are_told_by_the_words_of_their_own() -> None:
    text = (
        f"Delivery has failed to:\n\n{KAI}\n{ANN}\n\nDiagnostic information for administrators:\n\n"
        f"{KAI}\nRemote Server returned '{GONE}'\n\n{ANN}\nRemote Server returned 'connection timed out'\n"
    )
    assert read(notice(text)) == {KAI: True, ANN: False}


@each(
    "text",
    [
        f"Delivery to {ANN} succeeded. Delivery to {KAI} failed: {GONE}.",
        f"The following recipients were reached:\n\n{ANN}\n\nThese could not be reached:\n\n{KAI}\n  {GONE}",
        f"Sent successfully:\n  {ANN}\nFailed:\n  {KAI} ({GONE})",
        f"Undeliverable: {KAI} - {GONE}\nDelivered: {ANN} - 250 OK",
        f"Recipient            Status\n{KAI}   Failed: {GONE}\n{ANN}       Delivered\n",
        f"Erfolgreich zugestellt:\n{ANN}\n\nNicht zugestellt:\n{KAI}: {GONE}",
    ],
)
def test_who_was_reached_is_no_recipient_that_failed(text: str) -> None:
    assert read(notice(text)) == {KAI: True}


@each(
    "advice",
    [
        "Possible reasons: the mailbox does not exist, or is full.",
        "Legend: failed = the address does not exist",
        "Status codes:\n  5.1.1  user unknown\n  5.2.2  mailbox full",
        "Mögliche Ursachen: Der Empfänger existiert nicht.",
        "Causes possibles : la boîte n'existe pas.",
        "Возможные причины: адрес не существует.",
    ],
)
def test_what_a_notice_supposes_or_explains_is_no_reason(advice: str) -> None:
    text = f"<{KAI}>: connect to mx.corp.example.net[198.51.100.7]:25: Connection refused\n\n{advice}"
    (record,) = records_of("x", notice(text), KNOWLEDGE)
    assert (record.recipient, record.category, record.hard) == (KAI, "undeliverable", False)


@each(
    "text",
    [
        f"To: {ANN}, {KAI}\nSubject: figures",
        f"The message you sent to {KAI}:\n{ANN} says hello",
        f"{KAI} was not delivered\n{ANN} could not be reached",
        f"{ANN}, or {KAI}, perhaps",
    ],
)
def test_other_lines_stay_as_they_are(text: str) -> None:
    assert evened(text) == text


@each(
    "subject, text",
    [
        ("Meddelandet kunde inte levereras", "Ditt meddelande till {kai} kunde inte levereras."),
        ("Meddelelsen kunne ikke leveres", "Din meddelelse kunne ikke leveres til {kai}."),
        ("Viestiä ei voitu toimittaa", "Viestiäsi ei voitu toimittaa vastaanottajalle {kai}."),
        ("Zprávu nelze doručit", "Vaši zprávu nebylo možné doručit na adresu {kai}."),
        ("A levél nem kézbesíthető", "A levelét nem sikerült kézbesíteni a címzettnek: {kai}"),
        ("Mesajul nu a putut fi livrat", "Mesajul dvs. către {kai} nu a putut fi livrat."),
        ("İletiniz teslim edilemedi", "{kai} adresine gönderdiğiniz ileti teslim edilemedi."),
        ("메일 발송 실패 안내", "{kai} 님께 보낸 메일이 발송되지 않았습니다."),
        ("Không gửi được thư", "Thư của bạn gửi tới {kai} không thể gửi được."),
        ("Email gagal terkirim", "Email Anda ke {kai} tidak dapat dikirim."),
        ("تعذر تسليم الرسالة", "تعذر تسليم رسالتك إلى {kai}"),
        ("ההודעה לא נמסרה", "לא ניתן היה למסור את ההודעה שלך אל {kai}"),
    ],
)
def test_notices_without_a_code_in_further_languages(subject: str, text: str) -> None:
    assert list(read(notice(text.format(kai=KAI), subject))) == [KAI]


@each(
    "subject",
    ["Your parcel could not be delivered", "Delivery failed: package 5501", "Ihre Sendung: nicht zugestellt"],
)
@each("path", ["<>", "<bounce@parcel.example>"])
def test_a_parcel_is_no_mail(subject: str, path: str) -> None:
    text = f"Your parcel 550 511 222 could not be delivered: recipient unknown. Please ask {KAI}."
    assert read(notice(text, subject, "Parcel Service <noreply@parcel.example>", path)) == {}
    # A mail about one comes back like any other.
    assert read(notice(f"<{KAI}>: {GONE}", f"Undelivered: {subject}")) == {KAI: True}


@each("said", [GONE, "554 5.7.1 Client host [203.0.113.7] blocked using zen.spamhaus.org"])
def test_what_a_server_refused_of_others_is_no_bounce(said: str) -> None:
    text = (
        "Transcript of session follows.\n\n Out: 220 mail.example ESMTP Postfix\n In:  EHLO x\n"
        f" In:  MAIL FROM:<a@example.net>\n Out: 250 2.1.0 Ok\n In:  RCPT TO:<{KAI}>\n Out: {said}\n"
    )
    assert read(notice(text, "Postfix SMTP server: errors from unknown[203.0.113.7]")) == {}
    # From a filter on the same host the user's own mail comes back.
    assert list(read(notice(text, "Postfix SMTP server: errors from localhost[127.0.0.1]"))) == [KAI]
