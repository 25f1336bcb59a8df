"""Mail records of watched domains: what is kept of the last looks, and a look on demand."""

from collections.abc import Callable, Collection
from datetime import datetime

from repcheck.app.catalogs import Configured
from repcheck.app.environment import Environment
from repcheck.app.monitor.domains import Looking, looks, wanted_of
from repcheck.app.run.asking import Asking
from repcheck.model.published.domain import DomainsReport
from repcheck.model.watch.domains import DomainLook
from repcheck.monitor.domains import badness
from repcheck.store.ports import StateStore
from repcheck.targets.names import registered_domain

#: Domains whose cards a page has.
MOST_CARDS = 50


def last_look(store: StateStore, domain: str) -> DomainLook | None:
    """The last look at a domain; None: it was never looked at. Raises StoreUnavailable."""
    return store.domain_looks([domain]).get(domain)


def worst_looks(store: StateStore) -> tuple[DomainLook, ...]:
    """The last looks at the worst domains, at most MOST_CARDS. Raises StoreUnavailable."""
    names = [one.domain for one in sorted(store.domains(), key=badness)[:MOST_CARDS]]
    found = store.domain_looks(names)
    return tuple(found[name] for name in names if name in found)


def is_domain(target: str) -> bool:
    """Whether it is one by its spelling, and no address, nor a host below one."""
    is_address = ":" in target or target.rpartition(".")[2].isdigit()
    return not is_address and registered_domain(target) == target


def is_watched(store: StateStore, domain: str) -> bool:
    """Whether passes watch it. Raises StoreUnavailable."""
    return bool(store.memories([domain]))


async def look_now(
    domains: Collection[str], configured: Configured, asking: Callable[[], Asking], environment: Environment
) -> DomainsReport:
    """A look at these domains, as a pass has it."""
    looking = Looking(
        wanted=wanted_of(configured.plan),
        catalog=configured.catalog,
        asking=asking,
        environment=environment,
    )
    groups = {name: one.group for one in configured.plan.groups for name in one.watch}
    return await looking.at({name: groups.get(name) for name in domains})


def keep(store: StateStore, report: DomainsReport, now: datetime) -> None:
    """Keep a look, as a pass does. The next pass reports what got worse by it. Raises StoreUnavailable."""
    kept = {one.domain: one for one in store.domains()}
    with store.writing() as writing:
        writing.keep_domains(looks(report, kept, now))
