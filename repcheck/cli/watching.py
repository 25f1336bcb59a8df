"""What a pass is to watch and whom it tells: options and configuration, made into one request."""

import re
from collections.abc import Sequence
from pathlib import Path
from socket import gethostname
from typing import NamedTuple

import msgspec

from repcheck.app.bounces.sources import POSTED
from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment
from repcheck.app.memory.opening import State, local_state
from repcheck.app.monitor.domains import records_of
from repcheck.app.monitor.mail_ways import host_addresses, mail_ways, own_addresses
from repcheck.app.monitor.request import MonitorRequest, Pings
from repcheck.app.monitor.sinks import Write, kept, sink_of
from repcheck.app.run.plan import Expansion
from repcheck.cli.catalogs import selected, watching
from repcheck.cli.options import Chosen, Network
from repcheck.cli.options.flags import again, flags
from repcheck.cli.targets import read_targets
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog
from repcheck.model.observations import Severity
from repcheck.model.secret import Secret
from repcheck.model.targets import Target
from repcheck.model.watch.monitor import MonitorPolicy
from repcheck.model.watch.vantages import named_after
from repcheck.model.watch.watching import AlertPlan, Stdout, WatchGroup, WatchPlan, Webhook
from repcheck.store.places import state_directory

#: Machines that do a pass together and have no other name stand at one vantage, as any may ask a piece.
SHARED = "shared"
#: Addresses of a range that is given.
_OF_A_RANGE = 1024
_FILE = "file:"


class WatchOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What was said on the command line.

    ``fail_on``   None: as the configuration says; ``state`` of ``--state``, None: the usual directory
    ``webhook``   an address of the command line; None: none
    ``vantage``   where the pass is made from; None: as the configuration says
    ``share``     all machines of the memory do a large pass together
    """

    targets: tuple[str, ...] = ()
    chosen: Chosen = Chosen()
    network: Network = Network()
    webhook: str | None = None
    state: State = None
    fail_on: str | None = None
    min_coverage: float = 0.8
    vantage: str | None = None
    share: bool = False


class Ready(NamedTuple):
    """One request, the plan that it was made of, and where its lock lies."""

    request: MonitorRequest
    plan: WatchPlan
    lock: Path


def made_ready(wanted: WatchOptions, world: Environment, write: Write, *, prints: bool) -> Ready:
    """Read the configuration and all it names. Raises BadInput and StoreUnavailable.

    ``write``   prints a message on standard output; ``prints`` False: nothing but the result goes there
    """
    configured = watching(wanted.chosen)
    catalog, plan = configured.catalog, configured.plan
    watches, whole = _watches(wanted, catalog, plan)
    alerts = alert_plans(plan, wanted.webhook, prints=prints)
    request = MonitorRequest(
        watches=watches,
        whole=whole,
        fail_on={} if wanted.fail_on else {group.group: group.fail_on for group in plan.groups},
        otherwise=_severity(wanted.fail_on or Severity.LOW.value),
        policy=MonitorPolicy(confirm=plan.confirm),
        alerts=alerts,
        sinks={each.id: sink_of(each, plan.every, world, write) for each in alerts},
        pings=pings_of(plan, world),
        bounces=(*plan.bounces, *((POSTED,) if plan.serve.hooks else ())),
        min_coverage=wanted.min_coverage,
        vantage=wanted.vantage or plan.vantage or _unnamed(wanted, world),
        every=plan.every,
        retention=plan.retention,
        again=again(wanted.chosen, wanted.state, wanted.network),
        records=records_of(plan),
        mail_ways=lambda: mail_ways(alerts, host_addresses, own_addresses, pings=plan.ping.fail is not None),
    )
    lock = state_folder(local_state(wanted.state), world) / "monitor.lock"
    return Ready(request, plan, lock)


def _unnamed(wanted: WatchOptions, world: Environment) -> str:
    return SHARED if wanted.share else named_after(gethostname(), world.environ)


def state_folder(state: Path | None, world: Environment) -> Path:
    """The directory of the lock, made when missing. Raises StoreUnavailable."""
    environ = world.environ if state is None else {**world.environ, "STATE_DIRECTORY": str(state.absolute())}
    return state_directory(environ)


def alert_plans(plan: WatchPlan, webhook: str | None, *, prints: bool) -> tuple[AlertPlan, ...]:
    """The ways out of the configuration and of the command line; standard output when there is no other."""
    alerts = [each for each in plan.alerts if prints or not isinstance(each.sink, Stdout)]
    if webhook is not None:
        if not re.match(r"https?://[^/]", webhook):
            raise BadOption("is not an http:// or https:// address", "--webhook")
        alerts.append(AlertPlan(id="webhook", sink=Webhook(url=Secret(webhook))))
    if not alerts and prints:
        alerts.append(AlertPlan(id="stdout", sink=Stdout()))
    return tuple(alerts)


def pings_of(plan: WatchPlan, world: Environment) -> Pings:
    """The addresses of the dead-man switch. Raises BadInput."""
    ping = plan.ping
    return Pings(
        start=None if ping.start is None else kept(ping.start, world, "ping: start"),
        success=None if ping.success is None else kept(ping.success, world, "ping: success"),
        fail=None if ping.fail is None else kept(ping.fail, world, "ping: fail"),
    )


def _severity(word: str) -> Severity | None:
    return None if word == "never" else Severity(word)


def _watches(
    wanted: WatchOptions, catalog: Catalog, plan: WatchPlan
) -> tuple[tuple[CheckRequest, ...], bool]:
    """What is watched; False with it when the configuration watches more than the command line names."""
    if wanted.targets:
        targets = read_targets(wanted.targets, (), _OF_A_RANGE, catalog)
        return (_request(targets, wanted, catalog, wanted.chosen.selection, ("mx",)),), not plan.groups
    if not plan.groups:
        raise BadOption("nothing is watched: name targets, or put them into repcheck.yaml", "monitor")
    alike: dict[tuple[str | None, tuple[str, ...]], list[Target]] = {}
    for group in plan.groups:
        lists = wanted.chosen.selection or group.lists
        alike.setdefault((lists, group.expand), []).extend(_targets(group, catalog))
    made = (_request(targets, wanted, catalog, lists, expand) for (lists, expand), targets in alike.items())
    return tuple(made), True


def _targets(group: WatchGroup, catalog: Catalog) -> tuple[Target, ...]:
    words = [word for word in group.watch if not word.startswith(_FILE)]
    files = [word.removeprefix(_FILE) for word in group.watch if word.startswith(_FILE)]
    found = read_targets(words, files, _OF_A_RANGE, catalog)
    return tuple(msgspec.structs.replace(target, group=group.group) for target in found)


def _request(
    targets: Sequence[Target],
    wanted: WatchOptions,
    catalog: Catalog,
    selection: str | None,
    expand: Sequence[str],
) -> CheckRequest:
    return CheckRequest(
        targets=tuple(targets),
        catalog=catalog,
        lists=selected(catalog, selection, wanted.chosen.catalog),
        expand=msgspec.convert(expand, frozenset[Expansion]),
        any_address=wanted.chosen.any_address,
        timeout=wanted.network.timeout,
        keep_clean=False,
        flags=flags(wanted.chosen, wanted.network),
    )
