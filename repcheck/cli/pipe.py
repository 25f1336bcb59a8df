"""The command line of a mail server's pipe, which must never make the mail server bounce a mail."""

STDIN = "-"
OPTION = "--store"


def is_pipe(arguments: list[str]) -> bool:
    """Whether a command line is that of a mail server's pipe: ``repcheck bounces - --store``."""
    return arguments[:1] == ["bounces"] and OPTION in arguments and STDIN in arguments
