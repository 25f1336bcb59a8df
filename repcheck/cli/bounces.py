"""``repcheck bounces``."""

import sys

import click

from repcheck.app.request import CheckRequest
from repcheck.cli import console
from repcheck.cli.options import Options, shared
from repcheck.cli.running import environment, epilog, read_catalog, run_check, show
from repcheck.model.catalog import Catalog
from repcheck.model.report import ExitCode


@click.command(
    epilog=epilog(
        "repcheck bounces Maildir/",
        "repcheck bounces bounce.eml --offline",
        "repcheck bounces mail.mbox --format jsonl > records.jsonl",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--offline", is_flag=True, help="Ask the DNS nothing: only what the bounces say themselves.")
@click.option("--explain", is_flag=True, help="Also say for each outcome which rule and which words decided.")
@shared("text", "json", "jsonl")
def command(paths: tuple[str, ...], offline: bool, explain: bool, options: Options) -> int:
    """Read bounces and tell what bounced, why, and who blocks us.

    A PATH is a mail (.eml), an mbox, a Maildir, a directory of them, or '-' for standard input.
    Unless --offline, the lists are asked about the addresses and domains that the bounces complain
    of, so that yesterday's claim stands beside today's answer. --format jsonl prints one object a
    record, rule and words always in it, and asks nothing.
    """
    catalog, lists = read_catalog(options.catalog, options.selection, options.config)
    if options.fmt == "jsonl":
        return _print_records(paths, catalog, options)
    if offline:
        from repcheck.app.bounces import offline_report

        report = offline_report(paths, catalog, environment())
    else:
        request = CheckRequest(
            targets=(),
            catalog=catalog,
            lists=lists,
            bounce_paths=paths,
            expand=frozenset(),
            any_address=options.any_address,
            fail_on=options.least_severity,
            min_coverage=options.min_coverage,
            timeout=options.timeout,
            keep_clean=options.keep_clean,
        )
        report = run_check(request, options)
    return show(report, options, "repcheck.bounces/1", explain=explain)


def _print_records(paths: tuple[str, ...], catalog: Catalog, options: Options) -> int:
    from repcheck.app.bounces import read_bounces
    from repcheck.render.json import render_records_jsonl

    warnings = 0

    def warn(line: str) -> None:
        nonlocal warnings
        warnings += 1
        console.warn(line)

    world = environment()
    records = read_bounces(paths, catalog, world.replaced(warn=warn))
    lines = render_records_jsonl(records)
    if options.output is None:
        for line in lines:
            sys.stdout.buffer.write(line)
    else:
        console.write_result(b"".join(lines), options.output)
    if warnings:
        click.echo(f"{warnings} file{'s' if warnings > 1 else ''} could not be read as mail", err=True)
    return ExitCode.OK
