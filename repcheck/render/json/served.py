"""What ``repcheck serve`` answers beside documents of the command line: outbox, passes, jobs, problems."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Literal

import msgspec

from repcheck.model.bounces import BounceRecord
from repcheck.model.catalog import ReputationList, Sublist
from repcheck.model.watch.outbox import Outgoing, Pass
from repcheck.render.encoding import encoded
from repcheck.render.json.remembered import At, Seconds
from repcheck.render.moments import machine


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message of the monitor.

    ``state``  "waiting": it is tried when it is ``due``; "sent", "given_up": trying has ended
    ``error``  what the last try met; null: there was none, or it met nothing
    """

    id: str
    alert: str
    subject: str
    state: Literal["waiting", "sent", "given_up"]
    created: At
    due: At
    attempts: int
    error: str | None
    sent: At | None
    given_up: At | None


class OutboxDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Messages of the outbox, oldest first."""

    schema: Literal["repcheck.outbox/1"]
    version: str
    messages: tuple[Message, ...]


class PassEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A finished pass.

    ``baseline``  it was the first
    ``vantage``   where it was made from; left out where nobody noted it
    """

    at: At
    seconds: float
    exit_code: int
    baseline: bool
    targets: int
    lists: int
    vantage: str | msgspec.UnsetType = msgspec.UNSET


class PassesDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The last passes of the monitor, newest first."""

    schema: Literal["repcheck.passes/1"]
    version: str
    every_seconds: Seconds
    passes: tuple[PassEntry, ...]


JobState = Literal["waiting", "running", "done", "failed"]


class JobDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A check that was asked for.

    ``done`` of ``total`` questions are answered
    ``report``  where its report is, once ``state`` is "done"; null: it has none yet
    ``error``   why it has none, when ``state`` is "failed"
    """

    schema: Literal["repcheck.job/1"]
    version: str
    id: str
    targets: tuple[str, ...]
    state: JobState
    begun: At
    ended: At | None
    done: int
    total: int
    report: str | None
    error: str | None


class ProblemDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no answer (RFC 9457). ``reason``: the word that the log of the server has for it."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str
    reason: str


def _like(shape: type[msgspec.Struct], name: str, **other: Any) -> type[msgspec.Struct]:
    """A shape with fields of other types, for the schema alone."""
    fields = [(one.name, other.get(one.name, one.type)) for one in msgspec.structs.fields(shape)]
    return msgspec.defstruct(name, fields, namespace={"__doc__": shape.__doc__}, frozen=True, kw_only=True)


#: A line of ``repcheck bounces read --format jsonl``, where an empty diagnostic is null.
RecordLine = _like(BounceRecord, "BounceRecord", diagnostic=str | None)
_SPANS = tuple[dict[str, int | str], ...]
#: An entry of ``repcheck lists show --format json``: addresses as text, and sublists by their id.
_LIST = _like(ReputationList, "ListEntry", codes=_SPANS, errors=_SPANS)
_SUBLISTS = msgspec.defstruct("ListEntry", [("sublists", tuple[Sublist, ...])], bases=(_LIST,), kw_only=True)
ListsDocument = msgspec.defstruct(
    "ListsDocument",
    [
        ("schema", Literal["repcheck.lists/1"]),
        ("version", str),
        ("source", str),
        ("lists", tuple[_SUBLISTS, ...]),  # type: ignore[valid-type]
    ],
    namespace={"__doc__": "Lists of the catalog that ``source`` names, with all that is known of them."},
    kw_only=True,
)


def render_outbox_json(
    messages: Iterable[Outgoing], subjects: Callable[[Outgoing], str], version: str
) -> bytes:
    """``repcheck.outbox/1``; ``subjects`` gives what a message says in one line."""
    shown = tuple(_message(one, subjects(one)) for one in messages)
    return encoded(OutboxDocument(schema="repcheck.outbox/1", version=version, messages=shown))


def _message(one: Outgoing, subject: str) -> Message:
    ended: Literal["sent", "given_up", "waiting"] = "waiting" if one.given_up is None else "given_up"
    return Message(
        id=one.id,
        alert=one.sink,
        subject=subject,
        state=ended if one.sent is None else "sent",
        created=machine(one.created),
        due=machine(one.due),
        attempts=one.attempts,
        error=one.error,
        sent=None if one.sent is None else machine(one.sent),
        given_up=None if one.given_up is None else machine(one.given_up),
    )


def render_passes_json(passes: Iterable[Pass], every: timedelta, version: str) -> bytes:
    """``repcheck.passes/1``."""
    shown = tuple(
        PassEntry(
            at=machine(one.started),
            seconds=one.seconds,
            exit_code=one.exit_code,
            baseline=one.baseline,
            targets=one.targets,
            lists=one.lists,
            vantage=one.vantage or msgspec.UNSET,
        )
        for one in passes
    )
    seconds = round(every.total_seconds())
    document = PassesDocument(
        schema="repcheck.passes/1", version=version, every_seconds=seconds, passes=shown
    )
    return encoded(document)


def render_problem(status: int, detail: str, reason: str) -> bytes:
    """RFC 9457, with the phrase of the status as title (section 4.2.1)."""
    return encoded(
        ProblemDocument(title=HTTPStatus(status).phrase, status=status, detail=detail, reason=reason)
    )
