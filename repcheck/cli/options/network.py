"""How the DNS is asked."""

from collections.abc import Callable
from typing import Any

import click

from repcheck.app.run.network import Network
from repcheck.cli.options.groups import NETWORK, F, gathered, option
from repcheck.cli.options.values import ClusterName, Patience, Seconds

_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "resolvers": option(
        "--resolver",
        "resolvers",
        group=NETWORK,
        multiple=True,
        metavar="IP[:PORT]",
        help="Name server to ask instead of the system's, IPv6 in brackets; several are compared.",
    ),
    "direct": option(
        "--direct",
        group=NETWORK,
        is_flag=True,
        help="Ask the lists' own name servers, with no resolver between.",
    ),
    "timeout": option(
        "-t",
        "--timeout",
        group=NETWORK,
        type=Seconds(),
        metavar="SECONDS",
        help="End the whole run after that time; what is open then is unknown.",
    ),
    "patience": option(
        "--patience",
        group=NETWORK,
        type=Patience(),
        default=10.0,
        metavar="SECONDS|all",
        help="How long to wait for lists that cost little mail and want to be asked slowly; the rest of "
        "them is unknown (deferred) [default: 10].",
    ),
    "cache": option(
        "--cache",
        group=NETWORK,
        is_flag=True,
        help="Keep answers from run to run, as long as their TTL allows.",
    ),
    "dead_wait": option(
        "--dead-wait",
        group=NETWORK,
        type=Seconds(0.1, 60),
        default=2.0,
        metavar="SECONDS",
        help="Silence after which a list counts as dead [default: 2].",
    ),
    "polite": option(
        "--polite",
        group=NETWORK,
        type=click.Choice(("on", "off")),
        default="on",
        show_default=True,
        help="off: no limits on how fast and how much a list is asked (your own mirrors).",
    ),
    "cluster": option(
        "--cluster",
        group=NETWORK,
        type=ClusterName(),
        default=None,
        metavar="ADDRESS",
        help="Let the workers of a Dask cluster do it: tls://HOST:PORT, tcp://127.0.0.1:PORT, or local[:N] "
        "for N processes here.",
    ),
}
#: Few commands have so much to do.
_OFTEN = tuple(name for name in _OPTIONS if name != "cluster")

#: As a user spells them.
NETWORK_OPTIONS = ("--resolver", "--direct", "--timeout", "--patience", "--cache", "--dead-wait", "--polite")


def clustered() -> Callable[[F], F]:
    """All of the options, as ``network`` does."""
    return network(*_OPTIONS)


def network(*names: str) -> Callable[[F], F]:
    """These (without names all but ``--cluster``), handed to the command as one argument ``network``."""
    taken = names or _OFTEN
    return lambda function: gathered(function, "network", Network, taken, [_OPTIONS[name] for name in taken])
