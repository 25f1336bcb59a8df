"""What the exit code is made of."""

from collections.abc import Callable

import click
import msgspec

from repcheck.cli.options.groups import VERDICT, F, gathered, option
from repcheck.cli.options.values import ShareType
from repcheck.model.observations import Severity

NEVER = "never"
SEVERITIES = (*(str(each.value) for each in Severity), NEVER)

#: As a user spells them.
VERDICT_OPTIONS = ("--fail-on", "--min-coverage")


class ExitRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of the exit code were set to."""

    fail_on: str
    min_coverage: float
    require: str | None = None

    @property
    def least_severity(self) -> Severity | None:
        """``--fail-on``: a severity, or None for "never"."""
        return None if self.fail_on == NEVER else Severity(self.fail_on)


_REQUIRE = option(
    "--require",
    group=VERDICT,
    metavar="SEL",
    help="Lists that must be answered, as --lists takes them; whether others were decides nothing.",
)


def verdict(default: str = "low", of: str = "listing", *, require: bool = False) -> Callable[[F], F]:
    """``--fail-on`` and ``--min-coverage``, handed to the command as one argument ``verdict``.

    With ``require`` also ``--require``.
    """
    options = (
        option(
            "--fail-on",
            group=VERDICT,
            type=click.Choice(SEVERITIES),
            default=default,
            show_default=True,
            help=f"Least severity of a {of} that makes the exit code 1.",
        ),
        option(
            "--min-coverage",
            group=VERDICT,
            type=ShareType(),
            default=0.8,
            metavar="SHARE",
            help="Share of questions that must be answered, or the exit code is 3 [default: 80%].",
        ),
    )
    all_options = (*options, _REQUIRE) if require else options
    taken = ("fail_on", "min_coverage", "require")
    return lambda function: gathered(function, "verdict", ExitRules, taken, all_options)
