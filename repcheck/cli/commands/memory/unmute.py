"""``repcheck unmute``."""

from typing import TYPE_CHECKING

import click

from repcheck.app.memory.opening import State
from repcheck.cli.catalogs import watching
from repcheck.cli.options import Chosen, Command, Output, chosen, output
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
  repcheck unmute 192.0.2.10
  repcheck unmute 192.0.2.10 psbl

\b
Exit codes: 0 done, 2 wrong usage or input, 3 the memory cannot be used
""",
)
@click.argument("target")
@click.argument("list_word", required=False, metavar="[LIST]")
@state_option
@output("text", "json", without=("quiet", "verbose", "show_addresses"))
@chosen("catalog", "config")
def command(*, target: str, list_word: str | None, state: State, output: Output, chosen: Chosen) -> int:
    """End the mutes of TARGET, of one LIST or of all. What is still listed is reported at the next pass."""
    from repcheck.app.memory.muting import unmute
    from repcheck.app.memory.naming import named_list, named_targets

    now, targets = environment().now(), named_targets(target)
    configured = watching(chosen)

    def use(store: "StateStore") -> int:
        list_id = None
        if list_word is not None:
            list_id = named_list(list_word, configured.catalog, store.memories())
        show_mutes(unmute(store, targets, list_id, now=now), output, "No longer muted")
        return ExitCode.OK

    return with_memory(configured, state, use)
