"""The kinds of sources, as ``--as`` and the registry in ``repcheck.readers.formats`` name them."""

from typing import TypeVar

from repcheck.bounces.log_kinds import LOG_KINDS as LOGS
from repcheck.bounces.services import SERVICES

K = TypeVar("K", bound=str)

MAIL_KINDS = ("mail", "mbox")
LOG_KINDS = tuple(LOGS)
EVENT_KINDS = tuple(SERVICES)
#: A file whose events tell themselves whose they are.
ANY_EVENTS = "events"

#: A bare reply, without the mail that it came in.
REPLY = "reply"

#: Rows of an address and the reply about it, as exports have them (CSV).
TABLE = "table"

#: What receivers report: DMARC aggregate reports, and TLS reports.
REPORT_KINDS = ("dmarc", "tlsrpt")

KINDS: tuple[str, ...] = (*MAIL_KINDS, *LOG_KINDS, ANY_EVENTS, *EVENT_KINDS, TABLE, REPLY, *REPORT_KINDS)

#: What is read, for a user whose file is something else.
*_NAMES, _LAST = LOGS.values()
READ = (
    "mails, mailboxes, webhook events, tables (CSV) of bounces, DMARC and TLS reports, "
    f"and the logs of {', '.join(_NAMES)} and {_LAST}"
)


def one_of(kinds: tuple[K, ...], word: str) -> K | None:
    """The kind that the word names; None when it is none of these."""
    return next((kind for kind in kinds if kind == word), None)
