"""``repcheck domain``."""

import os
import secrets
import sys
from ipaddress import ip_address

import click

from repcheck import __version__
from repcheck.app.run.plan import OF_A_RANGE_AT_MOST
from repcheck.cli import console, options
from repcheck.cli.options import Options
from repcheck.cli.running import epilog, full_catalog, inspect, read_catalog
from repcheck.errors import BadOption, BadTarget
from repcheck.model.catalog import Catalog, ReputationList
from repcheck.model.domain import DomainsReport
from repcheck.model.report import ExitCode

#: ``--lists`` of who only wants the records.
_NONE = "none"


@click.command(
    epilog=epilog(
        "repcheck domain example.com",
        "repcheck domain example.com --ip 192.0.2.10 --selector s2026 --helo mail.example.com",
        "repcheck domain example.com example.net --lists none --format json",
    )
)
@click.argument("domains", nargs=-1, required=True, metavar="DOMAIN...")
@click.option(
    "--ip", "ips", multiple=True, metavar="IP", help="An address you send from; default: those SPF names."
)
@click.option("--selector", "selectors", multiple=True, metavar="NAME", help="A DKIM selector you sign with.")
@click.option("--helo", default="", metavar="NAME", help="HELO or EHLO name of the sending host.")
@click.option(
    "--max-hosts",
    type=click.IntRange(1, 1024),
    default=OF_A_RANGE_AT_MOST,
    show_default=True,
    help="Addresses that are looked at of one range in the SPF record; larger ones are sampled.",
)
@click.option("--no-https", is_flag=True, help="Do not fetch the MTA-STS policy.")
@options.shared(
    "text",
    "json",
    fail_on=click.option(
        "--fail-on",
        type=click.Choice(options.SEVERITIES),
        default="medium",
        show_default=True,
        help="Least severity of a finding or listing that makes the exit code 1.",
    ),
)
def command(
    *,
    domains: tuple[str, ...],
    ips: tuple[str, ...],
    selectors: tuple[str, ...],
    helo: str,
    max_hosts: int,
    no_https: bool,
    options: Options,
) -> int:
    """What is wrong with a domain's mail records and addresses, and what to publish.

    Looks at MX, SPF, DMARC, DKIM (for the selectors you name), MTA-STS, TLS-RPT, BIMI and DNSSEC; asks
    the lists about the domain, the addresses that SPF lets send and the mail hosts (--lists none leaves
    that out), and for the reverse name of each; and tells whether large receivers would take bulk mail.
    Worst first, each with the exact record to publish. What could not be asked is unknown, never missing.
    """
    from repcheck.app.domain.inspect import DomainRequest

    catalog, lists = _catalog(options)
    request = DomainRequest(
        domains=tuple(dict.fromkeys(map(_name, domains))),
        catalog=catalog,
        lists=lists,
        ips=tuple(dict.fromkeys(map(_address, ips))),
        selectors=selectors,
        helo=helo.lower().removesuffix("."),
        random_label=f"repcheck-{secrets.token_hex(8)}",
        of_a_range=max_hosts,
        any_address=options.any_address,
        fail_on=options.least_severity,
        min_coverage=options.min_coverage,
        timeout=options.timeout,
    )
    report = inspect(request, options, https=not no_https)
    if not (options.quiet and report.exit_code is ExitCode.OK):
        console.write_result(_rendered(report, options), options.output)
    return int(report.exit_code)


def _catalog(options: Options) -> tuple[Catalog, tuple[ReputationList, ...]]:
    if options.selection == _NONE:
        return full_catalog(options.catalog, options.config), ()
    return read_catalog(options.catalog, options.selection, options.config)


def _name(text: str) -> str:
    from repcheck.targets.names import canonical_name

    name = canonical_name(text.rpartition("@")[2])
    if name is None:
        raise BadTarget(f'"{text}" is no domain')
    return name


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise BadOption(f'"{text}" is no IPv4 or IPv6 address', "--ip") from None


def _rendered(report: DomainsReport, options: Options) -> bytes:
    if options.fmt == "json":
        from repcheck.render.json.domain import render_domain_json

        return render_domain_json(report, __version__)
    from repcheck.render.text.domain import render_domain_text

    text = render_domain_text(
        report,
        width=console.width(sys.stdout),
        colour=options.output is None and console.wants_colour(sys.stdout, os.environ),
        verbose=options.verbose,
    )
    return text.encode("utf-8", "backslashreplace")
