"""``repcheck delist``."""

import click

from repcheck.app.bounces.sources import Sources
from repcheck.app.check.request import CheckRequest
from repcheck.cli.catalogs import read_catalog
from repcheck.cli.options import Chosen, Network, Output, Verdict, chosen, network, output, verdict
from repcheck.cli.options.flags import flags
from repcheck.cli.options.inputs import PathsAfterBounces, target_inputs
from repcheck.cli.running import run_check
from repcheck.cli.showing import epilog, show
from repcheck.cli.targets import no_targets, read_targets
from repcheck.render.formats import names, wanted


@click.command(
    cls=PathsAfterBounces,
    epilog=epilog("repcheck delist 192.0.2.10", "repcheck delist example.com --bounces bounce.eml"),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@target_inputs
@output(*names("delist"), letters=True)
@verdict()
@chosen()
@network()
@click.pass_context
def command(  # noqa: PLR0913 - one for each group of options
    context: click.Context,
    /,
    *,
    targets: tuple[str, ...],
    files: tuple[str, ...],
    bounces: Sources | None,
    output: Output,
    verdict: Verdict,
    chosen: Chosen,
    network: Network,
) -> int:
    """How to get off the lists: what to fix first, where to ask, what to write, how to verify.

    Asks the lists first, so that nobody asks for the removal of what is not listed. With --format
    json it prints the same object as check.
    """
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
        timeout=network.timeout,
        keep_clean=output.keep_clean,
        flags=flags(chosen, network),
    )
    return show(
        run_check(request, network), output, wanted("delist", output.fmt), plan_only=True, catalog=catalog
    )
