"""Whether a list may be believed in this run, from its test points (RFC 5782 section 5).

Before any absence is called clean, the positive point must have been listed and the negative one
not, through the same resolver in the same run: a list that refuses our resolver answers NXDOMAIN
to everything as often as it answers an error code.

A point proves its own kind and no other: a list may answer about IPv4 addresses as it should, and
have neither entries nor servers for IPv6 addresses or names.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from repcheck.lists.codes import CodeReader
from repcheck.model.catalog import Asks, ReputationList
from repcheck.model.dns import Answer, Outcome
from repcheck.model.observations import UnknownReason


class Verdict(msgspec.Struct, frozen=True):
    """``reason`` is None when the list may be believed; ``saw`` tells a person what was seen."""

    reason: UnknownReason | None
    saw: str


#: What DNS filters answer for names that they block, 127.0.53.53 being ICANN's for colliding names.
_SINKHOLES = frozenset({"127.0.0.1", "127.0.53.53"})

#: What the test points say of a list, by the kind of what it may be asked about.
Health = Mapping[Asks, Verdict]


class Probe(msgspec.Struct, frozen=True):
    """A test point and the answer to it."""

    point: str
    answer: Answer


_FAILURES = {
    Outcome.SERVFAIL: UnknownReason.SERVFAIL,
    Outcome.REFUSED: UnknownReason.REFUSED,
    Outcome.TIMEOUT: UnknownReason.TIMEOUT,
    Outcome.MALFORMED: UnknownReason.UNEXPECTED_ANSWER,
    Outcome.ERROR: UnknownReason.UNEXPECTED_ANSWER,
}


def failure_reason(outcome: Outcome) -> UnknownReason:
    """Why an answer of a failed outcome leaves us ignorant. KeyError for outcomes that are answers."""
    return _FAILURES[outcome]


@lru_cache(maxsize=1024)  # the points of a list are looked at again and again in a large run
def point_kind(point: str) -> Asks:
    """What a test point proves: an address its family, anything else names."""
    try:
        return "ipv6" if ipaddress.ip_address(point).version == 6 else "ipv4"
    except ValueError:
        return "domain"


def points_of(entry: ReputationList) -> tuple[str, ...]:
    """All test points of a list, those that are listed first."""
    return entry.test_points.listed + entry.test_points.not_listed


def health_of(
    reader: CodeReader, entry: ReputationList, answers: Mapping[str, Answer]
) -> dict[Asks, Verdict]:
    """What the answers to all its test points say of each kind that the list may be asked about."""
    heard = any(answers[point].outcome is not Outcome.TIMEOUT for point in points_of(entry))
    found = {}
    for kind in entry.asks:
        verdict = judge_health(
            reader,
            [Probe(point, answers[point]) for point in entry.test_points.listed if point_kind(point) == kind],
            [
                Probe(point, answers[point])
                for point in entry.test_points.not_listed
                if point_kind(point) == kind
            ],
        )
        if heard and verdict.reason is UnknownReason.LIST_DEAD:
            # One that answers for another kind is not dead.
            verdict = Verdict(UnknownReason.TIMEOUT, f"no answer for its test entries of kind {kind}")
        found[kind] = verdict
    return found


def first_fault(health: Health) -> Verdict | None:
    """The first kind's fault, in the order in which the list is asked; None when all kinds are proved."""
    return next((verdict for verdict in health.values() if verdict.reason is not None), None)


def judge_health(reader: CodeReader, listed: Sequence[Probe], not_listed: Sequence[Probe]) -> Verdict:
    """What the answers to the test points say of the list.

    One positive point that is listed suffices; one negative point that is listed is enough to
    distrust everything. A list without a positive point cannot prove that it answers us.
    """
    probes = [*listed, *not_listed]
    if probes and all(probe.answer.outcome is Outcome.TIMEOUT for probe in probes):
        return Verdict(UnknownReason.LIST_DEAD, "no answer at all, not even for its own test entries")
    wrong = _first_fault(reader, not_listed)
    if wrong is not None:
        return wrong
    if any(_is_listed(reader, probe.answer) for probe in listed):
        return _unproven_negative(not_listed) or Verdict(None, "test entries answer as they should")
    return _missing_positive(reader, listed)


def _is_listed(reader: CodeReader, answer: Answer) -> bool:
    return answer.outcome is Outcome.NOERROR and reader.is_entry(answer.records)


def _first_fault(reader: CodeReader, not_listed: Sequence[Probe]) -> Verdict | None:
    for probe in not_listed:
        if probe.answer.outcome is not Outcome.NOERROR:
            continue
        records = _shown(probe.answer)
        if _is_sinkhole(reader, probe.answer.records):
            saw = f"test entry {probe.point} is answered {records}, which this list does not use"
            return Verdict(UnknownReason.UNEXPECTED_ANSWER, f"{saw}: a DNS filter may answer for it")
        if reader.is_entry(probe.answer.records):
            saw = f"{probe.point}, which is on no list, is answered {records}: it lists everything"
            return Verdict(UnknownReason.LIST_WILDCARD, saw)
        reason = reader.read(probe.answer.records).reason or UnknownReason.UNEXPECTED_ANSWER
        return Verdict(reason, f"test entry {probe.point} is answered {records}")
    return None


def _is_sinkhole(reader: CodeReader, records: Sequence[str]) -> bool:
    """Whether a filter says this, not the list: few lists have such a code."""
    return set(records) <= _SINKHOLES and reader.read(tuple(records)).reason is not None


def _unproven_negative(not_listed: Sequence[Probe]) -> Verdict | None:
    failed = [probe for probe in not_listed if probe.answer.failed]
    if not_listed and len(failed) == len(not_listed):
        outcome = failed[0].answer.outcome
        saw = f"test entry {failed[0].point}: {outcome}, so a wildcard cannot be ruled out"
        return Verdict(failure_reason(outcome), saw)
    return None


def _missing_positive(reader: CodeReader, listed: Sequence[Probe]) -> Verdict:
    if not listed:
        return Verdict(
            UnknownReason.LIST_UNHEALTHY, "it has no test entry of this kind, so its silence proves nothing"
        )
    for probe in listed:
        if probe.answer.outcome is Outcome.NOERROR:
            reason = reader.read(probe.answer.records).reason or UnknownReason.UNEXPECTED_ANSWER
            return Verdict(reason, f"test entry {probe.point} is answered {_shown(probe.answer)}")
    for probe in listed:
        if probe.answer.failed:
            outcome = probe.answer.outcome
            return Verdict(failure_reason(outcome), f"test entry {probe.point}: {outcome}")
    missing = f"its own test entry {listed[0].point}"
    if all(probe.answer.outcome is Outcome.NODATA for probe in listed):
        # An entry that is not there is NXDOMAIN; a resolver that drops private addresses leaves NODATA.
        saw = f"{missing} has no address: it does not answer you, or a resolver drops 127.0.0.0/8"
        return Verdict(UnknownReason.LIST_UNHEALTHY, f"{saw} (rebinding protection)")
    return Verdict(UnknownReason.LIST_UNHEALTHY, f"{missing} is not listed: it does not answer you")


def _shown(answer: Answer) -> str:
    shown = ", ".join(answer.records[:4])
    return f"{shown}, ..." if len(answer.records) > 4 else shown
