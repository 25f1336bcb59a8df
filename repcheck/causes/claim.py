"""One reason that one record gives, and what is said of lists."""

import msgspec

from repcheck.catalog.dead_lists import died
from repcheck.causes.live import LiveAnswer, collective_scope, list_label
from repcheck.causes.texts import Topic
from repcheck.model.bounces import Subject
from repcheck.model.catalog import DeadList, ReputationList, Scope
from repcheck.model.causes import CauseKind, Fault, LiveState
from repcheck.model.observations import Severity


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One reason that one record gives. Equal reasons of several records are equal but for ``reading``.

    ``label``     the list or provider for a person, or the domain whose SPF was evaluated; or empty
    ``topic``     keeps apart what one record fault can explain and what it cannot
    ``why``       why it could not be seen, or what is wrong with the records now; may be empty
    ``answer``    what was seen now, as evidence; empty when there is nothing to see
    ``scope``     set when the listing names more than the address
    ``reading``   what the catalog knows of this reply; empty when nothing
    ``more``      further evidence
    ``dead``      the list has ended: a receiver that cites it asks a dead list
    """

    kind: CauseKind
    list: str | None = None
    provider: str | None = None
    subject: Subject | None = None
    topic: Topic = "records"
    live_state: LiveState = LiveState.UNEXPLAINED
    label: str = ""
    why: str = ""
    answer: str = ""
    scope: Scope | None = None
    severity: Severity = Severity.MEDIUM
    reading: str = ""
    dead: bool = False
    publish: str | None = None
    fault: Fault | None = None
    more: tuple[str, ...] = ()


def on_list(entry: ReputationList, subject: Subject | None, verdict: LiveAnswer) -> Claim:
    """The claim on a list of the catalog, with what it says now."""
    listed = verdict.state is LiveState.CONFIRMED
    seen = verdict.observation if listed else None
    return Claim(
        kind="list",
        list=entry.id,
        subject=subject,
        live_state=verdict.state,
        label=list_label(entry, seen),
        why=verdict.why,
        answer=verdict.answer,
        scope=collective_scope(entry, seen),
        severity=(seen.severity if seen is not None else None) or entry.severity,
    )


def on_dead(dead: DeadList, subject: Subject | None) -> Claim:
    """The claim on a list that is no more."""
    return Claim(
        kind="list",
        list=dead.id,
        subject=subject,
        live_state=LiveState.NEVER_VISIBLE,
        label=dead.name,
        why=f"it is {died(dead)}",
        answer=f"{dead.name}: {died(dead)}",
        dead=True,
    )
