"""What is counted and added up while sources are read."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from repcheck.model.mail.read_counts import Intake
from repcheck.model.mail.received import DmarcReport, TlsReport
from repcheck.readers.stream import Warn

if TYPE_CHECKING:
    from repcheck.bounces.events import OnlyNew
    from repcheck.received.adding import Adding


class IntakeTally:
    """Counts what is read, and passes warnings on; ``intake`` has the counts so far."""

    def __init__(self, warn: Warn) -> None:
        self.warn = warn
        self._counts = dict.fromkeys(
            ("files", "unreadable", "mails", "log_lines", "events", "replies", "reports", "stored"), 0
        )
        self._sent: int | None = None

    @cached_property
    def only_new(self) -> "OnlyNew":
        """Lets each webhook event through once: services send some again."""
        from repcheck.bounces.events import OnlyNew

        return OnlyNew()

    @cached_property
    def received(self) -> "Adding":
        """Adds up the reports of receivers."""
        from repcheck.received.adding import Adding

        return Adding()

    @property
    def intake(self) -> Intake:
        """The counts so far."""
        return Intake(**self._counts, sent=self._sent)

    def add(self, what: str, number: int = 1) -> None:
        """Count ``number`` more; ``what`` is a field of Intake."""
        self._counts[what] += number

    def add_sent(self, number: int) -> None:
        """Count ``number`` more deliveries, in a log; 0 differs from "not known"."""
        self._sent = (self._sent or 0) + number

    def take(self, reports: Iterable[DmarcReport | TlsReport]) -> bool:
        """Take reports of receivers in; whether there was one."""
        any_taken = False
        for report in reports:
            any_taken = True
            if isinstance(report, DmarcReport):
                self.received.add_dmarc(report)
            else:
                self.received.add_tls(report)
            self.add("reports")
        return any_taken

    def skip(self, line: str) -> None:
        """Warn of a source that cannot be read, and count it."""
        self.add("unreadable")
        self.warn(line)


class FirstWarning:
    """Passes the first of several warnings on."""

    def __init__(self, warn: Warn) -> None:
        self._warn = warn
        self._told = False

    def __call__(self, line: str) -> None:
        """Pass it on if it is the first one."""
        if not self._told:
            self._told = True
            self._warn(line)
