"""The ``repcheck`` command: finds the subcommand, turns trouble into one line and an exit code."""

import importlib
import os
import re
import sys
from typing import NoReturn

import click

from repcheck._version import __version__
from repcheck.cli.callers import is_pipe, is_plugin
from repcheck.cli.endings import Ending, Terminated, complain, end_in_good_order, tell, tell_of_fault
from repcheck.cli.streams import guard_streams
from repcheck.errors import RepcheckError, UnreadableFile
from repcheck.model.exit_code import ExitCode

_COMPLETE = "_REPCHECK_COMPLETE"

#: Subcommand -> module that defines ``command``. Only the one that is called is imported.
_COMMANDS = {
    "check": "repcheck.cli.commands.check",
    "bounces": "repcheck.cli.commands.bounces.group",
    "explain": "repcheck.cli.commands.explain",
    "delist": "repcheck.cli.commands.delist",
    "ci": "repcheck.cli.commands.ci.command",
    "monitor": "repcheck.cli.commands.monitor",
    "alerts": "repcheck.cli.commands.alerts",
    "replay": "repcheck.cli.commands.replay",
    "domain": "repcheck.cli.commands.domain",
    "spf": "repcheck.cli.commands.spf",
    "serve": "repcheck.cli.commands.serve.command",
    "status": "repcheck.cli.commands.memory.status",
    "history": "repcheck.cli.commands.memory.history",
    "mute": "repcheck.cli.commands.memory.mute",
    "unmute": "repcheck.cli.commands.memory.unmute",
    "store": "repcheck.cli.commands.memory.store",
    "config": "repcheck.cli.commands.config",
    "lists": "repcheck.cli.commands.lists",
    "sources": "repcheck.cli.commands.sources",
    "demo": "repcheck.cli.commands.demo",
    "completion": "repcheck.cli.commands.completion",
    "help": "repcheck.cli.commands.help",
    "version": "repcheck.cli.commands.version",
}
_MAIN_JOB = "check"
#: What `repcheck --help` says of each, so that help imports none of them.
SUMMARIES = {
    "check": "Is my mail being blocked, by whom, why? The main job.",
    "bounces": "What bounced, why, and who blocks us.",
    "explain": "One pasted bounce or reply, in plain words.",
    "delist": "How to get off the lists: what to fix, whom to ask, what to write.",
    "ci": "A check for CI: annotates lines, fails on what is new since a baseline.",
    "monitor": "One pass for cron: remembers, and speaks only when something changed.",
    "alerts": "Whom the monitor alerts: send a sample, show the outbox.",
    "replay": "The report of an earlier run again, from its saved evidence.",
    "domain": "MX, SPF, DMARC, DKIM, PTR ...: what is wrong, what to publish.",
    "spf": "May this address send for this domain? The RFC 7208 verdict.",
    "serve": "The same in a browser: how things stand, and what to do.",
    "status": "What the monitor saw last, and how old that is. Asks nobody.",
    "history": "What was listed, since when, how often, how long; prune it.",
    "mute": "Wake nobody for a target until a day; checks go on.",
    "unmute": "End a mute.",
    "store": "Where the monitor's memory lies: copy it to another database.",
    "config": "Your repcheck.yaml: begin one, check it, show the settings that apply.",
    "lists": "The catalog of lists: show, probe, lint, diff, update, schema.",
    "sources": "What is asked over HTTPS beside the lists: show, probe.",
    "demo": "Everything on an embedded name server, offline.",
    "completion": "Print the completion script of your shell.",
    "help": "The help of a command; help words: the words of this field.",
    "version": "The versions of repcheck, Python and the system.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            if not _is_target(args[0]):
                raise click.UsageError(_unknown_command(args[0]), ctx)
            args = [_MAIN_JOB, *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


def _is_target(word: str) -> bool:
    """Whether somebody who forgot the command means a target; a bare word is a mistyped command."""
    if not any(mark in word for mark in ".:/@"):
        return False
    from repcheck.errors import BadTarget
    from repcheck.targets.parse import parse_target

    try:
        return bool(parse_target(word, max_hosts=1 << 16))
    except BadTarget:
        return False


def _unknown_command(word: str) -> str:
    import difflib

    near = difflib.get_close_matches(word, _COMMANDS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"there is no command {word!r}.{hint}"


_EPILOG = """\b
Examples:
  repcheck check 192.0.2.10 example.com
  repcheck check 192.0.2.10 --bounces bounce.eml

\b
Exit codes: 0 nothing found, 1 listed, 2 wrong usage or input,
            3 could not decide, 130 interrupted
"""


@click.group(
    cls=_Lazy,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.option(
    "-v", "--verbose", is_flag=True, expose_value=False, help="Print the details of a fault of repcheck."
)
@click.version_option(__version__, "-V", "--version", prog_name="repcheck", message="%(prog)s %(version)s")
def cli() -> None:
    """Is my mail being blocked, by whom, why, and what do I do first?

    repcheck asks blocklists about your sending addresses and domains, reads your bounces,
    and says what to do. An answer is listed, clean, or unknown with its reason: what could
    not be asked is never called clean.
    """


def run() -> NoReturn:
    """Run the command line of this process and end it; ``repcheck.__main__`` begins it."""
    guard_streams()
    try:
        end_in_good_order()
        code = main(sys.argv[1:])
    except KeyboardInterrupt:  # before the command began, or when it had ended
        code = ExitCode.INTERRUPTED
    except Terminated:
        code = Ending.TERMINATED
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End the process at once: all is written, and freeing value by value costs a tenth of a large run."""
    if "multiprocessing.spawn" in sys.modules:
        sys.exit(code)  # the interpreter ends what is left of the processes
    os._exit(code)


def main(arguments: list[str]) -> int:
    """Run one command line and return its exit code. Nothing that goes wrong leaves it as an exception."""
    if is_plugin(arguments):
        from repcheck.cli.callers.plugin import run_plugin

        return run_plugin(arguments, _invoke)
    try:
        code = _ended(arguments)
    except BaseException as error:  # noqa: BLE001 - the one net below everything: never a traceback, never 1
        code = tell_of_fault(error, details=wants_details(arguments))
    # Also a fault of ours must not make a mail server bounce.
    return Ending.TRY_AGAIN if code != ExitCode.OK and is_pipe(arguments) else code


def _ended(arguments: list[str]) -> int:
    """The exit code of all that is foreseen."""
    try:
        code = _invoke(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())  # it was all that could be wanted, so not among the errors
        sys.stdout.flush()
        return ExitCode.USAGE
    except click.ClickException as error:
        return _complain(error)
    except RepcheckError as error:
        return tell(error, one_line=is_pipe(arguments))
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except Terminated:
        return Ending.TERMINATED
    return code


def _in_nowhere() -> bool:
    """Whether the current directory was deleted, so that no name is found from it."""
    from pathlib import Path

    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _completed(instruction: str) -> int:
    """What a shell asks for while somebody types; what it cannot mean is wrong usage, and not "listed"."""
    from click.shell_completion import shell_complete

    try:
        return ExitCode.USAGE if shell_complete(cli, {}, "repcheck", _COMPLETE, instruction) else ExitCode.OK
    except (KeyError, ValueError):  # COMP_WORDS and COMP_CWORD are missing or nonsense
        raise click.UsageError(f"{_COMPLETE} is for the completion of a shell: repcheck completion") from None


def _invoke(arguments: list[str]) -> int:
    """Parse and run; not by ``cli.main``, which ends with 1 for a pipe without reader and hides EOFError."""
    if instruction := os.environ.get(_COMPLETE):
        return _completed(instruction)
    try:
        with cli.make_context("repcheck", list(arguments)) as context:
            code = cli.invoke(context)
    except click.exceptions.Exit as end:  # of --help and --version
        return end.exit_code
    except FileNotFoundError:
        if _in_nowhere():
            raise UnreadableFile("the directory that repcheck runs in is not there any more") from None
        raise
    return int(code) if isinstance(code, int) else ExitCode.OK


def wants_details(arguments: list[str]) -> bool:
    """Whether -v, -vv or --verbose is anywhere on the command line."""
    return any(re.fullmatch(r"-[a-uw-zA-Z]*v+[a-zA-Z]*|--verbose", word) for word in arguments)


def _complain(error: click.ClickException) -> int:
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "repcheck"
    message = " ".join(error.format_message().split())
    complain(f"{message} (see {command} --help)")
    return ExitCode.USAGE
