"""What the documents show is what the commands print; ``make docs`` makes both anew."""

from pathlib import Path

import pytest

from repcheck.cli.handbook import demonstration, glossary, handbook, helps, with_transcript
from tests.support.tables import each

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_fresh() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == handbook(), "run make docs"


def test_the_glossary_is_fresh() -> None:
    assert (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8") == glossary(), "run make docs"


def test_each_command_has_its_help() -> None:
    found = dict(helps())
    assert {"repcheck", "repcheck check", "repcheck bounces read", "repcheck lists show"} <= found.keys()
    for words, text in found.items():
        assert text.startswith(f"Usage: {words} "), words
        assert "-h, --help" in text, words


def test_the_transcript_of_the_first_page_is_what_the_demo_prints() -> None:
    page = (ROOT / "docs" / "first-steps.md").read_text(encoding="utf-8")
    assert with_transcript(page, demonstration()) == page, "run make docs"


RUN = "$ repcheck check 192.0.2.1\n\n{}\n\n1 targets, 2 lists, {} UTC; x\n"


def test_time_alone_makes_no_transcript_stale() -> None:
    readme = f"a\n{RUN.format('clean', '1.0 s, 2026-11-27 10:00')}b\n"
    later = RUN.format("clean", "22.5 s, 2027-01-01 23:59")
    assert with_transcript(readme, later) == readme
    other = RUN.format("listed", "22.5 s, 2027-01-01 23:59")
    assert with_transcript(readme, f"head\n{other}tail\n") == f"a\n{other}b\n"


@each("readme, demo, told", [("x", RUN, "page"), (RUN, "x", "demo")])
def test_a_document_without_a_run_is_an_error(readme: str, demo: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        with_transcript(readme, demo)
