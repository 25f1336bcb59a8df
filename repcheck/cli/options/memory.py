"""Where the monitor's memory lies."""

from pathlib import Path

import click

from repcheck.cli.options.groups import INPUT, F, option


def state_option(function: F) -> F:
    """``--state DIR``, handed to the command as ``state``; None without it."""
    return option(
        "--state",
        group=INPUT,
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Directory of what the monitor remembers [default: $STATE_DIRECTORY, else repcheck/ in your "
        "state directory (~/.local/state)].",
    )(function)
