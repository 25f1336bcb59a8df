"""``repcheck bounces``: read, follow, store, hygiene; paths alone mean ``read``."""

import importlib

import click

#: Subcommand -> its module, and what ``--help`` says of it, so that help loads none of them.
_COMMANDS = {
    "read": (
        "repcheck.cli.commands.bounces.read",
        "What bounced, why, and who blocks us (meant when paths follow).",
    ),
    "follow": (
        "repcheck.cli.commands.bounces.follow",
        "Print what is written to logs from now on, until Ctrl-C.",
    ),
    "store": (
        "repcheck.cli.commands.bounces.store",
        "Keep records for later runs; safe as a mail server's pipe.",
    ),
    "hygiene": (
        "repcheck.cli.commands.bounces.hygiene",
        "Bounce rates, and which addresses to take off your list.",
    ),
}
#: The flags that these were before they had names of their own.
_FLAGS = {"--follow": "follow", "--store": "store", "--hygiene": "hygiene"}
#: What has a meaning beside one of these flags only.
_BELONGS = {"--from-start": "--follow", "--keep": "--store", "--sent": "--hygiene"}


class _Bounces(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        found = _COMMANDS.get(cmd_name)
        if found is None:
            return None
        command = importlib.import_module(found[0]).command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the subcommand before what is meant for it. Raises UsageError."""
        if not args or args[0] not in (*_COMMANDS, "-h", "--help"):
            args = _named(ctx, args)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in _COMMANDS.items()])


def _named(ctx: click.Context, args: list[str]) -> list[str]:
    """``PATH --follow`` as ``follow PATH``, and paths alone as ``read PATH``. Raises UsageError."""
    flags = [flag for flag in _FLAGS if flag in args]
    if len(flags) > 1:
        raise click.UsageError(f"{flags[1]}: not together with {flags[0]}", ctx)
    for option, flag in _BELONGS.items():
        if flag not in flags and any(word.partition("=")[0] == option for word in args):
            raise click.UsageError(f"{option}: needs {flag}", ctx)
    if not flags:
        return ["read", *args]
    return [_FLAGS[flags[0]], *(word for word in args if word != flags[0])]


@click.group(
    cls=_Bounces,
    epilog="""\b
Examples:
  repcheck bounces Maildir/
  repcheck bounces /var/log/mail.log* --offline
  repcheck bounces hygiene Maildir/ --sent 12000
  repcheck bounces follow /var/log/mail.log

\b
Options of each: repcheck bounces read --help, and so on. "--follow", "--store" and
"--hygiene" behind the paths mean the same.

\b
Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 wrong usage or
            input, 3 could not decide, 75 try again (a mail server's pipe),
            130 interrupted
""",
)
def command() -> None:
    """Read bounces: what bounced, why, who blocks us, and which addresses to take off a list.

    repcheck bounces PATH... is short for repcheck bounces read PATH...
    """
