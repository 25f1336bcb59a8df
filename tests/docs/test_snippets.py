"""What the documents and contrib/ give to other programs: each is read by the program that it is for."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs.page import ROOT, blocks
from tools import schema_page

PROMETHEUS = ROOT / "contrib" / "prometheus"
BOARD: dict[str, Any] = json.loads((PROMETHEUS / "dashboard.json").read_text(encoding="utf-8"))
METRIC = re.compile(r"\brepcheck_[a-z_]+")


def program(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is missing: apt install {package}")
    return found


def test_the_page_of_fields_is_fresh() -> None:
    assert (ROOT / "docs" / "fields.md").read_text(encoding="utf-8") == schema_page.page(), "run make docs"


def test_each_schema_has_its_row() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"/schemas/([a-z0-9-]+\.json)\)", page)) == sorted(
        path.name for path in schema_page.FOLDER.glob("*.json")
    )


def test_the_page_of_keys_names_each_variable_of_the_catalog() -> None:
    page = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\|.*`([A-Z_]+_KEY)`", page, re.MULTILINE))
    catalog = (ROOT / "blocklists.yaml").read_text(encoding="utf-8")
    # the user names that of SURBL: its public zone needs none
    assert named == {*re.findall(r"^ +key: env:([A-Z_]+)$", catalog, re.MULTILINE), "SURBL_KEY"}


def test_unbound_takes_its_five_lines(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "resolver.md").read_text(encoding="utf-8")
    (block,) = (block for block in blocks(page) if block.file == "lists.conf")
    (tmp_path / "lists.conf").write_text(block.text)
    assert len([line for line in block.text.splitlines() if not line.startswith("#")]) == 5
    done = subprocess.run(
        [program("unbound-checkconf", "unbound"), str(tmp_path / "lists.conf")],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_prometheus_takes_the_alert_rules() -> None:
    rules = str(PROMETHEUS / "alerts.yml")
    done = subprocess.run(
        [program("promtool", "prometheus"), "check", "rules", rules], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"5 rules found" in done.stdout


def expressions() -> Iterator[str]:
    for panel in BOARD["panels"]:
        for target in panel["targets"]:
            yield target["expr"]
    yield from re.findall(r"expr: (.*)", (PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))


def test_rules_and_dashboard_ask_for_metrics_that_are_written() -> None:
    source = "".join(path.read_text() for path in (ROOT / "repcheck" / "render" / "metrics").glob("*.py"))
    asked = {name for text in expressions() for name in METRIC.findall(text)}
    assert len(asked) >= 7
    assert {name for name in asked if f'"{name}"' not in source} == set()


def test_panels_of_the_dashboard_neither_overlap_nor_stick_out() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        taken |= cells
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])
