"""The bench of the wall measures pages that show what its store holds."""

import re

from bench.wall import LISTS, run


def test_each_page_has_its_row() -> None:
    rows = run([2 * LISTS]).splitlines()[2:]
    pages = [re.split(" {2,}", row.strip())[1] for row in rows]
    assert pages[:3] == ["counted at the start", "counted after a pass", "first page"]
    assert all(page.startswith("report, ") for page in pages[3:])
    assert len(pages) == 6
