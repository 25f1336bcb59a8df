"""The bench of formats measures each format of a check."""

from bench.render import LISTS, report, run
from repcheck.render.formats import names


def test_each_format_has_its_row() -> None:
    rows = [line.split()[1] for line in run([2 * LISTS]).splitlines()[2:]]
    assert rows == list(names("check"))


def test_the_report_is_as_large_as_it_says() -> None:
    assert sum(len(found.observations) for found in report(6_000).targets) == 6_000
