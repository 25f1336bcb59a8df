"""From parsed options to a finished run: an event loop, a progress line, Ctrl-C that keeps what is known."""

import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from repcheck.app.check.request import CheckRequest
from repcheck.app.environment import Environment, real_environment
from repcheck.app.run.network import Network, set_up
from repcheck.cli import terminal
from repcheck.cli.delivery import Aside
from repcheck.cli.spreading import read_by, spreading
from repcheck.model.report import Report

if TYPE_CHECKING:
    import asyncio

    from repcheck.app.check.check import Checked
    from repcheck.app.domain.inspect import DomainRequest
    from repcheck.app.run.asking import Asking
    from repcheck.app.run.run import Run
    from repcheck.dns import Asker
    from repcheck.dns.zone_file import ZoneFile
    from repcheck.http.mta_sts import FetchPolicy
    from repcheck.model.published.domain import DomainsReport

T = TypeVar("T")
OnStart = Callable[["Run"], None]
Job = Callable[["Asking", Environment, OnStart], Coroutine[Any, Any, T]]


def environment() -> Environment:
    """The real world, with warnings on stderr."""
    return real_environment(os.environ, terminal.warn)


def run_check(
    request: CheckRequest, network: Network, *, save: Aside | None = None, plan_only: bool = False
) -> Report:
    """Run the main job to its end, with a progress line and Ctrl-C that keeps what is known.

    ``save``       the file for all that the report is made of, if one is wanted
    ``plan_only``  it is asked as ``repcheck delist``, and so replayed
    """
    if save is None or save.path is None:
        return asked(request, network).report()
    from repcheck.app.evidence.document import encoded
    from repcheck.app.evidence.record import RecordingAsker, evidence_of

    recorders: list[RecordingAsker] = []

    def recording(asker: "Asker") -> "Asker":
        recorders.append(RecordingAsker(asker))
        return recorders[-1]

    request = msgspec.structs.replace(request, evidence=True)
    checked = asked(request, network, recording)
    report = checked.report()
    evidence = evidence_of(checked, report, recorders[-1], environment(), plan_only=plan_only)
    save.write(encoded(evidence))
    return report


def asked(
    request: CheckRequest, network: Network, through: "Callable[[Asker], Asker] | None" = None
) -> "Checked":
    """The run when all is asked. What follows needs no event loop, and any Ctrl-C ends the program.

    ``through``  put round what asks; None: nothing
    """

    with spreading(network) as spread:
        if request.bounces is not None:
            request = msgspec.structs.replace(request, bounces=read_by(request.bounces, spread))

        async def job(asking: "Asking", world: Environment, on_start: OnStart) -> "Checked":
            from repcheck.app.check.check import check

            if through is not None:
                asking.asker = through(asking.asker)
            if spread is not None:
                spread.over(asking)
            return await check(request, asking, world, on_start)

        return _watched(job, request, network)


def inspect(
    request: "DomainRequest",
    network: Network,
    *,
    https: bool,
    zones: "Sequence[ZoneFile]" = (),
    save: Aside | None = None,
) -> "DomainsReport":
    """Run ``repcheck domain`` to its end, as run_check does.

    ``https``  fetch MTA-STS policies; ``zones``  answer for the names in them, not the DNS
    ``save``   as in run_check; not together with ``zones``
    """
    from functools import partial

    from repcheck.app.domain.inspect import inspect_domains
    from repcheck.http.mta_sts import fetch_policy
    from repcheck.targets.special import special_name

    fetch = partial(fetch_policy, special=special_name) if https else None
    if save is not None and save.path is not None:
        return _inspect_and_save(request, network, fetch, save)

    async def job(asking: "Asking", world: Environment, on_start: OnStart) -> "DomainsReport":
        if zones:
            from repcheck.dns.zone_asker import ZoneAsker

            asking.asker = ZoneAsker(asking.asker, zones)
        return await inspect_domains(request, asking, world, fetch, on_start)

    return _watched(job, request, network)


def _inspect_and_save(
    request: "DomainRequest", network: Network, fetch: "FetchPolicy | None", save: Aside
) -> "DomainsReport":
    from repcheck.app.domain.inspect import Inspected
    from repcheck.app.domain.inspect import inspect as inspected_by
    from repcheck.app.evidence.document import encoded
    from repcheck.app.evidence.record import RecordingAsker, RecordingFetch, domain_evidence_of

    recorders: list[RecordingAsker] = []
    fetched = None if fetch is None else RecordingFetch(fetch)

    async def job(asking: "Asking", world: Environment, on_start: OnStart) -> Inspected:
        asking.asker = recorder = RecordingAsker(asking.asker)
        recorders.append(recorder)
        return await inspected_by(request, asking, world, fetched, on_start)

    inspected = _watched(job, request, network)
    report = inspected.report()
    policies = None if fetched is None else fetched.policies
    evidence = domain_evidence_of(inspected, report, recorders[-1], policies, environment())
    save.write(encoded(evidence))
    return report


def _watched(job: Job[T], request: "CheckRequest | DomainRequest", network: Network) -> T:
    """Do a job in an event loop of its own, with a progress line; the first Ctrl-C ends its run early."""
    import asyncio

    world, shared = environment(), request.catalog.shared

    async def watched() -> T:
        loop = asyncio.get_running_loop()
        progress: list[asyncio.Task[None]] = []

        def on_start(run: "Run") -> None:
            _end_on_interrupt(loop, run.end)
            if os.environ.get("TERM") != "dumb":  # which cannot rewrite a line
                progress.append(loop.create_task(terminal.show_progress(sys.stderr, lambda: run.progress)))

        try:
            return await job(set_up(request.lists, network, world, shared=shared), world, on_start)
        finally:
            for task in progress:
                task.cancel()

    return asyncio.run(watched())


def until_interrupted(run: "Run") -> None:
    """Let the first Ctrl-C end this run early."""
    import asyncio

    _end_on_interrupt(asyncio.get_running_loop(), run.end)


def _end_on_interrupt(loop: "asyncio.AbstractEventLoop", end: Callable[[Literal["interrupt"]], None]) -> None:
    def handle() -> None:
        # The first Ctrl-C ends the run with what is known; the next one ends the program.
        loop.remove_signal_handler(signal.SIGINT)
        end("interrupt")

    loop.add_signal_handler(signal.SIGINT, handle)
