"""Options that mean the same in every command, in groups: a command takes the groups that it uses."""

from repcheck.app.run.network import Network
from repcheck.cli.options.catalog import CATALOG_OPTIONS, Chosen, chosen
from repcheck.cli.options.groups import Command, excludes, needs, option
from repcheck.cli.options.network import NETWORK_OPTIONS, clustered, network
from repcheck.cli.options.output import Output, output
from repcheck.cli.options.verdict import SEVERITIES, VERDICT_OPTIONS, ExitRules, verdict

__all__ = [
    "CATALOG_OPTIONS",
    "NETWORK_OPTIONS",
    "SEVERITIES",
    "VERDICT_OPTIONS",
    "Chosen",
    "Command",
    "ExitRules",
    "Network",
    "Output",
    "chosen",
    "clustered",
    "excludes",
    "needs",
    "network",
    "option",
    "output",
    "verdict",
]
