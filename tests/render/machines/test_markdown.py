"""Markdown, by a CommonMark parser with the tables of GitHub."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from repcheck.model.causes import LetterKind, Step
from repcheck.render.markdown.escape import code, plain
from repcheck.render.markdown.page import shown
from repcheck.render.view import View
from tests.support.golden import assert_golden
from tests.support.hostile import HOSTILE
from tests.support.tables import each

from . import others
from .made import CHECKS

GOLDEN = Path(__file__).parent / "golden"
PARSER = MarkdownIt("gfm-like", {"linkify": False})
RESULTS: dict[str, Callable[[], Any]] = {
    "listings": CHECKS["listings"],
    "bounced": CHECKS["bounced"],
    "baseline": CHECKS["baseline"],
    "domains": others.domains,
    "probe": others.probe,
    "pass": others.a_pass,
    "hygiene": others.hygiene,
}
#: What text itself may become; all else is markup that somebody put into it.
_TEXT = {"text", "inline", "paragraph_open", "paragraph_close", "softbreak"}


def tokens(text: str) -> Iterator[Token]:
    for token in PARSER.parse(text):
        yield token
        yield from token.children or ()


@each("name", RESULTS)
def test_golden(name: str) -> None:
    content = shown(RESULTS[name](), View())
    kinds = {token.type for token in tokens(content.decode())}
    assert "heading_open" in kinds
    assert_golden(GOLDEN / f"markdown-{name}.md", content)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_no_text_becomes_markup(text: str) -> None:
    line = " ".join(char if char.isprintable() else "?" for char in text[:500])
    assert {token.type for token in tokens(f"a {plain(line)} z")} <= _TEXT
    spans = [token for token in tokens(f"a {code(line)} z") if token.type not in _TEXT]
    assert [(token.type, token.content.strip()) for token in spans] == [("code_inline", line.strip())]


@each("text", ["- a", "1. a", "> a", "=== ", "+ a", "# a"])
def test_no_text_begins_a_block(text: str) -> None:
    assert {token.type for token in tokens(plain(text))} <= _TEXT


def test_a_mention_reaches_nobody_and_an_address_stays() -> None:
    assert "@team" not in plain("hello @team")
    assert plain("ann@example.com") == "ann@example.com"


def test_a_recipient_is_masked_unless_asked_for() -> None:
    assert b"reader0@" not in shown(others.hygiene(), View())
    assert b"reader0@example.net" in shown(others.hygiene(), View(show_addresses=True))


@each(
    "letter_kind, list_, do, line",
    [
        ("operator", "list-b", "close the account", "First: close the account. Only then ask for removal."),
        (None, "list-b", "close the account", "First: close the account."),
        ("operator", "list-b", "optional: close the account", None),
        ("operator", None, "set the reverse name", None),
    ],
)
def test_what_to_end_stands_before_the_page_to_ask_on(
    letter_kind: LetterKind | None, list_: str | None, do: str, line: str | None
) -> None:
    steps = (
        Step(phase="fix", title="x", how="x", do=do, list=list_, targets=("192.0.2.10",)),
        Step(phase="ask", title="x", how="x", url="https://list-b.example/remove", list="list-b",
             targets=("192.0.2.10",), letter_kind=letter_kind),
    )  # fmt: skip
    report = msgspec.structs.replace(CHECKS["listings"](), plan=steps)
    lines = [found.strip() for found in shown(report, View()).decode().splitlines() if "First:" in found]
    assert lines == ([] if line is None else [f"- {line}"])
