"""The fuzzer's functions hold for what it starts from; ``make fuzz`` looks further."""

from tests.support.examples import MANY
from tests.support.tables import each

from .targets import targets

TARGETS = targets()


@each("kind", TARGETS)
def test_seeds_keep_the_promises(kind: str) -> None:
    seeds = list(TARGETS[kind].seeds())
    assert seeds
    for number, seed in enumerate(seeds):
        changed = (seed[: len(seed) // 2], seed[::-1], seed * 3, seed.replace(b" ", b"\0"))
        for raw in (seed, *(changed if MANY else [changed[number % len(changed)]])):
            TARGETS[kind].run(raw)
