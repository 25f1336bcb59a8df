"""The command, as a console script and as ``python -m repcheck``."""

import gc
import signal
from typing import NoReturn


def run() -> NoReturn:
    """Entry point of the console script."""
    # A run makes many values, drops few and ends soon: the default thresholds would have the
    # collector walk all of them again and again, those of the imports too.
    gc.set_threshold(500_000, 50, 50)
    # Until a command can end in good order, Ctrl-C ends it as any program, not in the middle of an import.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from repcheck.cli.main import run as run_command

    run_command()


if __name__ == "__main__":
    run()
