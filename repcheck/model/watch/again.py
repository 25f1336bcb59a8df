"""What a command that is printed needs beside its name, so that it runs as printed."""

import msgspec


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """Options of the command that prints it, as they are typed; empty where none was given.

    ``memory``  to find the same memory: --state, --config
    ``config``  to read the same configuration and catalog: --catalog, --config
    ``asking``  to ask the same lists in the same way: --resolver, --catalog, --config ...
    """

    memory: str = ""
    config: str = ""
    asking: str = ""


def typed(command: str, options: str) -> str:
    """The command with the options behind it."""
    return f"{command} {options}".rstrip()
