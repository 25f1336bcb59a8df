"""Callers that want more than the usual manners: a pipe of a mail server, a monitoring system."""

from collections.abc import Sequence
from itertools import pairwise

STDIN = "-"
#: The format that a monitoring system reads.
PLUGIN = "nagios"
_COMMAND = "bounces"
_STORE = ("store", "--store")


def is_pipe(arguments: list[str]) -> bool:
    """Whether a mail server's pipe calls, ``bounces store -`` or ``bounces - --store``.

    It must never make the mail server bounce a mail.
    """
    if arguments[:1] != [_COMMAND] or STDIN not in arguments:
        return False
    return arguments[1] == _STORE[0] or _STORE[1] in arguments


def is_plugin(arguments: Sequence[str]) -> bool:
    """Whether the main output is wanted for a monitoring system; ``plugin`` has what that expects."""
    return f"--format={PLUGIN}" in arguments or ("--format", PLUGIN) in pairwise(arguments)
