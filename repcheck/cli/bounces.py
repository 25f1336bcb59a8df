"""``repcheck bounces``."""

import click

from repcheck.app.bounces.sources import Sources
from repcheck.app.check.request import CheckRequest
from repcheck.cli import console
from repcheck.cli.hygiene import OPTION as HYGIENE
from repcheck.cli.hygiene import show_hygiene
from repcheck.cli.inputs import bounce_sources
from repcheck.cli.options import Options, shared
from repcheck.cli.pipe import OPTION
from repcheck.cli.running import environment, epilog, read_catalog, run_check, show
from repcheck.cli.storing import store_bounces
from repcheck.errors import BadOption
from repcheck.model.catalog import Catalog
from repcheck.model.report import ExitCode


@click.command(
    epilog=epilog(
        "repcheck bounces Maildir/",
        "repcheck bounces /var/log/mail.log* --offline",
        "repcheck bounces mail.mbox --format jsonl > records.jsonl",
        "repcheck bounces imaps://bounces@mail.example.com/INBOX",
        "repcheck bounces --follow /var/log/mail.log",
        "repcheck bounces Maildir/ --hygiene --sent 12000",
        "repcheck bounces --stored --hygiene --since 90d --format csv > suppress.csv",
    )
)
@bounce_sources
@click.option("--offline", is_flag=True, help="Ask the DNS nothing: only what the bounces say themselves.")
@click.option(
    "--follow",
    is_flag=True,
    help="Print what is written to these logs from now on, also when they are rotated, until Ctrl-C.",
)
@click.option("--from-start", is_flag=True, help="With --follow: what the logs hold already, too.")
@click.option(
    OPTION,
    "store",
    is_flag=True,
    help="Keep the records for later runs instead of showing them. With '-' it is a mail server's pipe: "
    "silent, and any trouble ends with 75 (try again later).",
)
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=400,
    show_default=True,
    metavar="DAYS",
    help="With --store: how long records are kept.",
)
@click.option(
    HYGIENE,
    "hygiene",
    is_flag=True,
    help="Bounce rates, and which addresses to take off your list; --format csv is a suppression list "
    "with the addresses in full. Asks nobody.",
)
@click.option(
    "--sent",
    type=click.IntRange(0),
    metavar="N",
    help="With --hygiene: mails sent in the same time [default: as the logs tell].",
)
@click.option("--explain", is_flag=True, help="Also say for each outcome which rule and which words decided.")
@shared("text", "json", "jsonl", "csv")
def command(  # noqa: PLR0913 - one for each option
    *,
    sources: Sources,
    offline: bool,
    explain: bool,
    follow: bool,
    from_start: bool,
    store: bool,
    keep: int,
    hygiene: bool,
    sent: int | None,
    options: Options,
) -> int:
    """Read bounces and tell what bounced, why, and who blocks us.

    A PATH is a mail (.eml), an mbox, a Maildir, a log of Postfix, Exim, Sendmail, OpenSMTPD, qmail,
    PowerMTA or KumoMTA, webhook events as JSON, a directory of all these, an IMAP mailbox (imaps://,
    its password in $REPCHECK_IMAP_PASSWORD), or '-' for standard input; also packed with gzip, bzip2,
    xz or zstd. What it is, is told by its content. Unless --offline, the lists are asked about the
    addresses and domains that the bounces complain of, so that yesterday's claim stands beside
    today's answer. --format jsonl prints one object a record, rule and words always in it, and asks
    nothing.
    """
    catalog, lists = read_catalog(options.catalog, options.selection, options.config)
    if follow or from_start:
        from repcheck.cli.following import follow_logs

        return follow_logs(sources, catalog, options, from_start=from_start)
    if store and (hygiene or sources.stored):
        raise BadOption(f"not together with {HYGIENE if hygiene else '--stored'}", OPTION)
    if sent is not None and not hygiene:
        raise BadOption(f"needs {HYGIENE}", "--sent")
    if store:
        return store_bounces(sources, catalog, keep)
    if hygiene:
        return show_hygiene(sources, catalog, options, sent)
    if options.fmt == "csv":
        raise BadOption("csv needs --hygiene", "--format")
    if options.fmt == "jsonl":
        return _print_records(sources, catalog, options)
    if offline:
        from repcheck.app.bounces.report import offline_report

        report = offline_report(sources, catalog, environment(), options.flags)
    else:
        request = CheckRequest(
            targets=(),
            catalog=catalog,
            lists=lists,
            bounces=sources,
            expand=frozenset(),
            any_address=options.any_address,
            fail_on=options.least_severity,
            min_coverage=options.min_coverage,
            timeout=options.timeout,
            keep_clean=options.keep_clean,
            flags=options.flags,
        )
        report = run_check(request, options)
    return show(report, options, "repcheck.bounces/1", explain=explain)


def _print_records(sources: Sources, catalog: Catalog, options: Options) -> int:
    from repcheck.app.bounces.reading import Reading
    from repcheck.render.json.render import render_records_jsonl
    from repcheck.render.text.intake import intake_line

    reading = Reading(sources, catalog, environment())
    with console.result_stream(options.output) as write:
        for line in render_records_jsonl(reading):
            write(line)
    if reading.intake.unreadable:
        click.echo(intake_line(reading.intake), err=True)
    return ExitCode.OK
