"""One pass from the first question to the last message: look, compare, record, deliver."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.monitor.bounces import BouncesSeen, new_bounces
from repcheck.app.monitor.delivering import Delivered, deliver
from repcheck.app.monitor.domains import Looking, watched_domains
from repcheck.app.monitor.ending import ended
from repcheck.app.monitor.looking import Looked, OnStart, SetUp, look
from repcheck.app.monitor.noticing import Scene, marked, noticed, refused_as, set_back
from repcheck.app.monitor.places import named, placed, standing
from repcheck.app.monitor.proving import proved
from repcheck.app.monitor.request import MonitorRequest
from repcheck.app.monitor.telling import FAR, Mailbag, document_of, list_names, mailbag
from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.domains import DomainKept, DomainLook
from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.monitored import Document
from repcheck.model.watch.outbox import BounceHour, Notice, Pass
from repcheck.monitor.growth import growing
from repcheck.monitor.guards import Guarded
from repcheck.monitor.passing import Open, Passed, Past, answered, one_pass
from repcheck.monitor.retry import LOOKED_AT
from repcheck.monitor.vantages import Standpoint
from repcheck.store.ports import StateStore, Writing

#: What is usual of a cause is counted from so far back.
_USUAL = timedelta(days=9)


#: Findings about this machine, not about lists: who runs the pass is to see them in any case.
_WARNED_OF = ("mail_through_listed", "clock_set_back")


class PassDone(msgspec.Struct, frozen=True, kw_only=True):
    """What a pass ended with.

    ``told``       ways out that this pass had a message for
    ``delivered``  None when it was cut short before that
    """

    document: Document
    exit_code: ExitCode
    told: frozenset[str] = frozenset()
    delivered: Delivered | None = None


class Seen(msgspec.Struct, frozen=True):
    """What a pass knows before it decides: what was remembered, seen, and of that believed.

    ``domains``  the looks at mail records that were due
    """

    memories: Mapping[Pair, Memory]
    looked: Looked
    guard: Guarded
    domains: tuple[DomainLook, ...] = ()


async def run_pass(
    request: MonitorRequest,
    store: StateStore,
    set_up: SetUp,
    environment: Environment,
    on_start: OnStart = lambda _: None,
) -> PassDone:
    """Do one pass. Nothing is sent that is not recorded, and what was recorded is sent once at least.

    Raises StoreUnavailable; then nothing of the pass was decided.
    """
    begun, started = environment.monotonic(), environment.now()
    looked = await look(request.watches, set_up, environment, on_start)
    if looked.interrupted:
        # Nothing is decided by half a look.
        return PassDone(document=Document(at=environment.now()), exit_code=ExitCode.INTERRUPTED)
    memories = store.memories()
    guard = await proved(looked, memories, request.policy, request.watches, set_up, environment)
    domains = None if guard.blind else await _domains(request, store, set_up, environment, on_start)
    if domains is None and not guard.blind:
        return PassDone(document=Document(at=environment.now()), exit_code=ExitCode.INTERRUPTED)
    took = environment.monotonic() - begun
    seen = Seen(memories, looked, guard, domains or ())
    return await conclude(request, store, seen, environment, (started, took))


def _watched(request: MonitorRequest) -> dict[str, str | None]:
    return watched_domains(one for watch in request.watches for one in watch.targets)


def _left(
    request: MonitorRequest, memories: Mapping[Pair, Memory], passed: Passed, kept: Iterable[str]
) -> set[str]:
    """Domains of ``kept`` that nobody watches any more: neither this pass nor another of the same memory."""
    left = set(kept) - set(_watched(request)) if request.whole else set()
    if left:
        gone = set(passed.gone)
        left -= {pair.target for pair in memories if pair.target in left and pair not in gone}
    return left


async def _domains(
    request: MonitorRequest, store: StateStore, set_up: SetUp, environment: Environment, on_start: OnStart
) -> tuple[DomainLook, ...] | None:
    """The looks at mail records that are due; None: somebody interrupted them."""
    if request.records is None or not (domains := _watched(request)):
        return ()
    looking = Looking(
        wanted=request.records,
        catalog=request.watches[0].catalog,
        asking=lambda: set_up(()),
        environment=environment,
        on_start=on_start,
    )
    return await looking.at_due(domains, {one.domain: one for one in store.domains()})


async def conclude(
    request: MonitorRequest,
    store: StateStore,
    seen: Seen,
    environment: Environment,
    asking: tuple[datetime, float],
) -> PassDone:
    """From what was seen to what is recorded and delivered.

    ``asking``  when it began, and how many seconds it took
    """
    begun, looked, guard = environment.monotonic(), seen.looked, seen.guard
    bounced = await _bounced(request, looked, store, environment)
    now = environment.now()
    passed = _passed(request, store, seen, now)
    waiting = store.outbox(due=FAR)
    last = next(iter(store.passes(1)), None)
    kept = {one.domain: one for one in (*store.domains(), *(look.kept for look in seen.domains))}
    left = _left(request, seen.memories, passed, kept)
    domains = {name: one for name, one in kept.items() if name not in left}
    document, notices = _document(request, store, passed, seen, bounced, last, domains)
    code = ExitCode.UNDECIDED if set_back(last, now) else _exit_code(request, passed, seen)
    mail = mailbag(document, passed, request.alerts, store, waiting, now.astimezone())
    done = Pass(
        started=asking[0],
        seconds=round(asking[1] + environment.monotonic() - begun, 3),
        exit_code=int(code),
        baseline=document.baseline,
        targets=len(looked.targets),
        lists=len(looked.health),
        vantage=request.vantage or "",
    )
    seen_lists = tuple(msgspec.structs.replace(one, vantage=done.vantage) for one in looked.passes)
    for one in document.findings:
        if one.id in _WARNED_OF and one.new:
            environment.warn(f"{one.says} {one.remedy}")
    with store.writing() as writing:  # the one decision of the pass
        _record(writing, passed, mail, now)
        writing.notices(notices)
        writing.keep_domains(seen.domains)
        writing.drop_domains(left)
        writing.count_bounces(bounced.hours)
        writing.reached(bounced.positions)
        # When nobody answers, that says nothing of any list.
        writing.finish(done, () if guard.blind else seen_lists)
        # By the time of the last pass: a machine that wakes up in a wrong year forgets nothing by that.
        writing.prune(min(now, now if last is None else last.started) - request.retention)
    delivered = await deliver(store, request.sinks, environment.now)
    told = frozenset(message.sink for message in (*mail.new, *mail.amended))
    return PassDone(document=document, exit_code=code, told=told, delivered=delivered)


def _passed(request: MonitorRequest, store: StateStore, seen: Seen, now: datetime) -> Passed:
    """What the sightings make of what is remembered. A first look without answers makes no baseline."""
    memories, looked, guard = seen.memories, seen.looked, seen.guard
    heard = bool(memories) or (not guard.blind and any(one.answered for one in looked.health.values()))
    past = Past(
        memories=memories,
        mutes=store.mutes(),
        policy=request.policy,
        vantages=store.vantages(),
        views=store.views(),
    )
    certain = request.whole and heard and not looked.uncertain and not guard.blind
    stand = Standpoint(
        name=request.vantage, every=request.every, whole=request.whole, heard=heard and not guard.blind
    )
    return one_pass(past, guard.sightings if heard else (), now, kept=() if certain else None, stand=stand)


def _document(
    request: MonitorRequest,
    store: StateStore,
    passed: Passed,
    seen: Seen,
    bounced: BouncesSeen,
    last: Pass | None,
    domains: Mapping[str, DomainKept],
) -> tuple[Document, tuple[Notice, ...]]:
    """What is said, and the findings that stand."""
    now, looked, guard = passed.at, seen.looked, seen.guard
    names = list_names(request.watches[0].catalog, looked)
    hours = _summed(store.bounce_hours(now - _USUAL), bounced.hours) if request.bounces else ()
    messages = store.outbox(since=now - LOOKED_AT)
    ways = request.mail_ways() if passed.open else ()
    scene = Scene(passed, looked, guard, names, request.again, domains)
    found = (
        *noticed(scene, last, messages, request.sinks.keys(), growing(hours, now), ways),
        *refused_as(bounced.refused, request.again),
    )
    here = request.vantage or ""
    known, elsewhere = standing(store.notices(), here, passed.others)
    keys = {one.key for one in found}
    past = ended(known.values(), keys, scene, messages)
    findings = named((*marked(found, known), *past.told), here, passed.others)
    document = document_of(passed, looked, findings, names, bounced.named, request.again)
    stand = (known.get(one.key, Notice(key=one.key, since=now)) for one in found if not one.over)
    return document, (*(placed(one, here) for one in (*stand, *past.kept)), *elsewhere)


def _record(writing: Writing, passed: Passed, mail: Mailbag, now: datetime) -> None:
    writing.remember(passed.memories)
    writing.forget(passed.gone)
    writing.see(passed.views, passed.agreed)
    writing.ask_from(() if passed.vantage is None else (passed.vantage,), passed.forgotten)
    writing.record(passed.changes)
    writing.unmute(passed.ended, now)
    for message in mail.replaced:
        writing.mark(message)
    for message in mail.amended:
        writing.amend(message)
    writing.enqueue(mail.new)


async def _bounced(
    request: MonitorRequest, looked: Looked, store: StateStore, environment: Environment
) -> BouncesSeen:
    if not request.bounces:
        return BouncesSeen()
    groups = {seen.pair.target: seen.group for seen in looked.sightings}
    before = store.positions(request.bounces)
    # Beside the loop: the log of a busy day takes longer to read than a watchdog waits for a sign of life.
    catalog = request.watches[0].catalog
    return await asyncio.to_thread(new_bounces, request.bounces, before, groups, catalog, environment)


def _summed(stored: Iterable[BounceHour], new: Iterable[BounceHour]) -> list[BounceHour]:
    """What will be counted once this pass is recorded."""
    hours = {(one.cause, one.hour): one for one in stored}
    for one in new:
        known = hours.get((one.cause, one.hour))
        if known is not None:
            one = msgspec.structs.replace(known, count=known.count + one.count)  # noqa: PLW2901
        hours[one.cause, one.hour] = one
    return list(hours.values())


def _exit_code(request: MonitorRequest, passed: Passed, seen: Seen) -> ExitCode:
    """A listing that stands is never hidden by what could not be asked.

    A name whose addresses could not be looked up counts as one pair with each list that nobody answered.
    """
    looked, guard = seen.looked, seen.guard
    if any(_fails(one, request) for one in passed.open):
        return ExitCode.FOUND
    lost = len(looked.unreached) * len(looked.health)
    if guard.blind or not guard.sightings or answered(guard.sightings, lost) < request.min_coverage:
        return ExitCode.UNDECIDED
    return ExitCode.OK


def _fails(one: Open, request: MonitorRequest) -> bool:
    least = request.otherwise
    if one.memory.group is not None:
        least = request.fail_on.get(one.memory.group, least)
    return one.muted is None and least is not None and one.severity.rank >= least.rank
