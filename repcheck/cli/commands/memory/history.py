"""``repcheck history`` and ``repcheck history prune``."""

import sys
from typing import TYPE_CHECKING

import click

from repcheck import __version__
from repcheck.app.memory.opening import State
from repcheck.cli import terminal
from repcheck.cli.catalogs import watching
from repcheck.cli.options import Chosen, Command, Output, chosen, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.memory import state_option
from repcheck.cli.remembering import colour_for, show_text, with_memory
from repcheck.cli.running import environment
from repcheck.model.exit_code import ExitCode

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore

_CODES = "Exit codes: 0 shown, 2 wrong usage or input, 3 the memory cannot be used"


class _History(click.Group):
    """``show`` is meant when no other command is named: "history 192.0.2.10"."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_History,
    epilog=f"""\b
Examples:
  repcheck history
  repcheck history 192.0.2.10
  repcheck history 192.0.2.0/28 psbl --format json
  repcheck history prune --older 400d

\b
{_CODES}
""",
)
def command() -> None:
    """What was listed, since when, how often and how long: history [TARGET] [LIST]. Asks nobody."""


@command.command(
    cls=Command,
    epilog=f"""\b
Examples:
  repcheck history
  repcheck history 192.0.2.10 psbl

\b
{_CODES}
""",
)
@click.argument("target", required=False)
@click.argument("list_word", required=False, metavar="[LIST]")
@state_option
@output("text", "json", without=("quiet", "verbose", "show_addresses"))
@chosen("catalog", "config")
def show(*, target: str | None, list_word: str | None, state: State, output: Output, chosen: Chosen) -> int:
    """Since when, how often, the median time until delisted, and a bar of the last 90 days."""
    from repcheck.app.memory.history import history
    from repcheck.app.memory.naming import named_list, named_targets

    now = environment().now()
    targets = None if target is None else named_targets(target)
    configured = watching(chosen)

    def use(store: "StateStore") -> int:
        list_id = None
        if list_word is not None:
            list_id = named_list(list_word, configured.catalog, store.memories())
        found = history(store, targets, list_id, now)
        if output.fmt == "json":
            from repcheck.render.json.memory import render_history_json

            terminal.write_result(render_history_json(found, __version__), output.output)
            return ExitCode.OK
        from repcheck.render.text.memory.history import render_history

        text = render_history(found, width=terminal.width(sys.stdout), colour=colour_for(output))
        show_text(text, output)
        return ExitCode.OK

    return with_memory(configured, state, use)


@command.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck history prune
  repcheck history prune --older 90d

\b
Exit codes: 0 deleted, 2 wrong usage or input, 3 the memory cannot be used
""",
)
@option(
    "--older",
    group=INPUT,
    metavar="400d",
    help="What is older than this [default: retention of your repcheck.yaml, else 400d].",
)
@state_option
@chosen("config")
def prune(*, older: str | None, state: State, chosen: Chosen) -> int:
    """Delete old changes, passes and sent messages; the state, mutes and what is not sent stay."""
    from repcheck.app.memory.history import prune as delete
    from repcheck.app.memory.muting import time_span
    from repcheck.words.text import count

    configured = watching(chosen)
    age = configured.plan.retention if older is None else time_span(older, "--older")
    before = environment().now() - age

    def use(store: "StateStore") -> int:
        click.echo(f"{count(delete(store, before), 'row')} older than {before:%Y-%m-%d} deleted.")
        return ExitCode.OK

    return with_memory(configured, state, use)
