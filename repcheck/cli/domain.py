"""``repcheck domain``."""

import asyncio
import os
import secrets
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import click

from repcheck import __version__
from repcheck.cli import console, options
from repcheck.cli.running import environment, name_servers
from repcheck.errors import BadOption, BadTarget
from repcheck.model.domain import DomainsReport
from repcheck.model.observations import Severity

if TYPE_CHECKING:
    from repcheck.app.senders import DomainRequest


@click.command(
    epilog="""\b
Examples:
  repcheck domain example.com
  repcheck domain example.com --ip 192.0.2.10 --selector s2026 --helo mail.example.com
  repcheck domain example.com example.net --format json

\b
Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 wrong usage or input,
            3 something could not be asked
"""
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
    default=16,
    show_default=True,
    help="Largest network of the SPF record that is taken apart into addresses.",
)
@click.option("--no-https", is_flag=True, help="Do not fetch the MTA-STS policy.")
@click.option(
    "--fail-on",
    type=click.Choice(options.SEVERITIES),
    default="medium",
    show_default=True,
    help="Least severity of a finding that makes the exit code 1.",
)
@options.resolver
@options.dead_wait
@options.timeout
@options.output_format("text", "json")
@options.output
@options.verbose
def command(  # noqa: PLR0913 - one for each option
    *,
    domains: tuple[str, ...],
    ips: tuple[str, ...],
    selectors: tuple[str, ...],
    helo: str,
    max_hosts: int,
    no_https: bool,
    fail_on: str,
    resolvers: tuple[str, ...],
    dead_wait: float,
    timeout: float | None,
    fmt: str,
    output: Path | None,
    verbose: int,
) -> int:
    """What is wrong with a domain's mail records, and what to publish.

    Looks at MX, SPF, reverse names, DMARC, DKIM (for the selectors you name), MTA-STS, TLS-RPT and
    BIMI, and tells whether large receivers would take bulk mail. Worst first, each with the exact
    record to publish. What could not be asked is unknown, never missing.
    """
    from repcheck.app.senders import DomainRequest

    request = DomainRequest(
        domains=tuple(dict.fromkeys(map(_name, domains))),
        ips=tuple(dict.fromkeys(map(_address, ips))),
        selectors=selectors,
        helo=helo.lower().removesuffix("."),
        random_label=f"repcheck-{secrets.token_hex(8)}",
        max_hosts=max_hosts,
        fail_on=None if fail_on == "never" else Severity(fail_on),
    )
    report = asyncio.run(_inspect(request, resolvers, dead_wait, timeout, https=not no_https))
    console.write_result(_rendered(report, fmt, output is None, verbose), output)
    return int(report.exit_code)


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


async def _inspect(
    request: "DomainRequest",
    resolvers: tuple[str, ...],
    patience: float,
    seconds: float | None,
    *,
    https: bool,
) -> DomainsReport:
    from functools import partial

    from repcheck.app.domain import inspect_domains
    from repcheck.app.https import fetch_policy
    from repcheck.app.spf import asking, special_name

    fetch = partial(fetch_policy, special=special_name) if https else None
    async with asking(name_servers(resolvers), patience, seconds) as asker:
        return await inspect_domains(request, asker, environment(), fetch)


def _rendered(report: DomainsReport, fmt: str, to_terminal: bool, verbose: int) -> bytes:
    if fmt == "json":
        from repcheck.render.domain_document import render_domain_json

        return render_domain_json(report, __version__)
    from repcheck.render.text_domain import render_domain_text

    text = render_domain_text(
        report,
        width=console.width(sys.stdout),
        colour=to_terminal and console.wants_colour(sys.stdout, os.environ),
        verbose=verbose,
    )
    return text.encode("utf-8", "backslashreplace")
