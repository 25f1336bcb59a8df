"""``repcheck bounces hygiene``: rates, and which addresses to take off a list."""

import click

from repcheck.app.bounces.sources import BounceSources
from repcheck.cli.catalogs import full_catalog
from repcheck.cli.delivery import deliver
from repcheck.cli.options import Chosen, Command, Output, chosen, excludes, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.inputs import bounce_sources
from repcheck.cli.running import environment
from repcheck.cli.showing import view_of
from repcheck.model.exit_code import ExitCode
from repcheck.model.mail.hygiene import Hygiene
from repcheck.render.formats import names, wanted


@click.command(
    cls=Command,
    name="hygiene",
    rules=(
        *excludes("--format=csv", "--verbose"),
        *excludes("--format=json", "--verbose"),
    ),
    epilog="""\b
Examples:
  repcheck bounces hygiene Maildir/ --sent 12000
  repcheck bounces hygiene --stored --since 90d --format csv > suppress.csv

\b
Exit codes: 0 shown, 2 wrong usage or input, 130 interrupted
""",
)
@bounce_sources("own", "since", "stored", "kind", "jobs")
@option(
    "--sent",
    group=INPUT,
    type=click.IntRange(0),
    metavar="N",
    help="Mails sent in the same time [default: as the logs tell].",
)
@output(*names("bounces hygiene"), command="bounces hygiene")
@chosen("catalog", "config")
def command(*, sources: BounceSources, sent: int | None, output: Output, chosen: Chosen) -> int:
    """Bounce rates, and which addresses to take off your list. Looks nothing up.

    --format csv is a suppression list with the addresses in full.
    """
    if sent is not None and set(output.formats) == {"csv"}:  # of addresses alone, without a rate
        raise click.UsageError("--sent: not together with --format csv", click.get_current_context())
    from repcheck.app.bounces.hygiene import hygiene_report

    catalog = full_catalog(chosen)
    report = hygiene_report(sources, catalog, environment(), sent)
    shown = not (output.quiet and _is_well(report.hygiene))
    found = wanted("bounces hygiene", output.fmt)
    return deliver(report, output, found, view_of(output), ExitCode.OK, shown=shown)


def _is_well(found: Hygiene) -> bool:
    """Whether there is nothing to do: no address to remove or look at, and no rate beyond its mark."""
    shares = (found.rates.bounced, found.rates.hard, found.rates.complaints)
    return not found.advice and not found.incidents and all(share.mark in (None, "good") for share in shares)
