"""``--set-password``: the hash of a password that nobody else sees."""

import sys

from repcheck.cli import terminal
from repcheck.errors import BadInput, UnreadableFile
from repcheck.files import reason
from repcheck.web.guard.passwords import MOST, Passwords

_NEXT = """\
# The hash of the password. In repcheck.yaml:
#   serve:
#     accounts:
#       - {name: NAME, role: operator, password: "HASH"}
# role: viewer may look and change nothing. Or put the hash into a file: password: "file:/path"
"""


def set_password() -> None:
    """Read a password, without echo from a terminal, else the first line of standard input; print its hash.

    Raises BadInput.
    """
    passwords = Passwords()
    hashed = passwords.hashed(_asked() if sys.stdin.isatty() else _read())
    passwords.close()
    if sys.stderr.isatty():
        sys.stderr.write(_NEXT)
    terminal.say(f"{hashed}\n")


def _asked() -> str:
    import getpass

    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise BadInput("the two passwords differ")
    return first


def _read() -> str:
    try:
        line = sys.stdin.readline(MOST * 4 + 2)
    except OSError as error:
        raise UnreadableFile(reason(error), "stdin") from error
    except UnicodeDecodeError:
        raise BadInput("the password is not text in UTF-8") from None
    return line.removesuffix("\n").removesuffix("\r")
