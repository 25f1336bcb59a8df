"""The sheet of a probe: an item a list, and whether it can be used from here."""

from repcheck.model.exit_code import ExitCode
from repcheck.model.observations import UnknownReason
from repcheck.model.probed import ListLife, Probed, ProbeReport
from repcheck.render.clean import for_terminal
from repcheck.render.sheet.sheet import Figure, Item, ItemResult, Level, Sheet
from repcheck.words.lives import remedy
from repcheck.words.text import count

_TEXT = 400
_LEVELS: dict[ExitCode, Level] = {ExitCode.OK: "ok", ExitCode.FOUND: "warning"}


def probe_sheet(report: ProbeReport) -> Sheet:
    """The sheet of ``report``."""
    items = tuple(map(_item, report.lists))
    usable = sum(one.health.usable for one in report.lists)
    faulty = sum(item.found is ItemResult.PROBLEM for item in items)
    lists = count(len(items), "list")
    headline = f"{usable} of {lists} can be used from here"
    named = [item.about for item in items if item.found is ItemResult.PROBLEM]
    if named:
        headline += f"; of those that cost mail {', '.join(named[:5])} cannot"
    return Sheet(
        command="probe",
        headline=for_terminal(f"{headline}."),
        level=_LEVELS.get(report.exit_code, "unknown"),
        exit_code=int(report.exit_code),
        started=report.started,
        seconds=report.seconds,
        items=items,
        numbers=(
            Figure("faulty", faulty, len(items)),
            Figure("unusable", len(items) - usable, len(items)),
            Figure("time", round(report.seconds, 3), unit="s"),
        ),
        undecided=report.exit_code is ExitCode.UNDECIDED,
        facts=(("lists", str(len(items))), ("usable", str(usable)), ("faulty", str(faulty))),
    )


def _item(one: Probed) -> Item:
    health = one.health
    said = remedy(one)
    return Item(
        about=health.list,
        rule="list/usable",
        found=_found(one),
        name=for_terminal(one.name, _TEXT),
        what=for_terminal(f"{one.life.value.replace('_', ' ')}: {health.saw or 'usable'}", _TEXT),
        severity=None if health.usable else health.severity,
        reason=one.life.value,
        lines=(for_terminal(said, _TEXT),) if said else (),
        seconds=None if one.answered_ms is None else one.answered_ms / 1000,
    )


def _found(one: Probed) -> ItemResult:
    """A problem is what the exit code counts: a list that costs mail and that no key would open."""
    if one.health.usable:
        return ItemResult.NOTE if one.life is ListLife.SLOW else ItemResult.FINE
    if one.life is ListLife.NO_KEY:
        return ItemResult.LEFT_OUT
    if one.life is ListLife.UNASKED or one.health.reason is UnknownReason.NETWORK_DOWN:
        return ItemResult.UNKNOWN
    return ItemResult.PROBLEM if one.standard else ItemResult.NOTE
