"""Sections on what the lists say: listings, and what allow lists and scores remark."""

from collections.abc import Iterable

from repcheck.model.observations import Observation, State, SublistHit
from repcheck.model.report import Report, TargetReport
from repcheck.render.layout import Row
from repcheck.render.page import MOST_TEXT, Page, severity_style
from repcheck.render.tally import is_listed, worst_of
from repcheck.words.text import count

#: Up to this many listed targets each get a table of their own.
_DETAILED = 6
_TEXT_LIMIT = 240
_SHORT = 120


def listings_section(report: Report, page: Page) -> list[str]:
    """What is listed, worst first; a summary table when many targets are."""
    listed = sorted(filter(is_listed, report.targets), key=_by_harm)
    if not listed:
        return []
    lines = page.heading("LISTED")
    if len(listed) > _DETAILED:
        lines += _summary(report, listed, page)
        if not page.verbose:
            return lines
    for target in listed:
        lines += _detail(target, page)
    return lines


def remarks_section(report: Report, page: Page) -> list[str]:
    """What allow lists, scores and informational lists say: never a listing."""
    remarks: dict[tuple[str, str], list[str]] = {}
    for target in report.targets:
        for seen in target.observations:
            if seen.state is State.CLEAN and seen.sublists:
                remarks.setdefault((seen.list, _meaning(seen, page)), []).append(target.target.value)
    if not remarks:
        return []
    rows = [Row((_whom(targets), name, meaning)) for (name, meaning), targets in remarks.items()]
    return [
        *page.heading("ALLOW LISTS, SCORES AND REMARKS (none of these is a listing)"),
        *page.table(("TARGET", "LIST", "WHAT IT SAYS"), rows),
    ]


def _whom(targets: list[str]) -> str:
    return targets[0] if len(targets) == 1 else count(len(targets), "target")


def _by_harm(target: TargetReport) -> tuple[int, int]:
    severity = worst_of(target)
    return (-severity.rank if severity else 1, -len(_listings(target.observations)))


def _listings(observations: Iterable[Observation]) -> list[Observation]:
    """The listings, worst first."""
    found = [seen for seen in observations if seen.state is State.LISTED]
    return sorted(found, key=lambda seen: -seen.severity.rank if seen.severity else 1)


def _summary(report: Report, listed: list[TargetReport], page: Page) -> list[str]:
    rows = []
    for target in listed:
        worst = worst_of(target)
        names = ", ".join(seen.list for seen in _listings(target.observations))
        rows.append(Row((target.target.value, worst or "", names), styles=("", severity_style(worst), "")))
    return page.table(("TARGET", "WORST", "LISTED ON"), rows) + _rest(report, len(listed), page)


def _rest(report: Report, listed: int, page: Page) -> list[str]:
    """Counts for the targets that are not in the summary."""
    others = [target for target in report.targets if target.asked and not is_listed(target)]
    whole = sum(1 for target in others if all(seen.state is State.CLEAN for seen in target.observations))
    parts = [f"{count(listed, 'target')} listed"]
    if whole:
        parts.append(f"{whole:,} clean on every list")
    if len(others) > whole:
        parts.append(f"{len(others) - whole:,} without a listing, but with unknown answers")
    hint = "" if page.verbose else " (-v shows what each listing means)"
    return page.lines("; ".join(parts) + hint + ".", first="  ", rest="  ")


def _detail(found: TargetReport, page: Page) -> list[str]:
    rows = [
        Row(
            (seen.severity or "", seen.list, _meaning(seen, page)),
            note=_note(seen, page),
            styles=(severity_style(seen.severity), "", ""),
        )
        for seen in _listings(found.observations)
    ]
    return page.lines(_title(found, page), rest="  ") + page.table(
        ("SEVERITY", "LIST", "WHAT IT MEANS"), rows
    )


def _title(found: TargetReport, page: Page) -> str:
    target = found.target
    parts = [page.clean(target.shown, _SHORT)] if target.shown else []
    if target.group:
        parts.append(f"group {page.clean(target.group, _SHORT)}")
    origin = target.origin if page.verbose else target.origin[:1]
    parts += [page.clean(way, _SHORT) for way in origin if way != "given" or page.verbose]
    return target.value + (f" ({'; '.join(parts)})" if parts else "")


def _meaning(seen: Observation, page: Page) -> str:
    said = "; ".join(_told(hit) for hit in seen.sublists)
    codes = ", ".join(seen.codes[:8])
    if not said:
        return f"listed ({codes})" if codes else "listed"
    if not page.verbose:
        return said
    lapses = "" if seen.ttl is None else f", TTL {seen.ttl} s"
    source = f"{codes} from {seen.zone}" if codes else f"from {seen.zone}"
    return f"{said} ({source}{lapses})"


def _told(hit: SublistHit) -> str:
    return hit.name if hit.meaning in ("", hit.name) else f"{hit.name}: {hit.meaning}"


def _note(seen: Observation, page: Page) -> str:
    """Why the listing weighs what it does, and what the list itself says."""
    reasons = [page.clean(hit.why, MOST_TEXT) for hit in seen.sublists if hit.why]
    return " ".join(part for part in (*reasons, _quoted(seen, page)) if part)


def _quoted(seen: Observation, page: Page) -> str:
    text = (seen.text or "").strip()
    return f'"{page.clean(text, MOST_TEXT if page.verbose else _TEXT_LIMIT)}"' if text else ""
