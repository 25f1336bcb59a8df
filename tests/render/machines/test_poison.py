"""The poison run: hostile texts everywhere that strangers write, through every format of every command.

One result for each kind is made once; every format shows it, and the reader of the format reads that.
"""

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import junitparser
import pytest
from markdown_it import MarkdownIt
from prometheus_client.parser import text_string_to_metric_families

from repcheck.render.formats import FORMATS, Format
from repcheck.render.view import View
from tests.render.html.reading import assert_harmless
from tests.support.hostile import ALL_AT_ONCE

from . import others
from .icinga import parsed
from .made import poisoned
from .readers import junit_schema, sarif_validator
from .runner import commands, outputs

POISON: dict[str, Callable[[], Any]] = {
    "report": poisoned,
    "targets": poisoned,
    "records": poisoned,
    "domains": lambda: others.domains(others.HOSTILE_TEXTS),
    "probe": lambda: others.probe(others.HOSTILE_TEXTS),
    "pass": lambda: others.a_pass(others.HOSTILE_TEXTS),
    "status": lambda: others.a_status(others.HOSTILE_TEXTS),
    "hygiene": lambda: others.hygiene(others.HOSTILE_TEXTS),
    "lists": lambda: others.lists(others.HOSTILE_TEXTS),
    "diff": lambda: others.difference(others.HOSTILE_TEXTS),
    "spf": lambda: others.spf(ALL_AT_ONCE),
}
#: JSON keeps what it is given, but for the controls that a terminal would obey.
_DATA = ("json", "jsonl", "codequality")
#: These lines are what a CI system is to obey.
_COMMANDING = ("github", "azure")
#: Commands that only tell a person something.
_HARMLESS = {"error", "warning", "notice"}


@cache
def result(takes: str) -> Any:
    return POISON[takes]()


def read_json(text: str) -> None:
    json.loads(text)


def read_lines(text: str) -> None:
    for line in text.removesuffix("\n").split("\n"):
        json.loads(line)


def read_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r\n") and cell]


def read_junit(text: str) -> None:
    junit_schema().validate(text)
    junitparser.JUnitXml.fromstring(text.encode())


def read_sarif(text: str) -> None:
    document = json.loads(text)
    assert [error.message for error in sarif_validator().iter_errors(document)] == []


def read_github(text: str) -> None:
    found = commands(text)
    assert len(found) == text.count("\n")
    assert {command.name for command in found} <= _HARMLESS


def read_markdown(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    within = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close", "table_open", "table_close", "thead_open",
        "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open",
        "td_close",
    }  # fmt: skip
    assert {child.content for child in within if child.type == "html_inline"} <= {"<sub>", "</sub>"}
    links = {child.attrs["href"] for child in within if child.type == "link_open"}
    assert all(str(link).startswith(("https://", "http://", "mailto:")) for link in links)
    assert not [child for child in within if child.type == "image"]


def read_prometheus(text: str) -> None:
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    keys = {(sample.name, tuple(sorted(sample.labels.items()))) for sample in samples}
    assert len(keys) == len(samples) > 3
    assert all(sample.timestamp is None and sample.name.startswith("repcheck_") for sample in samples)


def read_nagios(text: str) -> None:
    parsed(text.encode())


def read_text(text: str) -> None:
    assert text.endswith("\n")


def read_html(text: str) -> None:
    assert_harmless(text)


READERS: dict[str, Callable[[str], None]] = {
    "text": read_text,
    "json": read_json,
    "jsonl": read_lines,
    "csv": read_csv,
    "junit": read_junit,
    "sarif": read_sarif,
    "github": read_github,
    "codequality": read_json,
    "azure": read_text,
    "lines": read_text,
    "markdown": read_markdown,
    "prometheus": read_prometheus,
    "nagios": read_nagios,
    "html": read_html,
}


@pytest.mark.parametrize("found", FORMATS, ids=lambda each: f"{each.takes}-{each.name}")
def test_what_strangers_write_harms_no_reader(found: Format) -> None:
    view = View(version="1.0")
    content = b"".join(found.pieces(result(found.takes), view))
    text = content.decode()  # valid UTF-8, whatever came in
    READERS[found.name](text)
    line_ends = {"\n", "\r"} if found.name == "csv" else {"\n"}
    if found.name in _DATA:
        assert {char for char in text if char < " " or "\x7f" <= char <= "\x9f"} <= line_ends
    else:
        assert {char for char in text if not char.isprintable()} <= line_ends
    if found.name not in _COMMANDING:
        assert commands(text) == []
    if found.name not in (*_DATA, "csv"):  # data holds addresses in full
        assert "victim" not in text
    for name, addition in found.beside(result(found.takes), view):
        said = addition.decode()
        assert commands(said) == []
        if name == "GITHUB_OUTPUT":
            assert {"exit-code", "level", "headline"} <= set(outputs(said))
        else:
            read_markdown(said)


def test_each_format_has_its_reader() -> None:
    assert {each.name for each in FORMATS} == set(READERS)
