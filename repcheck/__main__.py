"""The command, as a console script and as ``python -m repcheck``."""

import gc
from typing import NoReturn


def run() -> NoReturn:
    """Entry point of the console script."""
    # A run makes many values, drops few and ends soon: the default thresholds would have the
    # collector walk all of them again and again, those of the imports too.
    gc.set_threshold(500_000, 50, 50)
    from repcheck.cli.main import run as run_command

    run_command()


if __name__ == "__main__":
    run()
