"""What the exit code is made of."""

from collections.abc import Callable

import click
import msgspec

from repcheck.cli.options.groups import VERDICT, F, gathered, option
from repcheck.cli.options.values import Share
from repcheck.model.observations import Severity

NEVER = "never"
SEVERITIES = (*(str(each.value) for each in Severity), NEVER)

#: As a user spells them.
VERDICT_OPTIONS = ("--fail-on", "--min-coverage")


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the options of the exit code were set to."""

    fail_on: str
    min_coverage: float

    @property
    def least_severity(self) -> Severity | None:
        """``--fail-on``: a severity, or None for "never"."""
        return None if self.fail_on == NEVER else Severity(self.fail_on)


def verdict(default: str = "low", of: str = "listing") -> Callable[[F], F]:
    """``--fail-on`` and ``--min-coverage``, handed to the command as one argument ``verdict``."""
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
            type=Share(),
            default=0.8,
            metavar="SHARE",
            help="Share of questions that must be answered, or the exit code is 3 [default: 80%].",
        ),
    )
    return lambda function: gathered(function, "verdict", Verdict, ("fail_on", "min_coverage"), options)
