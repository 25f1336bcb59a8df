"""``repcheck delist``."""

import click

from repcheck.app.bounces.sources import Sources
from repcheck.app.check.request import CheckRequest
from repcheck.cli.inputs import PathsAfterBounces, target_inputs
from repcheck.cli.options import Options, shared
from repcheck.cli.running import epilog, no_targets, read_catalog, read_targets, run_check, show


@click.command(
    cls=PathsAfterBounces,
    epilog=epilog("repcheck delist 192.0.2.10", "repcheck delist example.com --bounces bounce.eml"),
)
@click.argument("targets", nargs=-1, metavar="[TARGET]...")
@target_inputs
@shared("text", "json")
@click.pass_context
def command(
    context: click.Context,
    /,
    targets: tuple[str, ...],
    files: tuple[str, ...],
    bounces: Sources | None,
    options: Options,
) -> int:
    """The way off the lists: what to fix first, whom to ask, what to write, how to verify.

    Asks the lists first, so that nobody is told to delist what is not listed. With --format json
    it prints the same object as check.
    """
    if not (targets or files or bounces):
        raise no_targets(context)
    catalog, lists = read_catalog(options.catalog, options.selection, options.config)
    request = CheckRequest(
        targets=read_targets(targets, files, max_hosts=256),
        catalog=catalog,
        lists=lists,
        bounces=bounces,
        any_address=options.any_address,
        fail_on=options.least_severity,
        min_coverage=options.min_coverage,
        timeout=options.timeout,
        keep_clean=options.keep_clean,
        flags=options.flags,
    )
    return show(run_check(request, options), options, plan_only=True)
