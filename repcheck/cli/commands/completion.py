"""``repcheck completion``."""

import click
from click.shell_completion import get_completion_class


@click.command(
    epilog="""\b
Examples:
  repcheck completion bash > ~/.local/share/bash-completion/completions/repcheck
  repcheck completion fish > ~/.config/fish/completions/repcheck.fish

\b
Exit codes: 0 printed, 2 wrong usage
"""
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes repcheck's commands and options in your shell."""
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(context.find_root().command, {}, "repcheck", "_REPCHECK_COMPLETE").source())
    return 0
