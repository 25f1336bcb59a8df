"""The command line of a mail server's pipe, which must never make the mail server bounce a mail."""

STDIN = "-"
_COMMAND = "bounces"
_STORE = ("store", "--store")


def is_pipe(arguments: list[str]) -> bool:
    """Whether it is that of a mail server's pipe: ``bounces store -`` or ``bounces - --store``."""
    if arguments[:1] != [_COMMAND] or STDIN not in arguments:
        return False
    return arguments[1] == _STORE[0] or _STORE[1] in arguments
