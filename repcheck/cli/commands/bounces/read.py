"""``repcheck bounces read``: what bounced, why, and who blocks us."""

import click

from repcheck.app.bounces.sources import BounceSources
from repcheck.app.check.request import CheckRequest
from repcheck.cli import terminal
from repcheck.cli.catalogs import read_catalog
from repcheck.cli.options import (
    NETWORK_OPTIONS,
    VERDICT_OPTIONS,
    Chosen,
    Command,
    ExitRules,
    Network,
    Output,
    chosen,
    clustered,
    excludes,
    option,
    output,
    verdict,
)
from repcheck.cli.options.flags import flags
from repcheck.cli.options.groups import NETWORK, OUTPUT
from repcheck.cli.options.inputs import bounce_sources
from repcheck.cli.running import environment, run_check
from repcheck.cli.showing import epilog, show, view_of
from repcheck.cli.spreading import read_by, spreading
from repcheck.model.catalog import Catalog
from repcheck.model.exit_code import ExitCode
from repcheck.render.formats import Format, names, wanted

#: What only a run that asks can use.
_OF_ASKING = (*NETWORK_OPTIONS, *VERDICT_OPTIONS, "--lists", "--any-address")


@click.command(
    cls=Command,
    name="read",
    rules=(
        *excludes("--offline", *_OF_ASKING),
        *excludes("--format=jsonl", *_OF_ASKING, "--explain", "--quiet", "--verbose", "--report"),
        *excludes("--format=csv", *_OF_ASKING, "--explain", "--quiet", "--verbose", "--report"),
        *excludes("--format=json", "--explain"),
        *excludes("--cluster", "--jobs", "--cache"),
    ),
    epilog=epilog(
        "repcheck bounces Maildir/",
        "repcheck bounces /var/log/mail.log* --offline",
        "repcheck bounces mail.mbox --format jsonl > records.jsonl",
        "repcheck bounces imaps://bounces@mail.example.com/INBOX",
    ),
)
@bounce_sources("own", "since", "stored", "kind", "jobs")
@option("--explain", group=OUTPUT, is_flag=True, help="Say which rule and words decided.")
@output(*names("bounces read"), letters=True, command="bounces read")
@verdict()
@chosen()
@option("--offline", group=NETWORK, is_flag=True, help="Look nothing up: what the bounces say alone.")
@clustered()
def command(
    *,
    sources: BounceSources,
    offline: bool,
    explain: bool,
    output: Output,
    verdict: ExitRules,
    chosen: Chosen,
    network: Network,
) -> int:
    """Read bounces: what bounced, why, and who blocks us.

    A PATH is a mail (.eml), an mbox, a Maildir, a log of Postfix, Exim, Sendmail, OpenSMTPD, qmail,
    PowerMTA or KumoMTA, webhook events as JSON, a directory of all these, an IMAP mailbox (imaps://,
    its password in $REPCHECK_IMAP_PASSWORD), or '-' for standard input; also packed with gzip, bzip2,
    xz or zstd, and mails in a zip or tar archive. The kind of each file is detected from its content.
    Unless --offline, the lists are asked about the addresses and domains that the bounces complain
    of, so that yesterday's claim stands beside today's answer. --format jsonl prints one object a
    record, with the rule and the words that decided, and looks nothing up.
    """
    catalog, lists = read_catalog(chosen)
    found = wanted("bounces read", output.fmt)
    if found.streams:
        with spreading(network) as spread:
            return _print_records(read_by(sources, spread), catalog, output, found)
    # A report whose format has a line for each record needs them all.
    keep = explain or any(wanted("bounces read", name).streams for name, _ in output.reports)
    if offline:
        from repcheck.app.bounces.report import offline_report

        with spreading(network) as spread:
            read = read_by(sources, spread)
            report = offline_report(read, catalog, environment(), flags(chosen, network), keep=keep)
    else:
        request = CheckRequest(
            targets=(),
            catalog=catalog,
            lists=lists,
            bounces=sources,
            keep_records=keep,
            expand=frozenset(),
            any_address=chosen.any_address,
            fail_on=verdict.least_severity,
            min_coverage=verdict.min_coverage,
            timeout=network.timeout,
            keep_clean=output.keep_clean,
            flags=flags(chosen, network),
        )
        report = run_check(request, network)
    return show(report, output, found, "repcheck.bounces/1", explain=explain, catalog=catalog)


def _print_records(sources: BounceSources, catalog: Catalog, output: Output, found: Format) -> int:
    from repcheck.app.bounces.reading import Reading
    from repcheck.render.text.intake import intake_line

    reading, view = Reading(sources, catalog, environment()), view_of(output)
    with terminal.result_stream(output.output) as write:
        write(found.opening(view))
        for record in reading:
            write(found.piece(record, view))
    if reading.intake.unreadable:
        click.echo(intake_line(reading.intake), err=True)
    return ExitCode.OK
