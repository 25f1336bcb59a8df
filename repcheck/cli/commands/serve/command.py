"""``repcheck serve``."""

from pathlib import Path

import click

from repcheck.app.memory.opening import State
from repcheck.cli import terminal
from repcheck.cli.commands.serve.listen import Listen, ListenAt
from repcheck.cli.endings import complain
from repcheck.cli.options import (
    NETWORK_OPTIONS,
    Chosen,
    Command,
    Network,
    Output,
    chosen,
    excludes,
    needs,
    network,
    option,
)
from repcheck.cli.options.groups import OTHER
from repcheck.cli.options.memory import state_option
from repcheck.cli.options.values import Seconds
from repcheck.model.exit_code import ExitCode

#: As of ``repcheck monitor``.
_MIN_COVERAGE = 0.8
#: What a password is hashed without.
_SERVING = (
    *("--listen", "--host", "--tls-cert", "--tls-key", "--behind-proxy", "--proxy"),
    *("--every", "--end-sessions", "--state", "--catalog", "--config"),
)
_FILE = click.Path(path_type=Path)


@click.command(
    cls=Command,
    rules=(
        *needs("--tls-key", "--tls-cert"),
        *needs("--tls-cert", "--tls-key"),
        *excludes("--set-password", *_SERVING, *NETWORK_OPTIONS),
    ),
    epilog="""\b
Examples:
  repcheck serve
  repcheck serve --every 15m
  repcheck serve --set-password
  repcheck serve --listen 192.0.2.5:443 --tls-cert cert.pem --tls-key key.pem
  repcheck serve --behind-proxy X-Remote-User --proxy 127.0.0.1 --host repcheck.example.com

\b
Exit codes: 0 ended by SIGTERM or Ctrl-C, hash printed or key made, 2 wrong usage or input,
            or the address cannot be used, 3 the monitor of --every ended by itself
""",
)
@option(
    "--listen",
    group=OTHER,
    type=ListenAt(),
    metavar="HOST:PORT",
    help="Address of this machine to serve at [default: as configured, else 127.0.0.1:8025].",
)
@option(
    "--host",
    "hosts",
    group=OTHER,
    multiple=True,
    metavar="NAME",
    help="A name by which browsers know this server; requests for other names are refused.",
)
@option("--tls-cert", group=OTHER, type=_FILE, metavar="FILE", help="Certificate with its chain, PEM.")
@option("--tls-key", group=OTHER, type=_FILE, metavar="FILE", help="Key of the certificate, PEM.")
@option(
    "--behind-proxy",
    "header",
    group=OTHER,
    metavar="HEADER",
    help="Header in which a proxy names who logged in there.",
)
@option(
    "--proxy",
    "proxies",
    group=OTHER,
    multiple=True,
    metavar="ADDRESS",
    help="Address or network that the proxy asks from; from others the header is refused.",
)
@option(
    "--every",
    group=OTHER,
    type=Seconds(60, 7 * 86400),
    default=None,
    metavar="TIME",
    help="Do a pass of the monitor in that time again and again, too (15m, 1h).",
)
@option(
    "--set-password",
    group=OTHER,
    is_flag=True,
    help="Read a password, print its hash for the configuration, and end.",
)
@option(
    "--end-sessions",
    group=OTHER,
    is_flag=True,
    help="Make a new key, and end: everybody has to log in again, at a running server after SIGHUP.",
)
@state_option
@chosen("catalog", "config")
@network("resolvers", "direct", "timeout", "cache", "dead_wait", "polite")
def command(  # noqa: PLR0913 - one for each option that no other command has
    *,
    listen: Listen | None,
    hosts: tuple[str, ...],
    tls_cert: Path | None,
    tls_key: Path | None,
    header: str | None,
    proxies: tuple[str, ...],
    every: float | None,
    set_password: bool,
    end_sessions: bool,
    state: State,
    chosen: Chosen,
    network: Network,
) -> int:
    """Show in a browser what the monitor remembers, until SIGTERM or Ctrl-C.

    The page says how things stand and when that is stale; with --every it runs the monitor, too. Without a
    password it is for this machine alone: any other address needs one (--set-password), a token, or a
    proxy where people log in.
    """
    if set_password:
        from repcheck.cli.commands.serve import password

        password.set_password()
        return int(ExitCode.OK)
    if end_sessions:
        from repcheck.cli.commands.serve import making

        making.end_sessions(state)
        terminal.say("Every session has ended, at a server that runs after its next SIGHUP or start.\n")
        return int(ExitCode.OK)
    import asyncio

    from repcheck.cli.commands.serve.making import Wanted, made, serving

    wanted = Wanted(
        listen=listen,
        hosts=hosts,
        header=header,
        proxies=proxies,
        tls_cert=tls_cert,
        tls_key=tls_key,
    )
    site, place = made(wanted, state, chosen, network)
    if every is None:
        asyncio.run(serving(site, place))
        return int(ExitCode.OK)
    from repcheck.cli.commands.serve.inside import monitoring
    from repcheck.cli.passes import Saying
    from repcheck.cli.watching import WatchOptions

    watched = WatchOptions(
        targets=(),
        chosen=chosen,
        network=network,
        webhook=None,
        state=state,
        fail_on=None,
        min_coverage=_MIN_COVERAGE,
    )
    with monitoring(watched, Saying(quiet=True, output=Output(fmt="text")), every) as inside:
        asyncio.run(serving(site, place, inside))
    if inside.end() == 0:
        return int(ExitCode.OK)
    complain("the monitor beside the server has ended, so the server ends too")
    return int(ExitCode.UNDECIDED)
