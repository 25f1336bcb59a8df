"""Alerts by mail against a local SMTP server with faults, and through a sendmail that is a script."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiosmtpd.controller import Controller

from repcheck.alerts.mail import Mailer, Sendmail, Smtp, mail_of
from tests.alerts.messages import MESSAGE

MAILER = Mailer(to=("ops@example.com",), sender="repcheck@mon.example.com", host="mon.example.com")


class Inbox:
    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.got: list[tuple[str, list[str], EmailMessage]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.got.append((envelope.mail_from, envelope.rcpt_tos, mail))
        return self.answer


class Choosy(Inbox):
    async def handle_RCPT(self, *_: Any) -> str:  # noqa: N802
        return self.answer


class AnyPort(Controller):
    """A server on a port that the kernel chooses; the one of the library asks port 0 whether it is up."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def smtp(inbox: Inbox) -> Iterator[Smtp]:
    controller = AnyPort(inbox, hostname="127.0.0.1", port=0, server_hostname="mx.example.com")
    controller.start()
    try:
        yield Smtp(MAILER, "127.0.0.1", controller.port)
    finally:
        controller.stop()


async def test_the_mail_arrives_from_nobody_and_says_that_a_machine_wrote_it() -> None:
    inbox = Inbox("250 OK")
    with smtp(inbox) as sink:
        assert (await sink.send(MESSAGE)).taken
    ((sender, recipients, mail),) = inbox.got
    assert (sender, recipients) == ("<>", ["ops@example.com"])
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "repcheck monitor <repcheck.mon.example.com>"
    assert mail["Message-ID"] == "<0123456789abcdef@mon.example.com>"
    assert mail["References"] is None
    assert mail.get_content().startswith("192.0.2.10 is listed on Example BL")


def test_later_messages_of_an_incident_are_one_thread_with_its_first() -> None:
    mail = mail_of(msgspec.structs.replace(MESSAGE, first=False), MAILER)
    assert mail["References"] == mail["In-Reply-To"] == "<fedcba9876543210@mon.example.com>"


def test_a_strangers_words_add_no_header() -> None:
    mail = mail_of(
        msgspec.structs.replace(MESSAGE, subject="listed\r\nBcc: all@example.org\r\n\r\nx"), MAILER
    )
    assert mail["Bcc"] is None
    assert mail["Subject"] == "listed Bcc: all@example.org x"


@pytest.mark.parametrize(
    ("made", "answer", "permanent"),
    [
        (Inbox, "451 try later", False),
        (Inbox, "554 no", True),
        (Choosy, "450 greylisted", False),
        (Choosy, "550 no such user", True),
    ],
)
async def test_a_refusal_is_final_when_its_code_is(
    made: Callable[[str], Inbox], answer: str, permanent: bool
) -> None:
    with smtp(made(answer)) as sink:
        done = await sink.send(MESSAGE)
    assert (done.taken, done.permanent, done.said) == (False, permanent, answer)


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    with smtp(Inbox("250 OK")) as sink:
        pass
    done = await sink.send(MESSAGE)
    assert (done.taken, done.permanent) == (False, False)
    assert done.said


def sendmail(folder: Path, body: str) -> str:
    script = folder / "sendmail"
    script.write_text(f"#!{sys.executable}\n{body}\n")
    script.chmod(0o755)
    return str(script)


async def test_a_sendmail_gets_the_mail_on_its_input(tmp_path: Path) -> None:
    to = str(tmp_path / "mail")
    body = f"import sys\nopen({to!r}, 'w').write(' '.join(sys.argv[1:]) + chr(10) + sys.stdin.read())"
    assert (await Sendmail(MAILER, sendmail(tmp_path, body)).send(MESSAGE)).taken
    arguments, _, mail = (tmp_path / "mail").read_text().partition("\n")
    assert arguments == "-i -t -f <>"
    assert "To: ops@example.com" in mail


@pytest.mark.parametrize(("code", "permanent"), [(75, False), (67, True)])
async def test_a_sendmail_that_fails_says_why(tmp_path: Path, code: int, permanent: bool) -> None:
    done = await Sendmail(
        MAILER, sendmail(tmp_path, f"import sys; print('queue is full', file=sys.stderr); sys.exit({code})")
    ).send(MESSAGE)
    assert (done.taken, done.permanent, done.said) == (False, permanent, f"exit {code}: queue is full")


async def test_a_sendmail_that_is_not_there_is_tried_again(tmp_path: Path) -> None:
    done = await Sendmail(MAILER, str(tmp_path / "missing")).send(MESSAGE)
    assert (done.taken, done.permanent) == (False, False)
