"""What the user wants watched, and who is notified: ``repcheck.yaml`` without its lists, as values."""

from datetime import time, timedelta
from typing import TypeAlias

import msgspec

from repcheck.model.observations import Severity
from repcheck.model.secret import Secret
from repcheck.model.watch import MEMORY
from repcheck.model.watch.serving import ServePlan

#: Where a secret lies, "env:NAME" or "file:/path"; a ``Secret`` is the value itself, as of the command line.
Kept: TypeAlias = str | Secret


class WatchGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Targets that belong together.

    ``group``    its name; there once
    ``owner``    whom it concerns, as a mail address or any words; None: not said
    ``watch``    addresses, ranges and domains as they were written; "file:/path" is a file of them
    ``expand``   what of a domain is watched beside it: "mx", "spf"; by default as ``repcheck check`` does
    ``lists``    which lists, as ``--lists`` takes them; None: those of a run without ``--lists``
    ``fail_on``  least severity that makes the exit code 1; None: none does
    ``selectors``  DKIM selectors that its domains sign with
    """

    group: str
    owner: str | None = None
    watch: tuple[str, ...] = ()
    expand: tuple[str, ...] = ("mx",)
    lists: str | None = None
    fail_on: Severity | None = Severity.LOW
    selectors: tuple[str, ...] = ()


class Webhook(msgspec.Struct, frozen=True, kw_only=True, tag="webhook"):
    """An address that takes Standard Webhooks. ``secret`` None: messages are not signed."""

    url: Kept
    secret: Kept | None = None


class Email(msgspec.Struct, frozen=True, kw_only=True, tag="email"):
    """Mail by SMTP to ``host:port``. ``sender`` None: repcheck@ this machine."""

    to: tuple[str, ...]
    host: str = "127.0.0.1"
    port: int = 25
    sender: str | None = None


class Sendmail(msgspec.Struct, frozen=True, kw_only=True, tag="sendmail"):
    """Mail by a program that takes it as sendmail does. ``sender`` as of ``Email``."""

    to: tuple[str, ...]
    program: str
    sender: str | None = None


class Program(msgspec.Struct, frozen=True, kw_only=True, tag="program"):
    """A program and its arguments, run without a shell."""

    arguments: tuple[str, ...]


class Chat(msgspec.Struct, frozen=True, kw_only=True, tag="apprise"):
    """An Apprise address: Slack, Teams, Matrix and the like."""

    url: Kept


class Alertmanager(msgspec.Struct, frozen=True, kw_only=True, tag="alertmanager"):
    """Prometheus Alertmanager; its address without /api/v2."""

    url: Kept


class Stdout(msgspec.Struct, frozen=True, kw_only=True, tag="stdout"):
    """Standard output, which cron sends as mail."""


WayOut: TypeAlias = Webhook | Email | Sendmail | Program | Chat | Alertmanager | Stdout


class AlertPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Who is notified of what, and when.

    ``id``        its name; there once
    ``groups``    only changes of these groups; empty: of all
    ``severity``  only changes of at least this severity
    ``digest``    one message in that time instead of one a pass; None: at each pass
    ``quiet``     (begin, end) of the hours in which nothing is sent, by this machine's local time; what
                  happens in them is sent after them. The end may be before the begin: over midnight
    """

    id: str
    sink: WayOut
    groups: tuple[str, ...] = ()
    severity: Severity = Severity.LOW
    digest: timedelta | None = None
    quiet: tuple[time, time] | None = None


class PingPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of a dead-man switch, called as a pass begins, has ended well, and has not."""

    start: Kept | None = None
    success: Kept | None = None
    fail: Kept | None = None


class InForce(msgspec.Struct, frozen=True):
    """One field as it counts: ``line`` of the file that says it; None: it is the default."""

    field: str
    value: str
    line: int | None


class WatchPlan(msgspec.Struct, frozen=True, kw_only=True):
    """All of it.

    ``bounces``    logs and folders that are read on the way: "/var/log/mail.log", "maildir:/var/mail/bounces"
    ``store``      a file, below the state directory unless absolute; or where a postgresql:// address lies
    ``alerts``     empty: standard output alone
    ``every``      time between passes: of ``--every``, of alerts in Alertmanager, of what counts as stale
    ``confirm``    passes that must agree on what no second question confirmed
    ``retention``  how long changes, passes and sent messages are kept
    ``records``    how often the mail records of a watched domain are looked at, at most; None: never
    ``vantage``    where passes are made from; None: as the machine is called
    ``serve``      who may look at ``repcheck serve``, and where it is served
    """

    groups: tuple[WatchGroup, ...] = ()
    bounces: tuple[str, ...] = ()
    store: Kept = MEMORY
    alerts: tuple[AlertPlan, ...] = ()
    ping: PingPlan = PingPlan()
    every: timedelta = timedelta(hours=1)
    confirm: int = 2
    retention: timedelta = timedelta(days=400)
    records: timedelta | None = timedelta(hours=6)
    vantage: str | None = None
    serve: ServePlan = ServePlan()

    def group(self, name: str) -> WatchGroup | None:
        """The group of that name; None: there is none."""
        return next((each for each in self.groups if each.group == name), None)
