"""The lists themselves: which can be believed, and what was left unknown and why."""

from collections.abc import Mapping, Sequence

from repcheck.model.observations import ListHealth, UnknownReason
from repcheck.render.html.marks import reason_mark
from repcheck.render.html.parts import Fact, ListRow, Mark
from repcheck.render.html.veil import Veil
from repcheck.render.tally import ListTally
from repcheck.words.reasons import because_words, short_remedy, why_words
from repcheck.words.text import count

_OK = Mark("answers as it should", "clean")
_PARTLY = Mark("answered in part", "mixed")


def list_rows(
    lists: Sequence[ListHealth], tallies: Sequence[ListTally], veil: Veil
) -> tuple[tuple[ListRow, ...], str]:
    """A row for each list with something to say, those that cannot be believed first; the others by name."""
    reasons = {tally.list: tally.reasons for tally in tallies}
    odd = [health for health in lists if _mark(health) is not _OK]
    ranked = sorted(odd, key=lambda one: (one.usable, -one.severity.rank))
    fine = [veil.name(health.name or health.list) for health in lists if _mark(health) is _OK]
    said = f"{count(len(fine), 'list')} answered every question, test entries included: {', '.join(fine)}."
    return tuple(_row(health, reasons.get(health.list, {}), veil) for health in ranked), said if fine else ""


def _row(health: ListHealth, reasons: Mapping[UnknownReason, int], veil: Veil) -> ListRow:
    saw = health.saw if not health.usable else "; ".join(f"{one.kind}: {one.saw}" for one in health.unproved)
    told = [f"{times:,} unknown, as {because_words(reason)}" for reason, times in reasons.items()]
    remedy = ""
    if health.reason is not None:
        remedy = short_remedy(health.reason, key=health.key, register=health.register)
    return ListRow(
        name=veil.name(health.name or health.list),
        zone=veil.name(health.zone),
        mark=_mark(health),
        answered=f"{health.answered:,} of {health.asked:,}",
        saw=veil.text(saw or "; ".join(told)),
        remedy=veil.text(remedy),
    )


def _mark(health: ListHealth) -> Mark:
    if not health.usable:
        return reason_mark(health.reason)
    if health.asked and not health.answered:
        return reason_mark(None)
    return _OK if health.answered == health.asked and not health.unproved else _PARTLY


def unknown_facts(reasons: Mapping[UnknownReason, int]) -> tuple[Fact, ...]:
    """How many answers are unknown for which reason, the most frequent first."""
    ranked = sorted(reasons.items(), key=lambda entry: -entry[1])
    return tuple(
        Fact(f"unknown: {reason.value.replace('_', ' ')}", f"{times:,}; the list {why_words(reason)}")
        for reason, times in ranked
    )
