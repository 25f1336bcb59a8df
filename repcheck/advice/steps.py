"""What to do, in order: fix first, then ask, then verify, and what to avoid."""

from collections.abc import Sequence

from repcheck.advice.ask import ask_steps
from repcheck.advice.draft import Draft
from repcheck.advice.fix import fix_steps
from repcheck.advice.problems import problems
from repcheck.advice.verify import avoid_steps, verify_steps
from repcheck.model.catalog import Catalog
from repcheck.model.causes import Cause, Step
from repcheck.model.observations import ListHealth
from repcheck.model.report import TargetReport

_PHASES = ("fix", "ask", "verify", "avoid")


def make_plan(
    causes: Sequence[Cause],
    targets: Sequence[TargetReport],
    catalog: Catalog,
    health: Sequence[ListHealth],
    flags: str = "",
) -> tuple[Step, ...]:
    """The steps for everything that bounces named or that is listed now; empty when there is nothing.

    What cost mail comes first, as a whole: its fix, ask, verify and avoid steps, within each the most
    mail lost first, then severity. Listings that no bounce named follow in the same way, with no
    causes. A step that serves several causes appears once, with all their ids, at the place of the
    worst. Commands and texts to send hold only checked addresses and names, never a stranger's words.

    ``flags``  the options of this run that a command needs to see the same, as they are typed
    """
    found = problems(causes, targets, catalog, health)
    drafts = [*fix_steps(found), *ask_steps(found), *verify_steps(found, flags), *avoid_steps(found)]
    return tuple(one.step for one in sorted(drafts, key=_place))


def _place(one: Draft) -> tuple[bool, int, int, int, str]:
    later, lost, severity, name = one.rank
    return (later, _PHASES.index(one.step.phase), lost, severity, name)
