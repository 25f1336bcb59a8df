"""A command line that is not run, but could be."""

import click

from repcheck.cli.main import cli


def parsed(words: list[str]) -> None:
    """Parse a command line as it would be; raises UsageError for what is none of ours."""
    # with the settings of a real start: a command keeps the first ones that it sees
    context = click.Context(cli, info_name="repcheck", **cli.context_settings)
    command: click.Command = cli
    while isinstance(command, click.Group):
        context = command.make_context("repcheck", list(words), parent=context)
        _, found, words = command.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None
        command = found
    command.make_context("repcheck", list(words), parent=context)
