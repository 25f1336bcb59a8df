"""A line for each owner (group of targets): worst listing, mail lost, first action."""

from collections import Counter

import msgspec

from repcheck.causes.groups import Groups
from repcheck.causes.texts import sender_side
from repcheck.model.observations import Severity
from repcheck.model.report import Report, TargetReport
from repcheck.render.layout import Row
from repcheck.render.page import Page, severity_style
from repcheck.render.tally import is_listed, worst_of
from repcheck.render.text.brief.fold import shortened
from repcheck.words.text import count

_MOST_GROUPS = 12
_NAME = 60
_ACTION = 40
#: A narrower page has no room for the first action beside the counts.
_WIDE = 60


class _Owner(msgspec.Struct, frozen=True):
    """A group as its line shows it; ``lost`` counts the bounces of its mail that have a cause, each once."""

    name: str
    worst: Severity | None
    listed: int
    targets: int
    lost: int
    first: str


def owners_section(report: Report, page: Page) -> list[str]:
    """The worst owner first, and an empty line behind; empty when no target has a group."""
    owners = _owners(report)
    if not owners:
        return []
    heads = [
        "GROUP",
        "WORST",
        "LISTED",
        *_if(report.bounced is not None, "MAILS LOST"),
        *_if(page.width >= _WIDE, "FIRST"),
    ]
    rows = [_row(owner, heads, page) for owner in owners[:_MOST_GROUPS]]
    lines = [*page.heading("OWNERS"), *page.table(heads, rows)]
    if len(owners) > _MOST_GROUPS:
        lines += page.lines(f"and {count(len(owners) - _MOST_GROUPS, 'more group')} (-v)", first="  ")
    return [*lines, ""]


def _if(wanted: bool, head: str) -> tuple[str, ...]:
    return (head,) if wanted else ()


def _row(owner: _Owner, heads: list[str], page: Page) -> Row:
    shown = {
        "GROUP": page.clean(owner.name, _NAME),
        "WORST": owner.worst.value if owner.worst else "-",
        "LISTED": f"{owner.listed:,} of {owner.targets:,}",
        "MAILS LOST": f"{owner.lost:,}",
        "FIRST": shortened(owner.first, _ACTION),
    }
    styles = tuple(severity_style(owner.worst) if head == "WORST" else "" for head in heads)
    return Row(tuple(shown[head] for head in heads), styles=styles)


def _owners(report: Report) -> list[_Owner]:
    groups: dict[str, list[TargetReport]] = {}
    for found in report.targets:
        if found.target.group:
            groups.setdefault(found.target.group, []).append(found)
    lost = _lost(report)
    owners = [
        _Owner(
            name=name,
            worst=max(filter(None, map(worst_of, members)), key=lambda one: one.rank, default=None),
            listed=sum(map(is_listed, members)),
            targets=len(members),
            lost=lost[name],
            first=_first_action(report, name, {found.target.value for found in members}),
        )
        for name, members in groups.items()
    ]
    return sorted(owners, key=lambda one: (-(one.worst.rank if one.worst else -1), -one.lost, one.name))


def _lost(report: Report) -> Counter[str]:
    """By group: a record that counts in several causes is one mail."""
    groups = Groups(report.targets)
    lost: Counter[str] = Counter()
    for record, number, _ in report.bounced.alike if report.bounced is not None else ():
        if sender_side(record) and (name := groups.of(record)) is not None:
            lost[name] += number
    return lost


def _first_action(report: Report, group: str, values: set[str]) -> str:
    causes = {cause.id for cause in report.causes if any(share.name == group for share in cause.groups)}
    for step in report.plan:
        concerned = not values.isdisjoint(step.targets) or not causes.isdisjoint(step.causes)
        if step.phase in ("fix", "ask") and concerned:
            return step.do or step.title
    return "-"
