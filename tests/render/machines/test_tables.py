"""CSV: every row has the fields of its header, and what is read back is what was said."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from repcheck.render.formats import FORMATS, Format
from repcheck.render.view import View
from tests.support.golden import assert_golden

from . import others
from .made import CHECKS, poisoned

GOLDEN = Path(__file__).parent / "golden"
TABLES: dict[str, Format] = {
    each.takes: each for each in FORMATS if each.name == "csv" and each.takes != "hygiene"
}
RESULTS: dict[str, Callable[[], Any]] = {
    "targets": CHECKS["listings"],
    "records": CHECKS["bounced"],
    "domains": others.domains,
    "probe": others.probe,
    "pass": others.a_pass,
}


def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode()
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in found}) == 1
    assert len(found) == text.count("\r\n"), "a cell holds a line end"
    header, *body = found
    return [dict(zip(header, row, strict=True)) for row in body]


def table(takes: str, value: Any) -> list[dict[str, str]]:
    return rows(b"".join(TABLES[takes].pieces(value, View())))


@pytest.mark.parametrize("found", TABLES.values(), ids=list(TABLES))
def test_golden(found: Format) -> None:
    content = b"".join(found.pieces(RESULTS[found.takes](), View()))
    assert rows(content)
    assert_golden(GOLDEN / f"csv-{found.takes}.csv", content)


def test_every_pair_is_a_row_and_what_was_not_asked_is_unknown() -> None:
    report = CHECKS["listings"]()
    found = table("targets", report)
    seen = [one for target in report.targets for one in target.observations]
    assert [row["list"] for row in found[:-1]] == [one.list for one in seen]
    assert [row["state"] for row in found[:-1]] == [one.state.value for one in seen]
    assert (found[-1]["state"], found[-1]["reason"]) == ("unknown", "not_asked")


def test_no_cell_of_a_stranger_is_a_formula() -> None:
    report = poisoned()
    for takes in ("targets", "records"):
        cells = [cell for row in table(takes, report) for cell in row.values() if cell]
        assert not [cell for cell in cells if cell[0] in "=+-@\t\r\n"]
        assert any(cell.startswith("'=cmd|") for cell in cells)


def test_a_finding_of_a_part_and_of_its_domain_is_one_row() -> None:
    report = others.domains()
    (domain,) = report.domains
    (fault,) = domain.parts[0].findings
    listing = msgspec.structs.replace(fault, id="listed", says="192.0.2.1 is listed.")
    twice = msgspec.structs.replace(domain, findings=(fault, listing))
    found = table("domains", msgspec.structs.replace(report, domains=(twice,)))
    rules = [row["rule"] for row in found]
    assert rules == [row["rule"] for row in table("domains", report)]
