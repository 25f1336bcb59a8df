"""The answer, in the first line."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import Observation, State, UnknownReason
from repcheck.model.report import Report, TargetReport
from repcheck.render.tally import Tally, list_tallies, listed_of, rows_of, tally_of, worst_of
from repcheck.render.text.intake import nothing_bounced
from repcheck.words.states import UNDECIDED
from repcheck.words.text import count

_ABSENT = {"domain_missing": "does not exist", "host_without_address": "has no address"}
_INTERRUPTED = {"interrupt": "interrupted", "timeout": "out of time"}


class _Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How far the answer reaches.

    ``lists``     that were to be asked
    ``answered``  of these, that answered at all
    ``partial``   of these, that left a target unanswered
    ``known``     targets that at least one list answered for
    ``silent``    targets that lists were asked about without any answer
    ``unasked``   targets that no list was asked about
    ``unreached`` names whose addresses could not all be looked up
    """

    lists: int
    answered: int
    partial: int
    known: int
    silent: int
    unasked: int
    unreached: tuple[str, ...] = ()


def headline(report: Report) -> str:
    """One or two sentences: what is listed, and how much of that question could be asked."""
    return f"{prefix(report)}{_absent(report)}{_answer(report, tally_of(report))}"


def prefix(report: Report) -> str:
    """What stands before the answer of a run that did not end by itself; else empty."""
    return "" if report.interrupted is None else f"INCOMPLETE ({ended_words(report.interrupted)}): "


def ended_words(why: Literal["interrupt", "timeout"]) -> str:
    """Why a run did not end by itself."""
    return _INTERRUPTED[why]


def answer_words(report: Report) -> str:
    """The answer without its gaps and full stop: those have a line of their own."""
    return f"{_absent(report)}{_answer_words(report, tally_of(report))}"


def _answer_words(report: Report, tally: Tally) -> str:
    if tally.asked == 0:
        return _nothing_asked(report).removesuffix(".")
    coverage = _coverage(report)
    found = _found(report, tally, coverage.known)
    if report.exit_code is ExitCode.UNDECIDED or tally.answered == 0:
        told = f". {found or _none_found(tally, coverage)}" if found or coverage.unreached else ""
        return f"{UNDECIDED}: {_why_undecided(tally, coverage)}{told}"
    return found or _none_found(tally, coverage)


def _absent(report: Report) -> str:
    """A sentence about given names that are not there, mostly typing mistakes; empty without one."""
    given = {target.target.value for target in report.targets if target.target.is_given}
    names = {one.target: one.id for one in report.findings if one.id in _ABSENT and one.target in given}
    if len(names) > 1:
        return f"{len(names)} names do not exist or have no address. "
    return "".join(f"{name} {_ABSENT[kind]}. " for name, kind in names.items())


def coverage_gaps(report: Report) -> tuple[str, ...]:
    """What is unknown beside whole lists and beside why nothing could be decided."""
    coverage = _coverage(report)
    if report.exit_code is ExitCode.UNDECIDED:
        coverage = msgspec.structs.replace(coverage, unreached=())
    return _partial_gaps(coverage)


def bounce_line(report: Report) -> str | None:
    """What the bounces say, in one sentence; None when none were read."""
    bounced = report.bounced
    if bounced is None:
        return None
    if not bounced.records:
        return nothing_bounced(report)
    blocked = bounced.blocked
    read = count(bounced.records, "bounce record")
    if not blocked:
        return f"{read} read; none of them says that you are blocked."
    says = "says" if blocked == 1 else "say"
    return f"{blocked:,} of {read} {says} that you are blocked; {count(len(report.causes), 'cause')} found."


def _answer(report: Report, tally: Tally) -> str:
    if tally.asked == 0:
        return _nothing_asked(report)
    coverage = _coverage(report)
    found = _found(report, tally, coverage.known)
    if report.exit_code is ExitCode.UNDECIDED or tally.answered == 0:
        told = f" {found or _none_found(tally, coverage)}." if found or coverage.unreached else ""
        return f"{UNDECIDED}: {_why_undecided(tally, coverage)}.{told}"
    return f"{found or _none_found(tally, coverage)}{_gaps(coverage)}."


def _nothing_asked(report: Report) -> str:
    if not report.targets:
        return "Nothing was asked: no list was asked about any target."
    if len(report.targets) > 1:
        return f"Nothing was asked: no list was asked about any of {count(len(report.targets), 'target')}."
    target = report.targets[0].target
    why = target.not_asked or target.special
    return f"Nothing was asked: no list was asked about {target.value}" + (f" ({why})." if why else ".")


def _coverage(report: Report) -> _Coverage:
    tallies = list_tallies(report)
    answered = [tally for tally in tallies if tally.answered]
    unasked = sum(1 for target in report.targets if not target.asked)
    silent = sum(times for seen, times in rows_of(_without_clean(report)) if seen and _all_unknown(seen))
    return _Coverage(
        lists=len(tallies),
        answered=len(answered),
        partial=sum(1 for tally in answered if tally.answered < tally.asked),
        known=len(report.targets) - unasked - silent,
        silent=silent,
        unasked=unasked,
        unreached=report.unreached,
    )


def _without_clean(report: Report) -> list[TargetReport]:
    return [target for target in report.targets if not target.clean]


def _all_unknown(observations: Sequence[Observation]) -> bool:
    return all(seen.state is State.UNKNOWN for seen in observations)


def _why_undecided(tally: Tally, coverage: _Coverage) -> str:
    if tally.answered == 0:
        if set(tally.reasons) == {UnknownReason.NETWORK_DOWN}:
            return "nothing at all answered; check your network and resolver"
        return (
            "no answer of the one list asked can be used"
            if coverage.lists == 1
            else f"none of {coverage.lists} lists answered"
        )
    if coverage.unreached and tally.answered == tally.asked:
        return _not_looked_up(coverage)
    if coverage.partial:
        return f"only {tally.answered:,} of {count(tally.asked, 'question')} got an answer"
    return f"only {coverage.answered} of {count(coverage.lists, 'list')} answered"


def _found(report: Report, tally: Tally, known: int) -> str:
    """What is listed, without full stop; empty when nothing is."""
    listed = listed_of(report.targets)
    if not listed:
        return ""
    if len(listed) == 1:
        return f"{_place(listed[0])}{_others(known - 1)}"
    worst = f" (worst: {tally.worst})" if tally.worst else ""
    return f"{len(listed):,} of {count(tally.targets, 'target')} are listed{worst}"


def _others(others: int) -> str:
    return f"; no listing found for {count(others, 'other target')}" if others else ""


def _place(listed: TargetReport) -> str:
    on = sum(1 for seen in listed.observations if seen.state is State.LISTED)
    severity = worst_of(listed)
    worst = f" (worst: {severity})" if severity else ""
    return f"{listed.target.value} is listed on {on} of {count(listed.asked, 'list')}{worst}"


def _none_found(tally: Tally, coverage: _Coverage) -> str:
    for_whom = "" if tally.targets == 1 else f" for {count(coverage.known, 'target')}"
    if coverage.answered < coverage.lists:
        return (
            f"No listing found{for_whom} on the {coverage.answered} of {coverage.lists} lists that answered"
        )
    return f"No listing found{for_whom}: {_all(coverage.lists)} answered"


def _all(lists: int) -> str:
    return "the one list asked" if lists == 1 else f"all {lists} lists"


def _gaps(coverage: _Coverage) -> str:
    parts = []
    if coverage.answered < coverage.lists:
        parts.append(f"{count(coverage.lists - coverage.answered, 'list')} could not be asked")
    return "".join(f"; {part}" for part in (*parts, *_partial_gaps(coverage)))


def _partial_gaps(coverage: _Coverage) -> tuple[str, ...]:
    parts = []
    if coverage.partial:
        parts.append(f"{count(coverage.partial, 'list')} answered only in part")
    if coverage.silent:
        parts.append(f"nothing is known of {count(coverage.silent, 'target')}")
    if coverage.unasked:
        parts.append(f"{count(coverage.unasked, 'target')} not asked about")
    if coverage.unreached:
        parts.append(_not_looked_up(coverage))
    return tuple(parts)


def _not_looked_up(coverage: _Coverage) -> str:
    names = coverage.unreached
    whose = names[0] if len(names) == 1 else count(len(names), "name")
    return f"not all addresses of {whose} could be looked up"
