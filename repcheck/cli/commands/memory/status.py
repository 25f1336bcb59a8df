"""``repcheck status``."""

from typing import TYPE_CHECKING

import click

from repcheck.app.memory.opening import State
from repcheck.cli.catalogs import watching
from repcheck.cli.delivery import deliver
from repcheck.cli.options import Chosen, Command, Output, chosen, output
from repcheck.cli.options.flags import again
from repcheck.cli.options.memory import state_option
from repcheck.cli.remembering import with_memory
from repcheck.cli.running import environment
from repcheck.cli.showing import view_of
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import names, wanted

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore


@click.command(
    cls=Command,
    epilog="""\b
Examples:
  repcheck status
  repcheck status 192.0.2.10
  repcheck status --format json
  repcheck status --format nagios

\b
Exit codes: 0 nothing counts, 1 a listing at or above fail_on that is not muted,
            2 wrong usage or input, 3 no pass, one that is too old
            or could not decide, or no memory
""",
)
@click.argument("target", required=False)
@state_option
@output(*names("status"), command="status", without=("verbose", "show_addresses"))
@chosen("catalog", "config")
def command(*, target: str | None, state: State, output: Output, chosen: Chosen) -> int:
    """The state as the last pass of the monitor left it, and how old that is. Asks nobody.

    It is stale when the last pass is more than two passes ago. Muted listings are shown with the days
    that are left, and where a removal was asked for, since when and how long the list usually takes.
    """
    from repcheck.app.memory.naming import named_targets
    from repcheck.app.memory.status import status, usual_waits

    now = environment().now()
    targets = None if target is None else named_targets(target)
    configured = watching(chosen)
    waits = usual_waits(configured.catalog)

    def use(store: "StateStore") -> int:
        found = status(store, configured.plan, waits, now, targets)
        code = found.exit_code
        return deliver(
            found,
            output,
            wanted("status", output.fmt),
            view_of(output, again=again(chosen, state)),
            code,
            shown=not (output.quiet and code is ExitCode.OK),
        )

    return with_memory(configured, state, use, plugin=output.fmt == "nagios")
