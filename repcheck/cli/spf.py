"""``repcheck spf``."""

import asyncio
import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repcheck import __version__
from repcheck.cli import console, options
from repcheck.cli.running import environment, name_servers
from repcheck.errors import BadOption
from repcheck.model.spf import SpfReport

if TYPE_CHECKING:
    from repcheck.app.spf import SpfRequest


@click.command(
    epilog="""\b
Examples:
  repcheck spf example.com --ip 192.0.2.10
  repcheck spf example.com --ip 2001:db8::25 --sender news@example.com --helo mail.example.com
  repcheck spf example.com

\b
Exit codes: 0 pass (without --ip: the record is valid, and not everybody passes),
            1 any other verdict, 2 wrong usage or input, 3 temperror: it could not be asked
"""
)
@click.argument("domain")
@click.option("--ip", metavar="IP", help="Address that wants to send; without it only the record is shown.")
@click.option("--sender", metavar="ADDRESS", help="MAIL FROM; '' is a bounce. [default: postmaster@DOMAIN]")
@click.option("--helo", default="", metavar="NAME", help="HELO or EHLO name of the sending host.")
@click.option("--flatten", is_flag=True, help="List every address that may send, each with its origin.")
@options.resolver
@options.dead_wait
@options.output_format("text", "json")
@options.output
def command(  # noqa: PLR0913 - one for each option
    *,
    domain: str,
    ip: str | None,
    sender: str | None,
    helo: str,
    flatten: bool,
    resolvers: tuple[str, ...],
    dead_wait: float,
    fmt: str,
    output: Path | None,
) -> int:
    """May this address send for this domain? The verdict of RFC 7208, and what it rests on.

    Shows the term that matched, how many of the ten lookups that took, how many an address takes
    that matches nothing, and the tree of all included records, also beyond the tenth lookup.
    """
    if ip is not None:
        _check_address(ip)
    if "@" in domain:  # an address was given: its domain is meant, and it is the sender
        sender = domain if sender is None and domain.rpartition("@")[0] else sender
        domain = domain.rpartition("@")[2]
    from repcheck.app.spf import SpfRequest

    request = SpfRequest(domain=domain, ip=ip, sender=sender, helo=helo, flatten=flatten)
    report = asyncio.run(_inspect(request, resolvers, dead_wait))
    console.write_result(_rendered(report, fmt, output is None), output)
    return int(report.exit_code)


def _check_address(text: str) -> None:
    try:
        ip_address(text)
    except ValueError:
        raise BadOption(f'"{text}" is no IPv4 or IPv6 address', "--ip") from None


async def _inspect(request: "SpfRequest", resolvers: tuple[str, ...], patience: float) -> SpfReport:
    from repcheck.app.spf import asking, inspect_spf

    async with asking(name_servers(resolvers, console.warn), patience) as asker:
        return await inspect_spf(request, asker, environment())


def _rendered(report: SpfReport, fmt: str, to_terminal: bool) -> bytes:
    if fmt == "json":
        from repcheck.render.json.spf import render_spf_json

        return render_spf_json(report, __version__)
    from repcheck.render.text.spf import render_spf_text

    text = render_spf_text(
        report,
        width=console.width(sys.stdout),
        colour=to_terminal and console.wants_colour(sys.stdout, os.environ),
    )
    return text.encode("utf-8", "backslashreplace")
