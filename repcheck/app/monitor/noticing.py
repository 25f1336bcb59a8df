"""What a pass has to say beside single listings, each reported once as long as it lasts."""

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import NamedTuple

import msgspec

from repcheck.app.monitor.bounces import RefusedAs
from repcheck.app.monitor.looking import Looked
from repcheck.app.monitor.mail_ways import REMEDY, MailWay
from repcheck.model.observations import Severity, UnknownReason
from repcheck.model.records import PartName
from repcheck.model.watch.again import Again, typed
from repcheck.model.watch.domains import DomainKept
from repcheck.model.watch.monitored import FindingEntry
from repcheck.model.watch.outbox import Outgoing, Pass
from repcheck.monitor.domains import worse
from repcheck.monitor.growth import Growth
from repcheck.monitor.guards import Guarded
from repcheck.monitor.passing import ChangeToTell, Passed, Silent
from repcheck.monitor.retry import failing
from repcheck.monitor.vantages import Deaf
from repcheck.words.reasons import remedy_of, why_words
from repcheck.words.states import part_state_words, part_words
from repcheck.words.text import and_more, count, span

_FEW = 3
#: More than that are the same fault.
_MOST_REFUSED = 5
#: Clocks are set by minutes now and then.
_CLOCK_TOLERATED = timedelta(minutes=10)
#: Findings of the run that matter here: what hides the lists. Records are what ``domain`` is for.
_ABOUT_ASKING = ("network_", "resolver")
#: Those that say that nothing was heard at all.
_DEAF = frozenset({"network_down", "resolver_denies"})


class Scene(NamedTuple):
    """What the findings of a pass are made of.

    ``names``    of the lists, for people; ``again`` what commands that are printed need
    ``domains``  what is remembered of the mail records of domains that are watched, after this pass
    """

    passed: Passed
    looked: Looked
    guard: Guarded
    names: Mapping[str, str]
    again: Again
    domains: Mapping[str, DomainKept] = {}


def noticed(
    scene: Scene,
    last: Pass | None,
    messages: Iterable[Outgoing],
    sinks: Collection[str],
    growing: Iterable[Growth],
    ways: Iterable[MailWay],
) -> tuple[FindingEntry, ...]:
    """The findings of the pass.

    ``last``      the pass before this one; None: there was none
    ``messages``  of the outbox, of the last days; ``sinks`` the ids of the ways out
    ``ways``      through which mail leaves that no other way out backs
    """
    passed, looked, guard, names, again, domains = scene
    return (
        *_clock(last, passed.at),
        *_of_the_run(looked, guard),
        *_of_lists(looked, guard, names),
        *_silent(passed.silent, names),
        *_heard(passed, names),
        *_deaf(passed.deaf_to, names),
        *(_added(passed.first, names) if not passed.baseline else ()),
        *_grown(growing),
        *_failing(messages, sinks, passed.at, again),
        *_mail_through_listed(passed, ways),
        *_records_worse(domains.values(), again),
    )


def refused_as(reported: Iterable[RefusedAs], again: Again) -> Iterator[FindingEntry]:
    """Mail of watched addresses that receivers refused for DMARC, of the reports that this pass read."""
    for one in islice(reported, _MOST_REFUSED):
        who = and_more(one.receivers, _FEW) or "Receivers"
        until = f", up to {one.until}" if one.until else ""
        command = typed(f"repcheck domain {shlex.quote(one.domain)}", again.asking)
        yield FindingEntry(
            id="dmarc_refused",
            severity=Severity.HIGH.value,
            says=f"{who} refused or set aside {one.lost:,} of {count(one.messages, 'mail')} that "
            f"{one.address} sent as {one.domain}, for DMARC (reports{until}).",
            remedy=f"What SPF and DKIM lack: {command}",
            target=one.address,
            key=f"dmarc_refused {one.domain} {one.address} {one.until}",
        )


def marked(findings: Iterable[FindingEntry], known: Collection[str]) -> tuple[FindingEntry, ...]:
    """The findings, of which those are new that did not stand after the last pass, by their keys."""
    return tuple(msgspec.structs.replace(one, new=one.key not in known) for one in findings)


def set_back(last: Pass | None, now: datetime) -> bool:
    """Whether the last pass is dated later than now: one of the two clocks was wrong."""
    return last is not None and last.started - now > _CLOCK_TOLERATED


def _clock(last: Pass | None, now: datetime) -> Iterator[FindingEntry]:
    if last is not None and set_back(last, now):
        yield FindingEntry(
            id="clock_set_back",
            severity=Severity.HIGH.value,
            says=f"The last pass is dated {last.started:%Y-%m-%d %H:%M} UTC, {span(last.started - now)} "
            "ahead of this clock: how long listings stand and mutes last is uncertain.",
            remedy="Set the clock. Nothing is lost, and the next pass counts from this one on.",
            key="clock_set_back",
        )


def _of_the_run(looked: Looked, guard: Guarded) -> Iterator[FindingEntry]:
    deaf = False
    seen: set[str] = set()
    for one in looked.findings:
        if (
            one.id.startswith(_ABOUT_ASKING)
            and one.severity.rank >= Severity.MEDIUM.rank
            and one.id not in seen
        ):
            seen.add(one.id)
            deaf = deaf or one.id in _DEAF
            yield FindingEntry(
                id=one.id, severity=one.severity.value, says=one.says, remedy=one.remedy, key=one.id
            )
    if guard.blind and not deaf:
        yield FindingEntry(
            id="blind",
            severity=Severity.HIGH.value,
            says="Most lists fell silent at once: the fault is this network's or its resolver's.",
            remedy="Nothing was believed in this pass; what was known stays.",
            key="blind",
        )


def _of_lists(looked: Looked, guard: Guarded, names: Mapping[str, str]) -> Iterator[FindingEntry]:
    for name in guard.suspicious:
        yield FindingEntry(
            id="list_suspicious",
            severity=Severity.MEDIUM.value,
            says=f"{names.get(name, name)} suddenly lists most of what is watched; that is not believed.",
            remedy="It lists addresses that nobody watches, too; its new listings are held while it does.",
            key=f"list_suspicious {name}",
        )
    for name, health in looked.health.items():
        if health.reason is UnknownReason.LIST_WILDCARD and name not in guard.suspicious:
            yield FindingEntry(
                id="list_wildcard",
                severity=Severity.MEDIUM.value,
                says=f"{names.get(name, name)} {why_words(UnknownReason.LIST_WILDCARD)}.",
                remedy=f"Leave it out with --lists -{name}, or wait until its operator has fixed it.",
                key=f"list_wildcard {name}",
            )


def _silent(silent: Iterable[Silent], names: Mapping[str, str]) -> Iterator[FindingEntry]:
    """Pairs that were unknown for a day, list by list."""
    by_list: dict[str, list[Silent]] = {}
    for one in silent:
        by_list.setdefault(one.pair.list, []).append(one)
    for name, some in by_list.items():
        since = min(one.since for one in some)
        reason = some[0].reason
        yield FindingEntry(
            id="unknown_too_long",
            severity=Severity.LOW.value,
            says=f"{names.get(name, name)}: no answer about {count(len(some), 'target')} since "
            f"{since:%Y-%m-%d %H:%M} UTC.",
            remedy=None if reason is None else remedy_of(reason),
            key=f"unknown_too_long {name} {since.isoformat()} {len(some)}",
        )


def _heard(passed: Passed, names: Mapping[str, str]) -> Iterator[FindingEntry]:
    """Pairs that were unknown for a day and are so no longer, list by list."""
    by_list: dict[str, list[Silent]] = {}
    for one in passed.heard:
        by_list.setdefault(one.pair.list, []).append(one)
    for name, some in by_list.items():
        since = min(one.since for one in some)
        yield FindingEntry(
            id="unknown_too_long",
            severity=Severity.INFO.value,
            says=f"{names.get(name, name)} answers again about {count(len(some), 'target')}, "
            f"after {span(passed.at - since)}.",
            key=f"heard_again {name} {passed.at.isoformat()}",
            over=True,
        )


def _deaf(deaf: Iterable[Deaf], names: Mapping[str, str]) -> Iterator[FindingEntry]:
    """Lists that answer at other vantages, and have not answered at this one for a day."""
    for one in deaf:
        yield FindingEntry(
            id="deaf_to",
            severity=Severity.LOW.value,
            says=f"{names.get(one.list, one.list)}: no answer about {count(one.pairs, 'target')} since "
            f"{one.since:%Y-%m-%d %H:%M} UTC, while other vantages have one.",
            remedy=None if one.reason is None else remedy_of(one.reason),
            key=f"deaf_to {one.list}",
        )


def _added(first: Iterable[ChangeToTell], names: Mapping[str, str]) -> Iterator[FindingEntry]:
    """Targets and lists that are watched from this pass on, and listed already."""
    pairs = [told.change.pair for told in first]
    if pairs:
        shown = [f"{pair.target} on {names.get(pair.list, pair.list)}" for pair in pairs]
        yield FindingEntry(
            id="listed_already",
            severity=Severity.LOW.value,
            says=f"Watched from now on, and listed already: {and_more(shown, _FEW)}.",
            key=f"listed_already {pairs[0].target} {pairs[0].list} {len(pairs)}",
        )


def _grown(growing: Iterable[Growth]) -> Iterator[FindingEntry]:
    for one in growing:
        yield FindingEntry(
            id="bounces_grow",
            severity=Severity.HIGH.value,
            says=f"{one.cause} since {one.since:%Y-%m-%d %H:%M} UTC: {count(one.count, 'mail')} so far, "
            f"usually {one.usual:.1f} an hour.",
            remedy="repcheck bounces and repcheck explain show what the replies say.",
            key=f"bounces_grow {one.cause}",
        )


def _records_worse(domains: Iterable[DomainKept], again: Again) -> Iterator[FindingEntry]:
    """Mail records that were better once: reported once, and as long as they are worse."""
    for domain in domains:
        for name, part in worse(domain):
            assert part.was is not None
            assert part.known is not None
            was, now = part_state_words(part.was), part_state_words(part.known)
            says = f"{part_words(name)} of {domain.domain}: {was} before, {now} now. {part.says}"
            yield FindingEntry(
                id="records_worse",
                severity=max(part.severity, Severity.LOW, key=lambda one: one.rank).value,
                says=says.strip(),
                remedy=part.remedy or typed(f"repcheck domain {domain.domain}", again.asking),
                target=domain.domain,
                key=records_key(domain.domain, name),
            )


def records_key(domain: str, part: PartName) -> str:
    """What names the finding that a part is worse."""
    return f"records_worse {domain} {part}"


def _mail_through_listed(passed: Passed, ways: Iterable[MailWay]) -> Iterator[FindingEntry]:
    listed = {one.memory.pair.target for one in passed.open}
    for way in ways:
        through = sorted(listed & way.addresses)
        if through:
            yield FindingEntry(
                id="mail_through_listed",
                severity=Severity.HIGH.value,
                says=f"Mail by {way.alert} leaves through {through[0]}, which is listed: it may not arrive.",
                remedy=f"{REMEDY}.",
                key=f"mail_through_listed {way.alert} {through[0]}",
            )


def _failing(
    messages: Iterable[Outgoing], sinks: Collection[str], now: datetime, again: Again
) -> Iterator[FindingEntry]:
    for sink, message in failing(messages, sinks, now).items():
        yield FindingEntry(
            id="alerts_fail",
            severity=Severity.HIGH.value,
            says=f"Alerts by {sink} have not been taken since {message.created:%Y-%m-%d %H:%M} UTC "
            f"({count(message.attempts, 'try', 'tries')}): {message.error}.",
            remedy=typed(f"repcheck alerts test {sink}", again.config),
            key=f"alerts_fail {sink}",
        )
