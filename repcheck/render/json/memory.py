"""What the monitor remembers, as JSON: the documents of ``remembered``, filled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from repcheck.model.watch.monitored import SightEntry
from repcheck.model.watch.outbox import Mute, Request
from repcheck.model.watch.remembered import Day, History, PairHistory, StandingListing, Status
from repcheck.model.watch.sights import SeenFrom
from repcheck.render.encoding import encoded
from repcheck.render.json import remembered as shape
from repcheck.render.moments import machine
from repcheck.render.view import View

_DAYS = {Day.LISTED: "#", Day.NOT_LISTED: ".", Day.NOT_WATCHED: " "}


def render_status_json(found: Status, version: str) -> bytes:
    """``repcheck.status/1``."""
    last = found.last
    document = shape.StatusDocument(
        schema="repcheck.status/1",
        version=version,
        at=machine(found.at),
        exit_code=int(found.exit_code),
        age=found.age,
        last_pass=None
        if last is None
        else shape.LastPass(
            at=machine(last.started),
            seconds_ago=_seconds(found.at - last.started),
            exit_code=last.exit_code,
            vantage=last.vantage or msgspec.UNSET,
        ),
        every_seconds=_seconds(found.every),
        targets=found.extent.targets,
        lists=found.extent.lists,
        pairs=found.extent.pairs,
        open=tuple(map(_standing, found.listings)),
        unknown=tuple(shape.PairEntry(target=pair.target, list=pair.list) for pair in found.unheard),
        mutes=tuple(map(_mute, found.mutes)),
        messages_waiting=found.waiting,
        messages_given_up=found.lost,
        vantages=_vantages(found),
    )
    return encoded(document)


def shown(found: Status, view: View) -> bytes:
    """Of ``status``; see ``repcheck.render.formats``."""
    return render_status_json(found, view.version)


def _vantages(found: Status) -> tuple[shape.VantageEntry, ...] | msgspec.UnsetType:
    newest = max((one.at for one in found.vantages), default=found.at)
    made = (
        shape.VantageEntry(name=one.name, at=machine(one.at), asks=one.asks(newest)) for one in found.vantages
    )
    return tuple(made) or msgspec.UNSET


def _standing(one: StandingListing) -> shape.Standing:
    asked = one.asked
    return shape.Standing(
        target=one.pair.target,
        list=one.pair.list,
        group=one.group,
        severity=one.standing.severity,
        sublists=one.standing.sublists,
        since=_maybe(one.since),
        counts=one.counts,
        muted=None if one.muted is None else _mute(one.muted),
        removal=None if asked is None else shape.Removal(asked=machine(asked.asked), note=asked.note),
        usual_wait=one.usual,
        flapping=one.flapping,
        unknown_since=_maybe(one.unknown_since),
        seen_from=_sights(one.seen_from),
    )


def render_history_json(found: History, version: str) -> bytes:
    """``repcheck.history/1``."""
    document = shape.HistoryDocument(
        schema="repcheck.history/1",
        version=version,
        at=machine(found.at),
        median_seconds=None if found.median is None else _seconds(found.median),
        pairs=tuple(map(_past, found.pairs)),
    )
    return encoded(document)


def _past(one: PairHistory) -> shape.PairPast:
    return shape.PairPast(
        target=one.pair.target,
        list=one.pair.list,
        group=one.group,
        since=_maybe(one.since),
        times=one.times,
        median_seconds=None if one.median is None else _seconds(one.median),
        days="".join(_DAYS[day] for day in one.days),
        listings=tuple(
            shape.Listing(
                begin=_maybe(each.begin),
                to=_maybe(each.end),
                closed=each.left,
                seen_from=_sights(each.seen_from),
            )
            for each in one.incidents
        ),
    )


def render_mutes_json(mutes: Iterable[Mute], version: str) -> bytes:
    """``repcheck.mutes/1``: those that were set or ended."""
    document = shape.MutesDocument(schema="repcheck.mutes/1", version=version, mutes=tuple(map(_mute, mutes)))
    return encoded(document)


def render_requests_json(requests: Iterable[Request], version: str) -> bytes:
    """``repcheck.requests/1``: those that were noted."""
    noted = (
        shape.RequestEntry(target=one.target, list=one.list, asked=machine(one.asked), note=one.note)
        for one in requests
    )
    document = shape.RequestsDocument(schema="repcheck.requests/1", version=version, requests=tuple(noted))
    return encoded(document)


def _mute(mute: Mute) -> shape.MuteEntry:
    return shape.MuteEntry(
        target=mute.target,
        list=mute.list,
        since=machine(mute.since),
        until=machine(mute.until),
        ended=_maybe(mute.ended),
        reason=mute.reason,
    )


def _sights(sights: Iterable[SeenFrom]) -> tuple[SightEntry, ...] | msgspec.UnsetType:
    made = (
        SightEntry(vantage=one.vantage, state=one.state.value, at=one.at, reason=one.reason) for one in sights
    )
    return tuple(made) or msgspec.UNSET


def _maybe(moment: datetime | None) -> str | None:
    return None if moment is None else machine(moment)


def _seconds(time: timedelta) -> int:
    return round(time.total_seconds())
