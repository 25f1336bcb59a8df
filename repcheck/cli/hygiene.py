"""``repcheck bounces --hygiene``: rates, and which addresses to take off a list."""

import os
import sys

import click

from repcheck import __version__
from repcheck.app.bounces.sources import Sources
from repcheck.cli import console
from repcheck.cli.options import Options
from repcheck.cli.running import environment
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog
from repcheck.model.hygiene import Hygiene, HygieneReport
from repcheck.model.report import ExitCode

OPTION = "--hygiene"


def show_hygiene(sources: Sources, catalog: Catalog, options: Options, sent: int | None) -> int:
    """Read the sources and show what they say of the list. Raises BadInput."""
    from repcheck.app.bounces.hygiene import hygiene_report

    if options.fmt == "jsonl":
        raise BadOption("there is no jsonl of it: use --format json or csv", OPTION)
    report = hygiene_report(sources, catalog, environment(), sent)
    if options.quiet and _is_well(report.hygiene):
        return ExitCode.OK
    console.write_result(_rendered(report, options), options.output)
    return ExitCode.OK


def _is_well(found: Hygiene) -> bool:
    """Whether there is nothing to do: no address to remove or look at, and no rate beyond its mark."""
    shares = (found.rates.bounced, found.rates.hard, found.rates.complaints)
    return not found.advice and not found.incidents and all(share.mark in (None, "good") for share in shares)


def _rendered(report: HygieneReport, options: Options) -> bytes:
    if options.fmt == "json":
        from repcheck.render.json.hygiene import render_hygiene_json

        return render_hygiene_json(report, __version__)
    if options.fmt == "csv":
        from repcheck.render.json.hygiene import render_hygiene_csv
        from repcheck.words.text import count

        content, left_out = render_hygiene_csv(report)
        if left_out:
            told = count(left_out, "address begins", "addresses begin")
            click.echo(
                f"warning: {told} like a spreadsheet formula, so left out: see --format json",
                err=True,
            )
        return content
    from repcheck.render.text.hygiene import render_hygiene_text

    text = render_hygiene_text(
        report,
        width=console.width(sys.stdout),
        colour=options.output is None and console.wants_colour(sys.stdout, os.environ),
        verbose=options.verbose,
        show_addresses=options.show_addresses,
    )
    return text.encode("utf-8", "backslashreplace")
