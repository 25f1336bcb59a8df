"""E-mail, by SMTP or a sendmail program: automatic by its headers, one incident one thread."""

import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime

import msgspec

from repcheck.alerts.aside import aside
from repcheck.alerts.running import run
from repcheck.alerts.sink import MOST_SECONDS, failed
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch

#: sysexits.h: the message was queued nowhere, come again.
_TEMPFAIL = 75
_MOST_SUBJECT = 200


class Mailer(msgspec.Struct, frozen=True, kw_only=True):
    """``sender`` is the From; ``host`` names this machine in Message-IDs and the List-Id."""

    to: tuple[str, ...]
    sender: str
    host: str


def mail_of(message: Dispatch, mailer: Mailer) -> EmailMessage:
    """The message with headers that keep it from being answered by machines (RFC 3834 5) and threaded.

    A try that is made again has the same Message-ID, so that a receiver can drop the second copy.
    """
    mail = EmailMessage()
    mail["From"] = mailer.sender
    mail["To"] = ", ".join(mailer.to)
    mail["Subject"] = _one_line(message.subject)
    mail["Date"] = format_datetime(message.at)
    mail["Message-ID"] = f"<{message.id}@{mailer.host}>"
    if not message.first:
        mail["In-Reply-To"] = mail["References"] = f"<{message.thread}@{mailer.host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Precedence"] = "bulk"
    mail["List-Id"] = f"repcheck monitor <repcheck.{mailer.host}>"
    mail.set_content(message.text)
    return mail


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_MOST_SUBJECT]


class Smtp:
    """Hands messages to a server at ``host:port``, with STARTTLS where it offers that.

    The envelope sender is empty: nobody reads bounces of alerts, and none may come back as an alert.
    """

    def __init__(self, mailer: Mailer, host: str, port: int, seconds: float = MOST_SECONDS) -> None:
        self._mailer = mailer
        self._host, self._port, self._seconds = host, port, seconds

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``."""
        mail = mail_of(message, self._mailer)
        try:
            return await aside(lambda: self._deliver(mail), self._seconds * 2)
        except TimeoutError:
            return failed(f"no end within {self._seconds * 2:g} s")

    def _deliver(self, mail: EmailMessage) -> Delivery:
        try:
            # With a name for HELO given, none is looked up: that may take long where DNS is the trouble.
            with smtplib.SMTP(self._host, self._port, self._mailer.host, self._seconds) as server:
                if server.has_extn("starttls") or _offers_tls(server):
                    server.starttls()
                refused = server.send_message(mail, from_addr="", to_addrs=list(self._mailer.to))
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(list(error.recipients.values()))
        except smtplib.SMTPResponseException as error:
            return _answered(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            return failed(getattr(error, "strerror", None) or str(error) or type(error).__name__)
        return _refused(list(refused.values())) if len(refused) == len(self._mailer.to) else TAKEN


def _offers_tls(server: smtplib.SMTP) -> bool:
    server.ehlo_or_helo_if_needed()
    return server.has_extn("starttls")


def _refused(answers: Sequence[tuple[int, bytes]]) -> Delivery:
    code, said = answers[0]
    return _answered(code, said)


def _answered(code: int, said: bytes | str) -> Delivery:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return failed(f"{code} {words}", permanent=500 <= code < 600)


class Sendmail:
    """Hands messages to a program that takes them as sendmail does (``-i -t``)."""

    def __init__(self, mailer: Mailer, program: str) -> None:
        self._mailer = mailer
        self._program = program

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``."""
        data = mail_of(message, self._mailer).as_bytes()
        try:
            ran = await run((self._program, "-i", "-t", "-f", "<>"), data)
        except OSError as error:
            return failed(f"{self._program} cannot be run: {error.strerror}")
        if ran.code is None:
            return failed(f"{self._program} did not end within {MOST_SECONDS:g} s")
        if ran.code == 0:
            return TAKEN
        return failed(f"exit {ran.code}: {ran.said}", permanent=ran.code != _TEMPFAIL)
