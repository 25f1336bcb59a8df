"""Mail records of the domains that are watched: looked at now and then, by what ``repcheck domain`` does."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.run.asking import Asking
from repcheck.app.run.run import Run
from repcheck.model.catalog import Catalog
from repcheck.model.published.domain import DomainsReport
from repcheck.model.targets import Target, TargetKind
from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.model.watch.watching import WatchPlan
from repcheck.monitor.domains import due, judged

if TYPE_CHECKING:
    from repcheck.http.mta_sts import FetchPolicy

#: Domains that one pass looks at; the others wait for the next.
MOST = 50
#: Addresses of a range that a record names: the reverse names of a few stand for all.
_OF_A_RANGE = 4


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of the records of watched domains.

    ``every``      how often a domain is looked at, at most
    ``selectors``  DKIM selectors, by the group of the domain
    ``fetch``      gets MTA-STS policies; None: none is fetched
    """

    every: timedelta
    selectors: Mapping[str, tuple[str, ...]] = {}
    fetch: "FetchPolicy | None" = None


def records_of(plan: WatchPlan) -> Records | None:
    """As the configuration has it; None: passes do not look at records."""
    return None if plan.records is None else wanted_of(plan)


def wanted_of(plan: WatchPlan) -> Records:
    """The same of who asks for a look himself."""
    from repcheck.http.mta_sts import fetch_policy
    from repcheck.targets.special import special_name

    return Records(
        every=plan.records or timedelta(),
        selectors={one.group: one.selectors for one in plan.groups},
        fetch=partial(fetch_policy, special=special_name),
    )


def watched_domains(targets: Iterable[Target]) -> dict[str, str | None]:
    """The domains among these, by name, with their groups."""
    return {
        one.value: one.group for one in targets if one.kind is TargetKind.DOMAIN and one.not_asked is None
    }


class Looking(msgspec.Struct, frozen=True, kw_only=True):
    """What a look needs.

    ``asking``    makes what asks no list
    ``on_start``  see ``app.check.check.check``
    """

    wanted: Records
    catalog: Catalog
    asking: Callable[[], Asking]
    environment: Environment
    on_start: Callable[[Run], None] = lambda _: None

    async def at_due(
        self, domains: Mapping[str, str | None], kept: Mapping[str, DomainKept]
    ) -> tuple[DomainLook, ...] | None:
        """The looks at these domains, with their groups, that are due; None: somebody interrupted them.

        ``kept``  what is remembered of domains
        """
        names = due(domains, kept, self.environment.now(), self.wanted.every, MOST)
        if not names:
            return ()
        report = await self.at({name: domains[name] for name in names})
        if report.interrupted == "interrupt":
            return None
        return looks(report, kept, self.environment.now())

    async def at(self, domains: Mapping[str, str | None]) -> DomainsReport:
        """What ``repcheck domain --lists none`` finds of these domains, with their groups."""
        from repcheck.app.domain.inspect import DomainRequest, inspect_domains

        selectors = self.wanted.selectors
        request = DomainRequest(
            domains=tuple(domains),
            catalog=self.catalog,
            own_selectors={name: selectors.get(group or "", ()) for name, group in domains.items()},
            random_label=f"repcheck-{self.environment.token()}",
            of_a_range=_OF_A_RANGE,
        )
        asking = self.asking()
        asking.sweeping = None  # no list is asked, so there is nothing to share
        return await inspect_domains(request, asking, self.environment, self.wanted.fetch, self.on_start)


def looks(report: DomainsReport, kept: Mapping[str, DomainKept], now: datetime) -> tuple[DomainLook, ...]:
    """The report, domain by domain, with how the parts of each stand after it."""
    from repcheck.app.domain.inspect import apart

    return tuple(_look(one, kept, now) for one in apart(report))


def _look(report: DomainsReport, kept: Mapping[str, DomainKept], now: datetime) -> DomainLook:
    (domain,) = report.domains
    before = kept.get(domain.domain)
    parts = judged({} if before is None else before.parts, domain.parts)
    return DomainLook(kept=DomainKept(domain=domain.domain, at=now, parts=parts), report=report)
