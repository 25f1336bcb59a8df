"""``repcheck domain``."""

import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repcheck.app.run.plan import OF_A_RANGE_AT_MOST
from repcheck.cli import terminal
from repcheck.cli.catalogs import read_catalog
from repcheck.cli.delivery import Aside, deliver
from repcheck.cli.options import (
    Chosen,
    ExitRules,
    Network,
    Output,
    chosen,
    excludes,
    network,
    option,
    output,
    verdict,
)
from repcheck.cli.options.groups import INPUT, NETWORK
from repcheck.cli.options.inputs import HOSTS, PathsAfterZoneFile
from repcheck.cli.options.values import without_key
from repcheck.cli.running import inspect
from repcheck.cli.showing import epilog, view_of
from repcheck.errors import BadOption, BadTarget
from repcheck.model.exit_code import ExitCode
from repcheck.model.keys import mask_keys
from repcheck.render.formats import names, wanted

if TYPE_CHECKING:
    from repcheck.dns.zone_file import ZoneFile

#: Records outside of their zone that are named in warnings.
_MOST_TOLD = 10


@click.command(
    cls=PathsAfterZoneFile,
    rules=(*excludes("--lists=none", "--any-address"), *excludes("--zone-file", "--save-evidence")),
    epilog=epilog(
        "repcheck domain example.com",
        "repcheck domain example.com --ip 192.0.2.10 --selector s2026 --helo mail.example.com",
        "repcheck domain example.com example.net --lists none --format json",
        "repcheck domain --zone-file example.com.zone --lists none",
    ),
)
@click.argument("domains", nargs=-1, metavar="[DOMAIN]...")
@option(
    "--zone-file",
    "zone_files",
    group=INPUT,
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE...",
    help="Judge this zone before it is published: names in it are answered from the file, all others by the "
    "DNS. Without DOMAIN: all of its names with mail records.",
)
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
@HOSTS
@output(*names("domain"), without=("show_addresses",), evidence=True, command="domain")
@verdict("medium", "finding or listing")
@chosen()
@option("--no-https", group=NETWORK, is_flag=True, help="Do not fetch the MTA-STS policy.")
@network()
def command(  # noqa: PLR0913 - one for each group of options
    *,
    domains: tuple[str, ...],
    hosts: tuple[str, ...],
    zone_files: tuple[Path, ...],
    ips: tuple[str, ...],
    selectors: tuple[str, ...],
    helo: str,
    max_hosts: int,
    no_https: bool,
    output: Output,
    verdict: ExitRules,
    chosen: Chosen,
    network: Network,
) -> int:
    """What is wrong with a domain's mail records and addresses, and what to publish.

    Looks at MX, SPF, DMARC, DKIM (for the selectors you name), MTA-STS, TLS-RPT, BIMI and DNSSEC; asks
    the lists about the domain, the addresses that SPF lets send and the mail hosts (--lists none leaves
    that out), and for the reverse name of each; and says whether large receivers would take bulk mail.
    Worst first, each with the exact record to publish. What could not be asked is unknown, never missing.
    """
    from repcheck.app.domain.inspect import DomainRequest

    domains = (*domains, *hosts)
    if not (domains or zone_files):
        context = click.get_current_context()
        raise click.UsageError("nothing to look at: give a DOMAIN, or --zone-file FILE", context)
    wanted_domains = tuple(dict.fromkeys(map(_name, domains)))
    zones = _zones(zone_files, wanted_domains)
    catalog, lists = read_catalog(chosen)
    request = DomainRequest(
        domains=wanted_domains or _mail_domains(zones),
        catalog=catalog,
        lists=lists,
        ips=tuple(dict.fromkeys(map(_address, ips))),
        selectors=tuple(without_key(selector, "--selector") for selector in selectors),
        own_selectors=_selectors(zones),
        helo=without_key(helo.lower().removesuffix("."), "--helo"),
        random_label=f"repcheck-{secrets.token_hex(8)}",
        of_a_range=max_hosts,
        any_address=chosen.any_address,
        fail_on=verdict.least_severity,
        min_coverage=verdict.min_coverage,
        timeout=network.timeout,
    )
    evidence = Aside(output.evidence)
    report = inspect(request, network, https=not no_https, zones=zones, save=evidence)
    if zones:
        from repcheck.app.domain.zones import placed

        report = placed(report, zones)
    shown = not (output.quiet and report.exit_code is ExitCode.OK)
    found = wanted("domain", output.fmt)
    return evidence.ending(deliver(report, output, found, view_of(output), report.exit_code, shown=shown))


def _zones(files: tuple[Path, ...], named: tuple[str, ...]) -> "tuple[ZoneFile, ...]":
    """The zones in the files; one that does not say its name has that of the only domain. Raises BadInput."""
    if not files:
        return ()
    from repcheck.app.domain.zones import load_zones

    zones = load_zones(files, named[0] if len(named) == 1 else None)
    for zone in zones:
        for record in zone.outside[:_MOST_TOLD]:
            terminal.warn(
                f"{zone.file}:{record.line}: {record.name} is not in {zone.origin}: servers leave it out"
            )
    return zones


def _mail_domains(zones: "tuple[ZoneFile, ...]") -> tuple[str, ...]:
    from repcheck.app.domain.zones import MOST_DOMAINS, mail_domains

    found: list[str] = []
    for zone in zones:
        domains = mail_domains(zone)
        if len(domains) > MOST_DOMAINS:
            terminal.warn(f"{zone.file}: the first {MOST_DOMAINS} of {len(domains)} names with mail records")
        found += domains[:MOST_DOMAINS]
    return tuple(found)


def _selectors(zones: "tuple[ZoneFile, ...]") -> dict[str, tuple[str, ...]]:
    if not zones:
        return {}
    from repcheck.app.domain.zones import selectors

    return selectors(zones)


def _name(text: str) -> str:
    from repcheck.targets.names import canonical_name, without_local_part

    name = canonical_name(without_local_part(text.removeprefix("@")) or "")
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
