"""``repcheck delist``."""

import sys
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from repcheck import __version__
from repcheck.app.bounces.sources import BounceSources
from repcheck.app.check.request import CheckRequest
from repcheck.app.memory.opening import State
from repcheck.cli import terminal
from repcheck.cli.catalogs import read_catalog, required, watching
from repcheck.cli.delivery import Aside
from repcheck.cli.options import (
    NETWORK_OPTIONS,
    VERDICT_OPTIONS,
    Chosen,
    ExitRules,
    Network,
    Output,
    chosen,
    excludes,
    needs,
    network,
    option,
    output,
    verdict,
)
from repcheck.cli.options.flags import flags
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.inputs import PathsAfterBounces, target_inputs
from repcheck.cli.options.memory import state_option
from repcheck.cli.running import environment, run_check
from repcheck.cli.showing import epilog, show
from repcheck.cli.targets import no_targets, read_targets
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import names, wanted

if TYPE_CHECKING:
    from repcheck.store.ports import StateStore


class _Delist(PathsAfterBounces):
    """Refuses what means nothing once a request is only noted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = (
            *self.rules,
            *needs("--requested", "--target", "--note", "--state"),
            *excludes(
                "--requested",
                *("-i", "--bounces", "--lists", "--any-address", *NETWORK_OPTIONS),
                *("--quiet", "--show-addresses", "--report", "--letter", "--save-evidence"),
                *("--format=markdown", *VERDICT_OPTIONS, "--require"),
            ),
        )


@click.command(
    cls=_Delist,
    epilog=epilog(
        "repcheck delist 192.0.2.10",
        "repcheck delist example.com --bounces bounce.eml",
        'repcheck delist --requested psbl --target 192.0.2.10 --note "ticket 4711"',
    ),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@target_inputs
@option(
    "--requested",
    group=INPUT,
    metavar="LIST",
    help="Only note that this list was asked to remove --target: status and check report it. Asks nobody.",
)
@option("--target", "requested_for", group=INPUT, metavar="IP|DOMAIN", help="What it was asked to remove.")
@option("--note", group=INPUT, metavar="TEXT", help="Words of your own beside it: a ticket, a name.")
@state_option
@output(*names("delist"), letters=True, evidence=True, command="delist")
@verdict(require=True)
@chosen()
@network()
@click.pass_context
def command(  # noqa: PLR0913 - one for each group of options
    context: click.Context,
    /,
    *,
    targets: tuple[str, ...],
    files: tuple[str, ...],
    bounces: BounceSources | None,
    requested: str | None,
    requested_for: str | None,
    note: str | None,
    state: State,
    output: Output,
    verdict: ExitRules,
    chosen: Chosen,
    network: Network,
) -> int:
    """How to get off the lists: what to fix first, where to ask, what to write, how to verify.

    Asks the lists first, so that nobody asks for the removal of what is not listed. With --format
    json it prints the same object as check.
    """
    if requested is not None:
        if requested_for is None or targets:
            raise click.UsageError("--requested LIST needs --target, and no TARGET beside it", context)
        return _note(Noted(requested, requested_for, note), state, output, chosen)
    begun = monotonic()
    if not (targets or files or bounces):
        raise no_targets(context)
    catalog, lists = read_catalog(chosen)
    request = CheckRequest(
        targets=read_targets(targets, files, 256, catalog),
        catalog=catalog,
        lists=lists,
        bounces=bounces,
        any_address=chosen.any_address,
        fail_on=verdict.least_severity,
        min_coverage=verdict.min_coverage,
        required=required(catalog, lists, verdict.require),
        timeout=network.timeout,
        begun=begun,
        keep_clean=output.keep_clean,
        flags=flags(chosen, network),
    )
    evidence = Aside(output.evidence)
    report = run_check(request, network, save=evidence, plan_only=True)
    found = wanted("delist", output.fmt)
    return evidence.ending(show(report, output, found, plan_only=True, catalog=catalog))


class Noted(NamedTuple):
    """What the user says of a request: the list's id or zone, the target, and words of his own."""

    list_word: str
    target: str
    note: str | None


def _note(said: Noted, state: State, output: Output, chosen: Chosen) -> int:
    """Note a request for removal in the monitor's memory."""
    from repcheck.app.memory.muting import note_request, some_words
    from repcheck.app.memory.naming import named_list, named_targets
    from repcheck.app.memory.status import usual_waits
    from repcheck.cli.remembering import with_memory

    now, targets = environment().now(), named_targets(said.target)
    note = None if said.note is None else some_words(said.note, "--note")
    configured = watching(chosen)

    def use(store: "StateStore") -> int:
        list_id = named_list(said.list_word, configured.catalog, store.memories())
        made = note_request(store, targets, list_id, note=note, now=now)
        if output.fmt == "json":
            from repcheck.render.json.memory import render_requests_json

            terminal.write_result(render_requests_json(made, __version__), output.output)
            return ExitCode.OK
        from repcheck.render.text.memory.mutes import render_requests

        usual = usual_waits(configured.catalog).get(list_id)
        terminal.say(render_requests(made, usual, width=terminal.width(sys.stdout)), output.output)
        return ExitCode.OK

    return with_memory(configured, state, use, make=True)
