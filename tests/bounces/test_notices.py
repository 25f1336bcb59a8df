"""Notices of many mail systems in free form, and ordinary mails that only talk of failures."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcheck.bounces.mail.records import records_of
from tests.support.built_in import built_in_knowledge
from tests.support.tables import each

KNOWLEDGE = built_in_knowledge()
Want = list[tuple[str, ...]]


def mails() -> Iterator[tuple[str, bytes, Want]]:
    text = (Path(__file__).parent / "notices.txt").read_text(encoding="utf-8")
    for piece in text.split("\n%%%% ")[1:]:
        name, _, rest = piece.partition("\n")
        want: Want = []
        while rest.startswith("want: "):
            line, _, rest = rest.partition("\n")
            want.append(tuple(line.split()[1:]))
        yield name, rest.encode(), want


ALL = list(mails())
BY_NAME = {name: raw for name, raw, _ in ALL}
CITING = {"gmail-old", "o365-block"}


def shown(value: object) -> str:
    return "-" if value is None else str(value)


def read(raw: bytes) -> Want:
    return [
        (shown(record.recipient), shown(record.status_code), shown(record.enhanced_status), record.category)
        for record in records_of("x", raw, KNOWLEDGE)
    ]


@pytest.mark.parametrize(("name", "raw", "want"), ALL, ids=[name for name, _, _ in ALL])
def test_mail(name: str, raw: bytes, want: Want) -> None:
    assert read(raw) == want


@each("name", [name for name, _, want in ALL if want and name not in CITING])
def test_what_the_returned_mail_holds_is_no_reason(name: str) -> None:
    for record in records_of("x", BY_NAME[name], KNOWLEDGE):
        assert record.cited_lists == ()
        assert "spamcop" not in record.diagnostic


@each("charset", ["utf-8", "koi8-r", "iso-2022-jp", "gb2312", "shift_jis"])
def test_notices_in_their_charset(charset: str) -> None:
    """Each notice of another language that the charset can write, labelled as such, in base64."""
    told = 0
    for name, raw, want in ALL:
        head, _, body = raw.decode().partition("\n\n")
        if not name.startswith("lang") or not _fits(body, charset):
            continue
        encoded = base64.encodebytes(body.encode(charset)).decode()
        head = head.replace("charset=utf-8", f"charset={charset}\nContent-Transfer-Encoding: base64")
        assert read(f"{head}\n\n{encoded}".encode()) == want, name
        told += 1
    assert told


def _fits(text: str, charset: str) -> bool:
    return text.encode(charset, "ignore").decode(charset) == text


def test_an_event_that_came_as_a_mail_with_its_lines_broken() -> None:
    event = (
        r'{"Type": "Notification", "Message": "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":'
        r"\"Permanent\",\"bouncedRecipients\":[{\"emailAddress\":\"kai@corp.example.net\","
        r'\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1 user unknown\"}]}}"}'
    ).replace("diagno", "diagno\n")
    raw = f"From: AWS <no-reply@sns.example>\nSubject: Notification\n\n{event}\n--\nTo stop, click\n".encode()
    assert read(raw) == [("kai@corp.example.net", "550", "5.1.1", "nonexistent")]
    assert read(raw.replace(b'{"Type"', b'{"Typ')) == []
    assert read(b"From: Ann\nSubject: x\n\n" + b"[" * 60_000) == []


# Ways to name the recipient; each notice says "550 5.1.1" and that nobody is there.
TEXTS = [
    "Your message to kai@corp.example.net could not be delivered: 550 5.1.1 User unknown",
    "Delivery to kai@corp.example.net failed: 550 5.1.1 User unknown",
    "The message you sent to kai@corp.example.net was rejected.\n550 5.1.1 User unknown",
    "We could not deliver your mail to: kai@corp.example.net\n\n550 5.1.1 User unknown",
    "Recipient: kai@corp.example.net\nReason: 550 5.1.1 User unknown",
    "Recipient Address: kai@corp.example.net\nError: 550 5.1.1 User unknown\nMail could not be delivered.",
    "To: kai@corp.example.net\nStatus: failed\nCould not be delivered: 550 5.1.1 User unknown",
    "Your mail could not be delivered.\n\n  * kai@corp.example.net\n\n550 5.1.1 User unknown",
    "Your mail could not be delivered.\n\n- kai@corp.example.net: 550 5.1.1 User unknown",
    "Your mail could not be delivered.\n\n1) kai@corp.example.net\n   550 5.1.1 User unknown",
    'Your mail could not be delivered.\n\n"Kai" <kai@corp.example.net>\n   550 5.1.1 User unknown',
    "Your mail could not be delivered.\n\nKai Example <kai@corp.example.net> : 550 5.1.1 User unknown",
    "Failed addresses follow:\n---------------------\n<kai@corp.example.net> 550 5.1.1 User unknown",
    "kai@corp.example.net\n    550 5.1.1 User unknown\nYour mail was not delivered.",
    "Sorry, the user kai@corp.example.net does not exist here, your mail was not delivered. 550 5.1.1",
    "550 5.1.1 <kai@corp.example.net>: User unknown. Your message was not delivered.",
    "RCPT TO:<kai@corp.example.net>\n550 5.1.1 User unknown\nYour message was not delivered.",
    "Failed to deliver to '<kai@corp.example.net>' : 550 5.1.1 User unknown",
    "The following address(es) failed:\n\n\tkai@corp.example.net\n\n\t550 5.1.1 User unknown",
    "Mailbox kai@corp.example.net: 550 5.1.1 User unknown, mail was not delivered",
    "Undeliverable to kai@corp.example.net; 550 5.1.1 User unknown",
    "The e-mail account kai@corp.example.net does not exist (550 5.1.1). Your message was not delivered.",
    "Your message\nfrom news@example.com\nto kai@corp.example.net\nwas not delivered: 550 5.1.1 User unknown",
    "A message that you sent to\n   kai@corp.example.net\ncould not be delivered\n550 5.1.1 User unknown",
    "Ihre Nachricht an kai@corp.example.net konnte nicht zugestellt werden: 550 5.1.1 Empfänger unbekannt",
    "Votre message à kai@corp.example.net n'a pas pu être remis : 550 5.1.1 utilisateur inconnu",
    "Su mensaje para kai@corp.example.net no se pudo entregar: 550 5.1.1 usuario desconocido",
    "Sua mensagem para kai@corp.example.net não foi entregue: 550 5.1.1 usuário desconhecido",
    "Il messaggio a kai@corp.example.net non è stato consegnato: 550 5.1.1 utente sconosciuto",
    "Uw bericht aan kai@corp.example.net kon niet worden bezorgd: 550 5.1.1 gebruiker onbekend",
    "Сообщение для kai@corp.example.net не может быть доставлено: 550 5.1.1 пользователь не найден",
    "您发给 kai@corp.example.net 的邮件无法投递\uff1a550 5.1.1 用户不存在",
    "kai@corp.example.net 宛のメールは配信できませんでした: 550 5.1.1 ユーザが見つかりません",
    "收件人\uff1akai@corp.example.net 退信原因\uff1a550 5.1.1 用户不存在",
]


@each("subject", ["Undelivered Mail Returned to Sender", "Mail failure"])
@each("text", TEXTS)
def test_recipients_in_many_phrases(text: str, subject: str) -> None:
    head = (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mta1.example.com\nTo: bounce@example.com\nSubject: {subject}\n"
    )
    returned = "From: news@example.com\nTo: kai@corp.example.net\nSubject: virus\n\nHello bob@example.org"
    raw = f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n\n"
    raw += f"----- Original message -----\n\n{returned}\n"
    assert read(raw.encode()) == [("kai@corp.example.net", "550", "5.1.1", "nonexistent")]
