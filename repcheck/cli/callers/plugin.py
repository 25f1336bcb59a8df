"""``--format nagios``: whatever goes wrong is UNKNOWN (3), on standard output, where such systems look.

A typing mistake must not page anybody: exit code 2, which it is elsewhere, means CRITICAL there.
"""

import sys
from collections.abc import Callable, Sequence

import click

from repcheck.cli.callers import PLUGIN
from repcheck.cli.endings import Ending, Terminated, tell
from repcheck.errors import OutputLost, RepcheckError
from repcheck.model.exit_code import ExitCode

_UNKNOWN = 3
#: The plugin interface has these end with UNKNOWN, so that no check is ever "OK" by showing its help.
_ABOUT_ITSELF = ("-h", "--help", "-V", "--version")
_STATES = (0, 1, 2, _UNKNOWN, ExitCode.INTERRUPTED, Ending.TERMINATED)


def run_plugin(arguments: Sequence[str], invoke: Callable[[list[str]], int]) -> int:
    """Run one command line; returns 0 to 3, or how it was ended from outside."""
    try:
        code = invoke(list(arguments))
        sys.stdout.flush()
    except click.ClickException as error:
        return _unknown(" ".join(error.format_message().split()))
    except RepcheckError as error:
        if isinstance(error, OutputLost):
            tell(error)  # nobody may read what stands on standard output: it can be what was lost
        return _unknown(str(error).partition("\n")[0])
    except (click.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except Terminated:
        return Ending.TERMINATED
    except Exception as error:  # noqa: BLE001 - a fault of ours is not a state of what is watched
        return _unknown(
            f"a fault of repcheck itself ({type(error).__name__}); without --format {PLUGIN} it tells more"
        )
    asked = any(word in _ABOUT_ITSELF for word in arguments)
    return _UNKNOWN if asked or code not in _STATES else int(code)


def _unknown(what: str) -> int:
    from repcheck.model.secret import without_password
    from repcheck.render.plugin.nagios import unknown

    try:
        sys.stdout.buffer.write(unknown(without_password(what)))
        sys.stdout.flush()
    except OutputLost as error:
        tell(error)  # such systems log it; the code alone is the state that they see
    return _UNKNOWN
