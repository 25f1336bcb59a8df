"""Causes of bounces that were written with bad intent: bounded, plain, and apart from each other."""

from repcheck.causes.correlate import correlate
from tests.support.tables import each

from .cases import (
    CATALOG,
    ZEN,
    address,
    listed,
    listed_bounce,
    only,
)


def test_evidence_is_bounded_and_keeps_strangers_words_as_data() -> None:
    records = [listed_bounce(diagnostic=f"550 \x1b[31m{number} " + "x" * 1000) for number in range(9)]
    cause = only(records, address(listed(ZEN, 2)))
    assert len(cause.evidence) == 4
    assert all(len(text) <= 300 for text in cause.evidence)
    assert "\x1b" not in cause.says


@each(
    "value", ["192.0.2.10; rm -rf /", "$(id)", "\x00", "a" * 5000, "-oProxyCommand=x", "<b>x</b>", "::1%eth0"]
)
def test_hostile_subjects_make_plain_ids(value: str) -> None:
    cause = only([listed_bounce(value=value)], address(listed(ZEN, 2)))
    tail = cause.id.removeprefix("list:zen-bl:")
    assert len(tail) <= 120
    assert set(tail) <= set("abcdefghijklmnopqrstuvwxyz0123456789._@:-%")
    assert len(cause.says) < 600


def test_different_hostile_subjects_have_different_ids() -> None:
    causes = correlate([listed_bounce(value="a b.example"), listed_bounce(value="a$b.example")], [], CATALOG)
    assert len({cause.id for cause in causes}) == 2
