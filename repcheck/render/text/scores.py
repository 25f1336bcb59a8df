"""The score of each target and group, with the points that each listing and record takes."""

from repcheck.lists.score import Deduction, Score, group_score, target_score
from repcheck.model.report import Report
from repcheck.render.layout import Row
from repcheck.render.page import Page
from repcheck.words.text import count

_MOST_TARGETS = 20
_MOST_PARTS = 4
_NAME = 60


def scores_section(report: Report, page: Page) -> list[str]:
    """The worst first: groups, then targets that lost points; those with all points are counted alone."""
    scores = [(found.target, target_score(found)) for found in report.targets]
    if not any(score for _, score in scores):
        return []
    members: dict[str, list[Score | None]] = {}
    for target, score in scores:
        if target.group:
            members.setdefault(target.group, []).append(score)
    known = [(target.value, score) for target, score in scores if score is not None]
    lost = sorted((one for one in known if one[1].parts), key=lambda one: (one[1].score, one[0]))
    groups = [(f"group {name}", worst) for name, each in members.items() if (worst := group_score(each))]
    rows = [_row(name, score, page) for name, score in groups + lost[:_MOST_TARGETS]]
    lines = page.heading("SCORE (of 100; what is unknown counts neither way)") + page.columns(rows)
    whole, without = len(known) - len(lost), len(scores) - len(known)
    told = (
        f"and {count(len(lost) - _MOST_TARGETS, 'target')} more" if len(lost) > _MOST_TARGETS else "",
        f"{count(whole, 'target')} with all points: 100 A" if whole else "",
        f"{count(without, 'target')} without a score: too few answers" if without else "",
    )
    said = "; ".join(filter(None, told))
    return lines + (page.lines(said, first="  ", rest="  ") if said else [])


def _row(name: str, score: Score, page: Page) -> Row:
    parts = [f"{part.points} {_named(part)}" for part in score.parts[:_MOST_PARTS]]
    if len(score.parts) > _MOST_PARTS:
        points = sum(part.points for part in score.parts[_MOST_PARTS:])
        parts.append(f"{points} {count(len(score.parts) - _MOST_PARTS, 'more part')}")
    return Row(
        (page.clean(name, _NAME), f"{score.score} {score.grade}", ", ".join(parts)), styles=("", "", "")
    )


def _named(part: Deduction) -> str:
    return f"{part.list} ({part.severity})" if part.record is None else f"{part.record.upper()} {part.state}"
