"""``repcheck mute``: nobody is woken for a while, and checks go on."""

from typing import TYPE_CHECKING

import click

from repcheck.app.memory.opening import State
from repcheck.cli import terminal
from repcheck.cli.catalogs import watching
from repcheck.cli.options import Chosen, Command, Output, chosen, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.memory import state_option
from repcheck.cli.remembering import show_mutes, with_memory
from repcheck.cli.running import environment
from repcheck.model.exit_code import ExitCode

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck mute 192.0.2.10 psbl --until 14d --reason "moving to another network"
  repcheck mute example.com --until 2026-12-24 --reason "sold, nothing is sent"

\b
Exit codes: 0 done, 2 wrong usage or input, 3 the memory cannot be used
""",
)
@click.argument("target")
@click.argument("list_word", required=False, metavar="[LIST]")
@option(
    "--until",
    group=INPUT,
    required=True,
    metavar="DATE|14d",
    help="When it ends by itself: a day (its begin, UTC) or a time from now, at most 90 days.",
)
@option("--reason", group=INPUT, required=True, metavar="TEXT", help="Why, for those who see it later.")
@state_option
@output("text", "json", without=("quiet", "verbose", "show_addresses"))
@chosen("catalog", "config")
def command(
    *,
    target: str,
    list_word: str | None,
    until: str,
    reason: str,
    state: State,
    output: Output,
    chosen: Chosen,
) -> int:
    """Wake nobody for TARGET on a LIST (or all lists) until a day; checks go on.

    It ends on that day or when the listing ends, whichever is first, and is shown with the days that
    are left. A range mutes each of its addresses. A mute of the same target and list is replaced.
    """
    from repcheck.app.memory.muting import moment_until, mute, some_words
    from repcheck.app.memory.naming import named_list, named_targets

    now = environment().now()
    targets, ends = named_targets(target), moment_until(until, now)
    words = some_words(reason, "--reason")
    configured = watching(chosen)

    def use(store: "StateStore") -> int:
        known = store.memories()
        list_id = None if list_word is None else named_list(list_word, configured.catalog, known)
        if not any(pair.target in targets and list_id in (None, pair.list) for pair in known):
            on = "" if list_id is None else f" on {list_id}"
            terminal.warn(f"{target}{on} was not watched by any pass yet: the mute waits for one")
        made = mute(store, targets, list_id, until=ends, reason=words, now=now)
        show_mutes(made, output, "Muted")
        return ExitCode.OK

    return with_memory(configured, state, use, make=True)
