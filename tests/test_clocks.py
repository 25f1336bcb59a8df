"""No test passes this month and fails the next: what reads the real clock names no day of the calendar."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.tables import each

TESTS = Path(__file__).resolve().parent
#: Calls that read the clock, as the last two names of what is called.
CLOCKS = {
    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"),
    ("time", "gmtime"), ("time", "localtime"),
}  # fmt: skip
#: A day or month in a text: "2026-11-27", "Nov 2026", "27 Nov 2026".
_DAY = re.compile(
    r"\b20[2-9]\d-[01]\d\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w* 20[2-9]\d\b"
)
_THIS_CENTURY = range(2020, 2100)


def names(function: ast.expr) -> tuple[str, str]:
    """``("datetime", "now")`` of ``datetime.now`` and of ``datetime.datetime.now``."""
    if not isinstance(function, ast.Attribute):
        return "", function.id if isinstance(function, ast.Name) else ""
    owner = function.value
    if isinstance(owner, ast.Attribute):
        return owner.attr, function.attr
    return (owner.id if isinstance(owner, ast.Name) else ""), function.attr


def reads_the_clock(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Call) and names(node.func) in CLOCKS for node in ast.walk(tree))


def days(tree: ast.Module) -> Iterator[int]:
    """Lines that name a day or month of these years."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _DAY.search(node.value):
            yield node.lineno
        elif isinstance(node, ast.Call) and names(node.func)[1] in ("date", "datetime") and node.args:
            year = node.args[0]
            if isinstance(year, ast.Constant) and year.value in _THIS_CENTURY:
                yield node.lineno


def doubtful(source: str) -> list[int]:
    """Lines with a day in a module that also reads the clock."""
    # Most modules do neither, and need not be parsed.
    if not any(f"{owner}.{name}(" in source for owner, name in CLOCKS):
        return []
    tree = ast.parse(source)
    return sorted(days(tree)) if reads_the_clock(tree) else []


def test_no_module_compares_the_real_clock_with_a_day() -> None:
    here = Path(__file__)
    modules = [path for path in sorted(TESTS.rglob("*.py")) if path != here]
    found = {
        str(path.relative_to(TESTS)): lines
        for path in modules
        if (lines := doubtful(path.read_text(encoding="utf-8")))
    }
    assert found == {}, "pass the time in"


@each(
    "source, lines",
    [
        ('assert date.today().isoformat() == "2026-11-28"', [1]),
        ("now = datetime.datetime.now(UTC)\nassert now < datetime(2027, 1, 1)", [2]),
        ('stamp = time.time()\nassert said(stamp) == "27 Nov 2026"', [2]),
        ('assert told(datetime(2026, 11, 27)) == "2026-11-27"', []),
        ("assert datetime.now(UTC) - HOUR < seen", []),
        ('"""What date.today() is not."""\nassert day == "2026-11-28"', []),
    ],
)
def test_such_a_comparison_is_noticed(source: str, lines: list[int]) -> None:
    assert doubtful(source) == lines
