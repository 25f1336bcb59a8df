"""What one pass of the monitor is asked to do."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import msgspec

from repcheck.alerts.sink import Sink
from repcheck.app.check.request import CheckRequest
from repcheck.app.monitor.domains import Records
from repcheck.app.monitor.mail_ways import MailWay
from repcheck.model.observations import Severity
from repcheck.model.secret import Secret
from repcheck.model.watch.again import Again
from repcheck.model.watch.monitor import MonitorPolicy
from repcheck.model.watch.watching import AlertPlan


class Pings(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of a dead-man switch; None: not called."""

    start: Secret | None = None
    success: Secret | None = None
    fail: Secret | None = None


class MonitorRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One pass.

    ``watches``       the targets with the lists that they are watched on
    ``whole``         False: more is watched than this pass looks at, so that nothing else is closed
    ``fail_on``       least severity that makes exit code 1, by group; of other targets ``otherwise``
    ``alerts``        who gets messages; ``sinks`` the ways out, by the ids of these
    ``bounces``       logs and Maildirs that are read on the way
    ``min_coverage``  least share of pairs that must have been answered, or the pass could not decide
    ``vantage``       where the pass is made from; None: nobody said, and there is one alone
    ``every``         the time between passes, as configured
    ``retention``     how long changes, passes and sent messages are kept
    ``again``         what commands that are printed need beside their names
    ``records``       what of the mail records of watched domains is looked at; None: nothing
    ``mail_ways``     through which addresses mail leaves that no other way out backs; looked up only
                      when something is listed
    """

    watches: tuple[CheckRequest, ...]
    whole: bool = True
    fail_on: Mapping[str, Severity | None] = {}
    otherwise: Severity | None = Severity.LOW
    policy: MonitorPolicy = MonitorPolicy()
    alerts: tuple[AlertPlan, ...] = ()
    sinks: Mapping[str, Sink] = {}
    pings: Pings = Pings()
    bounces: tuple[str, ...] = ()
    min_coverage: float = 0.8
    vantage: str | None = None
    every: timedelta = timedelta(hours=1)
    retention: timedelta = timedelta(days=400)
    again: Again = Again()
    records: Records | None = None
    mail_ways: Callable[[], tuple[MailWay, ...]] = tuple
