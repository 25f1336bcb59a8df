"""The ways out of a configuration, with their secrets read."""

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from repcheck.alerts.sink import Sink
from repcheck.app.environment import Environment
from repcheck.errors import BadInput
from repcheck.model import watching
from repcheck.model.alerts import TAKEN, Delivery, Dispatch
from repcheck.model.secret import Secret

if TYPE_CHECKING:
    from repcheck.alerts.mail import Mailer

Write = Callable[[str], None]


class Printed:
    """Standard output, which cron sends as mail."""

    def __init__(self, write: Write) -> None:
        self._write = write

    async def send(self, message: Dispatch) -> Delivery:
        """See ``Sink``."""
        self._write(f"{message.subject}\n\n{message.text}")
        return TAKEN


def sink_of(plan: watching.AlertPlan, every: timedelta, environment: Environment, write: Write) -> Sink:  # noqa: PLR0911 - one for each kind
    """The way out of ``plan``. Raises BadInput when its secret cannot be read.

    ``every``  time between passes
    ``write``  prints on standard output
    """
    out, now = plan.sink, environment.now
    where = f"alerts: {plan.id}"
    match out:
        case watching.Webhook():
            from repcheck.alerts.webhook import Webhook

            secret = None if out.secret is None else kept(out.secret, environment, where)
            return Webhook(kept(out.url, environment, where), secret, now)
        case watching.Email():
            from repcheck.alerts.mail import Smtp

            return Smtp(_mailer(out.to, out.sender), out.host, out.port)
        case watching.Sendmail():
            from repcheck.alerts.mail import Sendmail

            return Sendmail(_mailer(out.to, out.sender), out.program)
        case watching.Program():
            from repcheck.alerts.program import Program

            return Program(out.arguments, environment.environ)
        case watching.Chat():
            from repcheck.alerts.chat import Chat

            return Chat(kept(out.url, environment, where))
        case watching.Alertmanager():
            from repcheck.alerts.alertmanager import Alertmanager

            return Alertmanager(kept(out.url, environment, where), every, now)
        case watching.Stdout():
            return Printed(write)


def kept(secret: watching.Kept, environment: Environment, where: str) -> Secret:
    """The value of "env:NAME" or "file:/path". Raises BadInput, which never holds it."""
    if isinstance(secret, Secret):
        return secret
    kind, _, place = secret.partition(":")
    if kind == "env":
        value = environment.environ.get(place, "")
    elif kind == "file":
        try:
            value = environment.read_text(place).strip()
        except (OSError, UnicodeDecodeError):
            raise BadInput(f"the file {place} cannot be read", where) from None
    else:
        raise BadInput("a secret is env:NAME or file:/path", where)
    if not value:
        raise BadInput(f"{secret} is not set, or is empty", where)
    return Secret(value)


def _mailer(to: tuple[str, ...], sender: str | None) -> "Mailer":
    from repcheck.alerts.mail import Mailer

    host = socket.gethostname()
    return Mailer(to=to, sender=sender or f"repcheck@{host}", host=host)
