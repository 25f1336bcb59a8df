"""``repcheck alerts``: who gets messages from the monitor."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import click

from repcheck._version import __version__
from repcheck.app.memory.opening import State
from repcheck.app.monitor.sampling import sample
from repcheck.app.monitor.sinks import sink_of
from repcheck.cli import terminal
from repcheck.cli.catalogs import watching
from repcheck.cli.options import Chosen, Command, Output, chosen, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.memory import state_option_of
from repcheck.cli.remembering import with_memory
from repcheck.cli.running import environment
from repcheck.cli.watching import alert_plans
from repcheck.errors import BadOption
from repcheck.model.exit_code import ExitCode
from repcheck.model.watch.outbox import Outgoing

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore


@click.group(name="alerts")
def command() -> None:
    """Whom the monitor alerts: send a sample, show the outbox."""


@command.command(
    cls=Command,
    name="test",
    epilog="""\b
Examples:
  repcheck alerts test
  repcheck alerts test ops

\b
Exit codes: 0 all took it, 2 wrong usage or input, 3 one did not
""",
)
@click.argument("alert", required=False, metavar="[ID]")
@chosen("catalog", "config")
def test(*, alert: str | None, chosen: Chosen) -> int:
    """Send a made-up change to all alerts of the configuration, or to one.

    What it says is marked as a test, and nothing of it is remembered.
    """
    world = environment()
    plan = watching(chosen).plan
    plans = [each for each in alert_plans(plan, None, prints=True) if alert in (None, each.id)]
    if not plans:
        known = ", ".join(each.id for each in alert_plans(plan, None, prints=True))
        raise BadOption(f'there is no alert "{alert}"; there are: {known}', "alerts test")
    failed = False
    for each in plans:
        sink = sink_of(each, plan.every, world, terminal.say)
        done = asyncio.run(sink.send(sample(each.id, world.now(), world.token())))
        failed = failed or not done.taken
        terminal.say(f"{each.id}: {'taken' if done.taken else f'not taken: {done.said}'}\n")
    return int(ExitCode.UNDECIDED if failed else ExitCode.OK)


@command.command(
    cls=Command,
    name="list",
    epilog="""\b
Examples:
  repcheck alerts list
  repcheck alerts list --all
  repcheck alerts list --format json

\b
Exit codes: 0 shown, 2 wrong usage or input, 3 what is remembered cannot be read
""",
)
@option("--all", "everything", group=INPUT, is_flag=True, help="Show what was sent or given up earlier, too.")
@state_option_of(file_okay=False)
@output("text", "json", without=("quiet", "verbose", "show_addresses"))
@chosen("catalog", "config")
def show(*, everything: bool, state: State, output: Output, chosen: Chosen) -> int:
    """Show the outbox: messages that wait, or were given up within a week, and why."""

    def shown(store: "StateStore") -> int:
        from repcheck.app.memory.outbox import messages, subject_of

        found = messages(store, environment().now(), everything=everything)
        if output.fmt == "json":
            from repcheck.render.json.served import render_outbox_json

            terminal.write_result(render_outbox_json(found, subject_of, __version__), output.output)
        else:
            lines = [_line(each, subject_of(each)) for each in found]
            terminal.say("\n".join(lines) + "\n" if lines else "Nothing waits to be sent.\n", output.output)
        return int(ExitCode.OK)

    return with_memory(watching(chosen), state, shown)


def _line(message: Outgoing, said: str) -> str:
    if message.sent is not None:
        state = f"sent {_moment(message.sent)}"
    elif message.given_up is not None:
        state = f"given up {_moment(message.given_up)}: {message.error}"
    elif message.error is not None:
        state = f"try {message.attempts} failed, again after {_moment(message.due)}: {message.error}"
    else:
        state = f"due {_moment(message.due)}"
    return f"{_moment(message.created)}  {message.sink}  {said}  ({state})"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
