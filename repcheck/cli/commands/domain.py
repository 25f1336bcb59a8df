"""``repcheck domain``."""

import secrets
from ipaddress import ip_address

import click

from repcheck.app.run.plan import OF_A_RANGE_AT_MOST
from repcheck.cli import terminal
from repcheck.cli.catalogs import read_catalog
from repcheck.cli.options import (
    Chosen,
    Command,
    Network,
    Output,
    Verdict,
    chosen,
    excludes,
    network,
    option,
    output,
    verdict,
)
from repcheck.cli.options.groups import INPUT, NETWORK
from repcheck.cli.running import inspect
from repcheck.cli.showing import epilog, view_of
from repcheck.errors import BadOption, BadTarget
from repcheck.model.keys import mask_keys
from repcheck.model.report import ExitCode
from repcheck.render.formats import names, wanted


@click.command(
    cls=Command,
    rules=excludes("--lists=none", "--any-address"),
    epilog=epilog(
        "repcheck domain example.com",
        "repcheck domain example.com --ip 192.0.2.10 --selector s2026 --helo mail.example.com",
        "repcheck domain example.com example.net --lists none --format json",
    ),
)
@click.argument("domains", nargs=-1, required=True, metavar="DOMAIN...")
@option(
    "--ip",
    "ips",
    group=INPUT,
    multiple=True,
    metavar="IP",
    help="An address you send from; default: those SPF names.",
)
@option(
    "--selector",
    "selectors",
    group=INPUT,
    multiple=True,
    metavar="NAME",
    help="A DKIM selector you sign with.",
)
@option("--helo", group=INPUT, default="", metavar="NAME", help="HELO or EHLO name of the sending host.")
@option(
    "--max-hosts",
    group=INPUT,
    type=click.IntRange(1, 1024),
    default=OF_A_RANGE_AT_MOST,
    show_default=True,
    metavar="N",
    help="Addresses of one range in the SPF record to look at; larger ranges are sampled.",
)
@output(*names("domain"), without=("show_addresses",))
@verdict("medium", "finding or listing")
@chosen()
@option("--no-https", group=NETWORK, is_flag=True, help="Do not fetch the MTA-STS policy.")
@network()
def command(  # noqa: PLR0913 - one for each group of options
    *,
    domains: tuple[str, ...],
    ips: tuple[str, ...],
    selectors: tuple[str, ...],
    helo: str,
    max_hosts: int,
    no_https: bool,
    output: Output,
    verdict: Verdict,
    chosen: Chosen,
    network: Network,
) -> int:
    """What is wrong with a domain's mail records and addresses, and what to publish.

    Looks at MX, SPF, DMARC, DKIM (for the selectors you name), MTA-STS, TLS-RPT, BIMI and DNSSEC; asks
    the lists about the domain, the addresses that SPF lets send and the mail hosts (--lists none leaves
    that out), and for the reverse name of each; and tells whether large receivers would take bulk mail.
    Worst first, each with the exact record to publish. What could not be asked is unknown, never missing.
    """
    from repcheck.app.domain.inspect import DomainRequest

    catalog, lists = read_catalog(chosen)
    request = DomainRequest(
        domains=tuple(dict.fromkeys(map(_name, domains))),
        catalog=catalog,
        lists=lists,
        ips=tuple(dict.fromkeys(map(_address, ips))),
        selectors=selectors,
        helo=helo.lower().removesuffix("."),
        random_label=f"repcheck-{secrets.token_hex(8)}",
        of_a_range=max_hosts,
        any_address=chosen.any_address,
        fail_on=verdict.least_severity,
        min_coverage=verdict.min_coverage,
        timeout=network.timeout,
    )
    report = inspect(request, network, https=not no_https)
    if not (output.quiet and report.exit_code is ExitCode.OK):
        found = wanted("domain", output.fmt)
        terminal.write_result(found.shown(report, view_of(output)), output.output)
    return int(report.exit_code)


def _name(text: str) -> str:
    from repcheck.targets.names import canonical_name

    name = canonical_name(text.rpartition("@")[2])
    if name is None:
        raise BadTarget(f'"{mask_keys(text)}" is not a domain')
    if (masked := mask_keys(name)) != name:
        raise BadTarget(f'"{masked}" holds the key of a list, so nobody else is asked about it')
    return name


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise BadOption(f'"{text}" is not an IPv4 or IPv6 address', "--ip") from None
