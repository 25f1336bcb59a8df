"""The ways out of a configuration, with their secrets read."""

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from repcheck.alerts.sink import Sink
from repcheck.app.environment import Environment
from repcheck.catalog.watching.secrets import find_secret
from repcheck.model.secret import Secret
from repcheck.model.watch import watching
from repcheck.model.watch.alerts import TAKEN, Delivery, Dispatch

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


def kept(place: watching.Kept, environment: Environment, where: str) -> Secret:
    """A secret of the configuration. ``where`` names it in errors. Raises BadInput."""
    return find_secret(place, where, environment.environ, environment.read_text)


def _mailer(to: tuple[str, ...], sender: str | None) -> "Mailer":
    from repcheck.alerts.mail import Mailer

    host = socket.gethostname()
    return Mailer(to=to, sender=sender or f"repcheck@{host}", host=host)
