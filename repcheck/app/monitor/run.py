"""One pass from the first question to the last message: look, compare, record, deliver."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from repcheck.app.environment import Environment
from repcheck.app.monitor.delivering import Delivered, deliver
from repcheck.app.monitor.looking import Looked, OnStart, SetUp, look
from repcheck.app.monitor.noticing import noticed
from repcheck.app.monitor.proving import proved
from repcheck.app.monitor.request import MonitorRequest
from repcheck.app.monitor.telling import FAR, Mailbag, document_of, list_names, mailbag
from repcheck.model.report import ExitCode
from repcheck.model.watch.monitor import Memory, Pair
from repcheck.model.watch.monitored import Document
from repcheck.model.watch.outbox import Notice, Pass
from repcheck.monitor.guards import Guarded
from repcheck.monitor.passing import Open, Passed, Past, answered, one_pass
from repcheck.store.ports import StateStore


class PassDone(msgspec.Struct, frozen=True, kw_only=True):
    """What a pass ended with.

    ``told``       ways out that this pass had a message for
    ``delivered``  None when it was cut short before that
    """

    document: Document
    exit_code: ExitCode
    told: frozenset[str] = frozenset()
    delivered: Delivered | None = None


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
    begun = environment.monotonic()
    started = environment.now()
    memories = store.memories()
    looked = await look(request.watches, set_up, environment, on_start)
    if looked.interrupted:
        # Nothing is decided by half a look.
        return PassDone(document=Document(at=environment.now()), exit_code=ExitCode.INTERRUPTED)
    guard = await proved(looked, memories, request.policy, request.watches, set_up, environment)
    seeing = _seeing(guard, memories, looked)
    now = environment.now()
    past = Past(memories=memories, mutes=store.mutes(), policy=request.policy)
    certain = request.whole and not looked.uncertain and not guard.blind and seeing
    passed = one_pass(past, guard.sightings if seeing else (), now, kept=() if certain else None)
    names = list_names(request.watches[0].catalog, looked)
    waiting = store.outbox(due=FAR)
    known = {notice.key for notice in store.notices()}
    findings = noticed(passed, looked, guard, names, waiting, known, now)
    document = document_of(passed, looked, findings, names, now)
    code = _exit_code(request, passed, guard)
    mail = mailbag(document, passed, request.alerts, store, waiting, now.astimezone())
    notices = _notices(document, store, now)
    done = Pass(
        started=started,
        seconds=round(environment.monotonic() - begun, 3),
        exit_code=int(code),
        baseline=document.baseline,
        targets=len(looked.targets),
        lists=len(looked.health),
    )
    _commit(store, passed, mail, notices, done, looked)
    delivered = await deliver(store, request.sinks, environment.now)
    told = frozenset(message.sink for message in (*mail.new, *mail.amended))
    return PassDone(document=document, exit_code=code, told=told, delivered=delivered)


def _seeing(guard: Guarded, memories: Mapping[Pair, Memory], looked: Looked) -> bool:
    """Whether there is anything to remember: a first look that hears nothing is no baseline."""
    return bool(memories) or (not guard.blind and any(health.answered for health in looked.health.values()))


def _notices(document: Document, store: StateStore, now: datetime) -> tuple[Notice, ...]:
    known = {notice.key: notice for notice in store.notices()}
    return tuple(known.get(one.key, Notice(key=one.key, since=now)) for one in document.findings)


def _commit(
    store: StateStore,
    passed: Passed,
    mail: Mailbag,
    notices: Sequence[Notice],
    done: Pass,
    looked: Looked,
) -> None:
    """The one decision of the pass."""
    with store.writing() as writing:
        writing.remember(passed.memories)
        writing.forget(passed.gone)
        writing.record(passed.changes)
        writing.unmute(passed.ended, done.started)
        for message in mail.replaced:
            writing.mark(message)
        for message in mail.amended:
            writing.amend(message)
        writing.enqueue(mail.new)
        writing.notices(notices)
        writing.finish(done, looked.passes)


def _exit_code(request: MonitorRequest, passed: Passed, guard: Guarded) -> ExitCode:
    """A listing that stands is never hidden by what could not be asked."""
    if any(_fails(one, request) for one in passed.open):
        return ExitCode.FOUND
    if guard.blind or not guard.sightings or answered(guard.sightings) < request.min_coverage:
        return ExitCode.UNDECIDED
    return ExitCode.OK


def _fails(one: Open, request: MonitorRequest) -> bool:
    least = request.otherwise
    if one.memory.group is not None:
        least = request.fail_on.get(one.memory.group, least)
    return one.muted is None and least is not None and one.severity.rank >= least.rank
