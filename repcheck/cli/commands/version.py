"""``repcheck version``."""

import platform

import click

from repcheck._version import __version__


@click.command(
    epilog="""\b
Examples:
  repcheck version

\b
Exit codes: 0 printed, 2 wrong usage
"""
)
def command() -> int:
    """Print the version of repcheck, of Python and of the system: what a bug report needs."""
    system = f"{platform.system()} {platform.machine()}".strip()
    click.echo(f"repcheck {__version__}, Python {platform.python_version()}, {system}")
    return 0
