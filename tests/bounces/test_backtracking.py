"""No pattern works more than about in proportion to its text, whatever a stranger writes."""

import re
import time
from typing import Any

import pytest

from .attacks import all_patterns, attacks

PATTERNS = all_patterns()
SMALL, LARGE = 2_000, 8_000
#: Seconds: what a text of LARGE letters may cost without a closer look.
CHEAP = 0.02
#: Seconds that no text of LARGE letters may cost, however slow the machine.
DEAR = 1.0
#: Four times the letters cost four times as much; sixteen times would be quadratic.
MOST_GROWTH = 8.0


#: Patterns that are matched at one place of a text only, where a search would begin anew at each letter.
AT_ONE_PLACE = {
    "repcheck.bounces.logs.kind._POWERMTA_HEADER[0]",
    "repcheck.bounces.logs.sendmail._OPEN[0]",
    "repcheck.bounces.logs.sendmail._TO[0]",
}


def cost(pattern: re.Pattern[Any], text: str, runs: int, *, search: bool = True) -> float:
    subject: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    work = pattern.search if search else pattern.match
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        work(subject)
        best = min(best, time.process_time() - begun)
    return best


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 800
    assert {name.split("[")[0] for name in PATTERNS} >= {
        "repcheck.bounces.classify._TABLE",
        "repcheck.bounces.notice_signs._FAILURE_TEXT",
        "repcheck.bounces.kinds._CHALLENGE",
        "repcheck.bounces.cite._UNKNOWN_ZONE",
        "repcheck.bounces.subject._DOMAIN_FORMS",
        "repcheck.bounces.reply._CODE_FORMS",
        "repcheck.bounces.returned._RULED",
        "repcheck.bounces.mime._HTML_TAG",
        "words",
        "providers",
    }


@pytest.mark.parametrize("pattern", [re.compile(r"(a+)+b"), re.compile(r"\s+x\b")])
def test_a_bad_pattern_is_caught(pattern: re.Pattern[str]) -> None:
    if pattern.pattern.startswith("("):
        text = next(attacks(pattern, 22))
        assert cost(pattern, text, 1) > cost(pattern, text[:10], 3) * 4
    else:
        assert not _grows_little(pattern)


def _grows_little(pattern: re.Pattern[Any], *, search: bool = True) -> bool:
    pairs = zip(attacks(pattern, SMALL), attacks(pattern, LARGE), strict=True)
    return all(_is_cheap(pattern, small, large, search=search) for small, large in pairs)


def _is_cheap(pattern: re.Pattern[Any], small: str, large: str, *, search: bool) -> bool:
    once = cost(pattern, large, 1, search=search)
    if once < CHEAP:
        return True
    few = max(cost(pattern, small, 3, search=search), 1e-5)
    return once < DEAR and cost(pattern, large, 3, search=search) <= MOST_GROWTH * few


@pytest.mark.parametrize("name", PATTERNS)
def test_cost_grows_with_the_text_only(name: str) -> None:
    assert _grows_little(PATTERNS[name], search=name not in AT_ONE_PLACE), PATTERNS[name].pattern
