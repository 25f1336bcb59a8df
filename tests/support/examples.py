"""How many made-up examples a property is tried with: few each time, many in CI (``REPCHECK_EXAMPLES=many``).

Both are the same in each run, so that a test that passed passes again and a change that fails is the change's
own fault; ``REPCHECK_EXAMPLES=new`` looks for faults with many new ones, printed as ``@reproduce_failure``.
"""

import os

from hypothesis import HealthCheck, settings

WANTED = os.environ.get("REPCHECK_EXAMPLES", "few")
MANY = WANTED in ("many", "new")
_FEWEST, _MOST = 12, 100


def examples(many: int) -> int:
    """``many`` where there is time for them, else some of them, a hundred at most."""
    return many if MANY else min(many, max(_FEWEST, min(_MOST, many // 20)))


def size(largest: int) -> int:
    """How large something hostile is made: ``largest`` where there is time for it, else an eighth.

    What it may cost is then told by its size, so that both say the same of how the cost grows.
    """
    return largest if MANY else largest // 8


def load_profile() -> None:
    """No example has a time limit or is too slow: what it costs depends on the machine."""
    settings.register_profile(
        "repcheck",
        max_examples=examples(100),
        deadline=None,
        derandomize=WANTED != "new",
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    settings.load_profile("repcheck")
