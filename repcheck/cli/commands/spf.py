"""``repcheck spf``."""

import asyncio
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, NoReturn

import click

from repcheck.app.run.network import name_servers
from repcheck.cli import terminal
from repcheck.cli.options import Command, Network, Output, needs, network, option, output
from repcheck.cli.options.groups import INPUT
from repcheck.cli.options.values import without_key
from repcheck.cli.running import environment
from repcheck.cli.showing import view_of
from repcheck.errors import BadOption, BadTarget
from repcheck.model.keys import mask_keys
from repcheck.model.published.spf import SpfReport
from repcheck.render.formats import names, wanted

if TYPE_CHECKING:
    from repcheck.app.spf import SpfRequest


@click.command(
    cls=Command,
    rules=needs("--ip", "--sender"),
    epilog="""\b
Examples:
  repcheck spf example.com --ip 192.0.2.10
  repcheck spf example.com --ip 2001:db8::25 --sender news@example.com --helo mail.example.com
  repcheck spf example.com

\b
Exit codes: 0 pass (without --ip: the record is valid, and not everybody passes),
            1 any other verdict, 2 wrong usage or input, 3 temperror: it could not be asked
""",
)
@click.argument("domain")
@option("--ip", group=INPUT, metavar="IP", help="Address that wants to send; else the record alone.")
@option(
    "--sender", group=INPUT, metavar="ADDRESS", help="MAIL FROM; '' is a bounce. [default: postmaster@DOMAIN]"
)
@option("--helo", group=INPUT, default="", metavar="NAME", help="HELO or EHLO name of the sending host.")
@option("--flatten", group=INPUT, is_flag=True, help="List all addresses that may send, with origin.")
@output(*names("spf"), without=("quiet", "verbose", "show_addresses"))
@network("resolvers", "dead_wait")
def command(
    *,
    domain: str,
    ip: str | None,
    sender: str | None,
    helo: str,
    flatten: bool,
    output: Output,
    network: Network,
) -> int:
    """May this address send for this domain? The verdict of RFC 7208, and what it rests on.

    Shows the term that matched, how many of the ten lookups that took, how many lookups a
    sender costs that matches nothing, and the tree of all included records, also beyond the tenth lookup.
    """
    if ip is not None:
        _check_address(ip)
    if "://" in domain:
        raise BadTarget(f'"{mask_keys(domain)}" is a URL, not a domain')
    if "@" in domain:  # an address was given: its domain is meant, and it is the sender
        from repcheck.targets.names import without_local_part

        sender = domain if sender is None and domain.rpartition("@")[0] else sender
        domain = without_local_part(domain.removeprefix("@")) or _no_address(domain)
    if not domain or re.search(r"[\s/]", domain):  # any other text has a verdict (RFC 7208 section 4.3)
        raise BadTarget(f'"{mask_keys(domain)}" is not a domain')
    from repcheck.app.spf import SpfRequest

    if (masked := mask_keys(domain)) != domain:
        raise BadTarget(f'"{masked}" holds the key of a list, so nobody else is asked about it')
    without_key(helo, "--helo")
    without_key(sender or "", "--sender")
    request = SpfRequest(domain=domain, ip=ip, sender=sender, helo=helo, flatten=flatten)
    report = asyncio.run(_inspect(request, network.resolvers, network.dead_wait))
    found = wanted("spf", output.fmt)
    terminal.write_result(found.shown(report, view_of(output)), output.output)
    return int(report.exit_code)


def _no_address(text: str) -> NoReturn:
    raise BadTarget(f'"{mask_keys(text)}" is not a mail address')


def _check_address(text: str) -> None:
    try:
        ip_address(text)
    except ValueError:
        raise BadOption(f'"{text}" is not an IPv4 or IPv6 address', "--ip") from None


async def _inspect(request: "SpfRequest", resolvers: tuple[str, ...], patience: float) -> SpfReport:
    from repcheck.app.spf import asking, inspect_spf

    async with asking(name_servers(resolvers, terminal.warn), patience) as asker:
        return await inspect_spf(request, asker, environment())
